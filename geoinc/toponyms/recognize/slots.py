"""Names that no gazetteer lists, where the words around leave no doubt that a place is named.

"in Hai Daraja, Wau", "the village of Khada Khel", "in Ungawar Mai Awo village", "in Thonoum Payam": what is not known is not
mapped, but it is told, and spelled otherwise it may be known where the text says that it lies.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geoinc.model import Mention, MentionKind, PlaceKind
from geoinc.text.stretches import Stretches
from geoinc.toponyms.recognize.lexicon import classes
from geoinc.toponyms.resolve import lexicon
from geoinc.toponyms.ties import THE, any_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SETTLED: Final = frozenset({PlaceKind.SETTLEMENT, PlaceKind.QUARTER})
LESSER: Final = frozenset({PlaceKind.ADMIN2, PlaceKind.ADMIN3})
LONGEST: Final = 4
"""A name of more words is a sentence in title case."""

SHORTEST: Final = 3
NO_PLACES: Final = (
    "month", "weekday", "calendar", "agency", "religion", "title", "given", "direction", "institution", "affair", "org_head",
    "role", "people", "sports",
)  # fmt: skip


def in_slots(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the names that stand in slots of places, apart from the mentions (sorted) that are found already."""
    taken, starts = Stretches((m.start, m.end) for m in mentions), {m.start: m for m in mentions}
    found = []
    for start, end in (*_slots(text, starts), *_ends(text)):
        if _may_be_name(text[start:end]) and taken.free(start, end):
            taken.add(start, end)
            found.append(Mention(start, end, text[start:end], MentionKind.LITERAL))
    return found


def _slots(text: str, starts: dict[int, Mention]) -> Iterator[tuple[int, int]]:
    for match in _after_class().finditer(text):
        yield match.span("name")
    for match in _after_preposition().finditer(text):
        start, end = match.span("name")
        following = starts.get(_comma_end(text, end))
        apposed = following is not None and following.kind is not MentionKind.DEMONYM
        last = match["name"].rsplit(maxsplit=1)[-1].casefold()
        if apposed or match["class"] or (last in _class_words() and " " in match["name"]):
            yield start, end


def _ends(text: str) -> Iterator[tuple[int, int]]:
    """Yield the two ends of a road that is named after them: "the Yei-Lasu road"."""
    for match in _road().finditer(text):
        yield match.span("one")
        yield match.span("other")


def runs(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Yield the names of several words that stand alone in a slot, apart from the mentions: "in Ag Geneina"."""
    taken = Stretches((m.start, m.end) for m in mentions)
    for match in _after_preposition().finditer(text):
        start, end = match.span("name")
        if " " in match["name"] and _may_be_name(match["name"]) and taken.free(start, end):
            yield start, end


def _comma_end(text: str, end: int) -> int:
    comma = _COMMA.match(text, end)
    return comma.end() if comma else -1


_COMMA: Final = re.compile(r",\s+")


def _may_be_name(name: str) -> bool:
    words = name.split()
    if len(words) > LONGEST or len(name) < SHORTEST or any(len(w) > 1 and w.isupper() for w in words[:1]):
        return False
    parts = re.split(r"[\s'’-]+", name.casefold())
    return not any(part in _no_places() for part in parts)


@lru_cache(maxsize=1)
def _no_places() -> frozenset[str]:
    known = classes()
    return frozenset(word.casefold() for name in NO_PLACES for word in known.get(name, ()))


@lru_cache(maxsize=1)
def _class_words() -> frozenset[str]:
    """Return the words for settlements, quarters, lesser units and camps."""
    generics = lexicon.load().generics
    camps = {"camp"} & generics.keys()
    return frozenset(word for word, kinds in generics.items() if kinds <= SETTLED or kinds & LESSER) | camps


@lru_cache(maxsize=1)
def _name() -> str:
    word = r"[^\W\d_a-z][\w'’]*(?:-[\w'’]+)*"
    return rf"(?P<name>{word}(?:[ ](?:(?:{any_of('arabic_articles')})[ -])?{word})*)"


@lru_cache(maxsize=1)
def _road() -> re.Pattern[str]:
    word = r"[^\W\d_a-z][\w'’]+(?: [^\W\d_a-z][\w'’]+)?"
    return re.compile(rf"\b(?P<one>{word})[-–](?P<other>{word})\s+(?:{any_of('ways')})\b")


@lru_cache(maxsize=1)
def _after_class() -> re.Pattern[str]:
    """Return "the village of Khada Khel"."""
    words = "|".join(sorted(map(re.escape, _class_words()), key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\s+(?:{any_of('of')})\s+{_name()}")


@lru_cache(maxsize=1)
def _after_preposition() -> re.Pattern[str]:
    """Return "in Ungawar Mai Awo village", "in the Jam Jang area", "near Khoshm Alain"."""
    words = "|".join(sorted(map(re.escape, _class_words()), key=len, reverse=True))
    return re.compile(
        rf"\b(?:{any_of('slots')})\s+(?:{THE}\s+)?{_name()}(?P<class>[ ](?:[a-z]+[ ])?(?:{words}|{any_of('areas')})\b)?"
    )
