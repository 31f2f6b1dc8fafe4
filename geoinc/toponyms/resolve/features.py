"""What speaks for each candidate in its document: parents, neighbours, distances, links, the outlet's home.

A :class:`CandidateTable` lays all candidates of a document out in flat arrays; :func:`context` computes the features that
depend on what the other names probably are, for one round of joint inference. The others are represented by
their most probable candidates (anchors). What is summed over them is summed in their order, in C or in numpy to the same bits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geoinc import kernels
from geoinc.gazetteer.file.columns import KIND_NUMBER
from geoinc.geo.geodesy import EARTH_RADIUS_M
from geoinc.toponyms.resolve.candidates import (
    COUNTRY_KEYS,
    KIND_CLASSES,
    NOWHERE,
    STATIC_FEATURES,
    CandidateSet,
    of_kinds,
)
from geoinc.toponyms.resolve.mention_context import TEXT_FEATURES, Link, MentionGroups
from geoinc.toponyms.resolve.network import RankingNetwork, sizes_of
from geoinc.toponyms.resolve.sources import HOME_FEATURES, Home

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

ANCHORS: Final = 4
"""Candidates of each name that stand for it while the others are weighed."""

MIN_ANCHOR: Final = 0.02
"""Candidates less probable than this say nothing of the others, unless they are the likeliest of their name."""

KERNEL = kernels.load("ranking", 4)
"""The sums over anchors in C (``geoinc/kernels/ranking.c``), where they are compiled."""

BLOCK_CELLS: Final = 200_000
"""Candidate–anchor pairs weighed at a time, which bounds the memory that a text full of names takes."""

KERNELS_M: Final = (30_000.0, 150_000.0, 700_000.0)
"""Half-value distances of the kernels: one town, one province, one part of the world."""

CUE_FEATURES: Final = ("cue_agrees", "cue_differs")
CONTEXT_FEATURES: Final = (
    "named_country", "named_admin1", "named_admin2", "sure_country", "sure_admin1", "sure_admin2",
    "near_country", "near_unit", "share_country", "share_country_near", "share_admin1", "share_admin1_near",
    "mass_admin1", "mass_admin2", "share_country_all", "kernel_town", "kernel_province", "kernel_part",
    "kernel_near", "kernel_sure", "holds", "same_place",
    "link_comma", "link_in", "link_paren", "link_owned", "link_chain", "link_any",
    "peer_admin1", "peer_country", "peer_kind", "link_holds", "alone",
)  # fmt: skip
FEATURES: Final = (*STATIC_FEATURES, *CUE_FEATURES, *HOME_FEATURES, *TEXT_FEATURES, *CONTEXT_FEATURES)
STATIC: Final = len(STATIC_FEATURES)
_HOME: Final = STATIC + len(CUE_FEATURES)
_TEXT: Final = _HOME + len(HOME_FEATURES)

NO_MATCH: Final = -3
_KERNELS: Final = np.array([1 / scale**2 for scale in KERNELS_M], dtype=np.float32)[:, None]
_TINY: Final = np.float32(1e-6)
_PLACE, _COUNTRY, _ADMIN1, _ADMIN2, _CONTAINER = range(5)
_KIND_CLASS: Final = np.full(len(KIND_NUMBER) + 1, len(KIND_CLASSES), dtype=np.uint8)
for _number, _members in enumerate(KIND_CLASSES.values()):
    _KIND_CLASS[[KIND_NUMBER[kind] for kind in _members]] = _number


@dataclass(frozen=True, slots=True)
class CandidateTable:
    """All C candidates of a document's G groups, group after group.

    ``group`` (C) is each candidate's group, ``starts`` (G) where a group begins (groups without candidates are
    left out of ``filled``, which maps the row of ``starts`` to the group); ``fixed`` (C × the rest) holds
    the features that no round changes.
    """

    reading: MentionGroups
    group: NDArray[np.int64]
    starts: NDArray[np.int64]
    filled: NDArray[np.int64]
    keys: NDArray[np.int32]
    unit: Floats
    kind: NDArray[np.uint8]
    fixed: Floats

    @property
    def rows(self) -> list[slice]:
        """The candidates of each group that has some."""
        bounds = [*self.starts.tolist(), len(self.group)]
        return [slice(start, end) for start, end in pairwise(bounds)]


def scene(reading: MentionGroups, sets: Sequence[CandidateSet], home: Home) -> CandidateTable:
    """Lay out the candidates of each group (one set a group)."""
    sizes = np.array([len(item) for item in sets])
    group = np.repeat(np.arange(len(sets)), sizes)
    filled = np.flatnonzero(sizes)
    ends = np.cumsum(sizes[filled])
    keys = np.concatenate([item.keys for item in sets])
    unit = np.concatenate([item.unit for item in sets])
    kind = np.concatenate([item.kind for item in sets])
    fixed = np.empty((len(keys), len(FEATURES) - len(CONTEXT_FEATURES)), dtype=np.float32)
    np.concatenate([item.static for item in sets], out=fixed[:, :STATIC])
    fixed[:, STATIC:_HOME] = 0
    for own, cues in enumerate(reading.cues):
        if cues:
            at = group == own
            fits = of_kinds(cues)[kind[at]]
            fixed[at, STATIC:_HOME] = np.stack((fits, ~fits), axis=1)
    fixed[:, _HOME:_TEXT] = home.features(keys, unit)
    fixed[:, _TEXT:] = reading.text[group]
    return CandidateTable(reading, group, ends - sizes[filled], filled, keys, unit, kind, fixed)


def context(stage: CandidateTable, probability: Floats) -> Floats:
    """Return the C × CONTEXT_FEATURES features of one round, given the last round's probabilities (C)."""
    summed, largest, totals = _sums(stage, probability)
    table = np.empty((len(summed), len(CONTEXT_FEATURES)), dtype=np.float32)
    table[:, _SUMS] = summed
    totals = totals[:, _TOTALLED][stage.group]
    table[:, _SHARES] /= totals + _OFFSETS
    table[:, _LOGS] = np.log1p(table[:, _LOGS], dtype=np.float64)
    table[:, _BESTS] = largest
    table[:, _LINK_ANY] = table[:, _LINKS].max(axis=1)
    table[:, _ALONE] = 1 / (1 + totals[:, 0])
    return table


def ranked(stage: CandidateTable, names: Floats, prior: RankingNetwork, rounds: Sequence[RankingNetwork]) -> Floats:
    """Return the probability of every candidate (C) by the prior, then round by round in what the names say of each other.

    ``names`` (one row a group with candidates) is what is known of each name as a whole.
    """
    if KERNEL is not None:
        probability = np.empty(len(stage.group), dtype=np.float32)
        own = *_scene_arrays(stage), stage.fixed, names, probability
        KERNEL.rank((*_LAYOUT, *own), (prior.layers, *(network.layers for network in rounds)), STATIC)
        return probability
    probability = prior.probabilities(stage.fixed[:, :STATIC], names, stage.starts)
    for network in rounds:
        table = np.concatenate((stage.fixed, context(stage, probability)), axis=1)
        probability = network.probabilities(table, names, stage.starts)
    return probability


def _scene_arrays(stage: CandidateTable) -> tuple[NDArray[Any], ...]:
    """Return what the kernel reads of a scene, in its order."""
    reading = stage.reading
    own = (
        stage.keys, _KIND_CLASS[stage.kind], stage.unit, stage.group, np.sqrt(reading.counts), reading.nearness, reading.links
    )  # fmt: skip
    return tuple(map(np.ascontiguousarray, own))


def _sums(stage: CandidateTable, probability: Floats) -> tuple[Floats, Floats, Floats]:
    """Return what is summed (C × recipes) and what is largest (C × maxima) over anchors, and the sums of weights (G × weights)."""
    if KERNEL is not None:
        count, groups = len(stage.group), len(stage.reading.names)
        sizes = (count, len(_RECIPES)), (count, len(_MAXIMA)), (groups, len(_WEIGHTS))
        found = tuple(np.empty(size, dtype=np.float32) for size in sizes)
        own = _scene_arrays(stage)
        KERNEL.context(
            (_SETTINGS, _PLAN, _PLAN_OF_MAXIMA, *own[:4], np.ascontiguousarray(probability), *own[4:], *found)
        )
        return found[0], found[1], found[2]
    chosen = anchors(stage, probability)
    weights = _weights(stage, chosen, probability[chosen])
    rows = max(1, BLOCK_CELLS // max(1, len(chosen)))
    summed, largest = [], []
    for start in range(0, len(stage.group), rows):
        block = slice(start, start + rows)
        masks, own_weights = _masks(stage, block, chosen), weights[stage.group[block]]
        summed.append(_in_order(own_weights[:, _PLAN[:, 0]] * masks[:, _PLAN[:, 1]]))
        best = own_weights[:, _PLAN_OF_MAXIMA[:, 0]] * masks[:, _PLAN_OF_MAXIMA[:, 1]]
        largest.append(best.max(axis=2, initial=0))
    return np.concatenate(summed), np.concatenate(largest), _in_order(weights)


def _in_order(table: Floats) -> Floats:
    """Return the sums over the last axis, added up one after the other, so that they are the same on every machine."""
    sums: Floats = table.cumsum(axis=2)[:, :, -1]
    return sums


def anchors(stage: CandidateTable, probability: Floats) -> NDArray[np.int64]:
    """Return the most probable candidates of each group, at most :data:`ANCHORS` each, without hopeless ones."""
    order = np.lexsort((-probability, stage.group))
    sizes = sizes_of(stage.starts, len(stage.group))
    place = np.arange(len(stage.group)) - np.repeat(stage.starts, sizes)
    chosen: NDArray[np.int64] = order[(place == 0) | ((place < ANCHORS) & (probability[order] >= MIN_ANCHOR))]
    return chosen


_MASKS: Final = (
    "same", "country", "admin1", "admin2", "in_country", "in_admin1", "in_admin2", "in_unit", "inside", "holds",
    "kinds", "town", "province", "part",
)  # fmt: skip
_TIED: Final = tuple(link.name.lower() for link in Link if link < Link.PEER)
_WEIGHTS: Final = (
    "sure", "weight", "weight_near", "specific", "specific_near", "sure_specific", "back", "peer", *_TIED,
)  # fmt: skip
_MASK: Final = {name: number for number, name in enumerate(_MASKS)}
_WEIGHT: Final = {name: number for number, name in enumerate(_WEIGHTS)}


_RECIPES: Final = {
    "named_country": ("weight", "in_country"), "named_admin1": ("weight", "in_admin1"),
    "named_admin2": ("weight", "in_admin2"), "near_country": ("weight_near", "in_country"),
    "near_unit": ("weight_near", "in_unit"),
    "share_country": ("specific", "country"), "share_country_near": ("specific_near", "country"),
    "share_admin1": ("specific", "admin1"), "share_admin1_near": ("specific_near", "admin1"),
    "mass_admin1": ("specific", "admin1"), "mass_admin2": ("specific", "admin2"),
    "share_country_all": ("weight", "country"),
    "kernel_town": ("specific", "town"), "kernel_province": ("specific", "province"),
    "kernel_part": ("specific", "part"), "kernel_near": ("specific_near", "province"),
    "holds": ("weight", "holds"), "same_place": ("weight", "same"),
    **{f"link_{link}": (link, "inside") for link in _TIED},
    "peer_admin1": ("peer", "admin1"), "peer_country": ("peer", "country"), "peer_kind": ("peer", "kinds"),
    "link_holds": ("back", "holds"),
}  # fmt: skip
"""Which weight is summed over which mask for a feature."""

_SHARED: Final = {
    "share_country": ("specific", 1.0), "share_country_near": ("specific_near", _TINY),
    "share_admin1": ("specific", 1.0), "share_admin1_near": ("specific_near", _TINY),
    "share_country_all": ("weight", 1.0), "kernel_part": ("specific", 1.0),
}  # fmt: skip
"""Features that are shares of the sum of a weight plus an offset."""

_LOGGED: Final = (
    "named_country", "named_admin1", "named_admin2", "near_country", "near_unit", "mass_admin1", "mass_admin2",
    "kernel_town", "kernel_province", "kernel_near", "holds", "same_place",
)  # fmt: skip
_MAXIMA: Final = {
    "sure_country": ("sure", "in_country"), "sure_admin1": ("sure", "in_admin1"),
    "sure_admin2": ("sure", "in_admin2"), "kernel_sure": ("sure_specific", "town"),
}  # fmt: skip


def _columns(names: Iterable[str], table: Sequence[str] = CONTEXT_FEATURES) -> NDArray[np.int64]:
    return np.array([table.index(name) for name in names], dtype=np.int64)


_SUMS: Final = _columns(_RECIPES)
_PLAN: Final = np.array([(_WEIGHT[w], _MASK[m]) for w, m in _RECIPES.values()], dtype=np.int64)
_PLAN_OF_MAXIMA: Final = np.array([(_WEIGHT[w], _MASK[m]) for w, m in _MAXIMA.values()], dtype=np.int64)
_SHARES: Final = _columns(_SHARED)
_TOTALLED: Final = _columns((weight for weight, _ in _SHARED.values()), _WEIGHTS)
_OFFSETS: Final = np.array([offset for _, offset in _SHARED.values()], dtype=np.float32)
_LOGS: Final = _columns(_LOGGED)
_BESTS: Final = _columns(_MAXIMA)
_LINKS: Final = _columns(f"link_{link}" for link in _TIED)
_LINK_ANY, _ALONE = _columns(("link_any", "alone")).tolist()
_SETTINGS: Final = np.array(
    [(ANCHORS, COUNTRY_KEYS, NOWHERE, NO_MATCH, MIN_ANCHOR, EARTH_RADIUS_M**2, *_KERNELS[:, 0].tolist())],
    dtype=",".join(["i8"] * 4 + ["f8"] * 5),
)
"""What the kernel must know, in its order."""

_LAYOUT: Final = (
    _SETTINGS, _PLAN, _PLAN_OF_MAXIMA, _SUMS, _BESTS, _SHARES, _TOTALLED, _OFFSETS, _LOGS, _LINKS,
    np.array([_LINK_ANY, _ALONE, _TOTALLED[0]]),
)  # fmt: skip
"""The same, and where in a row of features what it finds goes."""


def _masks(stage: CandidateTable, block: slice, chosen: NDArray[np.int64]) -> Floats:
    """Return what holds between each candidate and each anchor (C × masks × A): 0 or 1, or a kernel of distance."""
    keys, theirs = stage.keys[block, :, None], _named(stage.keys[chosen].T)
    masks = np.empty((len(keys), len(_MASKS), len(chosen)), dtype=np.float32)
    equal = keys[:, :_CONTAINER] == theirs[:_CONTAINER]
    masks[:, :4] = equal
    apart = ~equal[:, :1]
    masks[:, 4:7] = inside = (keys[:, _COUNTRY:_CONTAINER] == theirs[_CONTAINER]) & apart
    masks[:, 7] = unit = inside[:, 1] | inside[:, 2]
    masks[:, 8] = unit | inside[:, 0]
    holds = keys[:, _CONTAINER:] == theirs[_COUNTRY:_CONTAINER]
    masks[:, 9] = (holds[:, 0] | holds[:, 1] | holds[:, 2]) & apart[:, 0]
    masks[:, 10] = _KIND_CLASS[stage.kind[block]][:, None] == _KIND_CLASS[stage.kind[chosen]]
    square_m = _square_distance(stage.unit[block], stage.unit[chosen])
    np.divide(1, 1 + square_m[:, None] * _KERNELS, out=masks[:, 11:])
    return masks


def _named(keys: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return keys in which "unknown" equals no candidate's "unknown"."""
    return np.where(keys == NOWHERE, NO_MATCH, keys)


def _weights(stage: CandidateTable, chosen: NDArray[np.int64], probability: Floats) -> Floats:
    """Return how much each anchor counts for the candidates of each group (G × weights × A)."""
    reading, other = stage.reading, stage.group[chosen]
    groups = len(reading.names)
    weights = np.empty((groups, len(_WEIGHTS), len(chosen)), dtype=np.float32)
    sure = probability * (np.arange(groups)[:, None] != other)
    near = reading.nearness[:, other]
    specific = stage.keys[chosen, _CONTAINER] < COUNTRY_KEYS
    weights[:, 0] = sure
    weights[:, 1] = sure * np.sqrt(reading.counts[other])
    weights[:, 2] = weights[:, 1] * near
    weights[:, 3] = weights[:, 1] * specific
    weights[:, 4] = weights[:, 2] * specific
    weights[:, 5] = sure * specific
    links = reading.links[:, :, other]
    weights[:, 6] = sure * reading.links[: Link.PEER].max(axis=0).T[:, other]
    weights[:, 7] = sure * np.maximum(links[Link.PEER], links[Link.COMMA])
    weights[:, 8:] = sure[:, None] * links[: Link.PEER].transpose(1, 0, 2)
    return weights


def _square_distance(left: Floats, right: Floats) -> Floats:
    """Return squared chord lengths in m² (within 1 % of the arc up to 3,000 km)."""
    cosine = left[:, None, 0] * right[:, 0]
    cosine += left[:, None, 1] * right[:, 1]
    cosine += left[:, None, 2] * right[:, 2]
    square_m: Floats = np.maximum(0, 2 - 2 * cosine) * np.float32(EARTH_RADIUS_M**2)
    return square_m
