"""Which of a text's counts make up the toll of one event: a small learned choice among their subsets.

A text tells a toll several times, sums it up, breaks it down, lets it rise, and counts others beside it. Every subset of
its counts is scored by how its members were read and by how they stand to one another and to those left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise
from math import fsum

from geoinc.deferred import kept_property
from geoinc.incidents.decisions.scorer import BIAS, Features, Scorer, load
from geoinc.incidents.tolls.counts import Count
from geoinc.incidents.tolls.people import people_words
from geoinc.model import Harm, Operator

NAME = "toll"
MOST = 9
"""So many counts are weighed; of more, the first that were read for sure."""
OWN_WEIGHTS = {Harm.KILLED: "killed", Harm.WOUNDED: "wounded", Harm.KIDNAPPED: "kidnapped"}
"""Harms that have weights of their own beside those of all."""


_SMALL = 2
"""So many counts told elsewhere may add up to a toll."""
_NATURES = frozenset({"staff", "people", "forces", "attackers", "kin"})
"""What people are by trade or side: no reason to count them or not, but among workers."""


@dataclass(frozen=True)
class Options:
    """The counts of one harm in a text that may be of its toll."""

    harm: Harm
    counts: tuple[Count, ...]
    beside: frozenset[Harm] = frozenset()
    """The other harms of which the text gives a number for sure."""

    @kept_property
    def subsets(self) -> tuple[tuple[int, ...], ...]:
        """The subsets of counts that may be the toll, by their numbers; none of them only where none was read for sure."""
        numbers = range(len(self.counts))
        least = int(any(c.is_sure for c in self.counts))
        return tuple(s for size in range(least, len(self.counts) + 1) for s in combinations(numbers, size))

    def total(self, subset: Sequence[int]) -> int:
        """Return the sum of a subset."""
        return sum(map(self.values.__getitem__, subset))

    @kept_property
    def of_staff(self) -> bool:
        """Whether the text counts workers, of whom reports about them count no others: what people are weighs only there."""
        employed = people_words()["employed"]
        return any(not employed.isdisjoint(c.claim.victims.lower().split()) for c in self.counts)

    @kept_property
    def values(self) -> tuple[int, ...]:
        """The number of each count."""
        return tuple(c.value or 0 for c in self.counts)

    @kept_property
    def sure(self) -> int:
        """The counts that were read for sure."""
        return _bits(i for i, c in enumerate(self.counts) if c.is_sure)

    @kept_property
    def repeats(self) -> tuple[int, ...]:
        """The counts that each seems to tell again."""
        told = self.counts
        return tuple(_bits(i for i in range(j) if _again(told[i], count)) for j, count in enumerate(told))

    @kept_property
    def repeated(self) -> tuple[int, ...]:
        """The counts that seem to tell each again."""
        return tuple(_bits(j for j, told in enumerate(self.repeats) if told >> i & 1) for i in range(len(self.counts)))

    @kept_property
    def listed(self) -> tuple[int, ...]:
        """The counts that one word of harm tells with each."""
        return tuple(_bits(i for i, c in enumerate(self.counts) if c.run == count.run) for count in self.counts)

    @kept_property
    def kin(self) -> tuple[int, ...]:
        """The counts whose people may be those of each."""
        return tuple(_bits(k for k, how in enumerate(row) if how != "other people") for row in self.likeness)

    @kept_property
    def twice(self) -> tuple[tuple[str, ...], ...]:
        """How each count stands in a subset that tells its people twice, by the names of features."""
        return tuple(tuple(_told_twice(count)) for count in self.counts)

    @kept_property
    def members(self) -> tuple[tuple[str, ...], ...]:
        """How each count was read, by the names of its features."""
        return tuple(tuple(_member(self, count)) for count in self.counts)

    @kept_property
    def likeness(self) -> tuple[tuple[str, ...], ...]:
        """Whether each two counts name the same people, others, or at least one of them no one in particular."""
        return tuple(tuple(_likeness(one, other) for other in self.counts) for one in self.counts)

    @kept_property
    def pairs(self) -> dict[tuple[int, int], tuple[str, ...]]:
        """How each two counts stand to each other where they follow one another in a subset, by the names of features."""
        return {(i, k): tuple(_pair(self, i, k)) for i, k in combinations(range(len(self.counts)), 2)}

    @kept_property
    def small(self) -> tuple[tuple[int, int, int], ...]:
        """The subsets of one and of two counts, with those whose people may be theirs, and with their sums."""
        few = (s for s in self.subsets if 0 < len(s) <= _SMALL)
        return tuple((_bits(s), self.kin[s[0]] | self.kin[s[-1]], self.total(s)) for s in few)

    @kept_property
    def naive(self) -> tuple[int, ...]:
        """The subset of all that were read for sure, each told once."""
        chosen: list[int] = []
        for j, count in enumerate(self.counts):
            if count.is_sure and not self.repeats[j] & _bits(chosen):
                chosen.append(j)
        return tuple(chosen)


def _bits(numbers: Iterable[int]) -> int:
    """Return a set of counts as one number, a bit each: subsets are compared by the thousand."""
    return sum(1 << i for i in numbers)


def options(counts: Sequence[Count], harm: Harm) -> Options:
    """Return the counts of a harm that may be of its toll; parts of other counts and what is set aside are not."""
    found = [c for c in counts if c.claim.harm is harm and c.value and not c.claim.negated and not c.claim.subset]
    found = [c for c in found if not c.summed] or found
    if len(found) > MOST:
        ranked = sorted(range(len(found)), key=lambda i: (not found[i].is_sure, i))
        found = [found[i] for i in sorted(ranked[:MOST])]
    beside = frozenset(c.claim.harm for c in counts if c.is_sure and c.value and c.claim.harm is not harm)
    return Options(harm, tuple(found), beside)


def _again(first: Count, second: Count) -> bool:
    """Whether a count seems to tell of those counted before."""
    if first.run == second.run:
        return False
    if first.value == second.value and (first.head == second.head or not second.head or not first.head):
        return True
    people = second.people
    refers = second.resolved or (people is not None and people.refers and not people.other)
    return refers and (second.value or 0) <= (first.value or 0)


def _likeness(first: Count, second: Count) -> str:
    """Return whether two counts name the same people, others, or at least one of them no one in particular."""
    general = people_words()["victims"]
    if any(
        not c.head or c.head in general or (c.people is not None and c.people.kind in {"number", "pronoun"})
        for c in (first, second)
    ):
        return "some people"
    return "same people" if first.head == second.head else "other people"


def features(asked: Options, subset: Sequence[int]) -> Features:
    """Return what speaks for or against a subset being the toll."""
    found = _counted(asked, subset)
    own = OWN_WEIGHTS.get(asked.harm)
    return {**found, **({f"{own}: {name}": value for name, value in found.items()} if own else {})}


def _counted(asked: Options, subset: Sequence[int]) -> dict[str, float]:
    """Return how often each feature holds of a subset."""
    found: dict[str, float] = {}
    for name in _all(asked, subset, _bits(subset)):
        found[name] = found.get(name, 0.0) + 1.0
    return found


def _all(asked: Options, subset: Sequence[int], inside: int) -> Iterator[str]:
    for i in subset:
        yield from asked.members[i]
    if not asked.subsets[0]:  # nothing was read for sure
        yield from (f"{'some' if subset else 'none'} beside {harm.value}" for harm in sorted(asked.beside))
        yield "some" if subset else "none"
    if not subset:
        return
    yield f"size {min(4, len(subset))}"
    if tuple(subset) == asked.naive:
        yield "naive"
    if len(subset) == len(asked.counts):
        yield "all"
    yield from _within(asked, subset, inside)
    yield from _without(asked, subset, inside)


def _member(asked: Options, count: Count) -> Iterator[str]:
    """Yield how one count was read."""
    people = count.people
    soft = count.use in {"hinted", "suggested"}
    yield f"tie {count.tie}{' of a hint' if soft else ''}"
    yield f"use {count.use}"
    yield f"meant {count.claim.operator.value}"
    likely = min(4, int(5 * count.fate))
    yield f"fate {likely}{' alone' if count.tie == 'fate' else ''}"
    if count.tie == "fate":
        yield f"fate {likely} alone, {'one' if count.value == 1 else 'several'}"
    yield from _held(
        {
            f"hint {count.word}": soft,
            "beside its verb": count.adjacent,
            f"of another harm {count.tie}": count.shared,
            "resolved": count.resolved,
            "over a time": count.summed,
            "another's word": count.claim.speaker is not None,
            f"near {min(3, count.distance // 3)}": count.distance > 0,
        }
    )
    if people is not None:
        doer = count.doer and (people.kind in {"pronoun", "attackers"} or people.refers)
        yield from _held(
            {
                f"people {people.kind}": people.kind not in _NATURES,
                "part": people.part,
                "other": people.other,
                "refers": people.refers,
                "plural": people.plural,
                "counted": people.counted,
                f"may be who did it {people.kind}": doer,
            }
        )
        if asked.of_staff:
            yield f"{people.kind} among staff"


def _held(names: Mapping[str, bool]) -> Iterator[str]:
    """Yield the names of what holds."""
    return (name for name, holds in names.items() if holds)


def _within(asked: Options, subset: Sequence[int], inside: int) -> Iterator[str]:
    """Yield how the members of a subset stand to one another."""
    total = asked.total(subset)
    for j in subset:
        if asked.repeats[j] & inside:
            yield from asked.twice[j]
        if len(subset) > 2 and asked.values[j] == total - asked.values[j]:
            yield "whole and parts"
    for pair in pairwise(subset):
        yield from asked.pairs[pair]
    if not inside & ~asked.sure:
        yield "all sure"
    if any(t == total and not own & inside and kin & inside for own, kin, t in asked.small):
        yield "sum told elsewhere"


def _told_twice(count: Count) -> Iterator[str]:
    people = count.people
    yield "told twice"
    yield f"told twice {'one' if count.value == 1 else 'several'}"
    if people is not None:
        yield from _held(
            {
                f"told twice {people.kind}": people.kind not in _NATURES,
                "told twice, refers": people.refers,
                "told twice, refers to nobody who did it": people.refers and not count.doer,
            }
        )


def _pair(asked: Options, i: int, k: int) -> Iterator[str]:
    """Yield how two counts that follow one another in a subset stand to each other."""
    first, second = asked.counts[i], asked.counts[k]
    joined = first.run == second.run
    yield from _held(
        {
            "joined": joined,
            f"adds {asked.likeness[i][k]}": not joined,
            f"sentences apart {min(3, second.sentence - first.sentence)}": not joined,
            "then others": not joined and second.people is not None and second.people.other,
            "two voices": first.claim.speaker != second.claim.speaker,
            "toll added": "toll" in {first.tie, second.tie},
            "sure with unsure": first.is_sure != second.is_sure,
        }
    )


def _without(asked: Options, subset: Sequence[int], inside: int) -> Iterator[str]:
    """Yield how those left out stand to the members of a subset."""
    unsure = inside & ~asked.sure
    for k in range(len(asked.counts)):
        if inside >> k & 1:
            continue
        first = asked.repeated[k] & inside
        if asked.sure >> k & 1:
            told = first or asked.repeats[k] & inside
            if unsure:
                yield "unsure before sure"
            if asked.listed[k] & inside:
                yield "splits a list"
            if told:
                yield "told again, left out"
            else:
                yield from _left_out(asked, subset, k)
        if first:
            yield "first telling left out"


def _left_out(asked: Options, subset: Sequence[int], k: int) -> Iterator[str]:
    """Yield how a sure count that no member tells again stands to a subset."""
    count, total = asked.counts[k], asked.total(subset)
    value, people = count.value or 0, count.people
    size = "larger" if value > total else "smaller"
    alike = {asked.likeness[i][k] for i in subset}
    likeness = next(name for name in ("same people", "other people", "some people") if name in alike)
    yield f"sure {size} {'later' if k > max(subset) else 'earlier'} left out"
    yield f"left out {likeness}, {'equal' if value == total else size}"
    if people is not None and asked.of_staff:
        yield f"left out {people.kind} among staff{' other' if people.other else ''}"
    yield from _held(
        {
            f"toll {size} left out": count.tie == "toll",
            "same number left out": count.claim.operator is Operator.EXACT and value == total,
        }
    )


def choose(asked: Options, scorer: Scorer | None = None) -> tuple[int, ...]:
    """Return the likeliest subset, () where there is nothing to choose from.

    Parameters
    ----------
    scorer
        In place of the trained one.
    """
    if len(asked.subsets) == 1:
        return asked.subsets[0]
    weights = _weights(asked.harm) if scorer is None else _weights_of(scorer, asked.harm)
    return max(asked.subsets, key=lambda s: (_score(asked, s, weights), -len(s), tuple(-i for i in s)))


_Weights = tuple[float, dict[str, float]]
"""The bias, and the weights of features, each with what a harm adds to it."""


@cache
def _weights(harm: Harm) -> _Weights:
    return _weights_of(load(NAME), harm)


def _weights_of(scorer: Scorer, harm: Harm) -> _Weights:
    own = f"{OWN_WEIGHTS.get(harm)}: "
    found = dict(scorer.weights)
    for name, weight in scorer.weights.items():
        if name.startswith(own):
            plain = name.removeprefix(own)
            found[plain] = found.get(plain, 0.0) + weight
    return scorer.weights.get(BIAS, 0.0), found


def _score(asked: Options, subset: Sequence[int], weights: _Weights) -> float:
    """Return what :func:`features` of a subset score, to the nearest float whatever their order, without counting them."""
    bias, told = weights
    return fsum([bias, *(told.get(name, 0.0) for name in _all(asked, subset, _bits(subset)))])
