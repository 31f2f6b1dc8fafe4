"""Names that several kinds of places share: the town or its unit, the river or the state named after it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from geoinc.model import PlaceKind, RelationKind
from geoinc.relations.anchors.rank_candidates import Candidates
from geoinc.relations.clauses import AnchorName, Clause

if TYPE_CHECKING:
    from geoinc.gazetteer.gazetteer import Gazetteer

UNITS = frozenset((PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.ADMIN3))
LESSER_UNITS = UNITS - {PlaceKind.ADMIN1}
"""Units that have parts, but whose towns are better known: "western Mosul"."""

SEAT_SHARE = 0.1
"""A town of at least this share of its unit's people is what a bare name means (judgement: Tokyo, São Paulo, Herat;
not a hamlet named after the state)."""

RIVERS = (PlaceKind.RIVER,)
DEMANDED = {
    RelationKind.MOUTH: RIVERS,
    RelationKind.CONFLUENCE: RIVERS,
    RelationKind.BANK: (PlaceKind.RIVER, PlaceKind.LAKE),
}
"""Relations that only such things have: rivers have mouths."""

BORDERED = (
    *(PlaceKind.COUNTRY, PlaceKind.TERRITORY, PlaceKind.ADMIN1, PlaceKind.REGION),
    *(PlaceKind.ADMIN2, PlaceKind.ADMIN3),
)
"""Of two names at a common border: towns have none."""

TIPPED = (PlaceKind.ISLAND, PlaceKind.PENINSULA, PlaceKind.COUNTRY, PlaceKind.TERRITORY, PlaceKind.ADMIN1)
STREAMS = frozenset((RelationKind.UPSTREAM, RelationKind.DOWNSTREAM))
DEMANDED_OF = {
    "of:mouth": RIVERS, "of:confluence": RIVERS, "of:tip": TIPPED, "tip": TIPPED, "of:border": BORDERED,
}  # fmt: skip
NAMED_WITH = frozenset((PlaceKind.RIVER, PlaceKind.LAKE, PlaceKind.ISLAND, PlaceKind.PENINSULA))
"""Kinds whose word is often part of the name."""

UNIT_RELATIONS = frozenset((RelationKind.IN, RelationKind.BORDER))
"""Relations that units have and towns seldom: "southern Idlib", "the Homs border"."""

PORT_PEOPLE = 100_000
"""Off a smaller town's coast is off its unit's: "off Aisen" (judgement)."""

LAST_WORD = re.compile(r"\s+([^\W\d_]+)$")
NEXT_WORD = re.compile(r"\s+([^\W\d_]+)\b")
MAX_WORD = 24


def demanded(clause: Clause) -> tuple[PlaceKind, ...]:
    """Return the kinds that a clause's anchors must have, if there are such of the name."""
    if "junction" in clause.qualifiers:
        return ()
    if clause.kind is RelationKind.BORDER:
        return BORDERED
    of = next((DEMANDED_OF[q] for q in clause.qualifiers if q in DEMANDED_OF), ())
    return DEMANDED.get(clause.kind, of)


def demanded_of_others(clause: Clause) -> tuple[PlaceKind, ...]:
    """Return the kinds that the anchors after a clause's first must have: "upstream of X on the Y" says a river."""
    return RIVERS if clause.kind in STREAMS else demanded(clause)


def units_behind_towns(kind: RelationKind) -> frozenset[PlaceKind]:
    """Return the kinds of units that a relation's bare name does not mean where there is a town of the name."""
    if kind is RelationKind.PART:
        return LESSER_UNITS
    return frozenset() if kind in UNIT_RELATIONS else UNITS


def with_class(name: str, kinds: Iterable[PlaceKind]) -> tuple[str, ...]:
    """Return the spellings of a name as one of some kinds.

    Examples
    --------
    >>> with_class("Ohio", (PlaceKind.RIVER,))
    ('Ohio', 'Ohio River', 'River Ohio')
    """
    words = [str(kind.value).capitalize() for kind in kinds if kind in NAMED_WITH]
    return (name, *(spelling for word in words for spelling in (f"{name} {word}", f"{word} {name}")))


def coordinated(names: tuple[AnchorName, ...], text: str, classes: frozenset[str]) -> tuple[AnchorName, ...]:
    """Give all names of a coordination the class that its last word says: "the Ohio and Mississippi rivers".

    A mention that was resolved is kept where there is no such word.
    """
    word, last = _plural(names, text, classes) if len(names) > 1 else ("", "")
    if not word:
        return names
    texts = (*(name.text for name in names[:-1]), last)
    return tuple(replace(name, text=f"{bare} {word}", resolution=None) for name, bare in zip(names, texts, strict=True))


def _plural(names: tuple[AnchorName, ...], text: str, classes: frozenset[str]) -> tuple[str, str]:
    """Return the class word (singular) at or after the end of the last name, and that name without it."""
    last = names[-1]
    inner = LAST_WORD.search(last.text)
    if inner and (word := _singular(inner[1], classes)):
        return word, last.text[: inner.start()]
    following = NEXT_WORD.match(text, last.end, last.end + MAX_WORD)
    return (_singular(following[1], classes) if following else ""), last.text


def _singular(word: str, classes: frozenset[str]) -> str:
    lower = word.lower()
    forms = (f"{lower[:-3]}y" if lower.endswith("ies") else "", lower[:-1] if lower.endswith("s") else "")
    return next((form for form in forms if form in classes and lower not in classes), "")


def towns_first(
    gazetteer: Gazetteer, found: Candidates, units: frozenset[PlaceKind] = UNITS, *, least_people: int = 0
) -> Candidates:
    """Leave out the units whose own town, of so many people, is among the candidates: a bare "Tokyo" is the city."""
    if len(found.indices) < 2:
        return found
    seats = _units_with_seat(gazetteer, np.array(found.indices), units, least_people)
    kept = [(i, s) for i, s in zip(found.indices, found.scores, strict=True) if i not in seats]
    return Candidates(tuple(i for i, _ in kept), tuple(s for _, s in kept)) if seats else found


def _units_with_seat(
    gazetteer: Gazetteer,
    indices: np.ndarray[tuple[int], np.dtype[np.int64]],
    kinds: frozenset[PlaceKind],
    least_people: int,
) -> set[int]:
    from geoinc.gazetteer.file.columns import KINDS

    columns = gazetteer.columns
    towns = [i for i in indices.tolist() if KINDS[int(columns.kind[i])] is PlaceKind.SETTLEMENT]
    units = [i for i in indices.tolist() if KINDS[int(columns.kind[i])] in kinds]
    return {
        unit
        for unit in units
        for town in towns
        if unit in (int(columns.admin1[town]), int(columns.admin2[town]))
        and float(columns.population[town]) >= max(1.0, least_people, SEAT_SHARE * float(columns.population[unit]))
    }
