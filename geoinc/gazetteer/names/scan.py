"""Scanning: every gazetteer name in a running text, with the text's own offsets, in any script.

The text is folded with the same table as the names, one sign for one sign, so that offsets stay. Signs that fold to
none or several (an apostrophe, "ß"), blanks in a row and wrapped lines are marked, and only names that run across
a mark are looked up by a respelled piece of text. What ends a clause ends a name.

Names begin at a capital (unless asked otherwise: a text without any, say) or at a letter of a script without case, after something that is no letter (or at an Arabic
article before that: "al-Omar"); they end before something that is no letter. Scripts without blanks (Chinese,
Japanese, Thai …) may begin and end anywhere. What a word can begin is remembered, so that most words cost one
look-up in a dictionary.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.gazetteer.file.columns import NameFlag
from geoinc.gazetteer.file.store import KERNEL
from geoinc.gazetteer.names.fold import FOLDING, fold
from geoinc.gazetteer.names.lexicon import name_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marisa_trie import Trie
    from numpy.typing import NDArray

    from geoinc.gazetteer.file.store import Store

MAX_KEY_LENGTH: Final = 64
"""Names longer than this (code points, folded) are not looked for in running text."""

MAX_TOKENS_KEPT: Final = 200_000
MANY_KEYS: Final = 400
ANY: Final = "*"
LAST_SPACED: Final = "\u0dff"
"""Before the first of the scripts that are written without blanks, or with endings that no blank sets off."""

MARK: Final = "\x01"
"""Stands in a flat text for one sign that folds to none or several."""

_ABBREVIATION: Final = int(NameFlag.ABBREVIATION)
BREAK: Final = "\x02"
"""Stands for what ends a clause, so that no name runs across it."""

_JOINERS: Final = frozenset("-‐‑‒/ \u00a0\u2002\u2003\u2009\u202f\t")
"""Signs within names that stand for a blank."""

_ANYWHERE: Final = "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Thai, Lao, Tibetan, Myanmar, Khmer, kana and Han: written without blanks."""

_FIRST: Final = ("Lu", "Lt", "Lo")
"""Capitals, and letters without case: what begins a name, on the first plane of Unicode."""

LAST_OF_PLANE: Final = "\uffff"
_FIRST_BEYOND: Final = (("\U00010400", "\U0001efff"), ("\U00020000", "\U0003ffff"))
"""What begins a name beyond it."""

_MARKS: Final = ("Mn", "Mc", "Me")
"""Accents and vowel signs, which belong to words."""

_HANGUL: Final = "\uac00-\ud7a3"
"""Korean particles follow a name without a blank, so that a name may end within a word."""

_BLANKS: Final = re.compile("  +(?! *\n)")
_DOTTED: Final = r"\.(?:(?<=(?<![^\W\d_])[^\W\d_]\.)|{words})(?=[\w\s])"


@dataclass(frozen=True, slots=True)
class Hit:
    """A gazetteer name at text[start:end]; ``key`` is its number for ``Gazetteer.indices_of_key``."""

    start: int
    end: int
    key: int


@dataclass(frozen=True, slots=True)
class Hits:
    """Hits as parallel arrays, by start, then by end: shorter names within longer ones are there too."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    key: NDArray[np.int64]

    def __len__(self) -> int:
        """Return the number of hits."""
        return len(self.start)


class _Flattening(dict[int, str]):
    """The folding table made one to one: marks for signs of another length, breaks for what ends a clause."""

    def __missing__(self, code: int) -> str:
        folded, sign = FOLDING[code], chr(code)
        if sign in "\n\r":
            flat = sign.replace("\r", " ")
        elif sign == "." or (folded == " " and sign not in _JOINERS):
            flat = BREAK
        else:
            flat = folded if len(folded) == 1 else MARK
        self[code] = flat
        return flat


class _Wordly(dict[str, bool]):
    """Whether a sign is part of words: a letter, digit, or vowel sign."""

    def __missing__(self, sign: str) -> bool:
        self[sign] = wordly = unicodedata.category(sign)[0] in "LMN"
        return wordly


class _SignTable:
    """What the kernel must know of signs, up to :data:`MAX_CODE`: a number each, and how those are spelled that are marks.

    The number has the flat form in its lower half, and the answers of :meth:`_facts` above it.
    """

    def __init__(self) -> None:
        self.arrays = np.zeros(MAX_CODE, np.uint32), np.zeros((MAX_CODE, MOST_SPELLED), np.uint16)
        self.learn("".join(map(chr, range(128))))

    def learn(self, text: str) -> bool:
        """Find out about the signs of a text; returns whether any was new and all are for the kernel."""
        table, spelled = self.arrays
        new = [sign for sign in set(text) if ord(sign) >= MAX_CODE or not table[ord(sign)]]
        if not new or ord(max(new)) >= MAX_CODE:
            return False
        for sign in new:
            code = ord(sign)
            flat, spelling = _FLATTENING[code], FOLDING[code]
            table[code] = sum(bool(fact) * MAX_FLAT << at for at, fact in enumerate(self._facts(sign, spelling)))
            table[code] |= ord(flat) % MAX_FLAT
            if flat == MARK and len(spelling) <= MOST_SPELLED:
                spelled[code, : len(spelling)] = [ord(one) % MAX_FLAT for one in spelling]
        return True

    @staticmethod
    def _facts(sign: str, spelling: str) -> tuple[object, ...]:
        """Return whether a sign is known, and none for the kernel; begins names, and words; is in both; and what it is else."""
        beyond = len(spelling) > MOST_SPELLED or any(ord(one) >= MAX_FLAT for one in spelling) or _endless().match(sign)
        word, letter, blank = (re.match(one, sign) for one in (r"\w", r"[^\W\d_]", r"\s"))
        category, plane = unicodedata.category(sign), sign <= LAST_OF_PLANE
        first = category in _FIRST if plane else any(begin <= sign <= end for begin, end in _FIRST_BEYOND)
        in_token = word or (plane and category in _MARKS)
        return True, beyond, first, letter, in_token, _WORDLY[sign], word, letter, blank


_FLATTENING: Final = _Flattening()
_ASCII: Final = bytes(ord(_FLATTENING[code]) for code in range(128)) + bytes(range(128, 256))
"""What each sign of ASCII is made; bytes are translated at once, which takes a tenth of the time."""

_OF_ASCII: Final = bytes(range(128))
MAX_CODE: Final = 0x20000
"""The kernel leaves texts with signs from here on, and with those of scripts without blanks, to Python."""

MAX_FLAT: Final = 0x10000
"""What it knows of a sign has its flat form in the lower half of 32 bits."""

MOST_SPELLED: Final = 4
"""So many signs may be one in a text that the kernel reads."""

FEW: Final = 16
"""So many signs beyond ASCII are exchanged one after the other."""

_WORDLY: Final = _Wordly()

Found = tuple[int, int, int]


class Scanner:
    """Finds the names of a store in texts."""

    def __init__(self, store: Store) -> None:
        self._keys = store.keys
        self._flags = store.key_flags
        self._tree = store.tree
        self._tokens: dict[str, tuple[int, str | None]] = {}
        self._last: tuple[tuple[str, bool], list[Found]] | None = None
        self._articles = frozenset(a for a in name_words().articles if a.isascii() and a != "the")
        self._article_ends = frozenset(a[-1] for a in self._articles)
        self._asked = _signs().arrays, _short_forms(), tuple(sorted(self._articles))

    def scan(self, text: str, *, any_case: bool = False) -> list[Hit]:
        """Return every name in ``text``, by start, then by end; names inside longer names are hits of their own."""
        return [Hit(*hit) for hit in self.find(text, any_case=any_case)]

    def scan_arrays(self, text: str, *, any_case: bool = False) -> Hits:
        """Return the same hits as arrays."""
        found = np.array(self.find(text, any_case=any_case), np.int64).reshape(-1, 3)
        return Hits(found[:, 0], found[:, 1], found[:, 2])

    def find(self, text: str, *, any_case: bool = False) -> list[Found]:
        """Return the hits as (start, end, key); of the text asked for last from memory, as its readers ask in turn."""
        asked = text, any_case
        if self._last is None or self._last[0] != asked:
            self._last = asked, self._find(text, any_case=any_case)
        return list(self._last[1])

    def _find(self, text: str, *, any_case: bool) -> list[Found]:
        quick = self._find_by_kernel(text, any_case=any_case)
        if quick is not None:
            return quick
        found: list[Found] = []
        flat, tokens, articles, last = _Flat(text), self._tokens, self._articles, self._article_ends
        keys, walk, may_go_on = self._keys, flat.walk, flat.may_go_on
        for match in _token_pattern(ascii_only=text.isascii(), any_case=any_case).finditer(text):
            start, end = match.span()
            token = text[start:end]
            if (
                start > 2
                and text[start - 2] in last
                and (text[start - 3 : start - 1] in articles or text[start - 4 : start - 1] in articles)
            ):
                found += self._from_article(flat, start)
            key, follows = tokens.get(token) or self._learn(token)
            if may_go_on(end, follows):
                found += walk(keys, start)
            elif key >= 0:
                found.append((start, end, key))
            if token[0] > LAST_SPACED:
                found += self._within(flat, match)
        if "." not in text:
            return found
        return [hit if text[hit[1] : hit[1] + 1] != "." else self._with_period(text, hit) for hit in found]

    def _find_by_kernel(self, text: str, *, any_case: bool) -> list[Found] | None:
        """Return the same from the kernel; None where there is none, or the text is not for it."""
        if KERNEL is None or self._tree is None:
            return None
        answer = KERNEL.scan(self._tree, text, any_case, *self._asked)
        if answer is None and _signs().learn(text):
            answer = KERNEL.scan(self._tree, text, any_case, *self._asked)
        if answer is None:
            return None
        hits: list[Found] = answer[0]
        for at in answer[1]:
            hits[at] = self._with_period(text, hits[at])
        return hits

    def _learn(self, token: str) -> tuple[int, str | None]:
        """Find out, once for each word, its own key (-1: none), and how the keys that it begins go on.

        That is the first two letters of their next word, each pair behind a bar. ANY stands for all, as there are too many such
        keys; None for a script without blanks.
        """
        folded = fold(token)
        longer = list(islice(self._keys.iterkeys(f"{folded} "), MANY_KEYS))
        at = len(folded) + 1
        follows: str | None = ANY if len(longer) == MANY_KEYS else "".join({f"|{key[at : at + 2]}" for key in longer})
        if token[0] > LAST_SPACED and _endless().search(token):
            follows = None
        if len(self._tokens) >= MAX_TOKENS_KEPT:
            self._tokens.clear()
        self._tokens[token] = known = self._keys.get(folded, -1), follows
        return known

    def _from_article(self, flat: _Flat, start: int) -> Iterator[Found]:
        """Yield the names that begin with the article before ``start`` and reach beyond it."""
        for length in (2, 3):
            begin = start - 1 - length
            if flat.original[max(begin, 0) : start - 1] in self._articles and flat.is_start(begin):
                yield from (hit for hit in flat.walk(self._keys, begin) if hit[1] > start)

    def _within(self, flat: _Flat, match: re.Match[str]) -> Iterator[Found]:
        """Yield the names that begin within a run of a script without blanks."""
        for inner in _anywhere().finditer(match.group(), 1):
            yield from flat.walk(self._keys, match.start() + inner.start())

    def _with_period(self, text: str, hit: Found) -> Found:
        """Take in the full stop after a hit if it belongs to an abbreviation: "U.S.", "Calif."."""
        start, end, key = hit
        surface = text[start:end]
        dotted = "." in surface and " " not in surface
        short = bool(int(self._flags[key]) & _ABBREVIATION) and not surface.isupper()
        return (start, end + 1, key) if dotted or short else hit


class _Flat:
    """A text folded one to one, and the places where that is not the whole truth."""

    def __init__(self, text: str) -> None:
        self.original = text
        self._text = _flattened(text)
        spots = _marks(text, self._text)
        if "." in text:
            spots |= {m.start(): (m.end(), "") for m in _dotted().finditer(text)}
        self._spots = spots
        self._starts = sorted(spots)

    def may_go_on(self, end: int, follows: str | None) -> bool:
        """Tell whether a name may run on after a word that ends at an offset, given the next word's first letters."""
        after = self._text[end : end + 3]
        if follows is None or end in self._spots:
            return True
        if after[:1] != " " or not follows:
            return False
        # Where the second sign is no letter, it may be spelled otherwise; in other scripts a name may end before it.
        known = after[1:] if after[2:].isalnum() and after.isascii() else after[1:2]
        return follows == ANY or known[:1] == MARK or f"|{known}" in follows

    def is_start(self, at: int) -> bool:
        """Tell whether a word can begin at an offset."""
        return at == 0 or (at > 0 and not _WORDLY[self.original[at - 1]])

    def walk(self, keys: Trie, start: int) -> list[Found]:
        """Return the names that begin at an offset."""
        stop = self._text.find(BREAK, start, start + MAX_KEY_LENGTH)
        stop = start + MAX_KEY_LENGTH if stop < 0 else stop
        spot = bisect_left(self._starts, start)
        if spot < len(self._starts) and self._starts[spot] <= stop:
            return self._walk_respelled(keys, start, spot)
        is_end = self._is_end
        ends = ((start + len(name), name) for name in keys.prefixes(self._text[start:stop]))
        return [(start, end, keys.key_id(name)) for end, name in ends if is_end(end)]

    def _walk_respelled(self, keys: Trie, start: int, spot: int) -> list[Found]:
        window, ends = self._respell(start, spot)
        found: list[Found] = []
        for name in keys.prefixes(window):
            end = ends[len(name) - 1]
            if self._is_end(end) and (not found or found[-1][1] != end):
                found.append((start, end, keys.key_id(name)))
        return found

    def _respell(self, start: int, spot: int) -> tuple[str, list[int]]:
        """Return the text from ``start`` spelled as keys are, and for each of its signs the offset it ends at."""
        pieces, ends, at = [], [], start
        for begin in self._starts[spot : spot + MAX_KEY_LENGTH]:
            if begin - start > MAX_KEY_LENGTH:
                break
            end, spelled = self._spots[begin]
            if begin < at:
                continue
            pieces += [self._text[at:begin], spelled]
            ends += [*range(at + 1, begin + 1), *([end] * len(spelled))]
            at = end
        tail = self._text[at : at + MAX_KEY_LENGTH]
        return "".join((*pieces, tail)), [*ends, *range(at + 1, at + 1 + len(tail))]

    def _is_end(self, end: int) -> bool:
        text = self.original
        if end >= len(text) or not _WORDLY[text[end]]:
            return True
        return text[end - 1] > LAST_SPACED and _endless().match(text, end - 1) is not None


def _flattened(text: str) -> str:
    """Return a text with every sign made what :class:`_Flattening` says: ASCII, which most texts are but for a few signs, by bytes."""
    raw = text.encode("utf-8", "surrogatepass")
    others = sorted(set(raw.translate(None, _OF_ASCII).decode("utf-8", "surrogatepass")))
    if len(others) > FEW:
        return text.translate(_FLATTENING)
    flat = raw.translate(_ASCII).decode("utf-8", "surrogatepass")
    for sign in others:
        flat = flat.replace(sign, _FLATTENING[ord(sign)])
    return flat


def _marks(text: str, flat: str) -> dict[int, tuple[int, str]]:
    """Return where a flat text is not spelled as keys are, by start: the end, and the spelling."""
    spots: dict[int, tuple[int, str]] = {}
    if MARK in flat:
        spots |= {m.start(): (m.end(), FOLDING[ord(text[m.start()])]) for m in re.finditer(MARK, flat)}
    if "\n" in flat:
        spots |= {start: (end, " ") for start, end in _wrapped_lines(flat)}
    if "  " in flat:
        spots |= {m.start(): (m.end(), " ") for m in _BLANKS.finditer(flat)}
    return spots


def _wrapped_lines(flat: str) -> Iterator[tuple[int, int]]:
    """Yield the lone line feeds, with the blanks around them; an empty line is no wrapped line, but ends names."""
    for match in re.finditer("\n", flat):
        start, end = match.start(), match.end()
        while start and flat[start - 1] == " ":
            start -= 1
        while flat[end : end + 1] == " ":
            end += 1
        if flat[end : end + 1] != "\n" and flat[start - 1 : start] != "\n":
            yield start, end


@lru_cache(maxsize=1)
def _dotted() -> re.Pattern[str]:
    """Match the full stops that end no sentence: of initials and of Saint, Mount and Fort."""
    words = "|".join(rf"(?<=\b{re.escape(form)}\.)" for form in _short_forms())
    return re.compile(_DOTTED.format(words=words))


@lru_cache(maxsize=1)
def _short_forms() -> tuple[str, ...]:
    """Return the abbreviations of Saint, Mount and Fort, as they are written."""
    short = sorted({word for word, all_of in name_words().spellings.items() if _is_short(word, all_of)})
    return tuple(form for word in short for form in (word.capitalize(), word.upper()))


@lru_cache(maxsize=1)
def _signs() -> _SignTable:
    return _SignTable()


def _is_short(word: str, spellings: tuple[str, ...]) -> bool:
    """Tell an abbreviation by its longer spelling: st of saint."""
    return word.isascii() and 1 < len(word) <= 3 and len(spellings[0]) > len(word) and spellings[0][0] == word[0]


@lru_cache(maxsize=4)
def _token_pattern(*, ascii_only: bool, any_case: bool) -> re.Pattern[str]:
    """Match words that begin with a capital, or in a script without case; or (``any_case``) all words."""
    if ascii_only:
        first, wordly = "A-Za-z" if any_case else "A-Z", "A-Za-z0-9_"
    else:
        beyond = "".join(f"{begin}-{end}" for begin, end in _FIRST_BEYOND)
        wordly = r"\w" + _ranges(*_MARKS)
        first = r"^\W\d_" if any_case else _ranges(*_FIRST) + beyond
    return re.compile(rf"[{first}](?<![{wordly}][{first}])[{wordly}]*")


@lru_cache(maxsize=1)
def _anywhere() -> re.Pattern[str]:
    return re.compile(f"[{_ANYWHERE}]")


@lru_cache(maxsize=1)
def _endless() -> re.Pattern[str]:
    return re.compile(f"[{_ANYWHERE}{_HANGUL}]")


def _ranges(*categories: str) -> str:
    """Return the code points of some categories in the Basic Multilingual Plane, as ranges of a character class."""
    ranges, begin = [], None
    for code in range(0x10000 + 1):
        inside = code < 0x10000 and unicodedata.category(chr(code)) in categories
        if inside and begin is None:
            begin = code
        elif not inside and begin is not None:
            ranges.append(f"{chr(begin)}-{chr(code - 1)}")
            begin = None
    return "".join(ranges)
