"""Where a text or its caller says that a name lies: "Solhan, Burkina Faso", "Syria's Idlib", ``Document.near``.

What is said is read into contexts of units (:mod:`geoinc.gazetteer.names.context`), as the locating of phrases reads it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.gazetteer.file.columns import KINDS
from geoinc.gazetteer.names import whereabouts
from geoinc.gazetteer.names.context import NO_CONTEXT, Context, ContextUnit, contexts_of, countries_of
from geoinc.gazetteer.names.units import named_after
from geoinc.model import Document, Mention, MentionKind, PlaceKind
from geoinc.model.document import areas_of
from geoinc.toponyms.resolve import lexicon
from geoinc.toponyms.ties import THE, any_of, listed

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from geoinc.gazetteer import Gazetteer
    from geoinc.gazetteer.names.whereabouts import Whereabouts

LONGEST_CHAIN: Final = 4
"""A name, its district, its province, its country: more is a list."""

BETWEEN_CHARS: Final = 60
KM_M, MILE_M = 1_000.0, 1_609.344
ONE_CHARS: Final = 8
ACTORS: Final = frozenset({MentionKind.METONYMIC, MentionKind.ASSOCIATIVE, MentionKind.DEMONYM})
"""In these senses a name is somebody who acts, not where something lies."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is said of where a name lies. Empty: nothing is.

    ``tied`` is what the words beside the name say, ``told`` what the caller knows; where the two disagree on the
    country, only the words count. ``town`` is what of the words is a town and holds the name; ``apposed`` says that a comma
    alone stands between the two, as it does in a list of towns, ``shared`` that a unit has the town's name.
    """

    tied: Context = NO_CONTEXT
    told: Whereabouts = whereabouts.NOWHERE_KNOWN
    town: ContextUnit | None = None
    apposed: bool = False
    shared: bool = False

    def __bool__(self) -> bool:
        """Whether anything is said."""
        return self.town is not None or self.tied.strict or bool(self.told)

    @property
    def units(self) -> int:
        """How many units, and a town, are said."""
        return len(self.tied.units) + (self.town is not None)

    def firm(self) -> Scope:
        """Return what is said without doubt: a town behind a comma, or with a unit's name, may not hold the name."""
        return self.without_town() if self.apposed or self.shared else self

    def without_town(self) -> Scope:
        """Return what else is said."""
        return Scope(self.tied, self.told)

    @property
    def countries(self) -> frozenset[int]:
        """The numbers of the countries that it lies in; empty where they are not known."""
        return self.tied.countries or self.told.countries

    def inside(self, gazetteer: Gazetteer, indices: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which places lie in the units, and about the town, that are said."""
        said = self.tied if self.town is None else Context((self.town, *self.tied.units))
        if said.strict:
            return np.array([said.allows(gazetteer, index) for index in indices.tolist()], dtype=bool)
        return self.told.inside(gazetteer, indices)

    @property
    def names_country(self) -> bool:
        """Whether the words beside the name say the country."""
        return any(unit.countries for unit in self.tied.units)

    @property
    def has_unit(self) -> bool:
        """Whether more than the country is said."""
        if self.town is not None:
            return True
        contexts = (self.tied,) if self.tied.strict else tuple(area.context for area in self.told.areas)
        return any(unit.admin1 or unit.admin2 for context in contexts for unit in context.units if not unit.countries)


UNSAID: Final = Scope()


def scopes(document: Document, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Scope]:
    """Return what is said of where each mention (sorted, not overlapping) lies."""
    told, text = _told(gazetteer, areas_of(document.near), document.published), document.text
    alone = Scope(told=told) if told else UNSAID
    found = []
    for mention, words in zip(mentions, containers(text, mentions), strict=True):
        scope = alone
        if words:
            unit = _as_of(gazetteer, _scope(gazetteer, words, told), document.published)
            scope = _in_town(gazetteer, unit, words, apposed=bool(_APPOSED.match(text, mention.end)))
        found.append(scope)
    return found


def _in_town(gazetteer: Gazetteer, scope: Scope, words: tuple[str, ...], *, apposed: bool) -> Scope:
    """Add the town that holds a name, where the smallest of the words around it is one: "Kyeshero in Goma".

    Where a unit is named after the town ("in Kano"), it holds the name, and the town only what asks for one.
    """
    contexts = contexts_of(gazetteer)
    unit = contexts.unit(words[0])
    is_unit = unit is not None and unit.is_unit
    beyond = contexts.read(words[1:]) if is_unit else scope.tied
    tried = (beyond,) if beyond.strict else (*(area.context for area in scope.told.areas), NO_CONTEXT)
    town = next(filter(None, (contexts.holding(words[0], around) for around in tried)), None)
    if town is None:
        return scope
    named = ContextUnit() if is_unit or apposed else _named_after(gazetteer, town, words[0])
    units = (named, *beyond.units) if named.is_unit else scope.tied.units
    tied = replace(scope.tied, units=units, countries=scope.tied.countries or countries_of(gazetteer, town))
    return Scope(tied, scope.told, town, apposed=apposed, shared=is_unit or named.is_unit)


def _named_after(gazetteer: Gazetteer, town: ContextUnit, word: str) -> ContextUnit:
    """Return the units that are named after the towns of a name, and the towns."""
    found = {u for place in town.towns for u in named_after(gazetteer, place, word, lexicon.load().unit_words)}
    first = frozenset(u for u in found if KINDS[int(gazetteer.columns.kind[u])] is PlaceKind.ADMIN1)
    return ContextUnit(admin1=first, admin2=frozenset(found) - first, towns=town.towns) if found else ContextUnit()


def _as_of(gazetteer: Gazetteer, scope: Scope, on: date | None) -> Scope:
    tied = whereabouts.as_of(gazetteer, scope.tied, on)
    return scope if tied is scope.tied else replace(scope, tied=tied)


@lru_cache(maxsize=512)
def _told(gazetteer: Gazetteer, near: tuple[str, ...], on: date | None) -> Whereabouts:
    return whereabouts.read(gazetteer, near, on)


def _scope(gazetteer: Gazetteer, words: tuple[str, ...], told: Whereabouts) -> Scope:
    """Read the words in what is told; words that name a country of their own stand by themselves."""
    alone = contexts_of(gazetteer).read(words)
    if not told:
        return Scope(alone) if alone.strict else UNSAID
    if any(unit.countries for unit in alone.units) and told.countries and not alone.countries & told.countries:
        return Scope(alone)
    for area in told.areas:
        within = contexts_of(gazetteer).read_within(words, area.context)
        if within.strict and len(within.units) > len(area.context.units):
            return Scope(within, told)
    return Scope(told=told)


def containers(text: str, mentions: Sequence[Mention]) -> list[tuple[str, ...]]:
    """Return for each mention the words that the text says it lies in, smaller units first.

    "Djibo, Soum, Burkina Faso", "Goma (DR Congo)", "the town of Djibo in northern Burkina Faso", "Syria's Idlib",
    "the Syrian town of Afes"; "Kani, west of Monywa in Sagaing Region" lies in what Monywa lies in. A comma before the last
    of a list ("Aleppo, Homs and Hama") only lists.
    """
    outer: list[int | None] = [None] * len(mentions)
    owner: list[int | None] = [None] * len(mentions)
    beside: list[int | None] = [None] * len(mentions)
    between = [text[a.end : b.start] for a, b in pairwise(mentions)]
    for left, words in enumerate(between):
        if len(words) > BETWEEN_CHARS or "\n" in words:
            continue
        demonym = mentions[left].kind is MentionKind.DEMONYM
        if _owned().fullmatch(words) or (demonym and _of_adjective().fullmatch(words)):
            owner[left + 1] = left
        elif _inside().fullmatch(words) and not (_is_listed(between, left) or _is_subject(text, mentions, left)):
            outer[left] = left + 1
        elif _BESIDE.fullmatch(words):
            beside[left] = left + 1
    chains = [
        _chain(text, mentions, position if place is None else place, outer, owner)
        for position, place in enumerate(beside)
    ]
    return [chain or _postal(text, mention) for chain, mention in zip(chains, mentions, strict=True)]


def measured(text: str, mentions: Sequence[Mention]) -> list[float | None]:
    """Return how far from the next mention each (sorted, not overlapping) is said to lie, in metres: "Omo, 15 km NE of Koro"."""
    found: list[float | None] = []
    for one, other in pairwise(mentions):
        words = text[one.end : other.start]
        beside = _BESIDE.fullmatch(words) if len(words) <= BETWEEN_CHARS and "\n" not in words else None
        number = re.sub(r"[.,]+$|,(?=\d{3})", "", beside["far"]) if beside and beside["far"] else ""
        per_unit = MILE_M if beside and beside["unit"] and beside["unit"].casefold() in listed("miles") else KM_M
        found.append(float(number.replace(",", ".")) * per_unit if _NUMBER.fullmatch(number) else None)
    return [*found, None][: len(mentions)]


def _chain(
    text: str, mentions: Sequence[Mention], start: int, outer: Sequence[int | None], owner: Sequence[int | None]
) -> tuple[str, ...]:
    words: list[str] = []
    at: int | None = start
    while at is not None and len(words) < LONGEST_CHAIN:
        beyond = outer[at] if outer[at] is not None else owner[at]
        if beyond is not None:
            words.append(_with_class(text, mentions[beyond]) if outer[at] is not None else mentions[beyond].text)
        at = beyond
    return tuple(words)


def _postal(text: str, mention: Mention) -> tuple[str, ...]:
    """Return the code of a state or country right after a name: "Paris TX"."""
    code = _CODE.match(text, mention.end)
    following = _WORD.match(text, code.end()) if code else None
    goes_on = following is None or following[1].casefold() in lexicon.load().going_on
    return (code[1],) if code and goes_on else ()


def _with_class(text: str, mention: Mention) -> str:
    """Return a mention with the word for its kind of unit, which tells a province from its capital."""
    following = _AFTER.match(text, mention.end)
    if following and following[1].casefold() in lexicon.load().generics:
        return f"{mention.text} {following[1]}"
    return mention.text


def _is_comma(words: str) -> bool:
    return words.strip() == ","


def _is_subject(text: str, mentions: Sequence[Mention], left: int) -> bool:
    """Whether what follows a comma begins something else: "near Khusham, US officials said", not "a Bradford, Ontario court"."""
    first, second = mentions[left : left + 2]
    if not text[first.end : second.start].rstrip().endswith(",") or _ONE.search(
        text, max(0, first.start - ONE_CHARS), first.start
    ):
        return False
    following = _WORD.match(text, second.end)
    word = following[1].casefold() if following else ""
    known = lexicon.load()
    goes_on = not word or word in known.going_on or word in known.generics or word.endswith(listed("verb_endings"))
    return not goes_on or (second.kind in ACTORS and first.kind not in ACTORS)


def _is_listed(between: Sequence[str], left: int) -> bool:
    """Whether the comma after a mention belongs to a list that ends in "and Z"."""
    if not _is_comma(between[left]):
        return False
    for words in between[left + 1 :]:
        if _PEER.fullmatch(words):
            return True
        if not _is_comma(words):
            return False
    return False


_AFTER: Final = re.compile(r"[ -]([^\W\d_]+)")
_BESIDE: Final = re.compile(
    rf"(?:[ ](?:{any_of('called')}))?\s*,?\s*\(?(?:(?:{any_of('located')})\s+)*"
    rf"(?:(?P<far>\d[\d.,]*)\s*[- ]?(?P<unit>{any_of('measures')})\s+)?"
    rf"(?:(?:(?:{any_of('spans')})\s+{THE}\s+)?(?:(?:{any_of('sides')})[\w-]*|{any_of('short_sides')})\s+(?:{any_of('away')})|{any_of('apart')})\s+"
    rf"(?:{THE}\s+)?(?:(?:{any_of('towns')})\s+(?:{any_of('of')})\s+)?",
    re.IGNORECASE,
)
"""What says how far from another place one lies; both lie in one country."""

_APPOSED: Final = re.compile(r"\s*[,(]\s*(?![a-z])")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?")
_CODE: Final = re.compile(r",? ([A-Z]{2})(?![\w.])")
_WORD: Final = re.compile(r"(?:['’]s)?[ -]([^\W\d_]+)")
_ONE: Final = re.compile(rf"\b(?:{any_of('one')})\s$", re.IGNORECASE)
_PEER: Final = re.compile(rf"\s*,?\s*(?:{any_of('peers')}|&)\s*(?:(?:{any_of('listed_leads')})\s+)*")


@lru_cache(maxsize=1)
def _classes() -> str:
    """Return a pattern for the words that say of what kind a place is: "district", "village"."""
    return "|".join(sorted(map(re.escape, lexicon.load().generics), key=len, reverse=True))


@lru_cache(maxsize=1)
def _inside() -> re.Pattern[str]:
    """Return what stands between a name and what it lies in."""
    classes, directions = _classes(), "|".join(sorted(lexicon.load().directions))
    inside, of, parts = any_of("inside"), any_of("of"), any_of("parts")
    lead = rf"(?:\s+(?:{classes}))?"
    article = rf"(?:(?:{any_of('articles')})\s+)?(?:(?:{directions}|{parts})(?:[\s-]+(?:{directions}))?\s+)*"
    unit = rf"(?:(?:{classes})\s+(?:{of})\s+(?:{THE}\s+)?)?"
    apposed = rf"(?:,?\s*(?:{any_of('apposing')})\s+(?:[\w-]+\s+){{0,3}}?(?:{classes}))?"
    return re.compile(
        rf"{lead}(?:\s*,\s*|\s*\(\s*(?:{listed('inside')[0]}\s+)?|{apposed}\s*,?\s+(?:{inside})\s+){article}{unit}",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _described() -> str:
    """Return a pattern of the words that describe what is somebody's; what somebody's people do is not his."""
    directions = "|".join(sorted(lexicon.load().directions, key=len, reverse=True))
    endings = "|".join(map(re.escape, listed("owned_endings")))
    return rf"(?:(?:{directions}|{any_of('parts', 'owned_words')}|[\w-]+(?:{endings}))[\s-]+)"


@lru_cache(maxsize=1)
def _owned() -> re.Pattern[str]:
    """Return what stands between a unit and a name in it: "Syria's Idlib", "Mali's northern city of Gao"."""
    return re.compile(
        rf"['’]s?\s+{_described()}{{0,3}}?(?:(?:{_classes()})\s+(?:(?:{any_of('of')})\s+)?)?(?:{THE}\s+)?",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _of_adjective() -> re.Pattern[str]:
    """Return what stands between an adjective and a name of its country: "Syrian town of Afes"."""
    return re.compile(
        rf"\s+{_described()}{{0,2}}?(?:{_classes()})\s+(?:(?:{any_of('of')})\s+)?(?:{THE}\s+)?", re.IGNORECASE
    )
