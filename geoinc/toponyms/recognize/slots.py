"""Names that no gazetteer lists, where the words around leave no doubt that a place is named.

"in Hai Daraja, Wau", "the village of Khada Khel", "in Ungawar Mai Awo village", "in Thonoum Payam": what is not known is not
mapped, but it is told, and spelled otherwise it may be known where the text says that it lies. What only may be a name
("from Ag Geneina to Mukjar") is one where a place of the told country is spelled much like it (:func:`runs`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geoinc.model import Mention, MentionKind, PlaceKind
from geoinc.text.stretches import Stretches
from geoinc.toponyms.recognize.lexicon import classes
from geoinc.toponyms.resolve import lexicon
from geoinc.toponyms.ties import THE, any_of, listed

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
IN_NAMES: Final = frozenset({"title", "direction"})
"""Word classes that names of places begin with: "Lower Shabelle", "Sheikh Zuweid"."""


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
    yield from _called(text)
    for match in _after_preposition().finditer(text):
        start, end = match.span("name")
        following = starts.get(_comma_end(text, end))
        apposed = following is not None and following.kind is not MentionKind.DEMONYM
        last = match["name"].rsplit(maxsplit=1)[-1].casefold()
        if apposed or match["class"] or (last in class_words() and " " in match["name"]):
            yield start, end


def _called(text: str) -> Iterator[tuple[int, int]]:
    """Yield the names behind a word for their class: "the village of Khada Khel"."""
    free = 0
    for match in _of_name().finditer(text):
        if _class_word().search(text, max(free, match.start() - _LONGEST_CLASS), match.start()):
            free = match.end()
            yield match.span("name")


def _ends(text: str) -> Iterator[tuple[int, int]]:
    """Yield the two ends of a road that is named after them: "the Yei-Lasu road"."""
    may_be = _HYPHEN.search(text) and any(way.split()[0] in text for way in listed("ways"))
    for match in _road().finditer(text) if may_be else ():
        yield match.span("one")
        yield match.span("other")


def runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield what may be a name in a slot of places, whatever was found there: "in Ag Geneina", "between Konari and Severe"."""
    for match in _after_any().finditer(text):
        for name in ("name", "other"):
            if match[name] and _may_be_name(match[name], IN_NAMES) and _ends_here(text, *match.span(name)):
                yield match.span(name)


def _ends_here(text: str, start: int, end: int) -> bool:
    """Whether a single word is no adjective of what follows: "between Murle tribesmen and"."""
    following = _FOLLOWING.match(text, end)
    if following is None or " " in text[start:end]:
        return True
    return following[1] in lexicon.load().going_on or following[1] in class_words() or following[1] in listed("peers")


def _comma_end(text: str, end: int) -> int:
    comma = _COMMA.match(text, end)
    return comma.end() if comma else -1


_COMMA: Final = re.compile(r",\s+")
_HYPHEN: Final = re.compile(r"[-–][^\W\d_a-z]")
_LONGEST_CLASS: Final = 60
"""So many code points hold every word for a class."""
_FOLLOWING: Final = re.compile(r"\s+([^\W\d_]+)")


def _may_be_name(name: str, but: frozenset[str] = frozenset()) -> bool:
    """Whether words are none of those that no name of a place has; some classes (``but``) may stand before others."""
    words = name.split()
    if len(words) > LONGEST or len(name) < SHORTEST or any(len(w) > 1 and w.isupper() for w in words[:1]):
        return False
    parts = re.split(r"[\s'’-]+", name.casefold())
    if but and len(parts) > 1 and parts[0] in _articles():
        parts = parts[1:]
    return not any(part in _no_places(but if part is not parts[-1] else frozenset()) for part in parts)


@lru_cache(maxsize=4)
def _no_places(but: frozenset[str] = frozenset()) -> frozenset[str]:
    known = classes()
    return frozenset(word.casefold() for name in NO_PLACES if name not in but for word in known.get(name, ()))


@lru_cache(maxsize=1)
def _articles() -> frozenset[str]:
    return frozenset(listed("arabic_articles"))


@lru_cache(maxsize=1)
def class_words() -> frozenset[str]:
    """Return the words for settlements, quarters, lesser units and camps."""
    generics = lexicon.load().generics
    camps = {"camp"} & generics.keys()
    return frozenset(word for word, kinds in generics.items() if kinds <= SETTLED or kinds & LESSER) | camps


@lru_cache(maxsize=2)
def _name(group: str = "name") -> str:
    word = r"[^\W\d_a-z]\w*(?:['’](?!s\b)\w*)*(?:-[\w'’]+)*"
    article = rf"(?:{any_of('arabic_articles')})"
    return rf"(?P<{group}>(?:{article}-)?{word}(?:[ ](?:{article}[ -])?{word})*)"


@lru_cache(maxsize=1)
def _road() -> re.Pattern[str]:
    word = r"[^\W\d_a-z][\w'’]+(?: [^\W\d_a-z][\w'’]+)?"
    return re.compile(rf"\b(?P<one>{word})[-–](?P<other>{word})\s+(?:{any_of('ways')})\b")


@lru_cache(maxsize=1)
def _class_word() -> re.Pattern[str]:
    """Return "the village " at the end of a stretch."""
    words = "|".join(sorted(map(re.escape, class_words()), key=len, reverse=True))
    return re.compile(rf"\b(?:{words}|{any_of('areas')})\s+$")


@lru_cache(maxsize=1)
def _of_name() -> re.Pattern[str]:
    """Return "of Khada Khel"."""
    return re.compile(rf"(?:{any_of('of')})\s+{_name()}")


@lru_cache(maxsize=1)
def _after_preposition() -> re.Pattern[str]:
    """Return "in Ungawar Mai Awo village", "in the Jam Jang area", "near Khoshm Alain"."""
    words = "|".join(sorted(map(re.escape, class_words()), key=len, reverse=True))
    return re.compile(
        rf"\b(?:{any_of('slots')})\s+(?:{THE}\s+)?{_name()}(?P<class>[ ](?:[a-z]+[ ])?(?:{words}|{any_of('areas')})\b)?"
    )


@lru_cache(maxsize=1)
def _after_any() -> re.Pattern[str]:
    """Return "from Ag Geneina", "on route to Al Akaik", "between Konari and Severe", "the village of Khada Khel"."""
    words = "|".join(sorted(map(re.escape, class_words()), key=len, reverse=True))
    led = rf"{any_of('slots', 'spelled_slots')}|(?:{any_of('ways_to')})\s+(?:{any_of('spans')})|(?:{words}|{any_of('areas')})\s+(?:{any_of('of')})"
    other = rf"(?:\s+(?:{any_of('peers')}|{any_of('spans')})\s+{_name('other')})?"
    return re.compile(rf"\b(?:{led})\s+(?:{THE}\s+)?{_name()}{other}")
