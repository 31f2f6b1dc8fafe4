"""Who of those that an article names beside an event did it? A learned probability, event by event.

The words of an event give its roles by grammar; in an article much is told beside them: whose rockets they were, who
burst in before shots fell, which of those named is "the attackers". Everybody whom the sentences that tell an event
name is a candidate; what is looked at is what grammar says of each, as what they stand there, and who else is named.
Whoever is so found is a suspect, never a doer as a fact. Trained by ``python -m geoinc.learn.incidents.doers``.
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
_BLAMELESS = frozenset({"accident", "disaster"})


@dataclass(slots=True)
class PossibleDoer:
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

    @property
    def denies(self) -> bool:
        """Whether they say that they did not."""
        return any(a.stance is Stance.DENIED for a in self.actors)


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
        elif not candidate.does and chance >= SURE and candidate.parties and not candidate.denies:
            _, party = candidate.parties[0]
            kept = [a for a in kept if _key(a) != candidate.key]
            kept.append(_suspect(party))
    return tuple(kept)


def _suspect(party: Party) -> Actor:
    return Actor(party.name, Role.ATTACKER, party.span, side=party.side, kind=party.kind, stance=Stance.SUSPECTED)


def candidates(story: Story, event: Event, actors: Sequence[Actor]) -> list[tuple[PossibleDoer, Features]]:
    """Return whom the part of an article that tells an event names, each with what speaks for having done it."""
    found: dict[str, PossibleDoer] = {}
    for actor in actors:
        found.setdefault(_key(actor), PossibleDoer(_key(actor))).actors.append(actor)
    for sentence in {a.sentence.index: a.sentence for a in event.accounts}.values():
        for party in find_parties(sentence):
            if party.kind in _ARMED or _key(party) in found:
                found.setdefault(_key(party), PossibleDoer(_key(party))).parties.append((sentence, party))
    return [(c, dict(_features(story, event, c, found))) for c in found.values()]


def _key(who: Actor | Party) -> str:
    return (who.side or who.name).lower()


def _features(
    story: Story, event: Event, one: PossibleDoer, every: Mapping[str, PossibleDoer]
) -> Iterator[tuple[str, float]]:
    first = event.accounts[0].sentence.index
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
    }
    for actor in one.actors:
        facts[f"by grammar {actor.role.value} {actor.stance.value}"] = True
    for sentence, party in one.parties[:4]:
        for piece in story.page.read.get(sentence.index, ()):
            events = {
                a.trigger.frame.word for a in event.accounts if a.trigger.frame is not None and a.trigger.read is piece
            }
            at = piece.word_at(party.span.end - 1)
            if at is not None:
                facts |= dict.fromkeys(above(piece, at, events), True)
                facts["who says so"] = at >= piece.closer
    families = {a.trigger.family for a in event.accounts if a.seeds}
    facts |= {f"{family}, kind {one.kind}": True for family in sorted(families)}
    yield from ((name, 1.0) for name, holds in facts.items() if holds)
    yield "mentions", log1p(len(one.parties))
    yield "how many others", log1p(len(others))
