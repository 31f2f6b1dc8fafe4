"""Who came to harm, and how many: numbers and people of a sentence given to its words of harm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geoinc.incidents.actors import group_of, side_of
from geoinc.model import Claim, Harm, Operator, Span, Stance

if TYPE_CHECKING:
    from geoinc.incidents.glossed.speakers import Speaker
    from geoinc.model import Document
    from geoinc.text.gloss import Piece

HEDGES: Final = {
    "at least": Operator.AT_LEAST, "more than": Operator.AT_LEAST, "about": Operator.ABOUT, "up to": Operator.AT_MOST,
}  # fmt: skip
"""What the English of a wordbook's hedges makes of a number."""

FARTHEST: Final = 9.0
"""A number farther than this from a word of harm counts something else."""

BARRIER: Final = 3.0
"""What a comma between them costs; a word of an event costs one more than others."""

WRONG_SIDE: Final = 0.6
ALONE: Final = 2.5
"""How far a number without a word for people may stand from the word of harm that it belongs to."""

RISE: Final = "rise"
FORMER: Final = "former"
"""Sections of words behind which a toll's latest number stands ("rose to"), and an earlier one ("a first toll")."""

AGED: Final = "aged"
"""The English of what stands before somebody's age."""

PAIR: Final = "2"
"""The value of words for two people: "a couple" counts two."""

AMONG: Final = "that were among them"
"""The English of what ends a clause of "including": what follows it is the whole ("a driver being among them 31 people")."""

OF_THEM: Final = "of them"
"""The English of what follows a number that is a part of one told before ("five people, three of them soldiers")."""

NOUN_REACH: Final = 3
"""So many words of its noun phrase may stand between a number and the people that it counts."""

LISTED: Final = " and "
"""Between the victims of a list that is counted as one."""

OTHERS: Final = "others"
_OTHERS: Final = "civilians"
"""The group of victims who are of none."""

_FIGHTERS: Final = "fighters"
_PEOPLE: Final = frozenset({"people", "person", "armed"})
_THINGS: Final = frozenset({"measure", "unit", "time"})
_LIGHT: Final = frozenset(
    {"people", "person", "clitic", "preposition", "hedge", "stop", "actor", "side", "time", "link", "name", "generic"}
)
_WITHIN_NOUN: Final = frozenset({"unknown", "clitic", "preposition", "stop", "direction"})
_YEARS: Final = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class PeopleCount:
    """A number of people, as pieces ``first`` to ``last`` (its noun included)."""

    first: int
    last: int
    low: int | None
    high: int | None
    operator: Operator
    victims: str
    people: bool
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Ways:
    """How a language counts people: ``count_first`` in "three were killed"; with ``articles`` a bare person counts nobody."""

    count_first: bool = True
    articles: bool = False


def claims_of(
    pieces: Sequence[Piece],
    document: Document,
    voices: Sequence[Speaker],
    ways: Ways,
    busy: Sequence[tuple[int, int]] = (),
) -> list[Claim]:
    """Return the claims of a sentence.

    Parameters
    ----------
    pieces
        Of the sentence, in its order.
    voices
        Who speaks where.
    busy
        Code points of dates and distances, whose numbers count nobody.
    """
    harms = [i for i, p in enumerate(pieces) if p.tag == "harm"]
    if not harms:
        return []
    counts = [c for c in _counts(pieces, busy) if not (ways.articles and c.implied)]
    given = _assigned(pieces, harms, counts, count_first=ways.count_first)
    found: list[Claim] = []
    for harm in harms:
        found += _told(pieces, harm, given.get(harm, []), document)
    found += _subsets(pieces, counts, given, document)
    return _spoken(found, voices)


def shared_out(
    pieces: Sequence[Piece],
    places: Sequence[tuple[int, int]],
    document: Document,
    voices: Sequence[Speaker],
    busy: Sequence[tuple[int, int]] = (),
) -> list[list[Claim]]:
    """Return the claims of each of several places of a sentence: "two were killed in A and three in B".

    Numbers are of the place behind them where a number comes first, else of the one before them. No claims at all where
    that leaves a place without any, or no word says what befell them.

    Parameters
    ----------
    places
        Code points of the places, in the sentence's order.
    """
    harms = [i for i, p in enumerate(pieces) if p.tag == "harm"]
    numbers = list(_people_counted(pieces, busy))
    if len(numbers) > len(places) and numbers[0].low == sum(n.low or 0 for n in numbers[1 : len(places) + 1]):
        numbers = numbers[1:]  # "three were killed: two in A and one in B"
    found: list[list[Claim]] = [[] for _ in places]
    if len(places) < 2 or not harms or len(numbers) < len(places):
        return []
    ahead = pieces[numbers[0].first].start < places[0][0]
    for count in numbers:
        at = pieces[count.first].start
        following = [n for n, (start, _) in enumerate(places) if (start > at if ahead else start < at)]
        if not following:
            return []
        own = following[0] if ahead else following[-1]
        harm = _nearest_harm(harms, count)
        found[own] += _told(pieces, harm, [count], document)
    return [_spoken(claims, voices) for claims in found] if all(found) else []


def _people_counted(pieces: Sequence[Piece], busy: Sequence[tuple[int, int]]) -> Iterator[PeopleCount]:
    """Yield the counts of people of a sentence but those that are parts of others, "one" among them."""
    for i, piece in enumerate(pieces):
        noun = None if piece.count is None or any(a <= piece.start < b for a, b in busy) else _noun(pieces, i)
        if noun is None:
            continue
        count = _numbered(pieces, i) or PeopleCount(i, noun[1], 1, 1, Operator.EXACT, "", people=True)
        if not _is_subset(pieces, count):
            yield count


def _nearest_harm(harms: Sequence[int], count: PeopleCount) -> int:
    """Return the word of harm of a count: right beside it, else the last before it."""
    beside = [i for i in harms if i == count.last + 1]
    before = [i for i in harms if i < count.first]
    return (beside or before[-1:] or harms)[0]


def _counts(pieces: Sequence[Piece], busy: Sequence[tuple[int, int]]) -> Iterator[PeopleCount]:
    taken = -1
    for i, piece in enumerate(pieces):
        if i <= taken or any(a <= piece.start < b for a, b in busy):
            continue
        if piece.count is not None or piece.tag == "vague":
            count = _numbered(pieces, i)
        elif piece.tag == "person":
            amount = int(piece.value or 1)
            count = PeopleCount(i, i, amount, amount, Operator.EXACT, _victims(piece), people=True, implied=True)
        else:
            continue
        if count:
            taken = count.last
            yield count


def _victims(piece: Piece) -> str:
    return piece.gloss.removeprefix("a ")


def _numbered(pieces: Sequence[Piece], at: int) -> PeopleCount | None:
    """Return the people that a number counts, or None where it counts something else."""
    value, last = pieces[at].count, at
    high = value
    if value is not None and at + 2 < len(pieces) and pieces[at + 1].gloss == "-" and pieces[at + 2].count:
        high, last = pieces[at + 2].count, at + 2
    noun = _noun(pieces, last)
    if noun is None or (at and pieces[at - 1].gloss == AGED):
        return None
    people, end = noun
    if value == 1 and people is not None and people.tag == "person" and people.value == PAIR:
        value = high = int(PAIR)
    beside = end + 1 < len(pieces) and pieces[end + 1].tag == "harm"
    if people is None and value is not None and ((value == 1 and not beside) or value in _YEARS):
        return None
    first, operator = _hedged(pieces, at, ranged=high != value)
    victims = _victims(people) if people else ""
    if value is None:
        return PeopleCount(first, end, None, None, Operator.UNQUANTIFIED, victims, people=True)
    low, top = _bounds(value, high or value, operator)
    return PeopleCount(first, end, low, top, operator, victims, people=people is not None)


def _noun(pieces: Sequence[Piece], last: int) -> tuple[Piece | None, int] | None:
    """Return the people behind a number (None: no word for people) and where they end; None where things are counted."""
    people, end = None, last
    last += last + 1 < len(pieces) and pieces[last + 1].gloss == "-"
    for k in range(last + 1, min(last + 1 + NOUN_REACH, len(pieces))):
        piece = pieces[k]
        if piece.tag in _THINGS or (piece.tag == "event" and k == last + 1):
            if people is None and (piece.tag != "time" or k == last + 1):
                return None
            break  # "eleven lives on Tuesday"
        if piece.tag in _PEOPLE:
            people, end = piece, k
            if piece.gloss not in {"people", "others"}:
                break
        elif piece.tag not in _WITHIN_NOUN or piece.capital:
            break
    return people, end


def _hedged(pieces: Sequence[Piece], at: int, *, ranged: bool) -> tuple[int, Operator]:
    """Return where a number begins with its hedge, and how it is meant."""
    if at and pieces[at - 1].tag == "hedge":
        return at - 1, HEDGES.get(pieces[at - 1].gloss, Operator.ABOUT)
    if pieces[at].count is not None and not pieces[at].gloss[0].isdigit():
        return at, Operator.ABOUT
    return at, Operator.RANGE if ranged else Operator.EXACT


def _bounds(value: int, high: int, operator: Operator) -> tuple[int | None, int | None]:
    if operator is Operator.AT_LEAST:
        return value, None
    if operator is Operator.AT_MOST:
        return None, value
    return value, high


def _assigned(
    pieces: Sequence[Piece], harms: Sequence[int], counts: Sequence[PeopleCount], *, count_first: bool
) -> dict[int, list[PeopleCount]]:
    """Give each count to the nearest word of harm that has none nearer, then those that its list goes on with, or begins with."""
    pairs = sorted(
        (cost, harm, number)
        for harm in harms
        for number, count in enumerate(counts)
        if (cost := _cost(pieces, harm, count, harms, count_first=count_first)) <= (FARTHEST if count.people else ALONE)
    )
    given: dict[int, list[PeopleCount]] = {}
    used: set[int] = set()
    for _, harm, number in pairs:
        if harm not in given and number not in used and not _is_subset(pieces, counts[number]):
            given[harm] = [counts[number]]
            used.add(number)
    for harm in harms:
        left = _left_over(pieces, harm, counts, used) if harm not in given else None
        if left is not None:
            given[harm] = [counts[left]]
    for number, count in enumerate(counts[1:], 1):
        owner = next((harm for harm, own in given.items() if counts[number - 1] in own), None)
        if owner is not None and number not in used and _goes_on(pieces, counts[number - 1], count, harms):
            given[owner].append(count)
            used.add(number)
    for number, count in reversed(list(enumerate(counts[:-1]))):
        after = counts[number + 1]
        owner = next((harm for harm, own in given.items() if own and own[0] is after), None)
        if owner is not None and number not in used and _goes_on(pieces, count, after, harms):
            given[owner].insert(0, count)  # "three men and a woman died"
    return given


def _left_over(pieces: Sequence[Piece], harm: int, counts: Sequence[PeopleCount], used: set[int]) -> int | None:
    """Return which people alone are left for a word of harm behind them, however far: "two workers have in a fire in X lost their lives"."""
    people = [(n, c) for n, c in enumerate(counts) if c.last < harm and c.people and not c.implied]
    # Those with arms harm as often as they come to harm.
    before = [n for n, c in people if pieces[c.last].tag != "armed" and group_of(c.victims) != _FIGHTERS]
    free = not pieces[harm].active and before and before[-1] not in used
    return before[-1] if free and not _is_subset(pieces, counts[before[-1]]) else None


def _goes_on(pieces: Sequence[Piece], before: PeopleCount, count: PeopleCount, harms: Sequence[int]) -> bool:
    """Whether a count goes on with the list that one before it began: "three men and two women"."""
    between = pieces[before.last + 1 : count.first]
    listed = len(between) <= 2 and any(p.gloss in {"and", ","} for p in between)
    listed = listed and all(p.tag != "unknown" for p in between)  # "and took three girls away"
    one = [p.gloss for p in between] == ["and"]  # "the driver and two passengers"
    people = count.people and (before.implied is count.implied or one)
    apart = _is_subset(pieces, count) or any(before.last < harm < count.last for harm in harms)
    return listed and people and not apart and count.victims != OTHERS


def _cost(pieces: Sequence[Piece], harm: int, count: PeopleCount, harms: Sequence[int], *, count_first: bool) -> float:
    before = count.last < harm
    beyond = count.last + 1 + (pieces[count.last + 1].gloss == OF_THEM if before else 0)  # "seven of them died"
    inside = range(beyond, harm) if before else range(harm + 1, count.first)
    leading = pieces[count.first - 1 - (pieces[count.first - 1].gloss == "-")]
    if not before and leading.tag == RISE and all(other >= harm for other in harms):
        return 0.0  # "the number of dead rose to"
    if before and count.last + 1 < len(pieces) and pieces[count.last + 1].tag == RISE and not set(inside) & set(harms):
        return 0.0  # "to 35 rose the number of dead"
    if any(other in inside for other in harms):
        return FARTHEST + 1
    cost = _apart(pieces, inside, before=before)
    if count_first and not before and count.victims == OTHERS and any(other > count.last for other in harms):
        cost += BARRIER  # "five died, nine others were wounded"
    return cost + (WRONG_SIDE if before is not count_first else 0.0) + 0.5 * count.implied


def _apart(pieces: Sequence[Piece], inside: range, *, before: bool) -> float:
    """Return what the pieces between a count and a word of harm cost; what "including" tells of costs nothing."""
    cost = 0.0
    for i in inside:
        piece = pieces[i]
        if piece.tag == "subset":
            if not before:
                return FARTHEST + 1
        elif piece.tag == "sign" and piece.gloss in {",", ";", ":", '"'}:
            cost += 0.0 if pieces[i + 1].tag == "subset" else BARRIER
        elif piece.gloss in {"and", "or", "but"}:
            cost += BARRIER - 1
        else:
            cost += 0.3 if piece.tag in _LIGHT else 1.0
    return cost


def _is_subset(pieces: Sequence[Piece], count: PeopleCount) -> bool:
    """Whether a count follows "including" in its clause, or "of them" follows it; a comma behind another count ends what is included."""
    behind = pieces[count.last + 1 : count.last + 3]
    counted = any(p.count is not None for p in pieces[: count.first])
    if counted and behind and behind[0].gloss == OF_THEM and all(p.tag != "harm" for p in behind):
        return True
    closed = False
    for i in range(count.first - 1, max(-1, count.first - 9), -1):
        piece = pieces[i]
        if piece.gloss == AMONG:
            return False
        if piece.tag == "subset":
            return not (closed and piece.gloss == OF_THEM and pieces[i - 1].count is not None)
        if piece.tag in {"harm", "end"} or (closed and piece.count is not None):
            return False
        closed = closed or piece.gloss == ","
    return False


def _told(pieces: Sequence[Piece], harm: int, counts: Sequence[PeopleCount], document: Document) -> Iterator[Claim]:
    word = pieces[harm]
    kinds, amount = _kinds(word)
    if _negated(pieces, harm, counts):
        yield from (
            Claim(kind, _span(pieces, harm, harm, document), min=0, max=0, operator=Operator.NONE, negated=True)
            for kind in kinds
        )
        return
    if not counts and amount:
        counts = [PeopleCount(harm, harm, amount, amount, Operator.EXACT, "", people=True)]
    if not counts and pieces[harm + 1 : harm + 2] and pieces[harm + 1].tag == "people":
        counts = [
            PeopleCount(harm + 1, harm + 1, None, None, Operator.UNQUANTIFIED, pieces[harm + 1].gloss, people=True)
        ]
    for count in _added_up(counts):
        span = _span(pieces, min(harm, count.first), max(harm, count.last), document)
        for kind in kinds:
            yield Claim(
                kind, span, min=count.low, max=count.high, operator=count.operator, victims=count.victims,
                side=side_of(count.victims) if count.victims else None,
            )  # fmt: skip


def _added_up(counts: Sequence[PeopleCount]) -> list[PeopleCount]:
    """Return the counts of a list, those of one group of victims as one: "a man and a woman" are two."""
    found: list[PeopleCount] = []
    for count in counts:
        last = found[-1] if found else None
        known = last is not None and None not in {last.low, last.high, count.low, count.high}
        if last is None or not known or _group(last) != _group(count):
            found.append(count)
            continue
        found[-1] = replace(
            last,
            last=count.last,
            low=(last.low or 0) + (count.low or 0),
            high=(last.high or 0) + (count.high or 0),
            victims=f"{last.victims}{LISTED}{count.victims}",
        )
    return found


def _group(count: PeopleCount) -> str:
    return group_of(count.victims) or _OTHERS


def _kinds(word: Piece) -> tuple[list[Harm], int]:
    """Return the harms that a word tells ("killed", "killed wounded"), and the number that it says itself."""
    names = word.value.split()
    return [Harm(name) for name in names if not name.isdigit()], next((int(n) for n in names if n.isdigit()), 0)


def _negated(pieces: Sequence[Piece], harm: int, counts: Sequence[PeopleCount]) -> bool:
    near = [*pieces[max(0, harm - 2) : harm], *pieces[harm + 1 : harm + 2]]
    return not counts and any(p.tag == "negation" for p in near)


def _subsets(
    pieces: Sequence[Piece], counts: Sequence[PeopleCount], given: dict[int, list[PeopleCount]], document: Document
) -> Iterator[Claim]:
    for count in counts:
        owner = max((harm for harm, own in given.items() if own and harm < count.last), default=None)
        if owner is None or not _is_subset(pieces, count) or not count.people:
            continue
        for kind in _kinds(pieces[owner])[0]:
            yield Claim(
                kind, _span(pieces, count.first, count.last, document), min=count.low, max=count.high,
                operator=count.operator, victims=count.victims, subset=True,
            )  # fmt: skip


def _span(pieces: Sequence[Piece], first: int, last: int, document: Document) -> Span:
    start, end = pieces[first].start, pieces[last].end
    return Span(document.id, start, end, document.text[start:end])


def _spoken(claims: Sequence[Claim], voices: Sequence[Speaker]) -> list[Claim]:
    found = []
    for claim in claims:
        voice = next((v for v in voices if v.start <= claim.span.start < v.end), None)
        if voice is None:
            found.append(claim)
        else:
            found.append(replace(claim, speaker=voice.span.text, speaker_span=voice.span, stance=Stance.CONFIRMED))
    return found
