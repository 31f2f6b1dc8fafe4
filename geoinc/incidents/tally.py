"""Claims about one harm summed up, never averaged: low, best, high, and whether voices exclude one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from geoinc.incidents.actors import group_of
from geoinc.incidents.attribution import voice
from geoinc.incidents.casualties import own_hand
from geoinc.model import Claim, Harm, Operator, Stance, Tally

_TOTAL = "total"
_OWN_HAND = "own hand"
"""The group of attackers who die by their deed; they come on top of those whom it kills."""


@dataclass(frozen=True, slots=True)
class Position:
    """What one voice holds about one group of victims: between ``low`` and ``high`` (None: open)."""

    voice: str
    group: str
    low: int | None
    high: int | None
    claims: tuple[Claim, ...]


def tally(claims: Sequence[Claim]) -> dict[Harm, Tally]:
    """Return the sum of the claims by harm; subsets add nothing, and harms without any claim are left out."""
    by_harm: dict[Harm, list[Claim]] = {}
    for claim in claims:
        if claim.stance is not Stance.DENIED and not claim.subset:
            by_harm.setdefault(claim.harm, []).append(claim)
    return {harm: _sum(positions(of_harm)) for harm, of_harm in by_harm.items()}


def positions(claims: Iterable[Claim]) -> list[Position]:
    """Return the positions behind claims: one a voice and group of victims, its latest number winning."""
    told = list(claims)
    lists = _lists(told)
    listed = {id(c) for members in lists for c in members}
    held: dict[tuple[str, str], list[Claim]] = {}
    for claim in told:
        if id(claim) not in listed:
            held.setdefault((voice(claim.speaker), _group(claim)), []).append(claim)
    summed = [position for members in lists for position in _listed(members)]
    return [_position(v, group, same) for (v, group), same in held.items()] + summed


def _group(claim: Claim) -> str:
    return _OWN_HAND if claim.victims == own_hand()["victims"] else group_of(claim.victims) or _TOTAL


def _lists(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Return the claims that one voice lists with one word of harm ("27 pupils and three teachers were abducted")."""
    found: dict[tuple[str, str, int], list[Claim]] = {}
    for claim in claims:
        if claim.min and not claim.negated:
            for kind, edge in (("start", claim.span.start), ("end", claim.span.end)):
                found.setdefault((claim.span.document_id, kind, edge), []).append(claim)
    lists = [m for m in found.values() if len({c.span for c in m}) == len({c.victims for c in m}) == len(m) > 1]
    taken: set[int] = set()
    kept = []
    for members in lists:
        if not taken & {id(c) for c in members}:
            taken |= {id(c) for c in members}
            kept.append(members)
    return kept


def _listed(members: Sequence[Claim]) -> Iterator[Position]:
    """Yield the positions that a list adds up to: one a group, or the total where some members are of none."""
    groups: dict[str, list[Claim]] = {}
    for claim in members:
        groups.setdefault(_group(claim), []).append(claim)
    if _TOTAL in groups:
        yield _added_up(_TOTAL, members)
    else:
        yield from (_added_up(group, same) for group, same in groups.items())


def _added_up(group: str, members: Sequence[Claim]) -> Position:
    low = sum(c.min or 0 for c in members)
    high = sum(c.max or 0 for c in members) if all(c.max is not None for c in members) else None
    return Position(voice(members[0].speaker), group, low, high, tuple(members))


def _position(speaker: str, group: str, claims: Sequence[Claim]) -> Position:
    numbered = [c for c in claims if c.min is not None or c.max is not None]
    lows = [c.min for c in numbered if c.min is not None]
    highs = [c.max for c in numbered if c.max is not None]
    low = max(lows, default=None)
    high = max(highs, default=None) if highs and (low is None or max(highs) >= low) else None
    return Position(speaker, group, low, high if high is not None else None, tuple(claims))


def _sum(held: Sequence[Position]) -> Tally:
    """Add up the groups of victims; a total that some voice gives stands when it is higher than their sum."""
    groups: dict[str, list[Position]] = {}
    for position in held:
        groups.setdefault(position.group, []).append(position)
    each = {name: _one(same) for name, same in groups.items()}
    whole, own = each.pop(_TOTAL, None), each.pop(_OWN_HAND, None)
    parts = _added(list(each.values()))
    if whole is not None and parts is not None:
        whole = _together(parts, whole)
    return _added([t for t in (whole or parts, own) if t is not None]) or Tally(None, None, None)


def _one(held: Sequence[Position]) -> Tally:
    """Sum up the positions on one group: the number that most voices allow is the best, the first told of equals."""
    known = [(p.low, p.high) for p in held if p.low is not None or p.high is not None]
    if not known:
        return Tally(None, None, None)
    lows = [low if low is not None else 0 for low, _ in known]
    ends = [high if high is not None else low for low, high in known]
    high = max((e for e in ends if e is not None), default=None)
    best = _best(known)
    return Tally(min(lows), best, high, disputed=_disputed(held))


def _best(known: Sequence[tuple[int | None, int | None]]) -> int | None:
    stated = [low if low is not None else high for low, high in known]
    values = list(dict.fromkeys(v for v in stated if v is not None))
    positive = [v for v in values if v > 0] or values
    support = {v: sum(_allows(low, high, v) for low, high in known) for v in positive}
    return max(positive, key=lambda v: support[v], default=None)


def _allows(low: int | None, high: int | None, value: int) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


def _disputed(held: Sequence[Position]) -> bool:
    """Whether two voices exclude one another; round numbers ("about") bend by a fifth."""
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
    return a.high * (1.25 if bends else 1.0) < low


def _added(parts: Sequence[Tally]) -> Tally | None:
    if not parts:
        return None
    return Tally(
        _total([p.low for p in parts]),
        _total([p.best for p in parts]),
        _total([p.high for p in parts]),
        disputed=any(p.disputed for p in parts),
    )


def _total(numbers: Sequence[int | None]) -> int | None:
    known = [n for n in numbers if n is not None]
    return sum(known) if known else None


def _together(parts: Tally, whole: Tally) -> Tally:
    best = _largest(parts.best, whole.best)
    denied = whole.low == 0 and bool(best)
    denied = denied or (whole.high is not None and parts.low is not None and whole.high < parts.low)
    low = min((n for n in (parts.low, whole.low) if n is not None), default=None)
    return Tally(low, best, _largest(parts.high, whole.high), disputed=parts.disputed or whole.disputed or denied)


def _largest(*numbers: int | None) -> int | None:
    return max((n for n in numbers if n is not None), default=None)


def merged(first: Mapping[Harm, Tally], claims: Sequence[Claim]) -> dict[Harm, Tally]:
    """Return the tally of claims, keeping harms of ``first`` that no claim speaks of."""
    return {**first, **tally(claims)}
