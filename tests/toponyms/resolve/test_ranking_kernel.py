"""What the other names say, summed in C, is what numpy sums, to the last bit."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np
import pytest
from compiled_kernels import compiled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geoinc.gazetteer.file.columns import KINDS
from geoinc.toponyms.resolve import features
from geoinc.toponyms.resolve.candidates import COUNTRY_KEYS, NO_CONTAINER, NOWHERE
from geoinc.toponyms.resolve.features import CandidateTable
from geoinc.toponyms.resolve.mention_context import LINKS, MentionGroups

if TYPE_CHECKING:
    from numpy.typing import NDArray


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return compiled("ranking", tmp_path_factory.mktemp("kernels"))


def scene(seed: int, groups: int, most: int) -> tuple[CandidateTable, NDArray[np.float32]]:
    """Return candidates of some groups, few of whose units differ, and probabilities of which many are alike."""
    rng = np.random.default_rng(seed)
    group = np.repeat(np.arange(groups), rng.integers(0, most, groups)).astype(np.int64)
    count, filled = len(group), np.unique(group)
    units = np.array([NOWHERE, 3, 4, 5])
    keys = np.stack([
        rng.integers(0, 9, count),
        rng.choice([NOWHERE, COUNTRY_KEYS + 1, COUNTRY_KEYS + 2], count),
        rng.choice(units, count),
        rng.choice(units, count),
        rng.choice([NO_CONTAINER, 3, 4, COUNTRY_KEYS + 1], count),
    ], axis=1).astype(np.int32)  # fmt: skip
    unit = rng.normal(size=(count, 3)).astype(np.float32)
    unit[::3] = unit[:1]
    unit /= np.linalg.norm(unit, axis=1, keepdims=True).astype(np.float32)
    reading = MentionGroups(
        group_of=tuple(range(groups)),
        names=("x",) * groups,
        demonym=(False,) * groups,
        cues=(frozenset(),) * groups,
        own_cues=(frozenset(),) * groups,
        own_words=("",) * groups,
        text=np.zeros((groups, 1), np.float32),
        counts=rng.integers(1, 9, groups).astype(np.float32),
        links=(rng.random((LINKS, groups, groups)) < 0.3).astype(np.float32),
        nearness=rng.random((groups, groups)).astype(np.float32),
    )
    kind = rng.integers(0, len(KINDS), count).astype(np.uint8)
    fixed = np.zeros((count, 1), np.float32)
    table = CandidateTable(reading, group, np.searchsorted(group, filled), filled, keys, unit, kind, fixed)
    return table, rng.choice([0.0, 0.01, 0.02, 0.3, 0.3, rng.random(), 1.0], count).astype(np.float32)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000), st.integers(1, 9), st.integers(2, 30), st.sampled_from([1, 40, 200_000]))
def test_the_features_are_the_same(kernel: ModuleType, seed: int, groups: int, most: int, cells: int) -> None:
    stage, probability = scene(seed, groups, most)
    if not len(stage.group):
        return
    tables = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(features, "BLOCK_CELLS", cells)
        for module in (kernel, None):
            patch.setattr(features, "KERNEL", module)
            tables.append(features.context(stage, probability))
    assert tables[0].tobytes() == tables[1].tobytes()


def test_arrays_that_do_not_fit_are_refused(kernel: ModuleType) -> None:
    stage, probability = scene(1, 4, 9)
    reading, count = stage.reading, len(stage.group)
    plans = features._SETTINGS, features._PLAN, features._PLAN_OF_MAXIMA
    classes = np.zeros(count, np.uint8)
    own = [stage.keys, classes, stage.unit, stage.group, probability, reading.counts, reading.nearness, reading.links]
    found = [
        np.empty((count, len(features._PLAN)), np.float32),
        np.empty((count, len(features._PLAN_OF_MAXIMA)), np.float32),
    ]
    found.append(np.empty((4, len(features._WEIGHTS)), np.float32))
    kernel.context((*plans, *own, *found))
    for at in range(len(own)):
        with pytest.raises(ValueError, match="another size"):
            kernel.context((*plans, *own[:at], own[at][1:].copy(), *own[at + 1 :], *found))
    outside = stage.group + 4
    with pytest.raises(ValueError, match="another size"):
        kernel.context((*plans, *own[:3], outside, *own[4:], *found))
    with pytest.raises(ValueError, match="another size"):
        kernel.context((plans[0], plans[1] + 99, plans[2], *own, *found))
    with pytest.raises(TypeError, match="one tuple"):
        kernel.context(plans)
