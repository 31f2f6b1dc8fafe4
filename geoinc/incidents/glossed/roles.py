"""Who did it to whom: the parties of a sentence by the order of its words, its verbs in the active and its "by".

What a wordbook tells of that: ``armed`` people and ``group`` words, verbs that are ``active``, and words for "carried out",
"by", "against", "claimed" and "accused" (docs/languages.md).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geoinc.incidents.actors import find_parties, is_actor_head
from geoinc.incidents.glossed.counts import LISTED
from geoinc.incidents.glossed.speakers import Speaker, speaker_beside
from geoinc.model import Actor, Claim, Role, Span, Stance
from geoinc.text.gloss.pieces import DEEDS
from geoinc.text.sentences import Sentence

if TYPE_CHECKING:
    from geoinc.model import Document
    from geoinc.text.gloss import Piece

LONGEST: Final = 7
"""Words of a group's name behind the one that says what it is."""

REACH: Final = 8
"""So many words may stand between who acts and the verb."""

AIM_REACH: Final = 4
"""So many words may stand between "against" or a verb and whom that means."""

BY_REACH: Final = 3
BLAME_REACH: Final = 12
BEFORE_DEED: Final = 6
BEFORE_BY: Final = 16
"""So many words may stand between a deed and its "by": where and when it was done."""

_HEADS: Final = frozenset({"actor", "armed", "group"})
_VICTIMS: Final = frozenset({"people", "person"})
_JOINTS: Final = frozenset({"of", "the", "and"})
_NAMES: Final = frozenset({"unknown", "name", "side", "actor", "group", "direction", "institution"})
_ARMS: Final = re.compile(r"strike|shelling|attack|bombing|operation")
"""Types of events that an adjective of nationality makes somebody's ("an Israeli strike")."""


_BESIDE: Final = (-1, 1, -2, -3)
"""How far from an adjective of nationality the event may stand that it makes somebody's ("missiles de croisière russes")."""


@dataclass(frozen=True, slots=True)
class GlossedParty:
    """People who may act: pieces ``first`` to ``last``; ``counted`` ones have a number before them."""

    first: int
    last: int
    counted: bool


@dataclass(frozen=True, slots=True)
class Order:
    """How a language tells who did it to whom: its words for "by" and "against", whether names have capitals, and verbs come first."""

    by: frozenset[str] = frozenset()
    against: frozenset[str] = frozenset()
    cased: bool = True
    verb_first: bool = False


@dataclass(slots=True)
class _Part:
    """What a party does in its sentence, and on whose word."""

    role: Role
    stance: Stance = Stance.CONFIRMED
    speaker: str | None = None


def actors_of(  # noqa: PLR0913 - what tells who did what
    pieces: Sequence[Piece],
    document: Document,
    claims: Sequence[Claim],
    voices: Sequence[Speaker],
    order: Order,
    *,
    countries: Collection[int] = (),
) -> list[Actor]:
    """Return the actors of a sentence in the order of its words.

    Parameters
    ----------
    pieces
        Of the sentence, in its order.
    claims
        Of harm in it: who came to harm is a target.
    voices
        Who speaks where; who only speaks takes no part.
    order
        How the language of the sentence tells it.
    countries
        Where names of countries begin.
    """
    parties = list(_parties(pieces, cased=order.cased))
    harmed = {
        n for n, p in enumerate(parties) if any(_is_victim(pieces, p, c) for c in claims if c.victims and not c.negated)
    }
    parts = _by_words(pieces, parties, document, order)
    for i, piece in enumerate(pieces):
        if piece.active:
            _acts(pieces, i, parties, parts, harmed)
    for n, party in enumerate(parties):
        if _is_of_a_deed(pieces, party):
            parts.setdefault(n, _Part(Role.ATTACKER))
        elif n in harmed:
            parts.setdefault(n, _Part(Role.TARGET))
        elif pieces[party.first].tag in _HEADS and not _speaks(pieces[party.first], voices):
            parts.setdefault(n, _Part(Role.INVOLVED))
    found = [_actor(pieces, parties[n], parts[n], document) for n in sorted(parts)]
    return [*found, *_nations(pieces, parties, document), *_countries(pieces, document, order, countries)]


def _by_words(
    pieces: Sequence[Piece], parties: Sequence[GlossedParty], document: Document, order: Order
) -> dict[int, _Part]:
    """Return what words such as "by" and "claimed" say of parties, by their numbers."""
    parts: dict[int, _Part] = {}
    for i, piece in enumerate(pieces):
        if piece.tag == "role" and piece.value == "claimed":
            _claimed(i, parties, parts)
        elif piece.tag == "role":
            _accused(pieces, i, parties, parts, document.text, verb_first=order.verb_first)
        elif piece.gloss == "by" or (piece.plain in order.by and piece.tag != "time"):
            _by(pieces, i, parties, parts)
        elif piece.gloss == "against" or (piece.plain in order.against and piece.tag != "time"):
            _against(pieces, i, parties, parts)
    return parts


def _parties(pieces: Sequence[Piece], *, cased: bool) -> Iterator[GlossedParty]:
    taken = -1
    for i, piece in enumerate(pieces):
        if i <= taken or not _is_head(piece):
            continue
        first = i
        while first - 1 > taken and pieces[first - 1].tag == "side":
            first -= 1
        last = _end(pieces, i, cased=cased)
        taken = last
        counted = first > 0 and (pieces[first - 1].count not in {None, 1} or pieces[first - 1].tag == "vague")
        yield GlossedParty(first, last, counted)


def _is_head(piece: Piece) -> bool:
    """Whether a word names people who act: a group, or people by what they do."""
    people = piece.tag in _VICTIMS and any(map(is_actor_head, piece.gloss.split()))
    return piece.tag in _HEADS or people or _is_army(piece)


def _is_army(piece: Piece) -> bool:
    return piece.tag == "institution" and piece.gloss.startswith("army")


def _end(pieces: Sequence[Piece], at: int, *, cased: bool) -> int:
    """Return the last piece of the name that a head begins."""
    last, named = at, pieces[at].tag in {"armed", "group", "institution"}
    for here in range(at + 1, min(at + 1 + LONGEST, len(pieces))):
        piece = pieces[here]
        article = not cased and not piece.gloss
        if piece.tag == "side" or (named and not article and _names(pieces, at, here, cased=cased)):
            last = here
        elif not article and not (named and cased and piece.gloss in _JOINTS):
            break
    behind = next((k for k in range(last + 1, min(last + 4, len(pieces))) if pieces[k].gloss not in _JOINTS), last)
    owned = behind > last + 1 and pieces[behind].tag in {"actor", "armed"} and pieces[last + 1].gloss != "and"
    return behind if owned else last  # "guerrillas of the ELN"


def _names(pieces: Sequence[Piece], head: int, at: int, *, cased: bool) -> bool:
    """Whether a piece goes on a group's name.

    In a script with capitals that is one with a capital, or right before one; in one without, what follows a word for a group.
    """
    piece = pieces[at]
    if not cased:
        return piece.tag in _NAMES - {"actor"} and pieces[head].tag in {"group", "institution"}
    led = piece.tag == "unknown" and any(p.capital and p.tag in _NAMES for p in pieces[at + 1 : at + 2])
    return (piece.capital and piece.tag in {*_NAMES, "stop"}) or led


def _is_of_a_deed(pieces: Sequence[Piece], party: GlossedParty) -> bool:
    """Whether a party stands right behind the noun of a deed, as those who did it do ("an attack of rebels")."""
    at = party.first - 1
    while at > 0 and (pieces[at].gloss in _JOINTS or not pieces[at].gloss or pieces[at].count == 1):
        at -= 1
    noun = at >= 0 and _is_armed(pieces[at]) and not pieces[at].active
    head = next(p for p in pieces[party.first : party.last + 1] if _is_head(p))
    return noun and not party.counted and head.tag != "institution"


def _speaks(piece: Piece, voices: Sequence[Speaker]) -> bool:
    return any(v.span.start <= piece.start < v.span.end for v in voices)


def _claimed(at: int, parties: Sequence[GlossedParty], parts: dict[int, _Part]) -> None:
    """Let the party nearest to a word for "claimed" claim the deed."""
    near = [(_apart(party, at), n) for n, party in enumerate(parties) if not party.counted]
    apart, n = min(near, default=(REACH + 1, -1))
    if apart <= REACH:
        parts[n] = _Part(Role.CLAIMANT)


def _accused(  # noqa: PLR0913 - what a party is accused by
    pieces: Sequence[Piece],
    at: int,
    parties: Sequence[GlossedParty],
    parts: dict[int, _Part],
    text: str,
    *,
    verb_first: bool,
) -> None:
    """Let the first party behind a word for "accused" be suspected, on the word of who stands before that.

    Where verbs come first, who accuses stands between the two: the last party is the accused.
    """
    behind = [n for n, party in enumerate(parties) if at < party.first <= at + BLAME_REACH]
    if not behind:
        return
    accused = behind[-1 if verb_first else 0]
    step = 1 if verb_first else -1
    speaker = speaker_beside(pieces[: parties[accused].first], at, text, step=step)
    parts[accused] = _Part(Role.ATTACKER, Stance.SUSPECTED, speaker)


def _by(pieces: Sequence[Piece], at: int, parties: Sequence[GlossedParty], parts: dict[int, _Part]) -> None:
    """Let the party right behind "by" be who did it, where a deed stands before."""
    deed = any(p.tag in DEEDS for p in pieces[max(0, at - BEFORE_BY) : at])
    for n, party in enumerate(parties):
        if deed and at < party.first <= at + BY_REACH:
            parts.setdefault(n, _Part(Role.ATTACKER))


def _against(pieces: Sequence[Piece], at: int, parties: Sequence[GlossedParty], parts: dict[int, _Part]) -> None:
    """Let the party right behind "against" be whom the deed before it was aimed at."""
    deed = any(p.tag in DEEDS for p in pieces[max(0, at - BEFORE_DEED) : at])
    for n, party in enumerate(parties):
        if deed and at < party.first <= at + AIM_REACH:
            parts.setdefault(n, _Part(Role.TARGET))


def _acts(
    pieces: Sequence[Piece], at: int, parties: Sequence[GlossedParty], parts: dict[int, _Part], harmed: Collection[int]
) -> None:
    """Let the party before a verb in the active, or right behind it, be who did it, and the next one whom it befell."""
    before = [
        n
        for n, p in enumerate(parties)
        if p.last < at <= p.last + REACH and n not in harmed and _is_subject(pieces, p, parts.get(n))
    ]
    after = [n for n, p in enumerate(parties) if at < p.first <= at + AIM_REACH]
    doer = next((n for n in reversed(before) if n in parts), before[-1] if before else None)
    if doer is None and after and pieces[at].value != "killed" and _follows(pieces, parties[after[0]], at):
        doer = after.pop(0)
    if doer is None:
        return
    parts.setdefault(doer, _Part(Role.ATTACKER))
    if after:
        parts.setdefault(after[0], _Part(Role.TARGET))


def _is_subject(pieces: Sequence[Piece], party: GlossedParty, part: _Part | None) -> bool:
    """Whether a party may be the subject of a verb behind it: it has no other part, and no preposition leads it."""
    leading = pieces[party.first - 1] if party.first else None
    owned = party.first > 1 and pieces[party.first - 2].tag not in {"sign", "time", "link"}
    opens = (
        leading is not None and leading.gloss == "to" and (party.first == 1 or pieces[party.first - 2].tag == "sign")
    )
    if opens:  # an article that looks like a preposition: "a polícia"
        return part is None or part.role is Role.ATTACKER
    led = leading is not None and (leading.tag in {"preposition", "generic"} or (leading.gloss == "of" and owned))
    return (part is None or part.role is Role.ATTACKER) and not led


def _follows(pieces: Sequence[Piece], party: GlossedParty, at: int) -> bool:
    """Whether a party stands right behind a verb, as subjects do where verbs come first."""
    between = pieces[at + 1 : party.first]
    return not party.counted and not between


def _apart(party: GlossedParty, at: int) -> int:
    return at - party.last if party.last < at else party.first - at


def _is_victim(pieces: Sequence[Piece], party: GlossedParty, claim: Claim) -> bool:
    """Whether a party is whom a claim counts."""
    inside = pieces[party.first : party.last + 1]
    touches = inside[0].start < claim.span.end and claim.span.start < inside[-1].end
    return touches and any(p.gloss and p.gloss.removeprefix("a ") in claim.victims.split(LISTED) for p in inside)


def _actor(pieces: Sequence[Piece], party: GlossedParty, part: _Part, document: Document) -> Actor:
    span = _span(document, pieces[party.first].start, pieces[party.last].end)
    name = _called(pieces, party, span)
    side, what = _kind(name)
    return Actor(name, part.role, span, side=side, kind=what, stance=part.stance, speaker=part.speaker)


def _called(pieces: Sequence[Piece], party: GlossedParty, span: Span) -> str:
    """Return what a party is called: in English what the wordbook has whole, else in its own words."""
    inside = pieces[party.first : party.last + 1]
    named = next((p.gloss for p in inside if p.tag == "actor"), None)
    if named is not None:
        return named
    if all(p.tag not in {"unknown", "name", "group"} for p in inside):
        sides = [p.gloss for p in inside if p.tag == "side"]
        heads = [p.gloss.removeprefix("a ") for p in inside if _is_head(p)]
        return " ".join([*sides, *heads[:1]])
    return " ".join(span.text.split())


def _nations(pieces: Sequence[Piece], parties: Sequence[GlossedParty], document: Document) -> Iterator[Actor]:
    """Yield the forces of a nation whose adjective stands beside an event of arms: "an Israeli strike"."""
    taken = {k for party in parties for k in range(party.first, party.last + 1)}
    for i, piece in enumerate(pieces):
        if piece.tag != "side" or i in taken:
            continue
        beside = next((k for k in _BESIDE if 0 <= i + k < len(pieces) and _is_armed(pieces[i + k])), None)
        if beside is not None:
            first, last = min(i, i + beside), max(i, i + beside)
            name = f"{piece.gloss} forces"
            side, what = _kind(name)
            span = _span(document, pieces[first].start, pieces[last].end)
            yield Actor(name, Role.ATTACKER, span, side=side, kind=what)


def _countries(
    pieces: Sequence[Piece], document: Document, order: Order, countries: Collection[int]
) -> Iterator[Actor]:
    """Yield the countries right behind the "by" of a deed of arms: "strikes launched by Israel"."""
    for i, piece in enumerate(pieces[:-1]):
        by = piece.gloss == "by" or (piece.plain in order.by and piece.tag != "time")
        deed = any(map(_is_armed, pieces[max(0, i - BEFORE_DEED) : i]))
        behind = next((p for p in pieces[i + 1 : i + 3] if p.gloss != "the"), None)
        if by and deed and behind is not None and behind.tag == "name" and behind.start in countries:
            span = _span(document, behind.start, behind.end)
            yield Actor(span.text, Role.ATTACKER, span)


def _is_armed(piece: Piece) -> bool:
    return piece.tag == "event" and _ARMS.search(piece.value) is not None


def _kind(name: str) -> tuple[str | None, str | None]:
    party = next(iter(find_parties(Sentence("", 0, len(name), name, 0, 0))), None)
    return (party.side, party.kind) if party else (None, None)


def _span(document: Document, start: int, end: int) -> Span:
    return Span(document.id, start, end, document.text[start:end])
