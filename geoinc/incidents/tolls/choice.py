"""Which of a text's counts make up the toll of one event: a small learned choice among their subsets.

A text tells a toll several times, sums it up, breaks it down, lets it rise, and counts others beside it. Every subset of
its counts is scored by how its members were read and by how they stand to one another and to those left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from geoinc.incidents.decisions.scorer import Features, Scorer, load
from geoinc.incidents.tolls.claims import Count
from geoinc.incidents.tolls.people import people_words
from geoinc.model import Harm, Operator

NAME = "toll"
MOST = 9
"""So many counts are weighed; of more, the first that were read for sure."""
OWN_WEIGHTS = {Harm.KILLED: "killed", Harm.WOUNDED: "wounded", Harm.KIDNAPPED: "kidnapped"}
"""Harms that have weights of their own beside those of all."""


_NATURES = frozenset({"staff", "people", "forces", "attackers", "kin"})
"""What people are by trade or side: no reason to count them or not, but among workers."""


@dataclass(frozen=True)
class Options:
    """The counts of one harm in a text that may be of its toll."""

    harm: Harm
    counts: tuple[Count, ...]
    beside: frozenset[Harm] = frozenset()
    """The other harms of which the text gives a number for sure."""

    @cached_property
    def subsets(self) -> tuple[tuple[int, ...], ...]:
        """The subsets of counts that may be the toll, by their numbers; none of them only where none was read for sure."""
        numbers = range(len(self.counts))
        least = int(any(c.is_sure for c in self.counts))
        return tuple(s for size in range(least, len(self.counts) + 1) for s in combinations(numbers, size))

    def total(self, subset: Sequence[int]) -> int:
        """Return the sum of a subset."""
        return sum(self.counts[i].value or 0 for i in subset)

    @cached_property
    def of_staff(self) -> bool:
        """Whether the text counts workers, of whom reports about them count no others: what people are weighs only there."""
        return any(c.people is not None and c.people.kind == "staff" for c in self.counts)

    @cached_property
    def repeats(self) -> dict[int, frozenset[int]]:
        """The counts that each seems to tell again."""
        return {j: frozenset(i for i in range(j) if _again(self.counts[i], self.counts[j])) for j in range(len(self.counts))}

    @cached_property
    def naive(self) -> tuple[int, ...]:
        """The subset of all that were read for sure, each told once."""
        chosen: list[int] = []
        for j, count in enumerate(self.counts):
            if count.is_sure and not self.repeats[j] & set(chosen):
                chosen.append(j)
        return tuple(chosen)


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
    if any(not c.head or c.head in general or (c.people is not None and c.people.kind in {"number", "pronoun"}) for c in (first, second)):
        return "some people"
    return "same people" if first.head == second.head else "other people"


def features(asked: Options, subset: Sequence[int]) -> Features:
    """Return what speaks for or against a subset being the toll."""
    found: dict[str, float] = {}
    inside = set(subset)
    for name in _all(asked, subset, inside):
        found[name] = found.get(name, 0.0) + 1.0
    own = OWN_WEIGHTS.get(asked.harm)
    return {**found, **({f"{own}: {name}": value for name, value in found.items()} if own else {})}


def _all(asked: Options, subset: Sequence[int], inside: set[int]) -> Iterator[str]:
    unsure = () in asked.subsets
    for i in subset:
        yield from _member(asked.counts[i])
        people = asked.counts[i].people
        if asked.of_staff and people is not None:
            yield f"{people.kind} among staff"
    if unsure:
        yield from (f"{'some' if subset else 'none'} beside {harm.value}" for harm in asked.beside or ())
        yield "some" if subset else "none"
    if not subset:
        return
    yield f"size {min(4, len(subset))}"
    if tuple(subset) == asked.naive:
        yield "naive"
    if len(subset) == len(asked.counts):
        yield "all"
    yield from _within(asked, subset)
    yield from _without(asked, subset, inside)


def _member(count: Count) -> Iterator[str]:
    """Yield how one count was read."""
    people = count.people
    soft = count.use in {"hinted", "suggested"}
    yield f"tie {count.tie}{' of a hint' if soft else ''}"
    yield f"use {count.use}"
    if soft:
        yield f"hint {count.word}"
    yield f"meant {count.claim.operator.value}"
    if people is not None:
        if people.kind not in _NATURES:
            yield f"people {people.kind}"
        for name in ("part", "other", "refers", "plural", "counted"):
            if getattr(people, name):
                yield name
    if count.adjacent:
        yield "beside its verb"
    if count.shared:
        yield f"of another harm {count.tie}"
    if count.resolved:
        yield "resolved"
    if count.doer and people is not None and (people.kind in {"pronoun", "attackers"} or people.refers):
        yield f"may be who did it {people.kind}"
    if count.summed:
        yield "over a time"
    if count.claim.speaker:
        yield "another's word"
    if count.distance:
        yield f"near {min(3, count.distance // 3)}"


def _within(asked: Options, subset: Sequence[int]) -> Iterator[str]:
    """Yield how the members of a subset stand to one another."""
    counts = [asked.counts[i] for i in subset]
    for j in subset:
        if asked.repeats[j] & set(subset):
            count = asked.counts[j]
            yield "told twice"
            yield f"told twice {'one' if count.value == 1 else 'several'}"
            if count.people is not None and count.people.kind not in _NATURES:
                yield f"told twice {count.people.kind}"
            if count.people is not None and count.people.refers:
                yield "told twice, refers"
    for first, second in zip(counts, counts[1:], strict=False):
        if first.run == second.run:
            yield "joined"
        else:
            yield f"adds {_likeness(first, second)}"
            apart = second.sentence - first.sentence
            yield f"sentences apart {min(3, apart)}"
            if (second.people is not None) and second.people.other:
                yield "then others"
        if first.claim.speaker != second.claim.speaker:
            yield "two voices"
        if first.tie == "toll" or second.tie == "toll":
            yield "toll added"
        if first.is_sure != second.is_sure:
            yield "sure with unsure"
    if counts and all(c.is_sure for c in counts):
        yield "all sure"
    sums = {asked.total(s) for s in asked.subsets if 0 < len(s) <= 2 and not set(s) & set(subset) and _may_be(asked, s, subset)}
    if asked.total(subset) in sums:
        yield "sum told elsewhere"
    for i in subset:
        others = [k for k in subset if k != i]
        if len(others) > 1 and asked.counts[i].value == asked.total(others):
            yield "whole and parts"


def _may_be(asked: Options, one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether the people of two subsets may be the same."""
    return any(_likeness(asked.counts[i], asked.counts[k]) != "other people" for i in one for k in other)


def _without(asked: Options, subset: Sequence[int], inside: set[int]) -> Iterator[str]:
    """Yield how those left out stand to the members of a subset."""
    total = asked.total(subset)
    last = max(subset)
    for k, count in enumerate(asked.counts):
        if k in inside:
            continue
        sure = count.is_sure
        if sure and not all(asked.counts[i].is_sure for i in subset):
            yield "unsure before sure"
        if sure and any(asked.counts[i].run == count.run for i in subset):
            yield "splits a list"
        told = bool(asked.repeats[k] & inside) or any(k in asked.repeats[i] for i in subset)
        if sure and told:
            yield "told again, left out"
        if any(k in asked.repeats[i] for i in subset):
            yield "first telling left out"
        if sure and not told:
            value = count.value or 0
            size = "larger" if value > total else "smaller"
            where = "later" if k > last else "earlier"
            yield f"sure {size} {where} left out"
            alike = {_likeness(asked.counts[i], count) for i in subset}
            for name in ("same people", "other people", "some people"):
                if name in alike:
                    yield f"left out {name}, {'equal' if value == total else size}"
                    break
            if count.people is not None and asked.of_staff:
                yield f"left out {count.people.kind} among staff{' other' if count.people.other else ''}"
            if count.tie == "toll":
                yield f"toll {size} left out"
            if count.claim.operator is Operator.EXACT and value == total:
                yield "same number left out"


def choose(asked: Options, scorer: Scorer | None = None) -> tuple[int, ...]:
    """Return the likeliest subset, () where there is nothing to choose from.

    Parameters
    ----------
    scorer
        In place of the trained one.
    """
    if not asked.counts:
        return ()
    judge = scorer or load(NAME)
    return max(asked.subsets, key=lambda s: (judge.score(features(asked, s)), -len(s), tuple(-i for i in s)))
