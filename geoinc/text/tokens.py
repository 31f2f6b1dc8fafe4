"""Words and signs of a text, with their offsets in it: one scan, and a view of it for each kind of reader.

What a token is stands here once: initials, abbreviations with their full stop, words, numbers, clitics, signs. Where
readers differ, the difference is data, a ``[[view]]`` of ``language/en/tokens.toml``: the weights of the recogniser and
of the parser were learned from the tokens that they see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from operator import add
from typing import Any, NamedTuple

from geoinc import kernels, language
from geoinc.language.lexicon import read, refuse, rows

KERNEL = kernels.load("tokens", 1)
"""The tokens that are told at a glance, in C (``geoinc/kernels/tokens.c``), where that is compiled."""

LETTER = r"[^\W\d_]"
APOSTROPHES = "'’"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060"
"""The soft hyphen, blanks of no width and joiners: within a word they say only where it may be broken."""
WORDS = re.compile(r"[^\W\d_]+")
"""Runs of letters: every token of letters is made of them."""
_BLANKS = {c: " " for c in range(128) if not chr(c).isalpha()}
_BLANK_BYTES = bytes(ord(" ") if byte in _BLANKS else byte for byte in range(256))
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_MOST_SIGNS = 20
"""Of more kinds of signs beyond ASCII, taking them out one by one is no faster."""
_HYPHENS = frozenset("-‐‑–")


class Token(NamedTuple):
    """One word or sign; a tuple, as a text has hundreds. ``start`` and ``end`` are code points into the text; ``lower`` is its lower case."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether this is a word or number rather than a sign."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether this begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: ``words[i]`` is ``text[starts[i]:ends[i]]``."""

    words: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        """Return how many tokens there are."""
        return len(self.words)


@dataclass(frozen=True, slots=True)
class TokenView:
    """What one kind of reader takes for a token; a row of ``tokens.toml``, where the fields are explained."""

    name: str
    within: str = LETTER
    clitics: tuple[str, ...] = ()
    clitics_in_any_case: bool = False
    invisible: bool = False
    initials_apart: bool = False
    initials_closed: bool = False
    initial: bool = False
    ordinals: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    line_breaks: bool = False
    abbreviations: tuple[str, ...] = ()
    """Patterns of words that keep their full stop."""
    shortened: frozenset[str] = frozenset()
    """The same words in small letters: no other word of more than a letter keeps one."""
    pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)
    """What is looked for, made of the other fields once: they take longer to compare than a sentence to scan."""
    _glance: tuple[bytes, int, frozenset[str]] = field(init=False, repr=False, compare=False)
    """What the kernel must know of the view."""

    def __post_init__(self) -> None:
        """Make the pattern."""
        object.__setattr__(self, "pattern", _pattern(self))
        object.__setattr__(self, "_glance", (_signs_alone(self.pattern), _facts(self), self.shortened))

    def scan(self, text: str, start: int = 0, end: int | None = None) -> Tokens:
        """Return the tokens of ``text[start:end]`` with their code points in ``text``; blanks are left out.

        Each match takes the white space after it along, so that the lengths of the matches add up to the offsets.

        >>> view("words").scan("Shells hit the U.S. base's gate.").words
        ['Shells', 'hit', 'the', 'U.S.', 'base', "'s", 'gate', '.']
        """
        stop = len(text) if end is None else min(end, len(text))
        if KERNEL is not None and start >= 0:
            return Tokens(*KERNEL.scan(text, start, stop, self.pattern.match, self._glance))
        pieces = self.pattern.findall(text, start, stop)
        sizes = list(map(len, pieces))
        begins = list(accumulate(sizes, initial=stop - sum(sizes)))
        words = list(map(str.rstrip, pieces))
        if self.line_breaks and "\n" in text:
            words = [word or "\n" for word in words]
        del begins[-1]
        return Tokens(words, begins, list(map(add, begins, map(len, words))))


@lru_cache(maxsize=16)
def view(name: str, abbreviations: tuple[str, ...] = ()) -> TokenView:
    """Return a view of ``tokens.toml``; ``abbreviations`` are further words, as they are written, that keep their full stop.

    Raises
    ------
    LexiconError
        Where the file has no such view, or a row of it cannot be used.
    """
    path = language.path("tokens.toml")
    row = next((row for row in rows(path, "view", _SHAPE) if row["name"] == name), None)
    if row is None:
        refuse(path, f"it has no view called {name!r}")
    listed = read(path)["tokens"]
    raw = [word for key in ("capitalised", "any_case") if key in row for word in listed[row[key]]]
    capitalised, any_case = (longest(listed[row.pop(key)]) if key in row else [] for key in ("capitalised", "any_case"))
    words = [
        *longest(abbreviations),
        *(rf"[{w[0].upper()}](?i:{w[1:]})" for w in capitalised),
        *(f"(?i:{w})" for w in any_case),
    ]
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    shortened = frozenset(w.lower() for w in (*abbreviations, *raw))
    return TokenView(**fields, abbreviations=tuple(words), shortened=shortened)


_SHAPE = {
    **dict.fromkeys(("name!", "within", "capitalised", "any_case"), str),
    **dict.fromkeys(("clitics", "ordinals", "signs"), list),
    **dict.fromkeys(
        ("clitics_in_any_case", "invisible", "initials_apart", "initials_closed", "initial", "line_breaks"), bool
    ),
}


def longest(words: Iterable[str]) -> list[str]:
    """Return words as patterns, the longest first, so that none hides a longer one."""
    return [re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))]


def _pattern(seen: TokenView) -> re.Pattern[str]:
    """Return the pattern of a token and the blanks behind it: what every view shares, with what it sees otherwise.

    Most words are told by the first alternative: letters of ASCII with nothing behind them that might belong to them.
    """
    apostrophe = f"[{APOSTROPHES}]"
    clitics = "|".join(longest(seen.clitics))
    clitic = rf"{apostrophe}(?{'i' * seen.clitics_in_any_case}:{clitics})(?!\w)"
    joint = rf"(?!{clitic}){apostrophe}" + rf"|[{INVISIBLE}]+" * seen.invisible
    kinds = [
        rf"[a-zA-Z]++(?![\w.{APOSTROPHES}{INVISIBLE}\u0300-\u036f])",
        r"(?<![^\W_])" * seen.initials_apart + rf"(?:{LETTER}\.){{2,20}}" + r"(?!\w)" * seen.initials_closed,
        *([rf"(?<![^\W_])(?=\w[\w.]{{0,11}}\.)(?:{'|'.join(seen.abbreviations)})\."] if seen.abbreviations else ()),
        *([r"\b[A-Z]\.(?=\s)"] if seen.initial else ()),
        rf"{LETTER}{seen.within}*+(?:(?:{joint}){LETTER}{seen.within}*+)*+",
        r"\d++(?:[.,:]\d++)*+" + rf"(?:{'|'.join(seen.ordinals)})?" * bool(seen.ordinals),
        clitic,
        *([r"\n"] if seen.line_breaks else ()),
        *seen.signs,
        r"\S",
    ]
    blanks = r"[^\S\n]*" if seen.line_breaks else r"\s*"
    return re.compile(rf"(?:{'|'.join(kinds)}){blanks}")


def _signs_alone(pattern: re.Pattern[str]) -> bytes:
    """Return of each sign of ASCII whether it is a token by itself: always (2), unless it comes twice (1), or for the pattern to say (0)."""

    def alone(sign: str) -> int:
        if sign.isalnum() or sign.isspace() or sign in APOSTROPHES:
            return 0
        always, once = (found and found.end() == 1 for found in map(pattern.match, (sign * 3, f"{sign}x")))
        return 2 if always and once else int(bool(once))

    return bytes(alone(chr(code)) for code in range(128))


def _facts(seen: TokenView) -> int:
    """Return whether ends of lines are tokens, numbers may go on in letters, and "'s" and "'S" are tokens, as bits."""
    small, capital = ((found := seen.pattern.match(f"'{sign}")) is not None and found.end() > 1 for sign in "sS")
    return seen.line_breaks + 2 * bool(seen.ordinals) + 4 * small + 8 * capital


_new = tuple.__new__
"""Makes a token without the detour over its keywords; texts have hundreds."""


def tokenize(text: str, start: int = 0, end: int | None = None, *, offset: int = 0) -> list[Token]:
    """Return the tokens of ``text[start:end]``, their offsets counted in ``text`` and raised by ``offset``."""
    found = view("words").scan(text, start, end)
    spans = zip(found.words, found.starts, found.ends, strict=True)
    return [_new(Token, (word, word.lower(), a + offset, b + offset)) for word, a, b in spans]


def words_of(text: str) -> frozenset[str]:
    """Return the runs of letters in a text, in lower case."""
    lower = text.lower()
    if lower.isascii():
        return frozenset(lower.translate(_BLANKS).split())
    signs = [c for c in set(_BEYOND_ASCII.findall(lower)) if not WORDS.match(c)]
    if len(signs) > _MOST_SIGNS:
        return frozenset(WORDS.findall(lower))
    for sign in signs:  # dashes and quotation marks, mostly
        lower = lower.replace(sign, " ")
    plain = lower.encode("utf-8", "surrogatepass").translate(_BLANK_BYTES)
    return frozenset(plain.decode("utf-8", "surrogatepass").split())


kept_words = lru_cache(maxsize=512)(words_of)
"""The runs of letters in a text or a sentence, in lower case, kept: several readers ask for those of one."""


class Gate:
    """A first look: whether any of many phrases can stand among given words.

    A phrase is a run of words; it may need one word of a set beside it.
    """

    def __init__(self, phrases: Iterable[tuple[Iterable[str], frozenset[str] | None]]) -> None:
        """Keep each phrase by its longest run of letters."""
        self._keys: dict[str, list[tuple[frozenset[str], frozenset[str] | None]]] = {}
        for phrase, needs in phrases:
            words = frozenset(WORDS.findall(" ".join(phrase)))
            self._keys.setdefault(max(sorted(words), key=len, default=""), []).append((words, needs))
        self._alone = frozenset(k for k, found in self._keys.items() if (frozenset({k}), None) in found)

    @property
    def keys(self) -> Iterable[str]:
        """The words of which one stands wherever the gate opens; "" where it may open anywhere."""
        return self._keys

    def within(self, page: frozenset[str]) -> Gate:
        """Return the gate with those phrases alone that may stand among the words of a page: a smaller one for each sentence of it."""
        found = Gate(())
        found._keys = {key: self._keys[key] for key in self._keys.keys() & page}
        found._alone = self._alone & page
        return found

    def opens(self, words: frozenset[str]) -> bool:
        """Whether all words of some phrase, and one that it needs, are among ``words`` (lower-case runs of letters)."""
        if not self._alone.isdisjoint(words):
            return True
        stands = (entry for key in self._keys.keys() & words for entry in self._keys[key])
        return any(phrase <= words and (needs is None or not needs.isdisjoint(words)) for phrase, needs in stands)


def without_hyphens(tokens: list[Token]) -> list[Token]:
    """Return the tokens without those hyphens that stand between two words ("counter-strike")."""
    if _HYPHENS.isdisjoint([t.lower for t in tokens]):
        return tokens
    last = len(tokens) - 1
    return [t for i, t in enumerate(tokens) if not (t.lower in _HYPHENS and 0 < i < last and _glued(tokens, i))]


def _glued(tokens: list[Token], i: int) -> bool:
    return tokens[i - 1].end == tokens[i].start and tokens[i + 1].start == tokens[i].end
