"""What is ranked in C is what numpy ranks: sums to the last bit, powers to the last but one."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from compiled_kernels import compiled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geoinc.gazetteer.file.columns import KINDS
from geoinc.model import PlaceKind
from geoinc.toponyms.resolve import features, resolver
from geoinc.toponyms.resolve.candidates import COUNTRY_KEYS, NO_CONTAINER, NOWHERE
from geoinc.toponyms.resolve.features import CandidateTable
from geoinc.toponyms.resolve.mention_context import LINKS, MentionGroups
from geoinc.toponyms.resolve.network import RankingNetwork
from geoinc.toponyms.resolve.resolver import Resolver

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


KNOWN = 5
"""What is known of each name, in numbers."""


def network(rng: np.random.Generator, inputs: int, units: int) -> RankingNetwork:
    sizes = (inputs,), (inputs, units), (units,), (units,), (KNOWN,)
    return RankingNetwork(*(rng.normal(0, 0.3, size).astype(np.float32) for size in sizes))


def ranking(seed: int, groups: int, most: int) -> tuple[CandidateTable, NDArray[np.float32], list[RankingNetwork]]:
    """Return a scene with fixed features, what is known of its names, and a prior and two rounds."""
    rng = np.random.default_rng(seed)
    stage, _ = scene(seed, groups, most)
    fixed = rng.normal(0, 1, (len(stage.group), features.STATIC + 3)).astype(np.float32)
    fixed[rng.random(fixed.shape) < 0.4] = 0
    names = rng.normal(0, 1, (len(stage.filled), KNOWN)).astype(np.float32)
    whole = fixed.shape[1] + len(features.CONTEXT_FEATURES)
    networks = [network(rng, features.STATIC, 6), network(rng, whole, 9), network(rng, whole, 4)]
    return replace(stage, fixed=fixed), names, networks


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000), st.integers(1, 9), st.integers(2, 30))
def test_the_probabilities_are_the_same(kernel: ModuleType, seed: int, groups: int, most: int) -> None:
    stage, names, (prior, *rounds) = ranking(seed, groups, most)
    if not len(stage.group):
        return
    found = []
    with pytest.MonkeyPatch.context() as patch:
        for module in (kernel, None):
            patch.setattr(features, "KERNEL", module)
            found.append(features.ranked(stage, names, prior, rounds))
    np.testing.assert_allclose(found[0], found[1], rtol=1e-5, atol=1e-9)
    assert (np.add.reduceat(found[0], stage.starts) <= 1 + 1e-5).all()


def test_networks_that_do_not_fit_are_refused(kernel: ModuleType) -> None:
    stage, names, networks = ranking(1, 4, 9)
    layers = tuple(one.layers for one in networks)
    own = (*features._LAYOUT, *features._scene_arrays(stage), stage.fixed)
    found = np.empty(len(stage.group), np.float32)
    kernel.rank((*own, names, found), layers, features.STATIC)
    refused: list[tuple[tuple[NDArray[np.float32], ...], tuple[tuple[NDArray[np.float32], ...], ...], int]] = [
        ((*own, names, found), layers, features.STATIC - 1),
        ((*own, names, found), layers, 1000),
        ((*own, names, found), layers[::-1], features.STATIC),
        ((*own, names, found), (layers[0], (*layers[1][:4], layers[1][4][1:].copy())), features.STATIC),
        ((*own, names, found), (layers[0], layers[1][:4]), features.STATIC),
        ((*own, names[1:].copy(), found), layers, features.STATIC),
        ((*own, names, found[1:]), layers, features.STATIC),
        ((*own[:3], own[3] + 99, *own[4:], names, found), layers, features.STATIC),
    ]
    for arrays, networks_asked, inputs in refused:
        with pytest.raises(ValueError, match="another size"):
            kernel.rank(arrays, networks_asked, inputs)
    with pytest.raises(TypeError, match="one tuple"):
        kernel.rank(own, layers, features.STATIC)


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


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**31), st.integers(1, 6), st.sampled_from([2, 9, 40, 300]))
def test_the_same_candidates_are_meant(kernel: ModuleType, seed: int, groups: int, most: int) -> None:
    stage, probability = scene(seed, groups, most)
    settled = np.where(np.arange(len(stage.kind)) % 2, stage.kind, resolver._SETTLEMENT).astype(np.uint8)
    stage = replace(stage, kind=settled)
    people = np.array([0, 10, 200_000, 5_000, 100_000, 99_999, 7, 0, 1_000_000], np.uint32)
    own = Resolver.__new__(Resolver)
    own.gazetteer = SimpleNamespace(columns=SimpleNamespace(population=people))  # type: ignore[assignment]
    shares = (probability / np.float32(9)).astype(np.float32)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resolver, "KERNEL", kernel)
        quick = own._leads(stage, shares)
        patch.setattr(resolver, "KERNEL", None)
        assert own._leads(stage, shares) == [None] * len(stage.filled)
    for group, rows, lead in zip(stage.filled.tolist(), stage.rows, quick, strict=True):
        slow = own._lead(stage, shares, rows, (group, frozenset(), ""), bound=False, holding=frozenset())
        if lead is None:
            assert KINDS[stage.kind[rows.start + int(shares[rows].argmax())]] is PlaceKind.RIVER
        else:
            assert lead == slow


def test_candidates_that_do_not_fit_are_refused(kernel: ModuleType) -> None:
    one = {
        "keys": np.zeros((1, 5), np.int32),
        "kind": np.zeros(1, np.uint8),
        "unit": np.zeros((1, 3), np.float32),
        "raw": np.zeros(1, np.float32),
        "starts": np.zeros(1, np.int64),
        "people": np.zeros(1, np.uint32),
    }
    assert kernel.leads(resolver._SETTINGS, *one.values(), resolver._SEATS) == [(0, 0.0, 1.0, [(0, 0.0)])]
    for wrong in (
        {"keys": np.ones((1, 5), np.int32)},
        {"kind": np.full(1, 255, np.uint8)},
        {"unit": np.zeros((1, 2), np.float32)},
        {"starts": np.ones(1, np.int64)},
        {"starts": np.zeros(2, np.int64)},
        {"people": np.zeros(0, np.uint32)},
    ):
        with pytest.raises(ValueError, match="do not fit"):
            kernel.leads(resolver._SETTINGS, *(one | wrong).values(), resolver._SEATS)
