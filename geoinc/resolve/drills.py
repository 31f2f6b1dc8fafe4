"""Drills: made-up sentences about real gazetteer places, so that the ranker learns what containment means everywhere.

Annotated corpora hold few "Paris, Texas": the drills ask for the lesser place of a shared name, with the words
that single it out ("X, Y", "X in Y", "the Yish town of X"), and sometimes for two of the name in one sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.gazetteer.columns import KIND_NUMBER, NONE
from geoinc.gazetteer.records import NameKind
from geoinc.model import Document, PlaceKind
from geoinc.resolve.annotated import Example, Gold
from geoinc.resolve.spans import mentions_from_spans

if TYPE_CHECKING:
    from geoinc.gazetteer import Gazetteer

CORPUS: Final = "drills"
COUNT: Final = 500
MIN_POPULATION: Final = 1_000
SEED: Final = 4

TEMPLATES: Final = (
    "Rescue crews reached {x}, {y}, before dawn.",
    "Two shops in {x}, {y} were shut. Residents of {x} complained.",
    "A bridge near {x} in {y} has been closed.",
    "The clinic at {x} ({y}) reopened this week.",
    "Farmers around {x}, in the west of {y}, lost their harvest.",
    "{y}'s {x} saw heavy rain, and traffic stopped.",
    "The {d} town of {x} elected a new mayor.",
    "{d} officials opened a school in {x} after talks in {z}.",
    "{x}, {y} - A fire broke out at a warehouse. Help came from {z}.",
    "Delegates from {z} met their partners from {x}, {y}.",
    "Roads in {y} were icy. The road to {x} was blocked for hours.",
    "A train left {x}, {y}, for the twin town of {x}, {y2}.",
    "{x} in {y} is not to be mistaken for {x}, {y2}.",
)


@dataclass(slots=True)
class _Draft:
    """A sentence under construction: its pieces, spans and the place of each span."""

    text: str = ""
    spans: list[tuple[int, int]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def write(self, words: str) -> None:
        self.text += words

    def name(self, words: str, place: int) -> None:
        self.spans.append((len(self.text), len(self.text) + len(words)))
        self.places.append(place)
        self.text += words


def make(gazetteer: Gazetteer, *, count: int = COUNT) -> list[Example]:
    """Return drills, the same ones for the same gazetteer."""
    random = np.random.default_rng(SEED)
    columns = gazetteer.columns
    towns = np.flatnonzero((columns.kind == KIND_NUMBER[PlaceKind.SETTLEMENT]) & (columns.population >= MIN_POPULATION))
    chance = np.sqrt(columns.population[towns].astype(np.float64))
    chosen = random.choice(towns, size=count * 12, p=chance / chance.sum())
    found: list[Example] = []
    for index in chosen.tolist():
        draft = _draft(gazetteer, index, int(random.choice(chosen)), random)
        if draft is not None:
            found.append(_example(gazetteer, draft, len(found)))
        if len(found) == count:
            break
    return found


def _draft(gazetteer: Gazetteer, index: int, other: int, random: np.random.Generator) -> _Draft | None:
    name = gazetteer.store.own_name(index)
    rivals = [int(i) for i in gazetteer.indices(name) if _container(gazetteer, int(i), random) is not None]
    if len(rivals) < 2 or index not in rivals:  # noqa: PLR2004 - it takes two to be ambiguous
        return None
    twin = int(random.choice([i for i in rivals if i != index]))
    fills = {
        "x": (name, index), "y": _container(gazetteer, index, random), "y2": _container(gazetteer, twin, random),
        "z": (gazetteer.store.own_name(other), other), "d": _demonym(gazetteer, index),
    }  # fmt: skip
    if fills["y"] == fills["y2"]:
        return None
    return _fill(str(random.choice(TEMPLATES)), fills, (name, twin))


def _fill(template: str, fills: dict[str, tuple[str, int] | None], twin: tuple[str, int]) -> _Draft | None:
    draft = _Draft()
    for piece in template.split("{"):
        slot, closed, rest = piece.partition("}")
        if not closed:
            draft.write(piece)
            continue
        last_of_two = slot == "x" and "{y2}" in template and any(p == fills["x"][1] for p in draft.places if fills["x"])
        fill = twin if last_of_two else fills[slot]
        if fill is None:
            return None
        draft.name(*fill)
        draft.write(rest)
    return draft


def _container(gazetteer: Gazetteer, index: int, random: np.random.Generator) -> tuple[str, int] | None:
    """Return the name and place of a town's country or first-level unit."""
    columns = gazetteer.columns
    units = [int(columns.country_place[columns.country[index]]), int(columns.admin1[index])]
    units = [unit for unit in units if unit not in (NONE, index)]
    if not units:
        return None
    unit = units[int(random.integers(len(units)))]
    return gazetteer.store.own_name(unit), unit


def _demonym(gazetteer: Gazetteer, index: int) -> tuple[str, int] | None:
    country = int(gazetteer.columns.country_place[gazetteer.columns.country[index]])
    if country == NONE:
        return None
    rows = gazetteer.store.rows_of_place(country)
    names = [gazetteer.store.name_at(row) for row in rows if gazetteer.store.kind_of_name(row) is NameKind.DEMONYM]
    return (names[0], country) if names else None


def _example(gazetteer: Gazetteer, draft: _Draft, number: int) -> Example:
    document = Document(draft.text, id=f"{CORPUS}-{number}")
    mentions = mentions_from_spans(document, draft.spans, gazetteer)
    columns = gazetteer.columns
    gold = [Gold(float(columns.lon[i]), float(columns.lat[i]), gazetteer.store.id_at(i)) for i in draft.places]
    return Example(CORPUS, document, tuple(mentions), tuple(gold))
