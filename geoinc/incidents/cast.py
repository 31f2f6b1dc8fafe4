"""The parties of one sentence with what it says of them: who acts, who is accused, and on whose word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geoinc.incidents.actors import Party, find_parties
from geoinc.incidents.attribution import Speech, speaker_at
from geoinc.incidents.blame import find_blame, unblamed
from geoinc.incidents.modality import cue_words
from geoinc.incidents.roles import roles
from geoinc.incidents.triggers import Trigger
from geoinc.model import Actor, Role, Span, Stance
from geoinc.text.sentences import Sentence

_OWN_DEEDS = frozenset({"we", "our", "it", "its", "they", "their", "responsibility", "us"})


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is in a sentence: ``parties`` take the roles that an event's words give them, the ``blamed`` have theirs.

    Those ``speaking`` only say something; of a deed of their own they are the doers.
    """

    sentence: Sentence
    speeches: Sequence[Speech]
    parties: tuple[Party, ...]
    blamed: tuple[Actor, ...]
    speaking: tuple[Party, ...] = ()

    @classmethod
    def of(cls, sentence: Sentence, speeches: Sequence[Speech]) -> Cast:
        """Return the cast of a sentence; who only speaks or accuses is no part of it."""
        found = find_parties(sentence)
        blames = find_blame(sentence, found)
        free = unblamed(sentence, found, blames)
        speaking = tuple(p for p in free if _only_speaks(p, speeches, sentence))
        parties = tuple(p for p in free if p not in speaking)
        return cls(sentence, speeches, parties, tuple(b.actor for b in blames), speaking)

    def actors(self, trigger: Trigger, harmed: Sequence[Span]) -> tuple[Actor, ...]:
        """Return the actors of the event that a trigger tells of; who is ``harmed`` is its target."""
        found = roles(self.parties, trigger, self.sentence, harmed)
        own = not trigger.noun and _is_own(self.sentence.lower, trigger.first)
        told = (_told_by(actor, self.speeches, own=own) for actor in found)
        return (*told, *self.blamed, *self._own_deed(trigger))

    def _own_deed(self, trigger: Trigger) -> Iterator[Actor]:
        """Yield the speaker who tells of a deed of its own ("the army said it had shelled", "claimed to have shelled")."""
        speech = speaker_at(self.speeches, trigger.start)
        if speech is None or trigger.noun or not _is_own(self.sentence.lower, trigger.first):
            return
        for party in self.speaking:
            if speech.span.start <= party.span.start < speech.span.end and party.kind not in _CROWDS:
                yield Actor(
                    party.name,
                    Role.ATTACKER,
                    party.span,
                    side=party.side,
                    kind=party.kind,
                    stance=Stance.CLAIMED,
                    speaker=party.name,
                )


def _is_own(lower: Sequence[str], verb: int) -> bool:
    """Whether a verb in the active has the speaker for its subject: behind "it had" or "claimed to have"."""
    k = verb - 1
    while k > 0 and (lower[k] in _AUXILIARIES or lower[k].endswith("ly")):
        k -= 1
    if k < 0:
        return False
    claims = lower[k] == "to" and k > 0 and lower[k - 1] in cue_words("speech", "claiming")
    return claims or lower[k] in _SELF


_AUXILIARIES = frozenset({"had", "has", "have", "also", "later", "then"})
_SELF = frozenset({"it", "they", "we"})
_CROWDS = frozenset({"civilians", "protesters"})


def _only_speaks(party: Party, speeches: Sequence[Speech], sentence: Sentence) -> bool:
    """Whether a party is in a sentence only as its speaker; armed people may speak of what they did ("we", "its")."""
    speech = next((s for s in speeches if s.span.start <= party.span.start < s.span.end), None)
    if speech is None:
        return False
    said = {t.lower for t in sentence.tokens if speech.start <= t.start < speech.end}
    return party.kind in {"state", "civilians", "protesters"} or not said & _OWN_DEEDS


def _told_by(actor: Actor, speeches: Sequence[Speech], *, own: bool) -> Actor:
    """Return an attacker with whose word that is.

    Whom somebody only claims or alleges to have attacked is a suspect; who tells of a deed of its ``own`` claims it.
    """
    speech = speaker_at(speeches, actor.span.start)
    speaking = any(s.span.start <= actor.span.start < s.span.end for s in speeches)
    if speaking and own and actor.role is Role.ATTACKER:
        return replace(actor, speaker=actor.name, stance=Stance.CLAIMED)
    if speech is None or speaking or actor.role is not Role.ATTACKER:
        return actor
    alleged = speech.stance is Stance.CLAIMED
    return replace(actor, speaker=speech.speaker, stance=Stance.SUSPECTED if alleged else actor.stance)
