"""A wordbook: what a language's folder says of its words, their endings and its names; no code names a language.

A folder with a ``wordbook.toml`` is a language that is read through its gloss (:mod:`geoinc.text.gloss`): each of its
small words, and of the words by which news tells of events, stands beside the English for it. Forms are regular
expressions over whole words, in small letters; accents, vowel points and hamzas are left out on both sides.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from geoinc import language
from geoinc.language import lexicon

FILE = "wordbook.toml"
NAMES = "names.csv"
SETTINGS = frozenset(
    {"name", "reads", "cased", "elided", "suffixed", "clitics", "endings", "adjectives", "abbreviations", "letters", "lookalikes",
     "rewrite", "romanised", "count_first", "verb_first", "articles", "capital_nouns", "active", "by",
     "against"}
)  # fmt: skip
"""Keys of a wordbook that are no sections of words."""

READS = ("places", "relative locations", "times", "incidents")
"""What a language's folder may say that it reads."""

_KEPT_AWAY = frozenset({"Mn", "Me", "Cf"})
_DROPPED = "\u0640'`´‘’ʼʹ׳״\""
_PLAIN_WORD = re.compile(r"[\w-]+")
_LONGEST_WORD = 60


Taken = tuple[tuple[int, str], ...]
"""Clitics taken off a word: the length and the English of each."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One form of a gloss: a pattern for each word after its first, the English for them all, and the section that it stands in.

    ``tag`` is the section's first name ("harm"), ``value`` the rest of it ("killed").
    """

    after: tuple[re.Pattern[str], ...]
    gloss: str
    tag: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Clitic:
    """Letters written together with the next word: ``rest`` is put in their place, ``gloss`` is their English."""

    form: str
    gloss: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Wordbook:
    """A language as its folder describes it; see docs/languages.md for each field."""

    code: str
    name: str
    reads: tuple[str, ...]
    cased: bool
    elided: frozenset[str]
    suffixed: bool
    clitics: tuple[Clitic, ...]
    endings: tuple[tuple[str, tuple[str, ...]], ...]
    adjectives: tuple[tuple[str, tuple[str, ...]], ...]
    abbreviations: frozenset[str]
    letters: Mapping[int, str]
    lookalikes: Mapping[int, str]
    rewrites: tuple[tuple[re.Pattern[str], str], ...]
    romanised: Mapping[str, str]
    count_first: bool
    verb_first: bool
    articles: bool
    capital_nouns: bool
    active: re.Pattern[str]
    by: frozenset[str]
    against: frozenset[str]
    names: Mapping[str, str]
    small_heads: frozenset[str]
    _literal: Mapping[str, tuple[Entry, ...]] = field(repr=False)
    _patterned: tuple[tuple[re.Pattern[str], Entry], ...] = field(repr=False)
    _met: dict[str, tuple[Entry, ...]] = field(default_factory=dict, repr=False, compare=False)

    def plain(self, word: str) -> str:
        """Return a word as forms are written: small letters, no accents, points, hamzas or look-alikes."""
        return _plain(word[:_LONGEST_WORD], self.letters_and_lookalikes(word))

    def letters_and_lookalikes(self, word: str) -> Mapping[int, str]:
        """Return how letters are exchanged in a word: of another script too, where the word mixes scripts."""
        if self.lookalikes and not word.isascii() and any(ord(c) in self.lookalikes for c in word):
            return {**self.letters, **self.lookalikes}
        return self.letters

    def starting(self, word: str) -> tuple[Entry, ...]:
        """Return the entries that a plain word can begin, the longest first; of as long ones what befell somebody tells most."""
        known = self._met.get(word)
        if known is None:
            found = [*self._literal.get(word, ()), *(e for first, e in self._patterned if first.fullmatch(word))]
            known = tuple(sorted(found, key=lambda e: (-len(e.after), e.tag != "harm")))
            if len(self._met) > 50_000:
                self._met.clear()
            self._met[word] = known
        return known

    def splits(self, word: str) -> Iterator[tuple[Taken, str]]:
        """Yield the ways to take clitics off a plain word: (length, gloss) of each, and what is left; none first."""
        pending: list[tuple[Taken, str]] = [((), word)]
        yield pending[0]
        for _ in range(3):
            longer: list[tuple[Taken, str]] = []
            for taken, rest in pending:
                for clitic in self.clitics:
                    left = clitic.rest + rest[len(clitic.form) :]
                    if rest.startswith(clitic.form) and len(left) > len(clitic.rest) + 1:
                        longer.append(((*taken, (len(clitic.form), clitic.gloss)), left))
            yield from longer
            pending = longer

    def romanise(self, name: str) -> str:
        """Return a name in Latin letters, as its letters are commonly written; a name in Latin letters as it is."""
        if not self.romanised:
            return name
        plain = "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c) not in _KEPT_AWAY)
        found = "".join(_cased(self.romanised.get(c.lower(), c), c) for c in plain)
        return found if self.cased else found.title().replace("’S", "’s")


def _cased(latin: str, original: str) -> str:
    return latin.capitalize() if original.isupper() else latin


def _plain(word: str, letters: Mapping[int, str]) -> str:
    spread = unicodedata.normalize("NFKD", word.casefold())
    kept = "".join(c for c in spread if unicodedata.category(c) not in _KEPT_AWAY and c not in _DROPPED)
    return kept.translate(letters)


@cache
def codes() -> tuple[str, ...]:
    """Return the codes of the languages that have a wordbook."""
    return tuple(sorted(path.parent.name for path in language.FOLDER.glob(f"*/{FILE}")))


@lru_cache(maxsize=32)
def load(code: str) -> Wordbook | None:
    """Return the wordbook of a language, or None where it has no folder.

    Raises
    ------
    LexiconError
        If a file of the folder cannot be used; names the file and what is wrong.
    """
    return read(language.FOLDER / code) if code in codes() else None


def read(folder: Path) -> Wordbook:
    """Return the wordbook in a folder.

    Raises
    ------
    LexiconError
        If a file of the folder cannot be used.
    """
    path = folder / FILE
    content = lexicon.read(path)
    letters = str.maketrans(content.get("letters", {}))
    lookalikes = str.maketrans(content.get("lookalikes", {}))
    entries = list(_entries(path, content, letters))
    literal: dict[str, list[Entry]] = {}
    for first, entry in entries:
        if isinstance(first, str):
            literal.setdefault(first, []).append(entry)
    unknown = set(content.get("reads", ())) - set(READS)
    if unknown or "name" not in content:
        lexicon.refuse(path, f"it needs a name, and reads may hold {', '.join(READS)}")
    return Wordbook(
        code=folder.name,
        name=content["name"],
        reads=tuple(content.get("reads", ())),
        cased=content.get("cased", True),
        elided=frozenset(content.get("elided", ())),
        suffixed=content.get("suffixed", False),
        clitics=tuple(Clitic(*(_plain(row[0], letters), *row[1:])) for row in content.get("clitics", ())),
        endings=_endings(content.get("endings", {}), letters),
        adjectives=_endings(content.get("adjectives", {}), letters),
        abbreviations=frozenset(_plain(word, letters) for word in content.get("abbreviations", ())),
        letters=letters,
        lookalikes=lookalikes,
        rewrites=tuple(_rewrite(path, row) for row in content.get("rewrite", ())),
        romanised=content.get("romanised", {}),
        count_first=content.get("count_first", True),
        verb_first=content.get("verb_first", False),
        articles=content.get("articles", False),
        capital_nouns=content.get("capital_nouns", False),
        active=_any(path, content.get("active", ()), letters),
        by=frozenset(_plain(word, letters) for word in content.get("by", ())),
        against=frozenset(_plain(word, letters) for word in content.get("against", ())),
        names=(names := _names(folder / NAMES, letters)),
        small_heads=frozenset(name.split()[0] for name in names.small),
        _literal={word: tuple(found) for word, found in literal.items()},
        _patterned=tuple((first, entry) for first, entry in entries if not isinstance(first, str)),
    )


def _endings(rows: Mapping[str, list[str]], letters: Mapping[int, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((_plain(end, letters), tuple(_plain(new, letters) for new in news)) for end, news in rows.items())


def _entries(
    path: Path, content: Mapping[str, Any], letters: Mapping[int, str]
) -> Iterator[tuple[str | re.Pattern[str], Entry]]:
    for section, words in content.items():
        if section in SETTINGS:
            continue
        if not isinstance(words, dict):
            lexicon.refuse(path, f"{section!r} is neither a setting nor a section of words")
        tag, _, value = section.partition(" ")
        for gloss, forms in words.items():
            if not isinstance(forms, list) or not all(isinstance(form, str) and form.strip() for form in forms):
                lexicon.refuse(path, f"[{section}] {gloss!r} must be a list of forms")
            for spelled in (spelled for form in forms for spelled in _spelled(form)):
                yield _entry(path, spelled, Entry((), gloss.strip(), tag, value), letters)


def _spelled(form: str) -> Iterator[str]:
    """Yield a form for each choice of several words in it: "burn(ed| down)" is "burned" and "burn down"."""
    choice = next((group for group in _groups(form) if " " in form[slice(*group)]), None)
    if choice is None:
        yield " ".join(form.split())
        return
    start, end = choice
    optional = form[end : end + 1] == "?"
    for option in (*_options(form[start + 1 : end - 1]), *([""] if optional else [])):
        yield from _spelled(form[:start] + option + form[end + optional :])


def _groups(form: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the outermost groups of a form."""
    depth, start = 0, 0
    for at, sign in enumerate(form):
        if sign == "(":
            start = at if depth == 0 else start
            depth += 1
        elif sign == ")":
            depth -= 1
            if depth == 0:
                yield start, at + 1


def _options(group: str) -> Iterator[str]:
    """Yield what stands between the bars of a group."""
    inner = list(_groups(group))
    cuts = [at for at, sign in enumerate(group) if sign == "|" and not any(a <= at < b for a, b in inner)]
    for start, end in zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(group)], strict=True):
        yield group[start:end]


def _entry(path: Path, form: str, entry: Entry, letters: Mapping[int, str]) -> tuple[str | re.Pattern[str], Entry]:
    parts = [_unmarked(part, letters) for part in form.split()]
    try:
        # Most forms are one plain word, which is looked up as it is: compiling them all took half of the time.
        first: str | re.Pattern[str] = parts[0] if _PLAIN_WORD.fullmatch(parts[0]) else re.compile(parts[0])
        after = tuple(map(re.compile, parts[1:]))
    except re.error as error:
        lexicon.refuse(path, f"[{entry.tag}] the form {form!r} is no regular expression: {error}")
    return first, Entry(after, entry.gloss, entry.tag, entry.value)


def _any(path: Path, forms: Sequence[str], letters: Mapping[int, str]) -> re.Pattern[str]:
    """Return a pattern of whole forms, each of one or more words."""
    try:
        return re.compile("|".join(_unmarked(form, letters) for form in forms) or "(?!)")
    except re.error as error:
        lexicon.refuse(path, f"active: a form is no regular expression: {error}")


def _unmarked(part: str, letters: Mapping[int, str]) -> str:
    """Return a form without accents, its backslashes kept."""
    spread = unicodedata.normalize("NFKD", part)
    return "".join(c for c in spread if unicodedata.category(c) not in _KEPT_AWAY and c not in _DROPPED).translate(
        letters
    )


def _rewrite(path: Path, row: Mapping[str, str]) -> tuple[re.Pattern[str], str]:
    pattern = (
        row.get("from", "")
        .replace("{name}", "[\ue000-\uf7ff]")
        .replace("{large}", "[\uec00-\uf7ff]")
        .replace("{number}", r"\d+(?:[.,]\d+)?")
    )
    try:
        return re.compile(pattern), row["to"]
    except (re.error, KeyError) as error:
        lexicon.refuse(path, f"the rewrite {row} needs a regular expression 'from' and a text 'to': {error}")


class _Names(dict[str, str]):
    """What names mean, by their plain words; ``small`` are those that are written with a small letter."""

    def __init__(self) -> None:
        """Start without any."""
        super().__init__()
        self.small: set[str] = set()


def _names(path: Path, letters: Mapping[int, str]) -> _Names:
    """Return what names of the language mean, by their plain words: the name that the gazetteer has."""
    found = _Names()
    if not path.is_file():
        return found
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.reader(line for line in stream if not line.startswith("#")) if row]
    for number, row in enumerate(rows, 1):
        if len(row) != 2:
            lexicon.refuse(path, "each row is a name and what the gazetteer calls it", line=number)
    for name, means in rows[1:]:
        plain = " ".join(_plain(word, letters) for word in re.split(r"[\s-]+", name))
        found[plain] = means
        if name[0].islower() and " " in plain:
            found.small.add(plain)
    return found
