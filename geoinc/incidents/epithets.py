"""Common nouns for a group that the text names: "the rebels" of a text on one front are that front's.

Behind "the", and after the name, the noun stands for the group as a pronoun does. Without it ("guerrillas attacked") a reader
takes them for the only armed group that the text names, but the text does not say so: the group is a suspect.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from geoinc.incidents.actors import Party, find_parties, is_plain
from geoinc.incidents.cues import cue_words
from geoinc.incidents.reading import Account
from geoinc.model import Actor, Role, Stance
from geoinc.text.sentences import Sentence

_ARMED = "armed group"


def with_names(accounts: Sequence[Account], sentences: Iterable[Sentence]) -> list[Account]:
    """Return the accounts of one text, the group that it names beside its attackers who are only called "guerrillas".

    Parameters
    ----------
    sentences
        All of the text.
    """
    if not any(_is_nameless(actor) for account in accounts for actor in account.actors):
        return list(accounts)
    named = _only_group(sentences)
    if named is None or any(_leaves_out(actor, named) for account in accounts for actor in account.actors):
        return list(accounts)
    return [replace(a, actors=(*a.actors, *_named(a, named))) for a in accounts]


def _is_nameless(actor: Actor) -> bool:
    return actor.role is Role.ATTACKER and actor.kind == _ARMED and is_plain(actor.name)


def _only_group(sentences: Iterable[Sentence]) -> Party | None:
    """Return the armed group that a text names, where it is the only one, by its first mention."""
    found: dict[str, Party] = {}
    for sentence in sentences:
        for party in find_parties(sentence):
            if party.named and party.kind == _ARMED:
                found.setdefault(party.name, party)
    return next(iter(found.values())) if len(found) == 1 else None


def _leaves_out(actor: Actor, named: Party) -> bool:
    """Whether a group denies what a text tells."""
    return actor.name == named.name and actor.stance is Stance.DENIED


def _named(account: Account, named: Party) -> Iterator[Actor]:
    """Yield the group that an account's nameless attackers are, unless it has another part there."""
    if any(actor.name == named.name and actor.role is not Role.INVOLVED for actor in account.actors):
        return
    for actor in account.actors:
        if _is_nameless(actor):
            again = named.span.start < actor.span.start and _is_definite(account.sentence, actor)
            stance = actor.stance if again else Stance.SUSPECTED
            yield Actor(
                named.name,
                Role.ATTACKER,
                named.span,
                side=named.side,
                kind=named.kind,
                stance=stance,
                speaker=actor.speaker,
            )
            return


def _is_definite(sentence: Sentence, actor: Actor) -> bool:
    before = sentence.text[: actor.span.start - sentence.start].split()
    return bool(before) and before[-1].lower() in cue_words("discourse", "definite")
