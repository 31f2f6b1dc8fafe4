"""How anchors are read: loosely from a bare phrase, strictly from running text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from geoinc.model import MentionKind, Place, PlaceKind, Resolution
from geoinc.relations import directions, lexicon, patterns, units
from geoinc.relations.clauses import AnchorName

WORD = re.compile(r"[^\W\d_]+(?:['’`‘ʻ.-]?[^\W\d_]+)*")
MAX_WORDS = 6
NEAR_ENOUGH = 3
"""A mention may start so many characters after where an anchor is expected ("l'", quotes)."""

WHOLES = frozenset((PlaceKind.COUNTRY, PlaceKind.TERRITORY, PlaceKind.ADMIN1))
"""What districts are of."""

STATES = frozenset((PlaceKind.COUNTRY, PlaceKind.TERRITORY))
LOCAL = frozenset((PlaceKind.QUARTER, PlaceKind.FACILITY, PlaceKind.SPOT))
"""What towns have."""


def _is_inside(place: Place | None, whole: Place | None) -> bool:
    """Whether a place is one of a state: "Nigeria's Maiduguri" is measured from Maiduguri."""
    if place is None or whole is None or whole.kind not in STATES or place.kind in STATES:
        return False
    return place.country == whole.country


CLOSED = re.compile(r"\s*(?:[,.;:)]|$)")
"""What follows a name in apposition; "the base, Aleppo officials said" goes on."""


@lru_cache(maxsize=1)
def unnamed_nouns() -> frozenset[str]:
    """Return the nouns of things without a name."""
    return frozenset(row.need("noun") for row in lexicon.read("unnamed.csv", ("noun",)))


@lru_cache(maxsize=1)
def _cut() -> re.Pattern[str]:
    """Where a loosely read anchor ends: a new clause, or a word that begins one."""
    word, hedge, unit = directions.word_pattern(), units.hedge_pattern(), units.unit_pattern()
    return patterns.compiled("cut", direction_word=word, hedge=hedge, unit=unit)


@lru_cache(maxsize=8)
def _words(name: str) -> frozenset[str]:
    return frozenset(patterns.words(name))


class PhraseReader:
    """Reads anchors from a bare phrase: whatever stands there is a name, commas add context."""

    loose = True

    def __init__(self, text: str, known: Callable[[str], bool]) -> None:
        """Keep the phrase, and the question whether a name is in the gazetteer."""
        self.text = text
        self.known = known

    def after(self, position: int, *, stop: re.Pattern[str] | None = None) -> AnchorName | None:
        """Return the name from ``position`` to the clause's end, cut at ``stop``."""
        owned = patterns.compiled("owned_class").match(self.text, position)
        if owned and (not owned["noun"] or self.known(f"{owned['owner']} {owned['noun']}")):
            owned = None
        skipped = owned or patterns.compiled("skipped").match(self.text, position)
        start = skipped.end() if skipped else position
        end = self._end(start)
        halt = stop.search(self.text, start, end) if stop else None
        name = self._name(start, halt.start() if halt and halt.start() > start else end, whole=halt is None)
        unit = owned or patterns.compiled("unit_of").match(self.text, position)
        return _classed(name, unit) if name and unit and unit.end() == start else name

    def mentioned(self, position: int) -> AnchorName | None:
        """Return any name: a bare phrase has no resolved mentions."""
        return self.after(position)

    def before(self, position: int) -> AnchorName | None:
        """Return the element that ends at ``position``; the elements before it are its context."""
        head = self.text[:position].rstrip(" ,;:([-–")
        head = head[max(head.rfind("\n"), 0) :]
        pieces = [p.strip() for p in re.split(r"[,;:]", head) if p.strip()]
        if not pieces or not re.search(r"[^\W\d_]", pieces[-1]):
            return None
        start = head.rfind(pieces[-1]) + max(self.text[:position].rfind("\n"), 0)
        text, start = _without_lead(pieces[-1], start)
        if text.lower() in _words("no_names"):
            return None
        name = AnchorName(start, start + len(text), text, tuple(reversed(pieces[:-1])))
        owned = None if self.known(text) else patterns.compiled("possessed").fullmatch(text)
        return replace(name, text=owned["thing"], context=(owned["owner"], *name.context)) if owned else name

    def inside_name(self, position: int) -> bool:
        """Return False: nothing is known of names within a bare phrase."""
        del position
        return False

    def _end(self, start: int) -> int:
        whole = re.compile(r"[^,;()\n]*").match(self.text, start)
        after = whole.end() if whole and self.known(whole.group()) else start
        cut = _cut().search(self.text, after)
        end = cut.start() if cut and cut.start() > start else len(self.text)
        closing = self.text.find(")", start, end)
        return end if closing < 0 or "(" in self.text[start:closing] else closing

    def _name(self, start: int, end: int, *, whole: bool) -> AnchorName | None:
        words = self.text[start:end]
        pieces = re.split(r",(?![^(]*\))", words) if whole else [words]
        text = pieces[0].strip().rstrip(".") if pieces else ""
        if not re.search(r"[^\W\d_]", text) or text.lower() in _words("no_names"):
            return None
        context = tuple(p.strip().rstrip(".") for p in pieces[1:] if p.strip(" ."))
        owned = None if self.known(text) else patterns.compiled("possessed").fullmatch(text)
        if owned and (coast := patterns.compiled("seaside").fullmatch(owned["thing"])):
            text = f"{_bare(owned['owner'])} {coast['coast']}"
        elif owned:
            text, context = owned["thing"], (_bare(owned["owner"]), *context)
        named = text.lower() not in unnamed_nouns()
        return AnchorName(start, end, text, context, named=named)


def _classed(name: AnchorName, owned: re.Match[str]) -> AnchorName:
    """Give a name the owner that was said before it, and the class of a unit: "the Iraqi province of Anbar"."""
    noun, owner = owned["noun"].lower(), owned.groupdict().get("owner")
    unit = noun in _words("unit_classes") and not name.text.lower().endswith(noun)
    context = (*name.context, owner) if owner else name.context
    return replace(name, text=f"{name.text} {noun}" if unit else name.text, context=context, named=True)


def _bare(owner: str) -> str:
    return patterns.compiled("owner_article").sub("", owner)


def _without_lead(text: str, start: int) -> tuple[str, int]:
    """Take prepositions and articles off the front of a name ("along the Homs–Palmyra")."""
    short = patterns.compiled("phrase_lead").sub("", text)
    return short, start + len(text) - len(short)


def _titled(text: str) -> bool:
    """Whether a thing's words are a name that nobody knows ("the Sittaung River"), not "an SDF headquarters"."""
    words = text.split()
    return len(words) > 1 and all(word[0].isupper() for word in words)


class TextReader:
    """Reads anchors from running text: resolved mentions, capitalised names, things without a name."""

    loose = False

    def __init__(self, text: str, resolutions: Sequence[Resolution], known: Callable[[str], bool]) -> None:
        """Keep the text, its resolved mentions in order, and the question whether a name is in the gazetteer."""
        self.text = text
        self.known = known
        self._mentions = sorted(resolutions, key=lambda r: r.mention.start)
        self._starts = [r.mention.start for r in self._mentions]
        self._ends = {r.mention.end: r for r in self._mentions}

    def after(self, position: int, *, stop: re.Pattern[str] | None = None) -> AnchorName | None:
        """Return the anchor at ``position``; ``stop`` is not needed, names end by themselves."""
        del stop
        if patterns.compiled("indefinite").match(self.text, position) and (thing := self._unnamed(position)):
            return thing
        for lead in ("owned_class", "skipped", "article"):
            skipped = (
                self._owned(position) if lead == "owned_class" else patterns.compiled(lead).match(self.text, position)
            )
            start = skipped.end() if skipped else position
            name = self._capital(start) or self._mentioned(start) or self._capitalised(start)
            if name is not None and (skipped or lead != "owned_class"):
                return name
        return self._unnamed(position)

    def mentioned(self, position: int) -> AnchorName | None:
        """Return the resolved mention at ``position``, after an article or classifier."""
        owned = self._owned(position)
        if owned and (found := self._capital(owned.end()) or self._mentioned(owned.end())):
            return found
        article = patterns.compiled("article").match(self.text, position)
        if capital := self._capital(article.end() if article else position):
            return capital
        found = self._mentioned(position)
        if found is None and (skipped := patterns.compiled("skipped").match(self.text, position)):
            found = self._mentioned(skipped.end())
        return found

    def _owned(self, position: int) -> re.Match[str] | None:
        """Match "the Syrian town of" or "Nigeria's", after which the name follows.

        "The Djibo district of" a country, and "the Hodan district of" a city, name Djibo and Hodan themselves.
        """
        owned = patterns.compiled("owned_class").match(self.text, position)
        owner, whole = (self.mention_at(owned.start("owner")), self.mention_at(owned.end())) if owned else (None, None)
        if owned and not owned["noun"]:
            literal = whole is not None and whole.mention.kind is MentionKind.LITERAL
            return owned if owner and whole and literal and _is_inside(whole.place, owner.place) else None
        if owner is None or whole is None or whole.place is None or owner.mention.kind is MentionKind.DEMONYM:
            return owned
        if owned and self._capital(owned.end()):
            return owned if owner.place is None else None
        if owner.place is None or owner.place.kind in WHOLES:
            return None if owner.place is None and whole.place.kind in WHOLES else owned
        local = owner.place.kind in LOCAL or owner.place.population < whole.place.population
        return None if whole.place.kind in WHOLES or (local and whole.place.kind not in LOCAL) else owned

    def before(self, position: int) -> AnchorName | None:
        """Return the resolved mention that ends at ``position``, with the one joined to it by a dash."""
        end = position
        while end and self.text[end - 1] in " ,(–-":
            end -= 1
        found = self._ends.get(end)
        if found is None and self.text[max(end - 2, 0) : end] in {"'s", "’s"}:
            found = self._ends.get(end - 2)
        if found is None:
            return None
        start = self._joined(found.mention.start)
        resolution = found if start == found.mention.start else None
        return AnchorName(start, found.mention.end, self.text[start : found.mention.end], resolution=resolution)

    def _joined(self, start: int) -> int:
        """Return where a pair such as "Homs–Palmyra" begins, of which the second is a mention."""
        joint = re.search(r"\s?[–—/-]\s?$", self.text[max(start - 3, 0) : start])
        first = self._ends.get(start - len(joint.group())) if joint else None
        return first.mention.start if first else start

    def inside_name(self, position: int) -> bool:
        """Whether ``position`` lies within a mention that began before it."""
        index = bisect_left(self._starts, position)
        return bool(index) and self._mentions[index - 1].mention.end > position

    def mention_at(self, start: int) -> Resolution | None:
        """Return the resolution whose mention starts at (or just after), or covers, ``start``."""
        index = bisect_left(self._starts, start)
        if index < len(self._mentions) and self._starts[index] <= start + NEAR_ENOUGH:
            gap = self.text[start : self._starts[index]]
            if not re.search(r"[\w,.;]", gap):
                return self._mentions[index]
        if index and self._mentions[index - 1].mention.end > start:
            return self._mentions[index - 1]
        return None

    def _mentioned(self, start: int) -> AnchorName | None:
        found = self.mention_at(start)
        if found is None:
            return None
        begin = max(found.mention.start, start)
        return AnchorName(begin, found.mention.end, self.text[begin : found.mention.end], resolution=found)

    def _capital(self, start: int) -> AnchorName | None:
        """Return "Sudanese capital" as the name of what it is; the town itself, where it is named at once."""
        owner = self._mentioned(start)
        capital = (
            patterns.compiled("capital_noun").match(self.text, owner.end) if owner and owner.start == start else None
        )
        if owner is None or capital is None:
            return None
        named = patterns.compiled("capital_apposed").match(self.text, capital.end())
        town = self._mentioned(named.end()) if named else None
        closed = town is not None and ("," not in named[0] or CLOSED.match(self.text, town.end))  # type: ignore[index]
        state = owner.resolution.place if owner.resolution else None
        whole = AnchorName(start, capital.end(), self.text[start : capital.end()])
        return town if closed else whole if state is None or state.kind in STATES else None

    def _capitalised(self, start: int) -> AnchorName | None:
        end, words, position = start, 0, start
        while words < MAX_WORDS and (found := WORD.match(self.text, position)):
            word = found.group()
            if not word[0].islower():
                end = found.end()
            elif word not in _words("small_words") or end == start:
                break
            words += 1
            position = found.end()
            if self.text[position : position + 1] not in {" ", "-", "\u00a0"}:
                break
            position += 1
        text = self.text[start:end]
        if end == start or text.lower() in _words("no_names") or not self.known(text):
            return None
        return AnchorName(start, end, text)

    def _unnamed(self, position: int) -> AnchorName | None:
        """Return "an SDF headquarters" as a thing without a name."""
        article = patterns.compiled("article").match(self.text, position)
        start = article.end() if article else position
        tokens = list(re.finditer(r"[\w'’-]+", self.text[start : start + 80]))[:4]
        for count, token in enumerate(tokens, 1):
            between = self.text[start : start + token.start()]
            if re.search(r"[,.;:()\n]", between):
                break
            phrase = " ".join(t.group() for t in tokens[max(count - 2, 0) : count]).lower()
            if token.group().lower() in unnamed_nouns() or phrase in unnamed_nouns():
                if self._begins_a_name(start + token.start()):
                    break
                end = self._extended(start + token.end())
                named = self._apposition(token.group().lower(), end)
                return named or AnchorName(start, end, self.text[start:end], named=_titled(self.text[start:end]))
        return None

    def _apposition(self, noun: str, end: int) -> AnchorName | None:
        """Return the name that a thing is given at once: "the capital, Nairobi"."""
        link = patterns.compiled("apposed").match(self.text, end) if noun in _words("settled_nouns") else None
        name = self._mentioned(link.end()) if link else None
        closed = name is not None and CLOSED.match(self.text, name.end) is not None
        return name if closed else None

    def _begins_a_name(self, position: int) -> bool:
        """Whether a capital word is followed by another: "Lake Nowhere" is a name, of nothing known."""
        return re.match(r"(?-i:[^\W\d_a-z]\w*[a-z] [^\W\d_a-z])", self.text[position : position + 80]) is not None

    def _extended(self, end: int) -> int:
        """Let a two-word thing end with its second word ("front line")."""
        following = re.match(r"[\s-]\w+", self.text[end : end + 20])
        if following and following.group()[1:].lower() in unnamed_nouns():
            return end + following.end()
        return end
