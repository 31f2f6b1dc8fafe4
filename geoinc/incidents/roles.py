"""What the parties of a sentence do in an event: who attacks, who suffers, who is only there."""

from __future__ import annotations

from collections.abc import Sequence

from geoinc.incidents.actors import Party
from geoinc.incidents.modality import cue_words
from geoinc.incidents.triggers import Trigger
from geoinc.model import Actor, Role, Span, Stance
from geoinc.text.sentences import Sentence

_ROLE_REACH = 14
"""A party farther than this (tokens) from a trigger takes no known part in its event."""
_BLAMELESS = frozenset({"accident", "disaster"})
"""Families of events that nobody does to anybody."""
_GROUNDS = frozenset({"station", "stations", "post", "posts", "base", "bases", "headquarters", "checkpoint", "checkpoints", "barracks", "camp", "camps", "compound", "outpost", "outposts", "vehicle", "vehicles", "convoy", "convoys", "car", "cars", "truck", "trucks", "academy", "building", "buildings", "office", "offices", "position", "positions", "boat", "boats", "hospital", "school", "village", "villages"})  # fmt: skip
"""Behind a party these make a thing of it that is attacked ("a police station")."""


def roles(parties: Sequence[Party], trigger: Trigger, sentence: Sentence, harmed: Sequence[Span] = ()) -> list[Actor]:
    """Return the actors of an event with their roles: who is ``harmed`` is its target, the others go by word order."""
    found: list[Actor] = []
    for i, party in enumerate(parties):
        role = _role_of(party, parties, trigger, sentence, harmed)
        together = i > 0 and role is Role.TARGET and _coordinated(parties[i - 1], party, sentence)
        if together and trigger.last < parties[i - 1].first and found[-1].role is Role.ATTACKER:
            role = Role.ATTACKER
        found.append(_actor(party, role))
    return found


def _stands_back(party: Party, others: Sequence[Party], trigger: Trigger, sentence: Sentence) -> bool:
    """Whether another party behind "when" or "after" does what the trigger says ("soldiers came after rebels attacked")."""
    aside = next((k for k in range(party.last + 1, trigger.first) if sentence.lower[k] in _ASIDES), None)
    return aside is not None and any(aside < other.first <= trigger.first for other in others)


_ASIDES = frozenset({"when", "after", "while", "before", "where", ";"})


def _coordinated(first: Party, second: Party, sentence: Sentence) -> bool:
    """Whether nothing but "and" stands between two parties ("by the army and its allies")."""
    between = sentence.lower[first.last + 1 : second.first]
    return "and" in between and set(between) <= {"and", "the", "its", "their", "an", "a"}


def _role_of(
    party: Party, others: Sequence[Party], trigger: Trigger, sentence: Sentence, harmed: Sequence[Span]
) -> Role:
    suffers = any(s.start <= party.span.start < s.end for s in harmed)
    if suffers and not party.name.lower().endswith(_DOERS):
        return Role.TARGET
    role = _role(party, trigger, sentence)
    if role is not Role.ATTACKER:
        return role
    if trigger.family in _BLAMELESS or _stands_back(party, others, trigger, sentence):
        return Role.INVOLVED
    if sentence.lower[party.last + 1 : party.last + 2] and sentence.lower[party.last + 1] in _GROUNDS:
        return Role.TARGET
    crowd = trigger.type == "peaceful protest" or (party.kind == "civilians" and _elsewhere(party, trigger, sentence))
    return Role.INVOLVED if crowd else role


_DOERS = ("attacker", "attackers", "assailant", "assailants", "gunman", "gunmen", "bomber", "bombers")


def _elsewhere(party: Party, trigger: Trigger, sentence: Sentence) -> bool:
    """Whether a party stands in another clause than the trigger behind it."""
    between = sentence.tokens[party.last + 1 : trigger.first]
    return any(t.lower in _CLAUSES for t in between)


_CLAUSES = frozenset({",", ";", ":", "when", "after", "as", "while", "that", "which", "before", "and", "but", "in"})


def _actor(party: Party, role: Role) -> Actor:
    stance = Stance.SUSPECTED if party.doubt else Stance.CONFIRMED
    return Actor(party.name, role, party.span, side=party.side, kind=party.kind, stance=stance)


def _role(party: Party, trigger: Trigger, sentence: Sentence) -> Role:
    """Return what a party does in an event; far from the trigger it is only involved."""
    apart = trigger.first - party.last if party.last < trigger.first else party.first - trigger.last
    return _near_role(party, trigger, sentence) if apart <= _ROLE_REACH else Role.INVOLVED


def _near_role(party: Party, trigger: Trigger, sentence: Sentence) -> Role:
    lower = sentence.lower
    before = party.last < trigger.first
    gap = lower[party.last + 1 : trigger.first] if before else lower[trigger.last + 1 : party.first]
    if before:
        return _role_before(gap, trigger)
    if "by" in gap[-3:]:
        return Role.ATTACKER
    if not _SUBCLAUSES.isdisjoint(gap):
        return Role.INVOLVED
    if not trigger.noun or any(w in {"against", "on", "targeting", "at", "of"} for w in gap[-4:]):
        return Role.TARGET
    return Role.INVOLVED


_SUBCLAUSES = frozenset({"when", "after", "while", "as", "before", "where", "who", "which", ";"})
"""Behind one of these stands what another verb than the trigger says."""


def _role_before(gap: Sequence[str], trigger: Trigger) -> Role:
    passive = any(w in {"was", "were", "been", "being"} for w in gap[-3:])
    told = next((k for k, w in enumerate(gap) if w in cue_words("speech", "verbs")), None)
    if told is not None and not set(gap[told:]) & {"it", "they", "its", "their", "he", "she", "we"}:
        return Role.INVOLVED
    if trigger.noun:
        active = not _DOING.isdisjoint(gap)
        return Role.ATTACKER if active or gap[:1] in (["'s"], ["’s"]) or not gap else Role.INVOLVED
    return Role.TARGET if passive else Role.ATTACKER


_DOING = frozenset({"carried", "launched", "conducted", "staged", "mounted", "conducts", "launches", "perpetrated", "used", "fired", "deployed", "lobbed", "threw", "hurled", "planted", "detonated", "dropped", "unleashed"})  # fmt: skip
"""Verbs that take the noun of an event for what their subject did."""
