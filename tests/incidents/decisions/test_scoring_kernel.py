"""Features weighed in C weigh the same, to the bit."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest
from compiled_kernels import compiled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geoinc.incidents.decisions import nets, scorer
from geoinc.incidents.decisions.nets import Nets
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


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(0, 99), st.lists(st.dictionaries(NAMES, NUMBERS), max_size=4))
def test_nets_score_the_same(kernel: ModuleType, seed: int, cases: list[dict[str, float]]) -> None:
    chance = np.random.default_rng(seed)
    inner, outer = (chance.normal(0.0, 1.0, size).astype(np.float32) for size in ((6, 40), (40,)))
    judge = Nets({name: row for row, name in enumerate(["bias", *"abcde"])}, inner, outer)
    found = []
    with pytest.MonkeyPatch.context() as patch:
        for module in (kernel, None):
            patch.setattr(nets, "KERNEL", module)
            found.append([score.hex() for score in judge.scores(cases)])
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("rows", "cases", "error"),
    [
        ([], [{}], TypeError),
        ({}, ({},), TypeError),
        ({}, [[]], TypeError),
        ({"a": 0}, [{"a": "1"}], TypeError),
        ({"a": 2}, [{"a": 1.0}], IndexError),
        ({"a": -1}, [{"a": 1.0}], IndexError),
    ],
)
def test_cases_that_nets_cannot_score_are_refused(
    kernel: ModuleType, rows: object, cases: object, error: type[Exception]
) -> None:
    with pytest.raises(error):
        kernel.through_nets(rows, np.zeros((2, 3), np.float32), np.zeros(3, np.float32), cases)


def test_nets_without_weights_are_refused(kernel: ModuleType) -> None:
    with pytest.raises(ValueError, match="without weights"):
        kernel.through_nets({}, np.zeros(0, np.float32), np.zeros(0, np.float32), [{}])


@pytest.mark.parametrize(
    "asked", [({}, {}), ({}, [], 0.0), ([], {}, 0.0), ({}, {}, "0"), ({"a": "1"}, {"a": 1.0}, 0.0)]
)
def test_what_cannot_be_weighed_is_refused(kernel: ModuleType, asked: tuple[object, ...]) -> None:
    with pytest.raises(TypeError):
        kernel.weigh(*asked)
