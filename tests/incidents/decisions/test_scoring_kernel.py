"""Features weighed in C weigh the same, to the bit."""

from __future__ import annotations

from types import ModuleType

import pytest
from compiled_kernels import compiled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geoinc.incidents.decisions import scorer
from geoinc.incidents.decisions.scorer import Scorer

NAMES = st.sampled_from([*"abcdefgh", "bias"])
NUMBERS = st.floats(-1e6, 1e6) | st.booleans() | st.integers(-9, 9)


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return compiled("scoring", tmp_path_factory.mktemp("kernels"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(NAMES, st.floats(-1e6, 1e6)), st.dictionaries(NAMES, NUMBERS), st.floats(-1e6, 1e6))
def test_features_weigh_the_same(
    kernel: ModuleType, weights: dict[str, float], features: dict[str, float], start: float
) -> None:
    found = []
    with pytest.MonkeyPatch.context() as patch:
        for module in (kernel, None):
            patch.setattr(scorer, "KERNEL", module)
            found.append(Scorer(weights).weigh(features, start).hex())
    assert found[0] == found[1]


@pytest.mark.parametrize(
    "asked", [({}, {}), ({}, [], 0.0), ([], {}, 0.0), ({}, {}, "0"), ({"a": "1"}, {"a": 1.0}, 0.0)]
)
def test_what_cannot_be_weighed_is_refused(kernel: ModuleType, asked: tuple[object, ...]) -> None:
    with pytest.raises(TypeError):
        kernel.weigh(*asked)
