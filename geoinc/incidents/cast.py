"""The parties of one sentence with what it says of them: who acts, who is accused, and on whose word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geoinc.incidents.actors import Party, find_parties, roles
from geoinc.incidents.attribution import Speech, speaker_at
from geoinc.incidents.blame import find_blame, unblamed
from geoinc.incidents.sentences import Sentence
from geoinc.incidents.triggers import Trigger
from geoinc.model import Actor, Role, Span, Stance

_OWN_DEEDS = frozenset({"we", "our", "it", "its", "they", "their", "responsibility", "us"})


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is in a sentence: ``parties`` take the roles that an event's words give them, the ``blamed`` have theirs."""

    sentence: Sentence
    speeches: Sequence[Speech]
    parties: tuple[Party, ...]
    blamed: tuple[Actor, ...]

    @classmethod
    def of(cls, sentence: Sentence, speeches: Sequence[Speech]) -> Cast:
        """Return the cast of a sentence; who only speaks or accuses is no part of it."""
        found = find_parties(sentence)
        blames = find_blame(sentence, found)
        parties = (p for p in unblamed(found, blames) if not _only_speaks(p, speeches, sentence))
        return cls(sentence, speeches, tuple(parties), tuple(b.actor for b in blames))

    def actors(self, trigger: Trigger, harmed: Sequence[Span]) -> tuple[Actor, ...]:
        """Return the actors of the event that a trigger tells of; who is ``harmed`` is its target."""
        found = roles(self.parties, trigger, self.sentence, harmed)
        return (*(_told_by(actor, self.speeches) for actor in found), *self.blamed)


def _only_speaks(party: Party, speeches: Sequence[Speech], sentence: Sentence) -> bool:
    """Whether a party is in a sentence only as its speaker; armed people may speak of what they did ("we", "its")."""
    speech = next((s for s in speeches if s.span.start <= party.span.start < s.span.end), None)
    if speech is None:
        return False
    said = {t.lower for t in sentence.tokens if speech.start <= t.start < speech.end}
    return party.kind in {"state", "civilians", "protesters"} or not said & _OWN_DEEDS


def _told_by(actor: Actor, speeches: Sequence[Speech]) -> Actor:
    """Return an attacker with whose word that is; whom somebody only claims or alleges to have attacked is a suspect."""
    speech = speaker_at(speeches, actor.span.start)
    own = speech is None or speech.span.start <= actor.span.start < speech.span.end
    if speech is None or own or actor.role is not Role.ATTACKER:
        return actor
    alleged = speech.stance is Stance.CLAIMED
    return replace(actor, speaker=speech.speaker, stance=Stance.SUSPECTED if alleged else actor.stance)
