"""What speaks for each candidate in its document: parents, neighbours, distances, links, the outlet's home.

A :class:`Scene` lays all candidates of a document out in flat arrays; :func:`context` computes the features that
depend on what the other names probably are, for one round of joint inference. The others are represented by
their most probable candidates (anchors); everything is a C × A matrix, no loop runs over candidates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.gazetteer.columns import KIND_NUMBER
from geoinc.geodesy import EARTH_RADIUS_M
from geoinc.resolve.candidates import COUNTRY_KEYS, KIND_CLASSES, STATIC_FEATURES, CandidateSet
from geoinc.resolve.reading import TEXT_FEATURES, Link, Reading
from geoinc.resolve.sources import HOME_FEATURES, Home

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

ANCHORS: Final = 4
"""Candidates of each name that stand for it while the others are weighed."""

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
SUMMARY_WIDTH: Final = STATIC + 1

_TINY: Final = np.float32(1e-6)
_PLACE, _COUNTRY, _ADMIN1, _ADMIN2, _CONTAINER = range(5)
_KIND_CLASS: Final = np.full(len(KIND_NUMBER) + 1, len(KIND_CLASSES), dtype=np.uint8)
for _number, _members in enumerate(KIND_CLASSES.values()):
    _KIND_CLASS[[KIND_NUMBER[kind] for kind in _members]] = _number


@dataclass(frozen=True, slots=True)
class Scene:
    """All C candidates of a document's G groups, group after group.

    ``group`` (C) is each candidate's group, ``starts`` (G) where a group begins (groups without candidates are
    left out of ``filled``, which maps the row of ``starts`` to the group); ``fixed`` (C × the rest) holds
    the features that no round changes.
    """

    reading: Reading
    group: NDArray[np.int64]
    starts: NDArray[np.int64]
    filled: NDArray[np.int64]
    keys: NDArray[np.int32]
    unit: Floats
    kind: NDArray[np.uint8]
    fixed: Floats


def scene(reading: Reading, sets: Sequence[CandidateSet], home: Home) -> Scene:
    """Lay out the candidates of each group (one set a group)."""
    sizes = np.array([len(item) for item in sets])
    group = np.repeat(np.arange(len(sets)), sizes)
    filled = np.flatnonzero(sizes)
    ends = np.cumsum(sizes[filled])
    keys = np.concatenate([item.keys for item in sets])
    unit = np.concatenate([item.unit for item in sets])
    kind = np.concatenate([item.kind for item in sets])
    static = np.concatenate([item.static for item in sets])
    cues = _cue_features(reading, sets)
    fixed = np.concatenate((static, cues, home.features(keys, unit), reading.text[group]), axis=1)
    return Scene(reading, group, ends - sizes[filled], filled, keys, unit, kind, fixed)


def summary(candidates: CandidateSet) -> Floats:
    """Return what is known of a name as a whole: a constant, and the largest of each static feature."""
    largest = candidates.static.max(axis=0) if len(candidates) else np.zeros(STATIC, dtype=np.float32)
    return np.concatenate((np.ones(1, dtype=np.float32), largest)).astype(np.float32)


def _cue_features(reading: Reading, sets: Sequence[CandidateSet]) -> Floats:
    rows = []
    for cues, item in zip(reading.cues, sets, strict=True):
        table = np.zeros((len(item), len(CUE_FEATURES)), dtype=np.float32)
        if cues and len(item):
            fits = np.isin(item.kind, [KIND_NUMBER[kind] for kind in cues])
            table[:, 0], table[:, 1] = fits, ~fits
        rows.append(table)
    return np.concatenate(rows)


def context(stage: Scene, probability: Floats) -> Floats:
    """Return the C × CONTEXT_FEATURES features of one round, given the last round's probabilities (C)."""
    return _Round(stage, probability).features()


def anchors(stage: Scene, probability: Floats) -> NDArray[np.int64]:
    """Return the most probable candidates of each group, at most :data:`ANCHORS` each."""
    order = np.lexsort((-probability, stage.group))
    place = np.zeros(len(stage.group), dtype=np.int64)
    sizes = np.diff(np.append(stage.starts, len(stage.group)))
    place[:] = np.arange(len(stage.group)) - np.repeat(stage.starts, sizes)
    return order[place < ANCHORS]


class _Round:
    """The C × A matrices of one round."""

    def __init__(self, stage: Scene, probability: Floats) -> None:
        chosen = anchors(stage, probability)
        self.stage = stage
        own, other = stage.group, stage.group[chosen]
        keys, anchor_keys = stage.keys, stage.keys[chosen]
        self.sure = probability[chosen] * (own[:, None] != other)
        self.weight = self.sure * np.sqrt(stage.reading.counts[other])
        self.near = stage.reading.nearness[own[:, None], other]
        self.same = keys[:, _PLACE, None] == anchor_keys[:, _PLACE]
        self.country = keys[:, _COUNTRY, None] == anchor_keys[:, _COUNTRY]
        self.admin1 = keys[:, _ADMIN1, None] == anchor_keys[:, _ADMIN1]
        self.admin2 = keys[:, _ADMIN2, None] == anchor_keys[:, _ADMIN2]
        apart = ~self.same
        holder = anchor_keys[:, _CONTAINER]
        self.in_country = (keys[:, _COUNTRY, None] == holder) & apart
        self.in_admin1 = (keys[:, _ADMIN1, None] == holder) & apart
        self.in_admin2 = (keys[:, _ADMIN2, None] == holder) & apart
        self.inside = self.in_country | self.in_admin1 | self.in_admin2
        mine = keys[:, _CONTAINER, None]
        self.holds = (
            (mine == anchor_keys[:, _COUNTRY]) | (mine == anchor_keys[:, _ADMIN1]) | (mine == anchor_keys[:, _ADMIN2])
        ) & apart
        self.specific = self.weight * (holder < COUNTRY_KEYS)
        self.kinds = _KIND_CLASS[stage.kind][:, None] == _KIND_CLASS[stage.kind[chosen]]
        self.square_m = _square_distance(stage.unit, stage.unit[chosen])
        self.links = stage.reading.links[:, own[:, None], other]
        self.back = stage.reading.links[: Link.PEER].max(axis=0).T[own[:, None], other]

    def features(self) -> Floats:
        """Return the features, one column each of :data:`CONTEXT_FEATURES`."""
        columns = [*self._parents(), *self._shares(), *self._distances(), *self._ties()]
        return np.stack(columns, axis=1).astype(np.float32)

    def _parents(self) -> list[Floats]:
        weight, sure, near = self.weight, self.sure, self.weight * self.near
        levels = (self.in_country, self.in_admin1, self.in_admin2)
        return [
            *(np.log1p(_sum(weight, level)) for level in levels),
            *((sure * level).max(axis=1, initial=0) for level in levels),
            np.log1p(_sum(near, self.in_country)),
            np.log1p(_sum(near, self.in_admin1 | self.in_admin2)),
        ]

    def _shares(self) -> list[Floats]:
        specific, near = self.specific, self.specific * self.near
        total, close = specific.sum(axis=1) + _TINY, near.sum(axis=1) + _TINY
        admin1 = _sum(specific, self.admin1)
        return [
            _sum(specific, self.country) / (total + 1),
            _sum(near, self.country) / close,
            admin1 / (total + 1),
            _sum(near, self.admin1) / close,
            np.log1p(admin1),
            np.log1p(_sum(specific, self.admin2)),
            _sum(self.weight, self.country) / (self.weight.sum(axis=1) + 1),
        ]

    def _distances(self) -> list[Floats]:
        kernels = [1 / (1 + self.square_m / np.float32(scale**2)) for scale in KERNELS_M]
        town, province, part = kernels
        return [
            np.log1p(_sum(self.specific, town)),
            np.log1p(_sum(self.specific, province)),
            _sum(self.specific, part) / (self.specific.sum(axis=1) + 1),
            np.log1p(_sum(self.specific * self.near, province)),
            (self.sure * (self.specific > 0) * town).max(axis=1, initial=0),
        ]

    def _ties(self) -> list[Floats]:
        sure, links = self.sure, self.links
        held = sure * self.inside
        tied = [_sum(held, links[link]) for link in range(Link.PEER)]
        peer = np.maximum(links[Link.PEER], links[Link.COMMA]) * sure
        return [
            np.log1p(_sum(self.weight, self.holds)),
            np.log1p(_sum(self.weight, self.same)),
            *tied,
            np.max(tied, axis=0),
            _sum(peer, self.admin1),
            _sum(peer, self.country),
            _sum(peer, self.kinds),
            _sum(sure * self.holds, self.back),
            1 / (1 + self.specific.sum(axis=1)),
        ]


def _sum(weight: Floats, mask: NDArray[np.generic]) -> Floats:
    total: Floats = np.einsum("ca,ca->c", weight, mask, dtype=np.float32, casting="unsafe")
    return total


def _square_distance(left: Floats, right: Floats) -> Floats:
    """Return squared chord lengths in m² (within 1 % of the arc up to 3,000 km)."""
    square_m: Floats = np.maximum(0, 2 - 2 * (left @ right.T)) * np.float32(EARTH_RADIUS_M**2)
    return square_m
