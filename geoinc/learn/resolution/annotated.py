"""Annotated corpora as training examples: one JSON object a line, with ``text`` and ``toponyms``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geoinc.gazetteer.file.columns import KINDS
from geoinc.geo import geodesy
from geoinc.model import Document, Mention, PlaceKind
from geoinc.toponyms.resolve.resolver import NEAR_M, Stage
from geoinc.toponyms.resolve.spans import mentions_from_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoinc.gazetteer import Gazetteer

WIDE: Final = frozenset(PlaceKind) - {PlaceKind.SETTLEMENT, PlaceKind.QUARTER, PlaceKind.FACILITY, PlaceKind.SPOT}
"""Kinds whose one point differs from source to source."""

WIDE_M: Final = 600_000.0
"""How far the point of a wide place may be from the gold and still teach that it is meant."""

TWIN_CREDIT: Final = 0.3
"""Credit of a near place that is not the very one that the gold names (a city for its county)."""

UNNAMED_CREDIT: Final = 0.6
"""Credit of a near place that is not the nearest, where the gold is a point without an id."""

SAME_M: Final = 5_000.0
COUNT_POWER: Final = 0.75
"""A name said n times in a document weighs n to this power: less than n names, more than one."""

UNLINKED_WEIGHT: Final = 0.3
"""Names that annotators could not link teach "none", but some of them are in our gazetteer."""


@dataclass(frozen=True, slots=True)
class Gold:
    """The answer for one mention: a point and perhaps an id; no point where it was not linked."""

    lon: float | None
    lat: float | None
    id: str | None


@dataclass(frozen=True, slots=True)
class ResolutionExample:
    """A document with its mentions and their answers."""

    corpus: str
    document: Document
    mentions: tuple[Mention, ...]
    gold: tuple[Gold, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """Targets of one stage: ``credit`` (C), ``none`` (G: 1 where "none" is right), ``weight`` (G).

    ``near`` (C) tells which candidates lie within 161 km of the gold, whatever they are.
    """

    credit: NDArray[np.float32]
    near: NDArray[np.bool_]
    none: NDArray[np.float32]
    weight: NDArray[np.float32]


def load(path: Path, gazetteer: Gazetteer) -> Iterator[ResolutionExample]:
    """Yield the examples of a corpus file; of overlapping toponyms the first is kept."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            document = Document(row["text"], id=row["id"], source=row.get("source"), uri=row.get("uri"))
            kept = list(_apart(sorted(row["toponyms"], key=lambda item: (item["start"], -item["end"]))))
            mentions = mentions_from_spans(document, [(item["start"], item["end"]) for item in kept], gazetteer)
            if mentions:
                yield ResolutionExample(path.stem, document, tuple(mentions), tuple(_gold(item) for item in kept))


def _apart(toponyms: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    end = 0
    for item in toponyms:
        if item["start"] >= end:
            yield item
            end = item["end"]


def _gold(item: dict[str, Any]) -> Gold:
    identity = item.get("geonameid")
    return Gold(item.get("lon"), item.get("lat"), f"geonames:{identity}" if identity else None)


def label(example: ResolutionExample, stage: Stage, gazetteer: Gazetteer) -> Labels:
    """Return the targets of a stage: each group learns the answer most of its mentions have."""
    scene = stage.scene
    credit = np.zeros(len(scene.group), dtype=np.float32)
    close = np.zeros(len(scene.group), dtype=bool)
    none = np.zeros(len(scene.starts), dtype=np.float32)
    weight = np.zeros(len(scene.starts), dtype=np.float32)
    ends = np.append(scene.starts, len(scene.group))[1:]
    for row, (group, start, end) in enumerate(zip(scene.filled.tolist(), scene.starts, ends, strict=True)):
        answers = [g for g, own in zip(example.gold, scene.reading.group_of, strict=True) if own == group]
        gold = max(answers, key=answers.count)
        index = scene.keys[start:end, 0]
        distance = _distance(gold, index, gazetteer)
        own = _credit(gold, index, distance, gazetteer)
        credit[start:end], close[start:end] = own, distance <= NEAR_M
        none[row] = not own.any()
        weight[row] = len(answers) ** COUNT_POWER * (1 if gold.lat is not None else UNLINKED_WEIGHT)
    return Labels(credit, close, none, weight)


def _distance(gold: Gold, index: NDArray[np.int32], gazetteer: Gazetteer) -> NDArray[np.float64]:
    if gold.lat is None or gold.lon is None:
        return np.full(len(index), np.inf)
    columns = gazetteer.columns
    lon, lat = np.full(len(index), gold.lon), np.full(len(index), gold.lat)
    return geodesy.haversine_m(columns.lon[index], columns.lat[index], lon, lat)


def _credit(
    gold: Gold, index: NDArray[np.int32], distance: NDArray[np.float64], gazetteer: Gazetteer
) -> NDArray[np.float32]:
    near = distance <= NEAR_M
    exact = np.array([gold.id is not None and gazetteer.store.id_at(int(i)) == gold.id for i in index], dtype=bool)
    if exact.any():
        return np.where(exact, 1, np.where(near, TWIN_CREDIT, 0)).astype(np.float32)
    if near.any() and gold.id is None:
        return np.where(near & (distance <= distance.min() + SAME_M), 1, near * UNNAMED_CREDIT).astype(np.float32)
    if not near.any():
        wide = np.array([KINDS[kind] in WIDE for kind in gazetteer.columns.kind[index]], dtype=bool)
        near = wide & (distance <= WIDE_M) & (distance == distance[wide].min(initial=np.inf))
    return near.astype(np.float32)
