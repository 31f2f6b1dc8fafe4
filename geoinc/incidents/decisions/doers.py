"""Who of those that an article names did it? A learned probability, event by event.

The words of an event give its roles by grammar; in an article much is told beside them: whose rockets they were, who
burst in before shots fell, who claims it ten lines on, who did the same a day before. Everybody armed whom the text
names is a candidate for each of its events; what is looked at is what grammar says of each, there and elsewhere in the
text, how near to the event's words that stands, and who else is named. Whoever is so found is a suspect, never a doer
as a fact. Trained by ``python -m geoinc.learn.incidents.doers``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain
from math import sqrt
from typing import NamedTuple

from geoinc.deferred import kept_property
from geoinc.incidents.actors import (
    ARMED,
    IRREGULAR,
    Party,
    code_of,
    find_nations,
    find_parties,
    head_of,
    is_army,
    is_plain,
    kind_told,
)
from geoinc.incidents.blame import may_blame
from geoinc.incidents.build import actors_of
from geoinc.incidents.decisions.nets import load
from geoinc.incidents.decisions.scorer import Features, Judge, odds
from geoinc.incidents.decisions.there import above
from geoinc.incidents.ground import agree, anchor_places
from geoinc.incidents.linking import Event
from geoinc.incidents.names import PERSON, OpenNames, accused_words
from geoinc.incidents.reading import cast_of
from geoinc.incidents.scene import Story
from geoinc.language.lexicon import load as load_words
from geoinc.model import Actor, Role, Stance
from geoinc.text.sentences import Sentence
from geoinc.text.tokens import Token

NAME = "doers"
SURE, LEAST, AGAINST_NONE = 0.35, 0.15, 0.55
"""From the first probability on a party did what an event tells, from the second on the likeliest of them, where it is
likelier than the third times that nobody is named who did."""
BESIDE_NAMED = 0.5
"""Below this who has no name did not do it beside somebody with a name who did."""
_NAMED, _DOES, _PERSON = "named", "does", "a person"
_DOING = frozenset({Role.ATTACKER, Role.CLAIMANT})
_STATES = frozenset({"state", "coalition"})
_SHARED = frozenset({"government"})
"""A side that does not tell one party from another."""
_BLAMELESS = frozenset({"accident", "disaster"})
_LOOKED_AT = 40
"""So many mentions are looked at closely."""
_REACH, _MOST, _BESIDE = 60, 300, 20
"""So many sentences, mentions and events around one are looked at."""
_HARDLY = 0.05
"""Words that are less likely than this to tell of an event, and report none, say nothing of who did it."""
_GROUNDS: Mapping[int, str] = {-1: "other ground", 0: "ground untold", 1: "same ground"}
_FEW, _MANY = 2, 4
"""More than so many are as good as many."""
_NEAR = 5
"""Farther than so many sentences away nothing is near."""


@dataclass(slots=True)
class PossibleDoer:
    """Somebody who may have done it, with every mention: as parties of sentences, as actors by grammar, there or elsewhere."""

    key: str
    parties: list[tuple[Sentence, Party]] = field(default_factory=list)
    actors: list[Actor] = field(default_factory=list)
    blamed: list[tuple[Sentence, Actor]] = field(default_factory=list)
    elsewhere: list[tuple[Event, Actor]] = field(default_factory=list)

    @property
    def every_actor(self) -> Iterator[Actor]:
        """Everything that grammar says of them, what is said of this event first."""
        yield from self.actors
        yield from (a for _, a in self.blamed)
        yield from (a for _, a in self.elsewhere)

    @property
    def kind(self) -> str:
        """What kind of people they are."""
        return next((a.kind for a in self.every_actor if a.kind), next((p.kind for _, p in self.parties), ""))

    @property
    def named(self) -> bool:
        """Whether they have a name."""
        if any(p.named for _, p in self.parties):
            return True
        told = [(a.name, a.kind, a.side) for a in self.every_actor] + [
            (p.name, p.kind, p.side) for _, p in self.parties
        ]
        return any(
            (kind in _STATES and side is not None and side not in _SHARED)
            or (not is_plain(name) and any(w[0].isupper() for w in name.split()))
            for name, kind, side in told
        )

    @property
    def person(self) -> bool:
        """Whether they are somebody with a personal name."""
        return any(p.kind == PERSON for _, p in self.parties)

    @property
    def side(self) -> str | None:
        """Whose side they are on."""
        told = chain((p.side for _, p in self.parties), (a.side for a in self.every_actor))
        return next((side for side in told if side), None)

    @property
    def does(self) -> bool:
        """Whether grammar has them do it."""
        return any(a.role in _DOING and a.stance is not Stance.DENIED for a in self.actors)

    def as_actor(self) -> Actor | None:
        """Return them as those who are said, or may be thought, to have done it."""
        said = next((a for _, a in self.blamed if a.role in _DOING and a.stance is not Stance.DENIED), None)
        if said is not None:
            return said
        named: Iterator[Party | Actor] = chain(
            (party for _, party in self.parties), (a for _, a in self.elsewhere if a.role in _DOING)
        )
        who = next(named, None)
        if who is None:
            return None
        kind = "unknown" if who.kind == PERSON else who.kind
        return Actor(who.name, Role.ATTACKER, who.span, side=who.side, kind=kind, stance=Stance.SUSPECTED)


@dataclass(frozen=True)
class Company:
    """Who is named in a text, beside which of its events, and what grammar says of them; worked out once."""

    story: Story

    @kept_property
    def _listed(self) -> list[tuple[Sentence, Party]]:
        """Those of lists whom a sentence names."""
        return [(s, p) for s in self.story.page.sentences for p in (*find_parties(s), *find_nations(s))]

    @kept_property
    def _open(self) -> OpenNames:
        page = self.story.page
        places = [(a.span.start, a.span.end) for r in page.relations for a in r.anchors]
        return OpenNames.of(page.sentences, page.document.text, self._listed, places)

    @kept_property
    def parties(self) -> list[tuple[Sentence, Party]]:
        """Everybody whom a sentence names, in order."""
        found = [*self._listed, *self._open.mentions]
        return sorted(found, key=lambda told: (told[0].index, told[1].span.start))

    @kept_property
    def _keys(self) -> Mapping[str, str]:
        """The keys of those whose shorter names a text uses, by these."""
        told = {p.span.text.lower(): _key(p) for _, p in self._listed if p.named}
        return {short: told.get(long, long) for short, long in self._open.longer.items()}

    def key(self, who: Actor | Party) -> str:
        """Return what tells one party from another, however its name is shortened, whatever noun stands for it."""
        key = _key(who)
        if (called := _called_alike(key)) is not None:
            return self._army if called == _ARMY else called
        return self._keys.get(key, key)

    @kept_property
    def _army(self) -> str:
        """The key of soldiers of whom nothing more is said: of the one land whose army a text names, where it is one."""
        lands = {
            p.side.lower()
            for _, p in self._listed
            if p.kind == "state" and p.side and p.side not in _SHARED and is_army(p.name)
        }
        return next(iter(lands)) if len(lands) == 1 else _ARMY

    @kept_property
    def _indices(self) -> list[int]:
        return [s.index for s, _ in self.parties]

    @kept_property
    def _places(self) -> Mapping[int, int]:
        return {id(event): n for n, event in enumerate(self.story.events)}

    def _parties_near(self, event: Event) -> Iterator[tuple[Sentence, Party]]:
        """Yield whom the first sentence names and those around an event's first and last words: of a long text not all."""
        first, last = event.accounts[0].sentence.index, event.accounts[-1].sentence.index
        at = self._indices
        spans = [(0, 0), (first - _REACH, first + _REACH), (last - _REACH, last + _REACH)]
        taken = 0
        for low, high in spans:
            start = max(taken, bisect_left(at, low))
            end = min(start + _MOST, bisect_right(at, high))
            yield from self.parties[start:end]
            taken = max(taken, end)

    def _events_near(self, event: Event) -> Iterator[Event]:
        """Yield the other events told before and after one."""
        n = self._places[id(event)]
        yield from self.story.events[max(0, n - _BESIDE) : n]
        yield from self.story.events[n + 1 : n + 1 + _BESIDE]

    @kept_property
    def _kept_kin(self) -> dict[tuple[int, int], str]:
        return {}

    def _kin(self, event: Event, other: Event) -> str:
        """Return whether another event may be the same one, told again: beside it or not, by their places and kinds."""
        first, second = sorted((self._places[id(event)], self._places[id(other)]))
        if (first, second) not in self._kept_kin:
            beside = "beside" if second - first == 1 else "apart"
            alike = _GROUNDS[agree(event.relations, other.relations)]
            types = [{a.trigger.type for a in one.accounts if a.seeds} for one in (event, other)]
            self._kept_kin[first, second] = f"{beside}, {alike}{'' if types[0].isdisjoint(types[1]) else ', same kind'}"
        return self._kept_kin[first, second]

    @kept_property
    def _by_id(self) -> Mapping[int, Event]:
        return {id(event): event for event in self.story.events}

    @kept_property
    def actors(self) -> Mapping[int, tuple[Actor, ...]]:
        """Who takes part in each event by its words, by ``id``."""
        return {
            id(e): actors_of([a for a in e.accounts if a.seeds or a.adds or a.told >= _HARDLY])
            for e in self.story.events
        }

    @kept_property
    def blamed(self) -> list[tuple[Sentence, Actor]]:
        """Who claims something, or is accused of something, whichever event's words tell it."""
        page = self.story.page
        asked = [s for s in page.sentences if s.index in page.read and may_blame(s.words)]
        return [(s, actor) for s in asked for actor in cast_of(s, page).blamed]

    def settled(self, event: Event) -> tuple[Actor, ...]:
        """Return an event's actors: those by grammar, without unlikely doers, and with who else is likely to have done it."""
        kept = list(self.actors[id(event)])
        if any(map(_is_guessed, kept)):
            # Nobody is suspected, on no one's word, of what is done to them.
            struck = {self.key(a) for a in kept if a.role is Role.TARGET}
            kept = [a for a in kept if not (_is_guessed(a) and self.key(a) in struck)]
        if not self.may_have_doer(event):
            return tuple(kept)
        found = self.candidates(event)
        verdicts = who_did([features for _, features in found], self.nobody(event, found))
        for (one, _), did in zip(found, verdicts, strict=True):
            if one.does and not did:
                kept = [a for a in kept if self.key(a) != one.key or a.role is not Role.ATTACKER]
            elif did and not one.does and (actor := one.as_actor()) is not None:
                kept = [a for a in kept if self.key(a) != one.key or a.role is Role.TARGET or a.stance is Stance.DENIED]
                kept.append(actor)
        return tuple(kept)

    def may_have_doer(self, event: Event) -> bool:
        """Whether somebody may have done what an event tells: it is no accident."""
        seeds = [a.trigger for a in event.accounts if a.seeds]
        # Of a boat that sank bodies are found afterwards: what is told first says whether anybody did it.
        first = next((t for t in seeds if not t.weak), seeds[0] if seeds else None)
        return first is not None and first.family not in _BLAMELESS

    def candidates(self, event: Event) -> list[tuple[PossibleDoer, Features]]:
        """Return who may have done what an event tells, each with what speaks for it."""
        found: dict[str, PossibleDoer] = {}

        def of(who: Actor | Party) -> PossibleDoer:
            return found.setdefault(self.key(who), PossibleDoer(self.key(who)))

        for actor in self.actors[id(event)]:
            of(actor).actors.append(actor)
        for sentence, actor in self.blamed[:_MOST]:
            of(actor).blamed.append((sentence, actor))
        for other in self._events_near(event):
            for actor in self.actors[id(other)]:
                if actor.role in _DOING or self.key(actor) in found:
                    of(actor).elsewhere.append((other, actor))
        for sentence, party in self._parties_near(event):
            if party.kind in ARMED or party.kind == PERSON or self.key(party) in found:
                of(party).parties.append((sentence, party))
        around = self._beside_event(event, list(found.values()))
        return [(c, dict(self._features(event, c, around))) for c in found.values()]

    def nobody(self, event: Event, found: Sequence[tuple[PossibleDoer, Features]]) -> Features:
        """Return what speaks for nobody being named who did it."""
        families = {a.trigger.family for a in event.accounts if a.seeds}
        facts = {
            "nobody": True,
            **{f"nobody, {family}": True for family in sorted(families)},
            "nobody, somebody does": any(c.does for c, _ in found),
            "nobody, somebody named does": any(c.does and c.named for c, _ in found),
            "nobody, somebody is blamed": any(c.blamed for c, _ in found),
            "nobody, all do elsewhere": bool(found) and all(c.elsewhere for c, _ in found),
            "nobody, nobody does elsewhere": not any(c.elsewhere for c, _ in found),
            "nobody, nobody here": all("not here" in f or f.get("kind civilians") for _, f in found),
            "nobody, a group is named": any(c.kind == "armed group" and c.named for c, _ in found),
            "nobody, in a collection": not self.story.is_article,
            **{f"nobody, {told}": True for told in self._is_unknown(event)},
            "nobody, only weak words": all(a.trigger.weak for a in event.accounts if a.seeds),
        }
        return {name: 1.0 for name, holds in facts.items() if holds}

    def _beside_event(self, event: Event, found: Sequence[PossibleDoer]) -> _EventCompany:
        """Return what is looked at beside each candidate of an event."""
        own = sorted({a.sentence.index for a in event.accounts})
        plain = {a.name for a in self.actors[id(event)] if a.role in _DOING and is_plain(a.name)}
        here = {p for c in found for s, p in c.parties if s.index in own and not p.named and p.kind != "civilians"}
        named = [(c.kind, [s.index for s, _ in c.parties]) for c in found if c.named and c.parties]
        return _EventCompany(
            own,
            {a.trigger.type for a in event.accounts if a.seeds},
            {f"{head_of(name)} does" for name in plain}
            | {f"{kind_told(name)} does" for name in plain}
            | {f"{head_of(p.name)} here" for p in here},
            doing=sum(c.does for c in found),
            named_doing=sum(c.does and c.named for c in found),
            named=named,
            others=[self._doers_of(other) for other in self._events_near(event)],
            before=self._doers_of(self.story.events[n - 1]) if (n := self._places[id(event)]) else frozenset(),
            lands=frozenset(code for c in found if c.kind in _STATES and (code := code_of(c.side or ""))),
            event=id(event),
            means=self._means(event),
        )

    def _means(self, event: Event) -> frozenset[str]:
        """Return the words for weapons and ways in the sentences that report an event."""
        told = {a.sentence for a in event.accounts if a.seeds}
        return frozenset(w for s in told for w in s.words & _words("means"))

    def _is_unknown(self, event: Event) -> Iterator[str]:
        """Yield where it is said that nobody knows, or claims, who did what an event tells: in its own sentences or beside them."""
        own = {a.sentence.index for a in event.accounts}
        owners = self.story.owners
        for sentence in self.story.page.sentences:
            here = sentence.index in own
            if (here or owners.get(sentence.index) in {None, id(event)}) and _tells_of_no_doer(sentence.words):
                yield f"unknown {'here' if here else 'beside'}"

    def _doers_of(self, event: Event) -> frozenset[str]:
        """Return who did an event by its words, by their keys."""
        return frozenset(
            self.key(a) for a in self.actors[id(event)] if a.role in _DOING and a.stance is not Stance.DENIED
        )

    def _features(self, event: Event, one: PossibleDoer, around: _EventCompany) -> Iterator[tuple[str, float]]:
        own, first = around.own, around.own[0]
        kind, named, does = one.kind, one.named, one.does
        others_do = around.doing > does
        here = [(s, p) for s, p in one.parties if s.index in own]
        facts: dict[str, bool] = {
            f"kind {kind}": True,
            **{f"head {head_of(p.name)}": True for _, p in one.parties},
            _NAMED: named,
            _PERSON: one.person,
            _DOES: does,
            "does, named": does and named,
            "others do": others_do,
            "others named do": around.named_doing > (does and named),
            "nobody does": not (does or others_do),
            "in the first sentence": any(s.index == first for s, _ in here),
            "not here": not here and not one.actors,
        }
        for actor in one.actors:
            facts[f"by grammar {actor.role.value} {actor.stance.value}"] = True
        if one.person:
            beside_law = {w for s, _ in one.parties for w in s.words & accused_words()}
            facts |= {f"a person beside {word}": True for word in beside_law}
            facts["a person's age"] = any(_has_age(s, p) for s, p in one.parties)
        facts |= {f"{called}, kind {kind}": True for called in around.called}
        for told in around.types:
            facts[f"{told}, named {named}"] = True
            facts[f"{told}, kind {kind}, named {named}"] = True
        for word in around.means:
            facts[f"{word}, kind {kind}, named {named}"] = True
        looked_at = one.parties[:_LOOKED_AT]
        beside = {
            where: Counter(w for s, p in looked_at if (s.index in own) is there for w in _beside(s, p))
            for where, there in (("here", True), ("away", False))
        }
        mentions = {"here": len(here), "away": len(one.parties) - len(here)}
        more = (
            self._said(event, one, own),
            self._does_elsewhere(event, one),
            self._stands(event, one, own),
            self._struck(event, one),
            self._lands(event, one, around),
            self._called(one),
            self._named(one, around),
        )
        facts |= dict.fromkeys(chain.from_iterable(more), True)
        acted = [doers for doers in around.others if doers]
        did = [doers for doers in acted if one.key in doers]
        facts["does what others are told of"] = bool(did) and len(did) == len(acted)
        facts[f"does others, named {named}"] = bool(did)
        facts["does the one before"] = one.key in around.before
        facts |= dict.fromkeys(around.order(one), True)
        yield from ((name, 1.0) for name, holds in sorted(facts.items()) if holds)
        for where, words in beside.items():  # who is named often has many words beside it
            yield from ((f"{where} {word}", n / sqrt(mentions[where])) for word, n in sorted(words.items()))
        yield "share of the other events", len(did) / max(1, len(around.others))

    def _said(self, event: Event, one: PossibleDoer, own: Sequence[int]) -> Iterator[str]:
        """Yield what somebody claims, or is accused of, where, and whether that is of an event that may be this one."""
        for sentence, actor in one.blamed:
            said = f"said {actor.role.value} {actor.stance.value}"
            yield said
            yield f"{said} {self._where(sentence, event, own)}"
            owner = self.story.owners.get(sentence.index)
            if owner is not None and owner != id(event):
                yield f"{said} beside another, {self._kin(event, self._by_id[owner])}"

    def _does_elsewhere(self, event: Event, one: PossibleDoer) -> Iterator[str]:
        """Yield what grammar says of somebody in other events, and whether those may be this one."""
        for other, actor in one.elsewhere:
            yield f"elsewhere {actor.role.value}"
            yield f"elsewhere {actor.role.value}, named {one.named}, {self._kin(event, other)}"

    def _stands(self, event: Event, one: PossibleDoer, own: Sequence[int]) -> Iterator[str]:
        """Yield in whose paragraphs somebody is named, and what the name hangs on: here, or in other sentences of blame."""
        lines = {self.story.page.sentences[i].line for i in own}
        if lines.isdisjoint(s.line for s, _ in one.parties):
            yield f"only in other paragraphs, named {one.named}, article {self.story.is_article}"
        else:
            yield f"in its paragraph, named {one.named}"
        for sentence, party in one.parties[:_LOOKED_AT]:
            if sentence.index in own:
                yield from self._hangs(event, sentence, party)
            elif may_blame(sentence.words):
                where = self._where(sentence, event, own)
                yield from (f"{where}: {told}" for told in self._hangs(event, sentence, party))

    def _struck(self, event: Event, one: PossibleDoer) -> Iterator[str]:
        """Yield to whom it was done, beside whose deed it may be."""
        for target in self.actors[id(event)]:
            if target.role is Role.TARGET and self.key(target) != one.key:
                yield f"{one.kind} against {target.kind}"
                yield f"{one.kind} {one.named} against {target.kind}"
                if target.side and target.side == one.side and one.side not in _SHARED:
                    yield "own side struck"

    def _lands(self, event: Event, one: PossibleDoer, around: _EventCompany) -> Iterator[str]:
        """Yield whether a state acts at home, and how many lands' people are named beside it, or beside a group."""
        if one.kind not in _STATES:
            if one.named:
                yield f"{min(_FEW, len(around.lands))} lands beside a group"
            return
        land, own = self._land(event), code_of(one.side or "")
        where = "nowhere" if land is None else "of no land" if own is None else "at home" if land == own else "abroad"
        yield where
        yield from (f"{where}, {told}" for told in around.types)
        if own is not None:
            yield f"{where}, {min(_FEW, len(around.lands - {own}))} other lands"

    def _land(self, event: Event) -> str | None:
        """Return the country that an event's words put it in, else the one that most places of its text lie in."""
        found = {p.country for told in event.placed for p in anchor_places([told.relation]) if p.country}
        return next(iter(found)) if len(found) == 1 else self._main_land

    @kept_property
    def _main_land(self) -> str | None:
        told = Counter(p.country for _, p in self.story.named if p.country)
        return told.most_common(1)[0][0] if told else None

    def _called(self, one: PossibleDoer) -> Iterator[str]:
        """Yield what the name of somebody who has one looks like."""
        for name in {p.name for _, p in one.parties} if one.named else ():
            words = name.split()
            yield f"ends in {words[-1].lower()}"
            if len(words) == 1 and name.isupper():
                yield "an abbreviation"
        if one.named and one.key in self._keys.values():
            yield "shortened too"

    def _named(self, one: PossibleDoer, around: _EventCompany) -> Iterator[str]:
        """Yield where and how often somebody with a name is named, and among how many."""
        at = {s.index for s, _ in one.parties}
        own = set(around.own)
        if not one.named:
            return
        state = one.kind in _STATES
        yield f"{state} one of {min(_MANY, sum((kind in _STATES) is state for kind, _ in around.named))} named"
        yield f"named {min(_NEAR, len(one.parties))} times"
        if at:
            yield f"named {min(_MANY, len(at & own))} times here"
            if one.parties[0][0].index in own:
                yield "first named here"
        if at and not one.actors:
            owners = self.story.owners
            mine = sum(owners.get(i) in {None, around.event} and i not in own for i in at)
            yield f"named beside it {min(_FEW, mine)}"
            yield f"named beside others {min(_FEW, sum(owners.get(i) not in {None, around.event} for i in at))}"
            if at.isdisjoint(self._told_in):
                yield "named only where nothing is told"
            if min(at) > max(own):
                yield "named only after"

    @kept_property
    def _told_in(self) -> frozenset[int]:
        """The sentences that tell of any event."""
        return frozenset(a.sentence.index for event in self.story.events for a in event.accounts)

    def _hangs(self, event: Event, sentence: Sentence, party: Party) -> Iterator[str]:
        """Yield what a mention hangs on in its sentence."""
        for piece in self.story.page.read.get(sentence.index, ()):
            events = {
                a.trigger.frame.word for a in event.accounts if a.trigger.frame is not None and a.trigger.read is piece
            }
            at = piece.word_at(party.span.end - 1)
            if at is not None:
                yield from above(piece, at, events)
                if piece.is_closer(at):
                    yield "who says so"

    def _where(self, sentence: Sentence, event: Event, own: Sequence[int]) -> str:
        """Return where a sentence stands from an event's own."""
        if sentence.index in own:
            return "here"
        if sentence.index == 0:
            return "at first"
        owner = self.story.owners.get(sentence.index)
        if owner not in {None, id(event)}:
            return "beside another"
        return "before" if sentence.index < own[0] else "after"


@lru_cache(maxsize=256)
def _tells_of_no_doer(words: frozenset[str]) -> bool:
    """Whether a sentence of these words says that nobody knows or claims who did something."""
    unclaimed = not (words.isdisjoint(_words("claim")) or words.isdisjoint(_words("none")))
    return unclaimed or not words.isdisjoint(_words("unknown"))


@cache
def _words(which: str) -> frozenset[str]:
    return frozenset(load_words("actors")["doing"][which])


def _has_age(sentence: Sentence, party: Party) -> bool:
    """Whether a name's age follows it: "Ana Ruiz, 34,"."""
    behind = [t.text for t in sentence.tokens if t.start >= party.span.end][:2]
    return len(behind) == _PAIR and behind[0] in {",", "("} and behind[1].isdigit()


_PAIR = 2


def _apart(index: int, ordered: Sequence[int]) -> int:
    """Return how far a sentence stands from the nearest of others, by their indices in order."""
    at = bisect_left(ordered, index)
    return min(abs(index - i) for i in ordered[max(0, at - 1) : at + 1])


@dataclass(frozen=True, slots=True)
class _EventCompany:
    """What stands beside a candidate: an event's sentences, words and people, other candidates, and other events' doers.

    ``named`` are the kinds of those with a name and the sentences that name them; ``lands`` the countries whose people
    are named, by code; ``means`` the words for weapons and ways; ``event`` is whose company it is, by ``id``.
    """

    own: Sequence[int]
    types: set[str]
    called: set[str]
    doing: int
    named_doing: int
    named: Sequence[tuple[str, Sequence[int]]]
    others: Sequence[frozenset[str]]
    before: frozenset[str]
    lands: frozenset[str]
    event: int
    means: frozenset[str]

    def order(self, one: PossibleDoer) -> Iterator[str]:
        """Yield where somebody with a name is named, by sentences from an event's first, and before whom else of the kind."""
        at = [s.index for s, _ in one.parties]
        if not at or not one.named:
            return
        first = self.own[0]
        alike = [i for kind, told in self.named if kind == one.kind for i in told]
        before, after = [i for i in at if i <= first], [i for i in at if i > first]
        if before:
            yield f"named {min(_NEAR, first - before[-1])} before"
            if before[-1] == max(i for i in alike if i <= first):
                yield "named last of its kind before"
        if after:
            yield f"named {min(_NEAR, after[0] - first)} after"
            if after[0] == min(i for i in alike if i > first):
                yield "named first of its kind after"
        if at[0] == min(alike):
            yield "named first of its kind"
        if len(at) == max(len(told) for _, told in self.named):
            yield "named most"
        yield f"named {min(_NEAR, *(_apart(i, self.own) for i in at))} away"


class Likelihood(NamedTuple):
    """The probability that a candidate did it, that nobody is named who did, and whether no other one is likelier."""

    chance: float
    none: float
    first: bool

    @property
    def likely(self) -> bool:
        """Whether somebody beside the event's words did it."""
        return self.chance >= SURE or (self.first and self.chance >= max(LEAST, AGAINST_NONE * self.none))


def choices(found: Sequence[Features], nobody: Features) -> Iterator[tuple[list[int], Features]]:
    """Yield the choices of an event: which person did it, who of others with a name, and who of those called by a noun only.

    They do not exclude each other: the gunmen of one sentence are the group that claims it in another. Each choice is
    the numbers of its candidates and what speaks for none of them.
    """
    for which in ("person", "name", "noun"):
        if numbers := [i for i, one in enumerate(found) if _called_by(one) == which]:
            yield numbers, {f"{which}, {name}": value for name, value in nobody.items()}


def _called_by(features: Features) -> str:
    """Return how a candidate is called: by a personal name, a name or a noun."""
    return "person" if _PERSON in features else "name" if _NAMED in features else "noun"


def likelihoods(found: Sequence[Features], nobody: Features, judge: Judge | None = None) -> list[Likelihood]:
    """Return how likely each candidate did it, in its choice; ``judge`` in place of the trained one."""
    judge = judge or load(NAME)
    judged: dict[int, Likelihood] = {}
    for numbers, nobody_of_them in choices(found, nobody):
        scores = judge.scores([*(found[i] for i in numbers), nobody_of_them])
        *shares, none = odds(scores)
        total, best = none + sum(shares), max(shares)
        judged |= {i: Likelihood(o / total, none / total, o == best) for i, o in zip(numbers, shares, strict=True)}
    return [judged[i] for i in range(len(found))]


def who_did(found: Sequence[Features], nobody: Features, judge: Judge | None = None) -> list[bool]:
    """Return whether each candidate did it: who is likely to have, and who is only called by a deed that grammar says they did.

    Two that fight share what is likely: whom grammar says to have done it needs no more than the likeliest. Beside somebody with a name who did, those without one need more.
    """
    judged = likelihoods(found, nobody, judge)
    called = [_DOES in one and is_anybody(one) for one in found]
    did = [
        anybody or each.likely or (_DOES in one and each.chance >= max(LEAST, each.none))
        for one, anybody, each in zip(found, called, judged, strict=True)
    ]
    least = BESIDE_NAMED if any(one and _NAMED in told for one, told in zip(did, found, strict=True)) else 0.0
    return [
        one and (anybody or _NAMED in told or each.chance >= least)
        for one, anybody, told, each in zip(did, called, found, judged, strict=True)
    ]


def is_anybody(features: Features) -> bool:
    """Whether somebody is only called by what they do ("gunmen", "guerrillas"): that is said, whoever they are."""
    return _NAMED not in features and any(f"kind {kind}" in features for kind in IRREGULAR)


def _beside(sentence: Sentence, party: Party) -> Iterator[str]:
    """Yield the two words before and the two behind a mention; numbers are all alike."""
    tokens = sentence.tokens
    before = [_word(t) for t in tokens if t.end <= party.span.start][:-3:-1]
    behind = [_word(t) for t in tokens if t.start >= party.span.end][:2]
    yield from (f"{i} before: {word}" for i, word in enumerate(before, 1))
    yield from (f"{i} behind: {word}" for i, word in enumerate(behind, 1))


def _word(token: Token) -> str:
    return "#" if token.text[0].isdigit() else token.lower


def _key(who: Actor | Party) -> str:
    """Return what tells one party from another: the side of a state's people, the name of everybody else."""
    state = who.kind in _STATES and who.side and who.side not in _SHARED
    return (who.side if state and who.side else who.name).lower()


@lru_cache(maxsize=1024)
def _called_alike(name: str) -> str | None:
    """Return the noun for all whom a plain noun may stand for, or None: soldiers are the army, attackers may be called gunmen."""
    if not is_plain(name):
        return None
    kind, noun = kind_told(name), head_of(name)
    if kind == "state":
        return _ARMY if is_army(noun) and noun not in _SHARED else None
    if kind in _ANYBODY:
        return kind
    return None


_ARMY = "army"
_ANYBODY = frozenset({"armed group", "unknown"})


def _is_guessed(actor: Actor) -> bool:
    """Whether somebody is a suspect of no one's naming."""
    return actor.role is Role.ATTACKER and actor.stance is Stance.SUSPECTED and actor.speaker is None
