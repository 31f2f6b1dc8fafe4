"""Claims about one harm summed up, never averaged: low, best, high, and whether voices exclude one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from geoinc.incidents.actors import group_of
from geoinc.incidents.attribution import voice
from geoinc.incidents.tolls.choice import choose, options
from geoinc.incidents.tolls.counts import Count
from geoinc.model import Claim, Harm, Operator, Stance, Tally

_BENDS = 1.25
"""A round number ("about 100") bends by a quarter before it excludes another."""


_ALL = ""
"""The group of victims where no side is named."""


@dataclass(frozen=True, slots=True)
class Position:
    """What one voice holds about the victims: between ``low`` and ``high`` (None: open), in one number ``stated``."""

    voice: str
    low: int | None
    high: int | None
    stated: int | None
    claims: tuple[Claim, ...]
    toll: bool = False


def claims_of(counts: Sequence[Count]) -> tuple[Claim, ...]:
    """Return the claims that counts of one event make, each once, those of its toll marked.

    What was read for sure is a claim in any case; what was not, only as one of the toll.
    """
    chosen: set[int] = set()
    for harm in dict.fromkeys(c.claim.harm for c in counts):
        asked = options(counts, harm)
        chosen |= {id(asked.counts[i]) for i in choose(asked)}
    kept = [replace(c.claim, tallied=id(c) in chosen) for c in counts if c.is_sure or id(c) in chosen]
    if not any(c.harm is Harm.KILLED for c in kept):  # where nobody was hurt, nobody died
        kept += [replace(c, harm=Harm.KILLED) for c in kept if c.harm is Harm.WOUNDED and c.negated]
    return tuple(dict.fromkeys(kept))


def tally(claims: Sequence[Claim]) -> dict[Harm, Tally]:
    """Return the sum of the claims by harm; parts add nothing, and harms without any claim are left out."""
    by_harm: dict[Harm, list[Claim]] = {}
    for claim in claims:
        if claim.stance is not Stance.DENIED and not claim.subset:
            by_harm.setdefault(claim.harm, []).append(claim)
    return {harm: _sum(of_harm) for harm, of_harm in by_harm.items()}


def _sum(claims: Sequence[Claim]) -> Tally:
    """Sum up one harm: each document's chosen claims are its toll, other voices stand beside it."""
    held = positions(claims)
    known = [p for p in held if p.stated is not None]
    if not known:
        return Tally(None, None, None)
    best = _best([p for p in known if p.toll] or known)
    ends = [p.high if p.high is not None else p.low for p in known]
    high = max((e for e in ends if e is not None), default=None)
    return Tally(min(p.low or 0 for p in known), best, high, disputed=_disputed(held))


def positions(claims: Iterable[Claim]) -> list[Position]:
    """Return the positions behind claims: the chosen toll of each document, and what other voices hold against it.

    A voice that speaks of a group of victims is measured by that group's share of the toll. Where no claim of a document
    was chosen, each of its voices holds a position.
    """
    held: list[Position] = []
    documents: dict[str, list[Claim]] = {}
    for claim in claims:
        documents.setdefault(claim.span.document_id, []).append(claim)
    for told in documents.values():
        toll = [c for c in told if c.tallied]
        voices = {voice(c.speaker) for c in toll}
        others: dict[str, dict[str, list[Claim]]] = {}
        for claim in told:
            if not claim.tallied and voice(claim.speaker) not in voices:
                group = group_of(claim.victims) or _ALL
                others.setdefault(voice(claim.speaker), {}).setdefault(group, []).append(claim)
        held += [_toll(toll)] if toll else []
        for who, groups in others.items():
            held += (
                [_position(who, group, same, toll) for group, same in groups.items()] if toll else [_own(who, groups)]
            )
    return held


def _own(who: str, groups: Mapping[str, Sequence[Claim]]) -> Position:
    """Return what a voice holds where nobody chose among its claims: its groups of victims or its total, whichever is more."""
    held = {group: _position(who, group, same, ()) for group, same in groups.items()}
    parts = [p for group, p in held.items() if group != _ALL]
    whole = held.get(_ALL)
    if all(p.stated is None for p in held.values()):
        return Position(who, None, None, None, tuple(c for p in held.values() for c in p.claims))
    if whole is not None and (whole.stated or 0) >= sum(p.stated or 0 for p in parts):
        return whole
    high = sum(p.high or 0 for p in parts) if all(p.high is not None for p in parts) else None
    low, stated = sum(p.low or 0 for p in parts), sum(p.stated or 0 for p in parts)
    return Position(who, low, high, stated, tuple(c for p in parts for c in p.claims))


def _toll(chosen: Sequence[Claim]) -> Position:
    low = sum(c.min or 0 for c in chosen)
    high = sum(c.max or 0 for c in chosen) if all(c.max is not None for c in chosen) else None
    return Position(voice(chosen[0].speaker), low, high, sum(_stated(c) or 0 for c in chosen), tuple(chosen), toll=True)


def _stated(claim: Claim) -> int | None:
    return claim.min if claim.min is not None else claim.max


def _position(who: str, group: str, same: Sequence[Claim], toll: Sequence[Claim]) -> Position:
    """Return what a voice holds, by its latest number; with the rest of the toll where it speaks of one group only."""
    numbered = [c for c in same if c.min is not None or c.max is not None]
    lows = [c.min for c in numbered if c.min is not None]
    highs = [c.max for c in numbered if c.max is not None]
    low = max(lows, default=None)
    high = max(highs, default=None)
    high = None if low is not None and high is not None and high < low else high
    rest = [c for c in toll if group != _ALL and (group_of(c.victims) or _ALL) != group]
    if rest and len(rest) < len(toll):
        low = None if low is None else low + sum(c.min or c.max or 0 for c in rest)
        high = None if high is None else high + sum(c.max or c.min or 0 for c in rest)
    elif rest:
        low, high = (None, None)
    return Position(who, low, high, low if low is not None else high, tuple(same))


def _best(known: Sequence[Position]) -> int | None:
    """Return the number that most positions allow, the first told of equals; none before any that somebody counts."""
    values = list(dict.fromkeys(p.stated for p in known if p.stated is not None))
    positive = [v for v in values if v > 0] or values
    return max(positive, key=lambda v: sum(_allows(p, v) for p in known), default=None)


def _allows(position: Position, value: int) -> bool:
    return (position.low is None or value >= position.low) and (position.high is None or value <= position.high)


def _disputed(held: Sequence[Position]) -> bool:
    """Whether two voices exclude one another; round numbers ("about") bend."""
    for i, a in enumerate(held):
        for b in held[i + 1 :]:
            if a.voice != b.voice and (_below(a, b) or _below(b, a)):
                return True
    return False


def _below(a: Position, b: Position) -> bool:
    unnumbered = b.low is None and any(c.operator is Operator.UNQUANTIFIED and not c.negated for c in b.claims)
    low = 1 if unnumbered else b.low
    if a.high is None or low is None:
        return False
    bends = any(c.operator is Operator.ABOUT for c in (*a.claims, *b.claims))
    return a.high * (_BENDS if bends else 1.0) < low
