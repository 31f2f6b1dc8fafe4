"""Who of those that an article names beside an event did it? A learned probability, event by event.

The words of an event give its roles by grammar; in an article much is told elsewhere: who claimed it two paragraphs on,
whose rockets they were, which of the groups named is "the attackers". Everybody whom the sentences of an event's part
of the article name is a candidate; what is looked at is what grammar says of each, in which sentences and as what they
stand, and who else is named. Trained by ``python -m geoinc.learn.incidents.doers``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log1p

from geoinc.incidents.actors import Party, find_parties
from geoinc.incidents.decisions.scorer import Features, load
from geoinc.incidents.decisions.there import above
from geoinc.incidents.gather import Event
from geoinc.incidents.scene import Story
from geoinc.model import Actor, Role, Stance
from geoinc.text.sentences import Sentence

NAME = "doers"
SURE, DOUBTED = 0.4, 0.2
"""From the first probability on a party named beside an event did it; below the second a doer by grammar did not."""
_DOING = frozenset({Role.ATTACKER, Role.CLAIMANT})
_ARMED = frozenset({"state", "coalition", "armed group", "militia", "gang", "unknown"})
_REACH = 8
"""So many sentences behind the last of an event's own may name who did it."""
_BLAMELESS = frozenset({"accident", "disaster"})


@dataclass(slots=True)
class Candidate:
    """Somebody named beside an event, with every mention: as parties of sentences, and as actors by grammar."""

    key: str
    parties: list[tuple[Sentence, Party]] = field(default_factory=list)
    actors: list[Actor] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """What kind of people they are."""
        return next((a.kind for a in self.actors if a.kind), next((p.kind for _, p in self.parties), ""))

    @property
    def does(self) -> bool:
        """Whether grammar has them do it."""
        return any(a.role in _DOING and a.stance is not Stance.DENIED for a in self.actors)


def settled(story: Story, event: Event, actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return an event's actors: those by grammar, without unlikely doers, and with who else is likely to have done it.

    Parameters
    ----------
    actors
        Those that the event's words give.
    """
    if not story.is_article or all(a.trigger.family in _BLAMELESS for a in event.accounts if a.seeds):
        return tuple(actors)
    scorer = load(NAME)
    kept = list(actors)
    for candidate, found in candidates(story, event, actors):
        chance = scorer.probability(found)
        if candidate.does and chance < DOUBTED:
            kept = [a for a in kept if _key(a) != candidate.key or a.role is not Role.ATTACKER]
        elif not candidate.does and chance >= SURE and candidate.parties:
            _, party = candidate.parties[0]
            kept = [a for a in kept if _key(a) != candidate.key or a.stance is Stance.DENIED]
            kept.append(_suspect(party))
    return tuple(kept)


def _suspect(party: Party) -> Actor:
    return Actor(party.name, Role.ATTACKER, party.span, side=party.side, kind=party.kind, stance=Stance.SUSPECTED)


def candidates(story: Story, event: Event, actors: Sequence[Actor]) -> list[tuple[Candidate, Features]]:
    """Return whom the part of an article that tells an event names, each with what speaks for having done it."""
    found: dict[str, Candidate] = {}
    for actor in actors:
        found.setdefault(_key(actor), Candidate(_key(actor))).actors.append(actor)
    part = list(_part(story, event))
    for sentence in part:
        for party in find_parties(sentence):
            if party.kind in _ARMED or _key(party) in found:
                found.setdefault(_key(party), Candidate(_key(party))).parties.append((sentence, party))
    own = {a.sentence.index for a in event.accounts}
    first = min(own)
    return [(c, dict(_features(story, event, c, found, own, first))) for c in found.values()]


def _key(who: Actor | Party) -> str:
    return (who.side or who.name).lower()


def _part(story: Story, event: Event) -> Iterator[Sentence]:
    """Yield the sentences of an event's part of its text."""
    own = {a.sentence.index for a in event.accounts}
    last = max(own)
    for sentence in story.page.sentences:
        owner = story.owners.get(sentence.index, id(event) if len(story.events) == 1 else None)
        if sentence.index in own or (owner == id(event) and sentence.index <= last + _REACH):
            yield sentence


def _features(  # noqa: PLR0913, PLR0917 - who is looked at, and among whom
    story: Story, event: Event, one: Candidate, every: Mapping[str, Candidate], own: set[int], first: int
) -> Iterator[tuple[str, float]]:
    others = [c for c in every.values() if c is not one]
    named = any(p.named for _, p in one.parties) or any(a.name[:1].isupper() for a in one.actors)
    facts: dict[str, bool] = {
        f"kind {one.kind}": True,
        "named": named,
        "does": one.does,
        "does, named": one.does and named,
        "alone": not others,
        "others do": any(c.does for c in others),
        "others named do": any(c.does and any(p.named for _, p in c.parties) for c in others),
        "only armed group named": one.kind == "armed group"
        and named
        and not any(c.kind == "armed group" and any(p.named for _, p in c.parties) for c in others),
        "in the first sentence": any(s.index == first for s, _ in one.parties),
        "in the headline": any(s.index == 0 and s.headline for s, _ in one.parties),
        "only behind": bool(one.parties) and all(s.index not in own for s, _ in one.parties),
    }
    for actor in one.actors:
        facts[f"by grammar {actor.role.value} {actor.stance.value}"] = True
    for sentence, party in one.parties[:4]:
        for piece in story.page.read.get(sentence.index, ()):
            events = {
                a.trigger.frame.word for a in event.accounts if a.trigger.frame is not None and a.trigger.read is piece
            }
            at = next((i for i, w in enumerate(piece.words) if w.start <= party.span.end - 1 < w.end), None)
            if at is not None:
                facts |= dict.fromkeys(above(piece, at, events), True)
                facts["who says so"] = at >= piece.closer
    families = {a.trigger.family for a in event.accounts if a.seeds}
    facts |= {f"{family}, kind {one.kind}": True for family in sorted(families)}
    yield from ((name, 1.0) for name, holds in facts.items() if holds)
    yield "mentions", log1p(len(one.parties))
    yield "how many others", log1p(len(others))
