"""Counts beside a count: some of those harmed ("35 people, including 24 children"), and more of them elsewhere.

"Two people died in Arden and one each in Bruck and Celle" tells of four; "12 people, seven of them children" of twelve.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geoinc.incidents.harm_words import Hit
from geoinc.incidents.victims import Victims, token_of
from geoinc.text.numbers import Quantity
from geoinc.text.sentences import Sentence
from geoinc.text.years import MONTHS

_MARKERS = frozenset({"including", "among", "incl"})
_OF = frozenset({"them", "whom", "these", "those"})
_BETWEEN = frozenset({"at", "least", "about", "some", "around", "nearly", "them", ",", "were", "are", "was", "the", "more", "than", "over", "as", "many", "up", "to", "."})  # fmt: skip
_FARTHEST = 14
"""A part farther than this (tokens) from a count is none of it."""
_LONGEST = 7
"""How many tokens the noun of a part may have."""
_ENDS = frozenset({".", ",", ";", ":", "and", "(", ")", "—", "–", "--", '"', "”", "were", "was", "in", "on", "at", "when", "after", "who", "whose", "whom", "that", "which", "as", "from", "near", "by", "during", "but", "while", "according", "said", "have", "had", "died", "killed", "wounded", "injured"})  # fmt: skip
_THERE = frozenset({"in", "at", "near", "outside"})


@dataclass(frozen=True, slots=True)
class Counted:
    """What a harm word counts."""

    hit: Hit
    victims: Victims


@dataclass(frozen=True, slots=True)
class Share:
    """A count beside the one of ``host``: its words are tokens ``first`` to ``last`` (exclusive).

    A ``subset`` is part of the host's victims; any other adds to them. ``place`` says that its words tell where rather
    than who, ``times`` how often its count stands ("one each in A and B").
    """

    host: Counted
    first: int
    last: int
    count: Quantity
    subset: bool
    place: bool = False
    times: int = 1


def shares(sentence: Sentence, counted: Sequence[Counted], quantities: Sequence[Quantity]) -> Iterator[Share]:
    """Yield the counts beside those of harm words, each once."""
    hosts = [c for c in counted if c.victims.count is not None and not c.victims.negated]
    taken = {c.victims.count.start for c in hosts if c.victims.count}
    free = [(q, token_of(sentence, q)) for q in quantities if q.start not in taken and (q.min or q.max)]
    if not hosts or not free:
        return
    lower = sentence.lower
    marked = False
    for quantity, k in free:
        after = token_of(sentence, quantity, end=True)
        marked = _is_marked(lower, k) or (marked and _goes_on(lower, k))
        if marked or _of_them(lower, after):
            yield from _part(lower, hosts, quantity, (k, after))
        elif _is_elsewhere(sentence, k, after):
            yield from _elsewhere(sentence, hosts, quantity, [k for _, k in free])


def _is_marked(lower: Sequence[str], k: int) -> bool:
    """Whether "including" or "among them" stands right before a count."""
    i = k - 1
    while i >= 0 and lower[i] in _BETWEEN:
        i -= 1
    return i >= 0 and lower[i] in _MARKERS


def _goes_on(lower: Sequence[str], k: int) -> bool:
    """Whether a count goes on with a list of parts ("including three women and two children")."""
    return lower[max(0, k - 1) : k] in (["and"], [","])


def _of_them(lower: Sequence[str], after: int) -> bool:
    return lower[after : after + 1] == ["of"] and lower[after + 1 : after + 2] != [] and lower[after + 1] in _OF


def _part(
    lower: Sequence[str], hosts: Sequence[Counted], quantity: Quantity, tokens: tuple[int, int]
) -> Iterator[Share]:
    first, after = tokens
    start = after + 2 if _of_them(lower, after) else after
    start += lower[start : start + 1] in (["were"], ["was"], ["are"])
    end = _noun_end(lower, start)
    host = min(hosts, key=lambda c: _apart(c, first))
    if end > start and _apart(host, first) <= _FARTHEST and _fits(quantity, host):
        yield Share(host, first, end, quantity, subset=True)


def _noun_end(lower: Sequence[str], start: int) -> int:
    end = start
    while end < len(lower) and end - start < _LONGEST and lower[end] not in _ENDS:
        end += 1
    return end


def _apart(counted: Counted, k: int) -> int:
    """Return how far (tokens) a part stands behind a count or its harm word; in front of both it belongs to neither."""
    ends = [e for e in (counted.victims.last, counted.hit.last + 1) if e <= k + 1]
    return min((k - e for e in ends), default=_FARTHEST + 1)


def _fits(quantity: Quantity, host: Counted) -> bool:
    """Whether a part is no larger than its whole."""
    whole = host.victims.count
    most = whole.max if whole else None
    return most is None or (quantity.min or 0) <= most


def _is_elsewhere(sentence: Sentence, k: int, after: int) -> bool:
    """Whether "and three [more] in Arden" stands at a count."""
    lower = sentence.lower
    if lower[max(0, k - 1) : k] not in (["and"], [","]):
        return False
    place = after + (lower[after : after + 1] in (["each"], ["more"], ["others"], ["people"]))
    name = sentence.tokens[place + 1 : place + 2]
    return lower[place : place + 1] != [] and lower[place] in _THERE and bool(name) and _is_name(name[0].text)


def _is_name(text: str) -> bool:
    return text[0].isupper() and text.lower() not in MONTHS


def _elsewhere(
    sentence: Sentence, hosts: Sequence[Counted], quantity: Quantity, free: Sequence[int]
) -> Iterator[Share]:
    """Read "and three in Arden": more of them where the first count has a place of its own, else some of them."""
    lower = sentence.lower
    first, after = token_of(sentence, quantity), token_of(sentence, quantity, end=True)
    host = next((c for c in reversed(hosts) if 0 < first - c.hit.last <= _FARTHEST), None)
    if host is None:
        return
    place = next(i for i in range(after, len(lower)) if lower[i] in _THERE) + 1
    end, names = _names(sentence, place)
    told = lower[host.hit.last + 1 : min(k for k in free if k > host.hit.last)]
    times = names if lower[after : after + 1] == ["each"] else 1
    yield Share(host, first, end, quantity, subset=_THERE.isdisjoint(told), place=True, times=times)


def _names(sentence: Sentence, start: int) -> tuple[int, int]:
    """Return where a list of capitalised names ends, and how many there are ("Bakhmut and Chasiv Yar").

    It ends with the name behind "and"; a comma goes on with it only where an "and" follows.
    """
    end = _name_end(sentence, start)
    ends = [end]
    while _joins(sentence, ends[-1]):
        ends.append(_name_end(sentence, ends[-1] + 1))
        if sentence.lower[ends[-2]] == "and":
            return ends[-1], len(ends)
    return end, 1


def _name_end(sentence: Sentence, k: int) -> int:
    while k < len(sentence.tokens) and sentence.tokens[k].is_capital:
        k += 1
    return k


def _joins(sentence: Sentence, k: int) -> bool:
    """Whether "and" or a comma, and a name behind it, stands at a token."""
    tokens = sentence.tokens
    return k + 1 < len(tokens) and tokens[k].lower in {"and", ","} and tokens[k + 1].is_capital
