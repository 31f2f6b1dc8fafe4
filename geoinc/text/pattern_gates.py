"""Words that stand in whatever a regular expression matches: a first look, so that most sentences are not searched.

The pattern itself is read, so that its words are written down once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from geoinc.text.caseless import CaselessPattern

Needs = tuple[tuple[frozenset[str], ...], ...]
"""Of each alternative of a pattern sets of words (runs of letters, lower case) of each of which one stands in every match."""
_ANY, _EDGE = "\0", "\1"
"""What stands in a template for anything at all, and for what is certainly no letter, or the edge of a word."""
_MOST = 500
"""A stretch that may be written in more ways is anything."""
_PARTS = re.compile(
    r"\\x..|\\u....|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:[=!]|<[=!]|P<\w+>|[a-z-]*:)|[{]\d*,?\d*[}][?+]?|[?*+][?+]?|.",
    re.DOTALL,
)
_CONDITIONAL = re.compile(r"\(\?(?:P=|\(|#|>)")
"""Groups that are not read here."""
_AT_LEAST_ONCE = re.compile(r"\+|\{0*[1-9]")
_WHOLE = re.compile(f"(?<={_EDGE})[^{_ANY}{_EDGE}]+(?={_EDGE})")
_EDGES = frozenset({"\\b", "\\s", "\\d", "\\W", "^", "$", "\\A", "\\Z"})


def needs(pattern: str) -> Needs:
    r"""Return, of each alternative of a pattern, sets of words of each of which one stands in every match of it.

    >>> [[sorted(words) for words in sets] for sets in needs(r"\b(?:(?:heart|panic) attacks?|time bomb)\b")]
    [[['heart', 'panic'], ['attack', 'attacks']], [['time'], ['bomb']]]
    """
    return ((),) if _CONDITIONAL.search(pattern) else tuple(_of_choices(_PARTS.findall(pattern), _ANY))


def _of_choices(parts: Sequence[str], around: str) -> Iterator[tuple[frozenset[str], ...]]:
    """Yield the sets of words that each alternative needs, by what stands around them."""
    for choice in _choices(parts):
        if choice[:2] == ["\\b", "(?:"] and choice[-2:] == [")", "\\b"] and _inside(choice, 2)[1] == len(choice) - 1:
            yield from _of_choices(choice[2:-2], _EDGE)
        else:
            yield tuple(_of_sequence(choice, around))


class Search:
    """A pattern, sought only in texts that have the words it needs."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        """Compile a pattern."""
        self.pattern = re.compile(pattern, flags)
        self.caseless = CaselessPattern(self.pattern)
        self._needs = needs(pattern)
        firsts = [sets[0] if sets else None for sets in self._needs]
        self._opening = None if None in firsts else frozenset().union(*filter(None, firsts))
        """Words of which one stands in every match, whichever alternative it is of; None where they are not known."""

    def may_match(self, words: frozenset[str]) -> bool:
        """Whether a text of these words (runs of letters, lower case) may hold a match."""
        apart = words.isdisjoint
        if self._opening is not None and apart(self._opening):
            return False
        return any(not any(map(apart, sets)) for sets in self._needs)


def _choices(parts: Sequence[str]) -> list[list[str]]:
    """Return the alternatives of an expression, by its parts."""
    found: list[list[str]] = [[]]
    depth = 0
    for part in parts:
        depth += part.startswith("(") - (part == ")")
        if part == "|" and not depth:
            found.append([])
        else:
            found[-1].append(part)
    return found


def _of_sequence(parts: Sequence[str], around: str) -> list[frozenset[str]]:
    """Return the sets of words that a sequence needs, stretch by stretch: an edge ends one."""
    found: list[frozenset[str]] = []
    ways = [around]
    for templates in (*_items(parts), [around]):
        if len(ways) * len(templates) > _MOST:
            found += _whole(ways)
            ways = [_ANY]
        longer = [way + template for way, template in product(ways, templates)]
        if templates == [_EDGE]:
            found += _whole(longer)
            longer = [_EDGE]
        ways = longer
    return [*found, *_whole(ways)]


def _whole(ways: Sequence[str]) -> Iterator[frozenset[str]]:
    """Yield the words of which one stands whole in each of some ways to write a stretch."""
    words = [max(_WHOLE.findall(way), key=len, default="") for way in ways]
    if all(words):
        yield frozenset(words)


def _items(parts: Sequence[str]) -> Iterator[list[str]]:
    """Yield how each item of a sequence may be written."""
    at = 0
    while at < len(parts):
        part, at = parts[at], at + 1
        if part.startswith("("):
            inner, at = _inside(parts, at)
            # What only looks ahead or back writes nothing.
            templates = [""] if part in {"(?=", "(?!", "(?<=", "(?<!"} else _group(inner)
        else:
            templates = [_written(part)]
        if at < len(parts) and parts[at][0] in "?*+{" and len(parts[at]) + (parts[at][0] != "{") > 1:
            templates, at = _repeated(templates, parts[at]), at + 1
        yield templates


def _inside(parts: Sequence[str], start: int) -> tuple[Sequence[str], int]:
    """Return what stands in a group that was opened before a part, and where the expression goes on behind it."""
    depth, end = 1, start
    while end < len(parts) and depth:
        depth += parts[end].startswith("(") - (parts[end] == ")")
        end += 1
    return parts[start : end - 1], end


def _group(parts: Sequence[str]) -> list[str]:
    """Return how a group may be written."""
    found: dict[str, None] = {}
    for choice in _choices(parts):
        ways = [""]
        for templates in _items(choice):
            if len(ways) * len(templates) > _MOST:
                ways = [way + _ANY for way in ways]
            else:
                ways = [way + template for way, template in product(ways, templates)]
        found.update(dict.fromkeys(ways))
    return list(found) if len(found) <= _MOST else [_ANY]


def _written(part: str) -> str:
    if part in _EDGES:
        return _EDGE
    if part.startswith("\\"):
        return _ANY if part[1].isalnum() else _EDGE
    if part.startswith("["):
        return _EDGE if len(part) > 1 and part[1] != "^" and not re.search(r"[^\W\d_]", part) else _ANY
    if part == ".":
        return _ANY
    return part.lower() if part.isalpha() else _EDGE


def _repeated(templates: list[str], quantifier: str) -> list[str]:
    """Return how what is repeated may be written."""
    if quantifier[0] == "?":
        return ["", *templates]
    if all(template.endswith(_EDGE) for template in templates):
        more = [template if template == _EDGE else _ANY + _EDGE for template in templates]
        return list(dict.fromkeys(more if _AT_LEAST_ONCE.match(quantifier) else ["", *more]))
    return [_ANY]
