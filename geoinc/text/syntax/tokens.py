"""Words and signs as a parser reads them: clitics and hyphens apart; dates, clock times and positions as one token each.

A parser that meets "03-54N 005-27E" or "28 Nov 2012" as loose numbers takes them for objects; as one token of their
kind they are what they are. The split is that of the English treebanks: "don't" is two tokens, "all-girl" three.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import cache, partial
from typing import Any, NamedTuple

from geoinc import language
from geoinc.language.lexicon import read
from geoinc.text.time_words import TIME_WORDS
from geoinc.text.tokens import longest, view


class Mask(StrEnum):
    """What a token that stands for several words is; the value is the form that the parser sees."""

    DATE = "‹date›"
    TIME = "‹time›"
    POSITION = "‹position›"
    ADDRESS = "‹address›"


class SyntaxToken(NamedTuple):
    """A word, a sign or a masked expression. ``start`` and ``end`` are code points into the text.

    ``form`` is what the parser sees: the characters themselves, or the value of a :class:`Mask`.
    """

    form: str
    start: int
    end: int

    @property
    def is_masked(self) -> bool:
        """Whether this stands for a date, a time, a position or an address."""
        return len(self.form) > 1 and self.form[0] == "‹"


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[SyntaxToken]:
    """Return the tokens of ``text[start:end]``.

    >>> [t.form for t in tokenize("Robbers didn't board the all-weather tug at 0930 UTC on 28 Nov 2012.")]
    ['Robbers', 'did', "n't", 'board', 'the', 'all', '-', 'weather', 'tug', 'at', '‹time›', 'on', '‹date›', '.']
    """
    stop = len(text) if end is None else end
    found: list[SyntaxToken] = []
    for first, last, mask in masked(text, start, stop):
        found += _words(text, start, first)
        found.append(SyntaxToken(mask.value, first, last))
        start = last
    found += _words(text, start, stop)
    return found


def masked(text: str, start: int, end: int) -> Iterator[tuple[int, int, Mask]]:
    """Yield the spans of ``text[start:end]`` that stand for one thing each, in order."""
    addressed = _MAY_ADDRESS.search(text, start, end) is not None
    if addressed or _DIGIT.search(text, start, end):
        for match in _mask_pattern(addressed=addressed).finditer(text, start, end):
            yield match.start(), match.end(), Mask[str(match.lastgroup)]


_DIGIT = re.compile(r"\d")
_MAY_ADDRESS = re.compile(r"@|://|www\.")


_token: Callable[[Iterable[Any]], SyntaxToken] = partial(tuple.__new__, SyntaxToken)
"""Makes a token without the detour over its keywords; texts have hundreds."""


def _words(text: str, start: int, end: int) -> list[SyntaxToken]:
    if start >= end:
        return []
    found = view("syntax").scan(text, start, end)
    cuts = list(map(_CUTS.__getitem__, found.words))
    tokens: list[SyntaxToken] = list(map(_token, zip(found.words, found.starts, found.ends, strict=True)))
    if any(cuts):
        for i in reversed([i for i, cut in enumerate(cuts) if cut]):
            (word, first, last), cut = tokens[i], cuts[i]
            tokens[i : i + 1] = [
                SyntaxToken(word[:cut], first, first + cut),
                SyntaxToken(word[cut:], first + cut, last),
            ]
    return tokens


class _Cuts(dict[str, int]):
    """Where each word met so far is cut in two, 0 where it is not."""

    def __missing__(self, word: str) -> int:
        fused, cut_before = _splits()
        cut = fused.get(word.lower(), 0) or (_cut(word, cut_before) if len(word) > 2 and not word.isalnum() else 0)
        if len(self) >= _CUTS_KEPT:
            self.clear()
        self[word] = cut
        return cut


_CUTS_KEPT = 20_000
_CUTS = _Cuts()


def _cut(word: str, endings: Iterable[str]) -> int:
    """Return where the ending begins that is a token of its own, or 0."""
    plain = word.lower().replace("’", "'")
    return next((len(word) - len(e) for e in endings if plain.endswith(e) and len(e) < len(plain)), 0)


@cache
def _splits() -> tuple[dict[str, int], tuple[str, ...]]:
    """Return the words written as one, each with the length of its first, and the endings that words split before."""
    data = read(language.path("tokens.toml"))
    return dict(data["fused"]), tuple(data["tokens"]["cut_before"])


@cache
def _mask_pattern(*, addressed: bool) -> re.Pattern[str]:
    """Return the pattern of masked expressions, with addresses or without; its groups are named as the masks.

    What all but an address may begin with is looked at first.
    """
    data = read(language.path("tokens.toml"))
    months = {*TIME_WORDS.words("months"), *TIME_WORDS.words("short_months")}
    letters = {case(word[0]) for word in (*months, *data["positions"]["words"]) for case in (str.lower, str.upper)}
    address = r"|(?P<ADDRESS>(?:\bhttps?://|\bwww\.)\S++|(?<![\w.+-])[\w.+-]++@[\w-]++\.[\w.]++)"
    return re.compile(
        rf"(?=[\d({''.join(sorted(letters))}-])(?:"
        rf"(?P<POSITION>{_position(data['positions'])})|(?P<DATE>{_date(data['dates'], data['times'])})"
        rf"|(?P<TIME>{_time(data['times'])}))" + address * addressed
    )


def _position(data: dict[str, Any]) -> str:
    """Return the pattern of a latitude and a longitude: numbers with any signs between them, a hemisphere, twice."""
    numbers = r"\d{1,6}(?:[ .,:;'’\"”º°?–-]{1,3}\d{1,6}){0,4}[ .,:;'’\"”º°?–-]{0,3}"
    words = rf"(?:(?i:{'|'.join(longest(data['words']))})\b[ .,:]{{0,2}})?"
    north, east = "|".join(data["north_south"]), "|".join(data["east_west"])
    decimal = r"\(?-?\d{1,2}\.\d{2,8},\s?-?\d{1,3}\.\d{2,8}\)?"
    return rf"(?<![^\W_]){words}{numbers}(?:{north})\b[ ,;:/–-]{{0,3}}{words}[ ,;:/–-]{{0,3}}{numbers}(?:{east})\b(?: (?i:{'|'.join(longest(data['words']))})\b)?|(?<![\w.]){decimal}(?![\w.])"


def _date(data: dict[str, Any], times: dict[str, Any]) -> str:
    months = TIME_WORDS.words("months")
    month, any_month = ("|".join(_cased(names)) for names in (months, {*months, *TIME_WORDS.words("short_months")}))
    stop = r"(?:\.(?=\s?[\da-z,]))?"  # "Jan. 5", not the end of a sentence
    ordinal, joint, zones = "|".join(data["ordinals"]), "|".join(data["joints"]), "|".join(longest(times["zones"]))
    return (
        rf"(?<![\w.,/-])(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?P<sign>[./-])\d{{1,2}}(?P=sign)(?:\d{{4}}|\d{{2}}))(?![\w/-])"
        rf"|(?<![\w.,])\d{{6}}\s?(?i:{zones})\s(?:{any_month}){stop}(?:\s\d{{2,4}}\b)?"
        rf"|(?<![\w.,])\d{{1,2}}(?:{ordinal})?[\s-](?:(?:{joint})\s)?(?:{any_month}){stop}(?![^\W_])(?:,?[\s-]\d{{4}}\b|[\s-]\d{{2}}\b)?"
        rf"|\b(?:{any_month}){stop}\s\d{{1,2}}(?:{ordinal})?(?![\w:]|[.,]\d)(?:,?\s\d{{4}}\b)?"
        rf"|\b(?:{month})\s\d{{4}}\b"
    )


def _cased(words: Iterable[str]) -> list[str]:
    """Return words with a capital and in capitals: "may" is no month."""
    return [form for w in sorted(words, key=lambda w: (-len(w), w)) for form in (w.capitalize(), w.upper())]


def _time(data: dict[str, Any]) -> str:
    zones, halves = "|".join(longest(data["zones"])), "|".join(longest(data["halves"]))
    end = rf"(?:\s?(?i:{halves}))?(?:\s?(?i:{zones}))?(?![^\W_])"
    return (
        rf"(?<![\w.,:])(?:\d{{1,2}}:\d{{2}}(?::\d{{2}})?{end}"
        rf"|\d{{1,2}}\.\d{{2}}\s?(?i:{halves}|{zones})(?![^\W_])|\d{{4}}\s?(?i:{zones})(?![^\W_])|\d{{1,2}}\s?(?i:{halves})(?![^\W_]))"
    )
