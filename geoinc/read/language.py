"""Which language a text seems to be in, by its script and its commonest short words."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LATIN = "LATIN"
ENGLISH = "en"
_SAMPLE = 1_000
"""Code points looked at."""
_LEAST_LETTERS = 30
_LEAST_WORDS = 8
_ENOUGH_WORDS = 30
_HARDLY = 0.02
"""Texts of so many words with fewer English short words than this share are not English."""
_SURELY = 0.2
"""From this share of English short words on a text is English without a look at others."""
_LEAST_SHARE = 0.1
"""Share of a text's words that a language's short words must make; running text has 25 % and more of its own."""
_LEAD = 1.3
"""How many times more such words it must have than English has; English texts quote foreign names."""
_FIRST_KANA = 0.1
"""Share of the letters from which on kana among Chinese characters mean Japanese."""
_WORD = re.compile(r"[^\W\d_]{2,}")
"""Single letters are initials and list marks in every language."""
_OWN_LETTERS = 1
"""So many of the letters that no other language of the script has tell a language."""
_STRANGE = 0.01
"""Share of letters of other alphabets that a text may have: of a name, of a quotation."""
_LEAST_KINDS = 3
"""So many different short words make a language; names alone have one or two ("De", "La")."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its ISO 639-1 code, its English name, and how its texts are told."""

    code: str
    name: str
    script: str
    words: frozenset[str]
    letters: frozenset[str] = frozenset()
    alphabet: frozenset[str] = frozenset()


def language_of(text: str) -> Language | None:
    """Return the language that a text seems to be in, or None where there is too little to tell.

    Its code is empty where only the script, or that it is not English, can be told.
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    if _is_english(words):
        return _by_code()[ENGLISH]
    script = _script(sample)
    of_script = [language for language in languages() if language.script == script and _spells(language, sample)]
    if len(of_script) == 1:
        return of_script[0]
    told, spelled = _by_words(words, of_script, sample), _by_letters(sample, of_script)
    if told is None or (spelled is not None and not told.letters):
        told = spelled
    return told or _unnamed(words, script)


def _is_english(words: list[str]) -> bool:
    return len(words) >= _LEAST_WORDS and _share(words, _by_code()[ENGLISH]) >= _SURELY


def _share(words: list[str], language: Language) -> float:
    own, letters = language.words, language.letters
    if not letters or language.script != LATIN:
        return sum(word in own for word in words) / len(words)
    return sum(word in own or not (word.isascii() or letters.isdisjoint(word)) for word in words) / len(words)


def _unnamed(words: list[str], script: str | None) -> Language | None:
    if script is not None and script != LATIN:
        return Language("", f"a language in the {script.title()} script", script, frozenset())
    if len(words) >= _ENOUGH_WORDS and _share(words, _by_code()[ENGLISH]) < _HARDLY:
        return Language("", "a language other than English", LATIN, frozenset())
    return None


@cache
def languages() -> tuple[Language, ...]:
    """Return the languages that can be told, from ``languages.toml``."""
    rows = tomllib.loads((Path(__file__).parent / "languages.toml").read_text("utf-8"))
    return tuple(_language(code, row) for code, row in rows.items())


def _language(code: str, row: Mapping[str, str]) -> Language:
    words, letters, alphabet = (row.get(name, "") for name in ("words", "letters", "alphabet"))
    return Language(code, row["name"], row["script"], frozenset(words.split()), frozenset(letters), frozenset(alphabet))


@cache
def _by_code() -> dict[str, Language]:
    return {language.code: language for language in languages()}


def _script(sample: str) -> str | None:
    """Return the script that most letters are of."""
    letters = [c for c in sample if c.isalpha()]
    if len(letters) < _LEAST_LETTERS and all(c.isascii() for c in letters):
        return None
    counts = Counter(LATIN if c.isascii() else _script_of(c) for c in letters)
    if counts["HIRAGANA"] + counts["KATAKANA"] > _FIRST_KANA * len(letters):
        return "HIRAGANA"
    return counts.most_common(1)[0][0]


@cache
def _script_of(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split()[0]


def _by_words(words: list[str], candidates: list[Language], sample: str) -> Language | None:
    small = frozenset(word for word in _WORD.findall(sample) if word.islower())
    foreign = bool(candidates) and candidates[0].script != LATIN
    if len(words) < _LEAST_WORDS / (2 if foreign else 1) or not candidates:
        return None
    shares = {language.code: _share(words, language) for language in candidates}
    best = max(candidates, key=lambda language: shares[language.code])
    enough = shares[best.code] >= (_LEAST_SHARE if best.script == LATIN else _LEAST_SHARE / 2)
    kinds = {word for word in words if word in best.words or (word in small and not best.letters.isdisjoint(word))}
    enough = enough and len(kinds) >= _LEAST_KINDS - foreign
    return best if enough and shares[best.code] >= _LEAD * shares.get(ENGLISH, 0.0) else None


def _by_letters(sample: str, candidates: list[Language]) -> Language | None:
    """Return the language whose own letters a text has, if it has those of one alone above all."""
    counts = Counter(sample.lower())
    found = {language.code: sum(counts[letter] for letter in language.letters) for language in candidates}
    ranked = sorted(candidates, key=lambda language: -found[language.code])
    most, second = (*(found[language.code] for language in ranked), 0, 0)[:2]
    told = most >= _OWN_LETTERS and most > 2 * second
    return ranked[0] if told and ranked[0].script != LATIN else None


def _spells(language: Language, sample: str) -> bool:
    """Whether a text is written in the alphabet of a language, as far as that is given."""
    known = language.alphabet
    strange = sum(not c.isascii() and c.isalpha() and c not in known for c in sample.lower()) if known else 0
    return strange <= _STRANGE * len(sample)
