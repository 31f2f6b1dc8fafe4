"""The whole name wins: mentions as the gazetteer lists them, and listed names that stand where places stand.

The learned tagger decides what is a name. Where the gazetteer has the name with the word for its kind ("Rafah crossing",
"Balad air base") or with what stands before a hyphen ("Pétion-Ville"), that is the mention. A listed name that the tagger
passed over becomes a mention in the place of one ("the town of Um Ruwaba", "at Karni crossing"): of several words anywhere,
of one word where the caller tells the country or unit that it lies in. A water's name holds its words ("GULF OF ADEN").
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc import language
from geoinc.gazetteer.file.columns import KIND_NUMBER, KINDS, NameFlag, PlaceFlag
from geoinc.gazetteer.names import query, search, whereabouts
from geoinc.gazetteer.names.context import contexts_of
from geoinc.gazetteer.names.fold import fold
from geoinc.language.lexicon import parse as parse_words
from geoinc.model import Document, Mention, MentionKind, PlaceKind
from geoinc.model.document import areas_of
from geoinc.text.stretches import Stretches
from geoinc.toponyms.recognize.casing import MANY_CAPITALS
from geoinc.toponyms.recognize.headed import headed
from geoinc.toponyms.recognize.lexicon import classes
from geoinc.toponyms.recognize.slots import class_words, in_slots, runs
from geoinc.toponyms.resolve import lexicon
from geoinc.toponyms.ties import THE, any_of, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geoinc.gazetteer import Gazetteer
    from geoinc.gazetteer.names.whereabouts import Whereabouts

CLASS_WORDS: Final = 3
"""So many words for a kind may follow a name: "refugee camp", "border crossing point"."""

SIDE_CHARS: Final = 40
SHORTEST: Final = 3
EXTENDED: Final = frozenset({PlaceKind.FACILITY, PlaceKind.SPOT, PlaceKind.ROAD, PlaceKind.LINE})
"""Kinds whose word is part of their name; "Palma district" is another name of Palma."""

WATERS: Final = frozenset({PlaceKind.OCEAN, PlaceKind.SEA, PlaceKind.STRAIT})
LESSER: Final = frozenset({PlaceKind.ADMIN2, PlaceKind.ADMIN3})
SETTLED: Final = frozenset({PlaceKind.SETTLEMENT, PlaceKind.QUARTER})
_WATERS, _EXTENDED = (frozenset(KIND_NUMBER[kind] for kind in kinds) for kinds in (WATERS, EXTENDED))
"""The same by the numbers of kinds."""
_UNITS: Final = [KIND_NUMBER[kind] for kind in (PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.ADMIN3)]
NO_NAMES: Final = ("month", "weekday", "calendar", "agency", "religion", "title", "given", "direction")
"""Word classes that are no place's name in a text, whatever the gazetteer lists."""

SHORT_DAY: Final = 4
MUCH_ALIKE: Final = 0.8
"""A name of several words in a slot that is less like a place's is no place's, if nothing else says that it is one."""

SAME_SOUND: Final = 0.9
"""How like a place's a single word in a slot must be."""

WHOLE_ALIKE: Final = 0.9
"""How like a place's words must be of which some were taken for another name."""

NOTED_PEOPLE: Final = 20_000
"""A place of so many people, or one of the curated tables, may be what was bombed, whatever else the text says (judgement)."""

KNOWN_PEOPLE: Final = 5_000
"""A place of so many people may give its name to a hospital or police force, and be meant by an ordinary word (judgement)."""

_DEMONYM, _ORDINARY, _SHORT, _PLACE = (
    int(flag) for flag in (NameFlag.DEMONYM, NameFlag.ORDINARY, NameFlag.ABBREVIATION, NameFlag.PLACE)
)
"""Plain numbers: joining flags costs ten times as much."""
_INITIAL: Final = re.compile(r"(?<!\w)[NSEWC]\.\s?$")
_STOP: Final = re.compile(r"\s*(?:[.,;:)]|$)")
_HASHTAG: Final = re.compile(r"(?<!\w)#([A-Z][\w]{3,})")
_COMMA: Final = re.compile(r",\s+")
_DAY_LEAD: Final = re.compile(rf"(?:\b(?:{any_of('before_days')})|\d)\s+$", re.IGNORECASE)
_WORDS: Final = re.compile(r"\w[ -]\w")
_WORD: Final = re.compile(r"[ -]([^\W\d_]+)")
HEAD_CHARS: Final = 80
"""So far before a mention its name may begin; from the text's start, long words would cost the square of their length."""
_BEFORE_HYPHEN: Final = re.compile(r"[^\W\d_][\w'’]{2,}-(?:[^\W\d_][\w'’]*-)*$")
_RUNS_ON: Final = re.compile(r"[ -](?=[^\W\d_])([^\W_]+)")
_CAPITAL_BEFORE: Final = re.compile(r"(?<![.!?:;]\s)(?<!\n)\b[A-Z][\w'’]*[a-z][\w'’]*(?<!['’]s)[ -]$")
"""A word that a name may go on from: no initials ("UN Baghdad"), and no owner ("Bubanza's Gihanga")."""


class Listed:
    """Completes mentions with what one gazetteer lists."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def complete(self, document: Document, mentions: Sequence[Mention]) -> list[Mention]:
        """Return the mentions (sorted, not overlapping), whole and with those that were passed over."""
        text = document.text
        hits = [
            hit if text[hit[1] - 1] != "." else (hit[0], _without_stop(text, *hit[:2]), hit[2])
            for hit in self._gazetteer.scan_tuples(text)
        ]
        hits.sort(key=lambda hit: (hit[0], -hit[1]))
        whole = [m for m in self._whole(text, self._waters(text, mentions, hits)) if not _is_day(text, m)]
        told = whereabouts.read(self._gazetteer, areas_of(document.near), document.published)
        added = self._added(text, whole, hits, told)
        added += headed(self._gazetteer, text, [*whole, *added], hits, told)
        known = sorted([*whole, *added], key=lambda mention: mention.start)
        unlisted = [m for m in in_slots(text, known) if self._gazetteer.demonym(m.text) is None]
        found = sorted([*known, *unlisted], key=lambda mention: mention.start)
        return self._tails(text, self._spelled(text, found, told), hits, told) if told else found

    def _spelled(self, text: str, mentions: Sequence[Mention], told: Whereabouts) -> list[Mention]:
        """Add the names in slots that are spelled much like a place where the caller says that the text lies.

        Such a name takes the words of others that are no place's there: "in ⟦Sharg An Neel⟧" beside Sharq en Nile.
        """
        columns, found = self._gazetteer.columns, list(mentions)
        codes = [columns.countries[number] for number in sorted(told.countries)]
        for start, end in runs(text) if codes else ():
            name = text[start:end]
            least = MUCH_ALIKE if " " in name else SAME_SOUND
            parts = [m for m in found if m.start < end and start < m.end]
            if parts and (" " not in name or not all(self._is_mere_part(m, start, end, told) for m in parts)):
                continue
            like = search.search(self._gazetteer.store, columns, name, country=codes, limit=1)
            if like and like[0].like >= (WHOLE_ALIKE if parts else least) and self._gazetteer.demonym(name) is None:
                found = [m for m in found if m not in parts]
                found.append(Mention(start, end, name, MentionKind.LITERAL))
        return sorted(found, key=lambda mention: mention.start)

    def _tails(
        self, text: str, mentions: Sequence[Mention], hits: Sequence[tuple[int, int, int]], told: Whereabouts
    ) -> list[Mention]:
        """Add the listed names behind a comma that say where a mention lies: "in Bwatsinge village, ⟦Lubero⟧"."""
        at: dict[int, list[tuple[int, int]]] = {}
        for start, end, key in hits:
            at.setdefault(start, []).append((end, key))
        found, taken = list(mentions), Stretches((m.start, m.end) for m in mentions)
        for mention in found:
            tail = _tail().match(text, mention.end)
            start = tail.end() if tail else -1
            for end, key in at.get(start, ()):
                places = self._gazetteer.indices_of_key(key).astype(np.int64)
                ends = _STOP.match(text, end) and text[start:end].casefold() not in _no_names()
                if ends and taken.free(start, end) and told.inside(self._gazetteer, places).any():
                    taken.add(start, end)
                    found.append(Mention(start, end, text[start:end], MentionKind.LITERAL))
        return sorted(found, key=lambda mention: mention.start)

    def _is_mere_part(self, mention: Mention, start: int, end: int, told: Whereabouts) -> bool:
        """Whether a mention lies within a longer name, and is no place's name where the text lies."""
        if not (start <= mention.start and mention.end <= end and (mention.start, mention.end) != (start, end)):
            return False
        places = self._gazetteer.indices(mention.text).astype(np.int64)
        return not told.inside(self._gazetteer, places).any()

    def _waters(
        self, text: str, mentions: Sequence[Mention], hits: Sequence[tuple[int, int, int]]
    ) -> Sequence[Mention]:
        """Give the words of a longer name that were taken for a land's to what it names.

        That is a water ("the SOUTH ⟦CHINA⟧ SEA"), or a unit that is called a side of the land ("Northwest ⟦Cameroon⟧").
        """
        found = list(mentions)
        names = (
            (a, b)
            for a, b, key in hits
            if _are_words(text[a:b]) and (self._is_water(key) or self._is_side(text[a:b], key))
        )
        for start, end in names:
            touching = [m for m in found if m.start < end and start < m.end]
            inside = touching and all(start <= m.start and m.end <= end for m in touching)
            whole = any((m.start, m.end) == (start, end) for m in touching)
            if inside and not whole:
                found = [m for m in found if m not in touching]
                found.append(Mention(start, end, text[start:end], MentionKind.LITERAL))
        return sorted(found, key=lambda mention: mention.start)

    def _is_water(self, key: int) -> bool:
        return self._kind_of(self._gazetteer.store.first_of_key(key)) in _WATERS

    def _kind_of(self, place: int | None) -> int | None:
        """Return the number of a place's kind."""
        return None if place is None else int(self._gazetteer.columns.kind[place])

    def _is_side(self, name: str, key: int) -> bool:
        """Whether a name is a unit's that a side and its country make up."""
        side, _, land = name.partition(" ")
        if fold(side.replace("-", "")) not in lexicon.load().directions:
            return False
        store, whole = self._gazetteer.store, self._gazetteer.key(land)
        return (
            whole is not None
            and self._kind_of(store.first_of_key(key)) == KIND_NUMBER[PlaceKind.ADMIN1]
            and self._kind_of(store.first_of_key(whole)) == KIND_NUMBER[PlaceKind.COUNTRY]
        )

    def _whole(self, text: str, mentions: Sequence[Mention]) -> Iterable[Mention]:
        start = 0
        for mention, following in zip_longest(mentions, mentions[1:]):
            limit = len(text) if following is None else following.start
            first = self._start(text, mention, start)
            last = self._end(text, first, mention.end, limit)
            yield mention if (first, last) == (mention.start, mention.end) else _widened(mention, text, first, last)
            start = last

    def _start(self, text: str, mention: Mention, least: int) -> int:
        """Return where a name begins whose last part alone was taken: "Pétion-⟦Ville⟧", "S. ⟦Sudan⟧"."""
        least = max(least, mention.start - HEAD_CHARS)
        before = text[max(least, mention.start - 2) : mention.start]
        initial = _INITIAL.search(text, least, mention.start) if "." in before else None
        if initial is not None and self._known(text[initial.start() : mention.end]):
            return initial.start()
        head = _BEFORE_HYPHEN.search(text, least, mention.start) if before.endswith("-") else None
        if head is None or not head[0][0].isupper() or not self._known(text[head.start() : mention.end]):
            return mention.start
        return head.start()

    def _end(self, text: str, start: int, end: int, limit: int) -> int:
        """Return where a name ends that is listed with the small words for its kind: "⟦Balad⟧ air base"."""
        if not text[end + 1 : end + 2].islower():
            return end
        found, at, words = end, end, lexicon.load().generics
        for _ in range(CLASS_WORDS):
            word = _WORD.match(text, at, limit)
            if word is None or not word[1].islower():
                break
            at = word.end()
            if word[1] in words and self._known(text[start:at], EXTENDED):
                found = at
        return found

    def _known(self, name: str, kinds: frozenset[PlaceKind] = frozenset()) -> bool:
        """Whether a place (of some kinds) has the name, or one that differs in articles, blanks and such words alone."""
        folded, store = fold(name), self._gazetteer.store
        for spelling in (folded, *query.variants(folded)) if folded else ():
            key = store.key(spelling)
            if key is not None and spelling.endswith(folded.split()[-1]):
                numbers = self._gazetteer.columns.kind[store.indices_of_key(key)]
                if len(numbers) and (not kinds or any(KINDS[number] in kinds for number in numbers)):
                    return True
        return False

    def _added(
        self, text: str, mentions: Sequence[Mention], hits: Sequence[tuple[int, int, int]], told: Whereabouts
    ) -> list[Mention]:
        taken = Stretches((mention.start, mention.end) for mention in mentions)
        added = [tag for tag in self._hashtags(text) if taken.free(tag.start, tag.end)]
        for mention in added:
            taken.add(mention.start, mention.end)
        following = {mention.start: mention for mention in mentions}
        flags_of, barred = self._gazetteer.store.flags_of_keys, _DEMONYM if told else _DEMONYM | _ORDINARY
        for start, end, key in hits:
            words, flags, comma = text[start:end], flags_of[key], text.startswith(",", end)
            if (flags & barred and not comma and not words.isupper()) or not taken.free(start, end):
                continue
            tied = comma and self._is_tied(text, start, end, key, following)
            tied = tied or (words.isupper() and self._is_country(text, start, words, key))
            if not tied and (
                len(words) < SHORTEST or flags & barred or not self._may_be_name(text, start, end, key, told)
            ):
                continue
            if tied or self._stands_for_place(text, start, end, key, told):
                last = self._end(text, start, end, len(text))
                taken.add(start, last)
                branch = bool(told) and _before_branch().match(text, last) is not None
                kind = MentionKind.ASSOCIATIVE if branch else MentionKind.LITERAL
                added.append(Mention(start, last, text[start:last], kind))
        return added

    def _hashtags(self, text: str) -> Iterator[Mention]:
        """Yield the hashtags that are names: "#MaaratAlNuman"."""
        for tag in _HASHTAG.finditer(text) if "#" in text else ():
            if self._known(query.hashtag_words(tag[1])) and fold(tag[1]) not in _no_names():
                yield Mention(tag.start(1), tag.end(1), tag[1], MentionKind.LITERAL)

    def _is_tied(self, text: str, start: int, end: int, key: int, following: Mapping[int, Mention]) -> bool:
        """Whether a name, were it an ordinary word, is said to lie in a unit that has such a place: "in Hit, Iraq"."""
        comma = _COMMA.match(text, end)
        unit = following.get(comma.end()) if comma else None
        if unit is None or unit.kind is MentionKind.DEMONYM or text[start:end].casefold() in _no_names():
            return False
        inside = contexts_of(self._gazetteer).read((unit.text,))
        if not inside.strict or not _after_preposition(text, start):
            return False
        return any(inside.allows(self._gazetteer, index) for index in self._gazetteer.indices_of_key(key).tolist())

    def _is_country(self, text: str, start: int, words: str, key: int) -> bool:
        """Whether capitals are a country's abbreviation after a preposition: "in PNG"."""
        if len(words.replace(".", "")) < SHORTEST:
            return False
        first = self._gazetteer.store.first_of_key(key)
        return self._kind_of(first) == KIND_NUMBER[PlaceKind.COUNTRY] and _after_preposition(text, start)

    def _may_be_name(self, text: str, start: int, end: int, key: int, told: Whereabouts) -> bool:
        """Whether a listed name, which is no demonym, may be one here: no ordinary word, no part of a longer name."""
        words, flags = text[start:end], self._gazetteer.store.flags_of_keys[key]
        if flags & _ORDINARY and not (told and _in_narrow_slot(text, start) and self._is_known(key, told)):
            return False
        if flags & _SHORT and (words.isupper() or not flags & _PLACE):
            return False
        if self._gazetteer.store.first_of_key(key) is None or words.casefold() in _no_names():
            return False
        if _is_in_capitals(text, start, end):
            return True
        after = _RUNS_ON.match(text, end)
        runs_on = after is not None and after[1][0].isupper() and after[1].casefold() not in lexicon.load().generics
        runs_on = runs_on and not _before_site().match(text, end)
        return not runs_on and not _goes_on_from_capital(text, start)

    def _is_known(self, key: int, told: Whereabouts) -> bool:
        """Whether a unit, or a place of some size, has the name where the caller says that the text lies."""
        columns, places = self._gazetteer.columns, self._gazetteer.indices_of_key(key).astype(np.int64)
        known = (columns.population[places] >= KNOWN_PEOPLE) | np.isin(columns.kind[places], _UNITS)
        return bool(told.inside(self._gazetteer, places[known]).any())

    def _stands_for_place(self, text: str, start: int, end: int, key: int, told: Whereabouts) -> bool:
        places, several = self._gazetteer.indices_of_key(key), _are_words(text[start:end])
        if told and told.inside(self._gazetteer, places.astype(np.int64)).any():
            if _in_slot(text, start, end) or _moorings().match(text, end) is not None:
                return True
            return _before_site().match(text, end) is not None and self._is_known(key, told)
        if several and not _EXTENDED.isdisjoint(self._gazetteer.columns.kind[places].tolist()):
            return _in_slot(text, start, end)
        if told:
            return False
        if _is_struck(text, start, end):
            columns = self._gazetteer.columns
            curated = (columns.flags[places] & PlaceFlag.CURATED) > 0
            return bool((curated | (columns.population[places] >= NOTED_PEOPLE)).any())
        slot = _after_preposition(text, start)
        return _is_called_settlement(text, start, end) or (slot and (several or _is_called_unit(text, end)))


def _goes_on_from_capital(text: str, start: int) -> bool:
    """Whether a capitalised word stands right before a name; most words are small, which is told without the pattern."""
    least = max(0, start - SIDE_CHARS)
    before = text[least : max(0, start - 1)]
    if before[before.rfind(" ") + 1 :].islower():
        return False
    return _CAPITAL_BEFORE.search(text, least, start) is not None


def _are_words(name: str) -> bool:
    """Whether a name is of several words."""
    return (" " in name or "-" in name) and _WORDS.search(name) is not None


def _is_in_capitals(text: str, start: int, end: int) -> bool:
    """Whether words stand among others in capitals, which then tell nothing of names."""
    around = text[max(0, start - SIDE_CHARS) : end + SIDE_CHARS]
    return text[start:end].isupper() and sum(map(str.isupper, around)) > MANY_CAPITALS * sum(map(str.isalpha, around))


@lru_cache(maxsize=1)
def _moorings() -> re.Pattern[str]:
    """Return what stands behind a port where ships lie: " anchorage", " Quarantine Anchorage"."""
    words = parse_words(language.path("moorings.toml").read_text("utf-8"), "moorings.toml")
    places, parts = ("|".join(map(re.escape, words[name])) for name in ("places", "parts"))
    return re.compile(rf"(?:[ -](?:{parts}))?[ -](?:{places})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _tail() -> re.Pattern[str]:
    """Return what stands between a name and what it lies in: ", ", " village, "."""
    return re.compile(rf"(?:[ ](?:{'|'.join(map(re.escape, sorted(class_words(), key=len, reverse=True)))}))?,\s+")


@lru_cache(maxsize=2)
def _struck(*, after: bool) -> re.Pattern[str]:
    """Return what stands before a place that something is done to, or after it."""
    words = any_of("struck")
    return re.compile(rf"\s+(?:{any_of('being')})\s+(?:{words})\b" if after else rf"\b(?:{words})\s+$")


def _is_struck(text: str, start: int, end: int) -> bool:
    before = _struck(after=False).search(text, max(0, start - SIDE_CHARS), start)
    return before is not None or _struck(after=True).match(text, end) is not None


@lru_cache(maxsize=1)
def _before_branch() -> re.Pattern[str]:
    """Return what makes a name only say where an organisation is from: " police"."""
    return re.compile(rf"[ ](?:{any_of('branches')})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _before_site() -> re.Pattern[str]:
    """Return what stands behind a town's name in that of what it has: " General Hospital", " police"."""
    generics = lexicon.load().generics
    sites = "|".join(re.escape(w) for w in sorted(generics) if generics[w] <= EXTENDED and w not in class_words())
    return re.compile(
        rf"(?:[ ][A-Z][a-z]+(?:[ ](?:{any_of('of')}))?){{0,3}}[ ](?i:{sites}|{any_of('grounds', 'branches')})\b"
    )


def _without_stop(text: str, start: int, end: int) -> int:
    """Return where a name ends without the full stop of its sentence, which only abbreviations keep."""
    return end - 1 if text[end - 1] == "." and not text[start:end].isupper() else end


def _is_day(text: str, mention: Mention) -> bool:
    """Whether a mention is a day or month cut short: "on Mon."."""
    name = mention.text.rstrip(".")
    short = len(name) <= SHORT_DAY and name.casefold() in _days()
    stopped = mention.text.endswith(".") or text[mention.end : mention.end + 1] == "."
    return short and stopped and bool(_DAY_LEAD.search(text, max(0, mention.start - SIDE_CHARS), mention.start))


@lru_cache(maxsize=1)
def _days() -> frozenset[str]:
    return frozenset(word.rstrip(".").casefold() for name in ("weekday", "month") for word in classes().get(name, ()))


def _widened(mention: Mention, text: str, start: int, end: int) -> Mention:
    """Return a mention with more words; of the ground, if its own word only modified them."""
    modified = end > mention.end and mention.kind in {MentionKind.ASSOCIATIVE, MentionKind.LITERAL_MODIFIER}
    return replace(
        mention, start=start, end=end, text=text[start:end], kind=MentionKind.LITERAL if modified else mention.kind
    )


def _in_slot(text: str, start: int, end: int) -> bool:
    return _has_class(text, start, end) or _after_preposition(text, start)


@lru_cache(maxsize=1)
def _no_names() -> frozenset[str]:
    return frozenset(word.casefold() for name in NO_NAMES for word in classes().get(name, ()))


@lru_cache(maxsize=1)
def _prepositions() -> re.Pattern[str]:
    """Return what stands before a place: "in", "near the", "between", "north of", "in central", "in the al-"."""
    one = "|".join(map(re.escape, sorted({*classes()["place_preposition"], *listed("between")}, key=len, reverse=True)))
    sides = "|".join(sorted(map(re.escape, lexicon.load().directions), key=len, reverse=True))
    aimed = "|".join(sorted(map(re.escape, lexicon.load().aimed), key=len, reverse=True))
    return re.compile(
        rf"(?:\b(?:{one})|\b(?:{aimed})\s+(?:{any_of('aimed_at')})|\b(?:{sides}|{any_of('around')})\s+(?:{any_of('of')}))\s+(?:(?:{THE}|{sides})\s+)*(?:(?:{any_of('arabic_articles')})-)?$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _narrow_slot() -> re.Pattern[str]:
    return re.compile(rf"[a-z]\s+(?:{any_of('slots')})\s+$")


def _in_narrow_slot(text: str, start: int) -> bool:
    """Whether words stand where little but a place does: "at a checkpoint in Bay"."""
    return text[start].isupper() and _narrow_slot().search(text, max(0, start - SIDE_CHARS), start) is not None


def _after_preposition(text: str, start: int) -> bool:
    least = max(0, start - SIDE_CHARS)
    return _may_follow(text[least:start]) and _prepositions().search(text, least, start) is not None


def _may_follow(before: str) -> bool:
    """Whether the last word before a place, but for articles and sides, may be a preposition: a quick look for most that is none."""
    last, passed = _ends_of_prepositions()
    for word in reversed(before.casefold().split()):
        if word.endswith(last):
            return True
        if word not in passed:
            return False
    return False


@lru_cache(maxsize=1)
def _ends_of_prepositions() -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the last words of what stands before a place, and the words that may stand between (see :func:`_prepositions`)."""
    ends = {*classes()["place_preposition"], *listed("between"), *listed("aimed_at"), *listed("of")}
    passed = {THE, *lexicon.load().directions, *(f"{article}-" for article in listed("arabic_articles"))}
    words = {word for side in passed for word in (side, *side.split())}
    return tuple(sorted(phrase.casefold().split()[-1] for phrase in ends)), frozenset(map(str.casefold, words))


@lru_cache(maxsize=1)
def _class_before() -> re.Pattern[str]:
    """Return "town of", "village of"; "the area of"."""
    words = "|".join(sorted(map(re.escape, lexicon.load().generics), key=len, reverse=True))
    return re.compile(rf"\b(?:{words}|{any_of('areas')})\s+(?:{any_of('of')})\s+$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _settlement_words() -> frozenset[str]:
    """Return the words that say a settlement: "village"."""
    return frozenset(word for word, kinds in lexicon.load().generics.items() if kinds <= SETTLED)


@lru_cache(maxsize=1)
def _settlement_before() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _settlement_words()), key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\s+(?:{any_of('of')})\s+$")


def _is_called_settlement(text: str, start: int, end: int) -> bool:
    """Whether small words beside a name call it a settlement: "the town of Um Ruwaba", "Solhan village"."""
    if _settlement_before().search(text, max(0, start - SIDE_CHARS), start):
        return True
    after = _WORD.match(text, end)
    return after is not None and after[1] in _settlement_words()


def _is_called_unit(text: str, end: int) -> bool:
    """Whether a small word for a lesser unit stands after a name: "in Sarmin subdistrict"."""
    after = _WORD.match(text, end)
    return after is not None and bool(LESSER.intersection(lexicon.load().generics.get(after[1], ())))


def _has_class(text: str, start: int, end: int) -> bool:
    """Whether a word for a kind of settlement, unit or site stands beside a name."""
    if _class_before().search(text, max(0, start - SIDE_CHARS), start):
        return True
    after = _WORD.match(text, end)
    return after is not None and (after[1].casefold() in lexicon.load().generics or after[1] == "area")
