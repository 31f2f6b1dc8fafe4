"""Who takes part in the events of a sentence, and on whose word: by who is whose agent and patient there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geoinc.incidents.actors import ARMED, Party, find_parties
from geoinc.incidents.attribution import Speech, speaker_at
from geoinc.incidents.blame import Blame, find_blame, is_doubted, may_blame
from geoinc.incidents.fillers import CROWDS, Extent, Fillers
from geoinc.incidents.frames import matcher
from geoinc.incidents.frames.matcher import role_of
from geoinc.incidents.triggers import Trigger
from geoinc.model import Actor, Role, Span, Stance
from geoinc.text import analysis
from geoinc.text.sentences import Sentence
from geoinc.text.syntax.sentence import agent_prepositions

_BLAMELESS = frozenset({"accident", "disaster"})
"""Families of events that nobody does to anybody."""
_OWN = "unknown"
"""The kind of those who are called by what they did ("gunmen"): they are not their deed's victims."""


_BY = tuple(sorted(agent_prepositions()))


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is in a sentence: the ``parties`` take the roles that an event's words give them, the ``blamed`` have theirs."""

    speeches: Sequence[Speech]
    fillers: Fillers
    blamed: tuple[Actor, ...]

    @classmethod
    def of(
        cls,
        sentence: Sentence,
        read: Sequence[analysis.ParsedSentence],
        speeches: Sequence[Speech],
        places: Sequence[Extent] = (),
        before: Sequence[Sentence] = (),
    ) -> Cast:
        """Return the cast of a sentence; whoever accuses, or is accused, is no party to what is told besides.

        Parameters
        ----------
        read
            The sentence's analysis.
        places
            Where names of places stand, which are nobody.
        before
            The sentences told right before it, the nearest first.
        """
        fillers = Fillers(sentence, find_parties(sentence), places, before)
        blames = find_blame(read, fillers) if may_blame(sentence.words) else []
        taken = [(b.party.span.start, b.party.span.end) for b in blames]
        taken += [b.accuser for b in blames if b.accuser is not None]
        return cls(speeches, fillers.without(taken), tuple(_with_speaker(b, speeches) for b in blames))

    def actors(self, trigger: Trigger, harmed: Sequence[Span]) -> tuple[Actor, ...]:
        """Return the actors of the event that a trigger tells of; who is ``harmed`` is its target."""
        attackers, targets = self._roles(trigger)
        nobody = trigger.family in _BLAMELESS or trigger.type == "peaceful protest"
        suffering = [p for p in self.fillers.parties if p.kind != _OWN and _is_in(p, harmed)]
        found = {p.span: (p, Role.INVOLVED) for p in self.fillers.parties}
        found |= {p.span: (p, Role.TARGET) for p in targets}
        found |= {p.span: (p, Role.INVOLVED if nobody else Role.ATTACKER) for p in attackers}
        # Behind "by" stands who did it, whatever a toll takes them for.
        by = {p.span for p in attackers} if trigger.frame is not None and trigger.frame.passive else set()
        found |= {p.span: (p, Role.TARGET) for p in suffering if p.span not in by}
        told = (self._on_the_word(p, role, trigger) for p, role in found.values())
        return (*(a for a in told if a is not None), *self.blamed)

    def _roles(self, trigger: Trigger) -> tuple[list[Party], list[Party]]:
        """Return who does what a trigger tells, and to whom it is done."""
        frame, read = trigger.frame, trigger.read
        if frame is None or read is None:
            return [], []
        sufferers = self.fillers.sufferers(read, frame.target)
        doers = self.fillers.doers(read, frame.attacker, anyone=frame.agreed or frame.passive)
        if _is_split(read, frame):
            doers = [p for p in doers if p.kind not in CROWDS]
        if frame.owner is not None:
            doers += self.fillers.owners(read, *frame.owner)
        if not doers and not frame.nominal and _has_doer(frame):
            doers = self._late_doers(read, frame)
        if not doers and _has_doer(frame) and matcher.is_aimed(read, frame) and any(p.kind in ARMED for p in sufferers):
            return sufferers, []
        return doers, sufferers

    def _late_doers(self, read: analysis.ParsedSentence, frame: matcher.FrameMatch) -> list[Party]:
        """Return the doers of a verb that the analysis gives none: those of "by", or of the passive that it is joined to.

        "Two bombs set off by rebels", "arrested by troops and later shot".
        """
        verb = frame.word
        own = read.predicate(verb)
        # "Hit a hospital run by nuns": what stands behind an object is the object's.
        object_s = not frame.passive and own.tree.object is not None and own.chunks.object is not None
        found = [] if object_s else self.fillers.doers(read, role_of(read, own, _BY), anyone=True)
        while not found and frame.passive and read.words[verb].label == "conj" and read.words[verb].head >= 0:
            if any(read.words[c].label == "aux:pass" for c in read.children[verb]):
                break  # "a party led by the mayor was ambushed"
            verb = read.words[verb].head
            if read.words[verb].tag != "VERB" or read.predicate(verb).tree.voice is not analysis.Voice.PASSIVE:
                break
            found = self.fillers.doers(read, read.predicate(verb).tree.agent)
        return found

    def _on_the_word(self, party: Party, role: Role, trigger: Trigger) -> Actor | None:
        """Return a party in its role, with whose word that is; whoever only speaks is nobody.

        Whom somebody only claims or alleges to have attacked is a suspect; who tells of a deed of its own claims it.
        """
        own = next((s for s in self.speeches if s.span.start <= party.span.start < s.span.end), None)
        actor = Actor(party.name, role, party.span, side=party.side, kind=party.kind)
        if role is not Role.ATTACKER:
            return None if role is Role.INVOLVED and own is not None else actor
        stance = Stance.SUSPECTED if party.doubt or _is_doubted(trigger) else Stance.CONFIRMED
        actor = replace(actor, stance=stance)
        if own is not None:
            if not own.start <= trigger.start < own.end:
                return actor
            return replace(actor, speaker=party.name, stance=Stance.CLAIMED) if _is_own(trigger) else None
        speech = speaker_at(self.speeches, party.span.start)
        if speech is None:
            return actor
        alleged = speech.stance is Stance.CLAIMED
        return replace(actor, speaker=speech.speaker, stance=Stance.SUSPECTED if alleged else stance)


def _has_doer(frame: matcher.FrameMatch) -> bool:
    """Whether anybody does what a trigger tells: nobody does it who only dies, or drives over a mine."""
    return bool(frame.frames[0].attacker)


def _is_split(read: analysis.ParsedSentence, frame: matcher.FrameMatch) -> bool:
    """Whether one reading takes a verb for active, the other for passive: who is hurt may then pass for the doer."""
    if frame.nominal:
        return False
    predicate = read.predicate(frame.word)
    return predicate.tree.voice is not predicate.chunks.voice and role_of(read, predicate, _BY) != frame.attacker


def _is_in(party: Party, spans: Sequence[Span]) -> bool:
    return any(s.start <= party.span.start < s.end for s in spans)


def _is_own(trigger: Trigger) -> bool:
    """Whether a deed in somebody's words is the speaker's: "it had shelled", "claims to have shelled"."""
    frame, read = trigger.frame, trigger.read
    if frame is None or read is None or frame.attacker is None:
        return False
    pronoun = read.words[read.groups[frame.attacker].head].tag == "PRON"
    return pronoun or any(read.words[c].fine == "TO" for c in read.children[frame.word]) or frame.nominal


def _is_doubted(trigger: Trigger) -> bool:
    """Whether what a trigger tells is only believed, alleged or apparent."""
    frame, read = trigger.frame, trigger.read
    if frame is None or read is None:
        return False
    return any(is_doubted(read, word) for word in (frame.word, frame.light) if word is not None)


def _with_speaker(blame: Blame, speeches: Sequence[Speech]) -> Actor:
    """Return what is said of a party with the speaker in whose words that stands; of oneself it is a claim."""
    actor = blame.actor()
    speech = speaker_at(speeches, blame.position)
    if speech is None or blame.part != "accused" or blame.speaker is not None:
        return actor
    if speech.span.start <= actor.span.start < speech.span.end:
        return replace(actor, role=Role.CLAIMANT, stance=Stance.CLAIMED, speaker=actor.name)
    return replace(actor, speaker=speech.speaker)
