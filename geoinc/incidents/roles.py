"""What the parties of a sentence do in an event, by who is whose agent and patient there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geoinc.incidents.actors import Party, nation_of
from geoinc.incidents.triggers import Trigger
from geoinc.model import Actor, Role, Span, Stance
from geoinc.text.analysis import Sentence as Read
from geoinc.text.sentences import Sentence

Extent = tuple[int, int]
_BLAMELESS = frozenset({"accident", "disaster"})
"""Families of events that nobody does to anybody."""
_OWN = "unknown"
"""The kind of those who are called by what they did ("gunmen"): they are not their deed's victims."""


def roles(parties: Sequence[Party], trigger: Trigger, sentence: Sentence, harmed: Sequence[Span] = ()) -> list[Actor]:
    """Return the actors of an event with their roles: who is ``harmed`` is its target, the others go by the grammar."""
    attackers, targets = _extents(parties, trigger)
    done = trigger.family in _BLAMELESS or trigger.type == "peaceful protest"
    found = []
    for party in parties:
        role = _role(party, attackers, targets, harmed)
        if role is Role.ATTACKER and done:
            role = Role.INVOLVED
        found.append(_actor(party, role))
    if not done and not any(a.role is Role.ATTACKER for a in found):
        found += _nations(attackers, sentence)
    return found


def _role(party: Party, attackers: Sequence[Extent], targets: Sequence[Extent], harmed: Sequence[Span]) -> Role:
    if party.kind != _OWN and any(s.start <= party.span.start < s.end for s in harmed):
        return Role.TARGET
    if _in(party, attackers):
        return Role.ATTACKER
    return Role.TARGET if _in(party, targets) else Role.INVOLVED


def _in(party: Party, extents: Sequence[Extent]) -> bool:
    return any(start <= party.span.start < end for start, end in extents)


def _actor(party: Party, role: Role) -> Actor:
    stance = Stance.SUSPECTED if party.doubt else Stance.CONFIRMED
    return Actor(party.name, role, party.span, side=party.side, kind=party.kind, stance=stance)


def _extents(parties: Sequence[Party], trigger: Trigger) -> tuple[list[Extent], list[Extent]]:
    """Return where those stand who do what a trigger tells, and those to whom it is done (code points)."""
    frame, read = trigger.frame, trigger.read
    if frame is None or read is None:
        return [], []
    attackers = list(_groups(read, frame.attacker, parties))
    if frame.owner is not None:
        first, last = frame.owner
        attackers.append((read.words[first].start, read.words[last - 1].end))
    return attackers, list(_groups(read, frame.target, parties))


def _groups(read: Read, group: int | None, parties: Sequence[Party]) -> Iterator[Extent]:
    """Yield where a group stands, and those joined with it; for "they" the party named last before it."""
    if group is None:
        return
    head = read.words[read.groups[group].head]
    if head.tag == "PRON":
        before = [p for p in parties if p.span.end <= head.start]
        if before:
            yield before[-1].span.start, before[-1].span.end
        return
    joined = next((run for run in read.coordinations if group in run), (group,))
    for one in joined if joined[0] == group else (group,):
        start, end = _extent(read, one)
        # "forces loyal to the president": what follows right behind says who they are.
        yield start, max([end, *(p.span.end for p in parties if 0 < p.span.start - end <= 1)])


def _extent(read: Read, group: int) -> Extent:
    """Return a group with the nouns that hang on it by "of" ("members of the militia")."""
    found = read.groups[group]
    start, end = read.words[found.start].start, read.words[found.end - 1].end
    for case, other in read.complements(group):
        if case == "of" and read.groups[other].start <= found.end + 1:
            end = read.words[read.groups[other].end - 1].end
    return start, end


def _nations(extents: Sequence[Extent], sentence: Sentence) -> Iterator[Actor]:
    """Yield the nations whose arms or deeds an event is of: "Turkish jets", "an Israeli strike"."""
    for start, end in extents:
        for token in sentence.tokens:
            nation = nation_of(token.lower) if start <= token.start < end and token.is_capital else None
            if nation is not None:
                span = Span(sentence.document_id, token.start, token.end, token.text)
                yield Actor(nation, Role.ATTACKER, span, side=nation, kind="state")
