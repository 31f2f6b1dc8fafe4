"""Names that the words call a unit, of which only a town is known: "Sarmin subdistrict" is the ground around Sarmin."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from geoinc import language
from geoinc.language import lexicon
from geoinc.model import PlaceKind, Relation, RelationKind

UNIT: Final = "unit"
"""The qualifier of such a relation."""

WHOLE: Final = "region"
"""That of a town which only holds what is called so, and is not known."""

LESSER: Final = frozenset({PlaceKind.ADMIN2.value, PlaceKind.ADMIN3.value})
SETTLED: Final = frozenset({PlaceKind.SETTLEMENT, PlaceKind.QUARTER})
PLAIN: Final = frozenset({RelationKind.AT, RelationKind.IN})
MAX_WORD: Final = 24
MAX_LEAD: Final = 48
NEXT_WORD: Final = re.compile(r"[ -](?P<word>[^\W\d_]+)\b")


def as_unit(relation: Relation, text: str, start: int, end: int) -> Relation:
    """Return a relation as one to the ground around a town, where the name from ``start`` to ``end`` is called a unit's.

    Only relations that put something at or in one place are meant, and only where all that the name may be is settled;
    a district that is known as a town's quarter is the quarter.
    """
    kinds = {candidate.place.kind for anchor in relation.anchors for candidate in anchor.candidates}
    plain = (
        relation.kind in PLAIN and len(relation.anchors) == 1 and not {UNIT, WHOLE}.intersection(relation.qualifiers)
    )
    if (
        not plain
        or not kinds
        or not kinds <= SETTLED
        or kinds == {PlaceKind.QUARTER}
        or not _is_called(text, start, end)
    ):
        return relation
    return replace(relation, qualifiers=(*relation.qualifiers, UNIT))


def _is_called(text: str, start: int, end: int) -> bool:
    """Whether a word for lesser units stands in a name, after it, or before it with "of"."""
    after, before = NEXT_WORD.match(text, end, end + MAX_WORD), _before().search(text, max(0, start - MAX_LEAD), start)
    words = (text[start:end].rsplit(maxsplit=1)[-1], *(match["word"] for match in (after, before) if match))
    return any(word.casefold() in _words() for word in words)


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """Return the words that say a lesser unit before all else: "raion", not "region" or "town"."""
    rows = lexicon.read(language.path("generics.toml"))["generic"]
    return frozenset(
        word
        for row in rows
        if LESSER.intersection(row["kinds"]) and PlaceKind.REGION.value not in row["kinds"]
        for word in row["words"]
    )


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    """Return "the district of"; in "the Karrada district of Baghdad" the word is Karrada's."""
    of = "|".join(map(re.escape, lexicon.read(language.path("ties.toml"))["of"]))
    return re.compile(rf"(?:^|[^\w\s]\s*|\b[^\W\d_A-Z]\w*\s+)(?P<word>[^\W\d_]+)\s+(?:{of})\s+(?:[^\W\d_]{{1,3}}\s+)?$")
