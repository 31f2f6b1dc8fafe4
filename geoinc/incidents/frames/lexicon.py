"""Frames: kinds of events with the words that tell them and what fills their roles, from ``language/en/frames.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from geoinc import language
from geoinc.errors import LexiconError
from geoinc.incidents.types import kind
from geoinc.language.lexicon import rows
from geoinc.model import Harm
from geoinc.text.inflection import gerund, irregular_nouns, irregular_verbs, past, plural
from geoinc.text.syntax.tokens import tokenize
from geoinc.text.tokens import Gate

_SHAPE = {
    "name": str, "type!": str, "verbs": list, "nouns": list, "attacker": list, "target": list, "harm": str, "aftermath": bool,
}  # fmt: skip
_UNIT = re.compile(
    r"(?P<weak>~?)(?:\[(?P<subject>[^\]]+)\]\s*)?(?P<words>[^(\[]+?)\s*(?:\[(?P<object>[^\]]+)\]\s*(?P<after>[^\s(]*))?\s*(?:\((?P<cases>[^)]+)\))?$"
)


@dataclass(frozen=True, slots=True)
class LexicalUnit:
    """A lexical unit: the lemmas that must stand there, and the nouns of object and subject and the prepositions with it."""

    words: tuple[str, ...]
    objects: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    weak: bool = False
    subjects: tuple[str, ...] = ()

    @property
    def demands(self) -> int:
        """How much it asks for: of several units of one verb, the one that asks for most is meant."""
        return len(self.words) + 2 * bool(self.objects) + 2 * bool(self.subjects) + bool(self.cases)


@dataclass(frozen=True, slots=True)
class Frame:
    """A kind of event with its words and roles."""

    name: str
    type: str
    verbs: tuple[LexicalUnit, ...]
    nouns: tuple[LexicalUnit, ...]
    attacker: tuple[str, ...]
    target: tuple[str, ...]
    harm: Harm | None = None
    aftermath: bool = False

    def __hash__(self) -> int:
        """Go by the name: equal frames have the same, and their words are many."""
        return hash(self.name)


@dataclass(frozen=True, slots=True)
class Refinement:
    """What makes a type another: "strike" beside the word "warplanes" is an air strike, "capture" of a town no abduction."""

    origin: frozenset[str]
    lemmas: frozenset[str]
    words: frozenset[str]
    targets: frozenset[str]
    to: str


def frames(extra: tuple[Path, ...] = ()) -> Iterator[Frame]:
    """Yield all frames, those of the user's own files last.

    Raises
    ------
    LexiconError
        A row that cannot be used; names the file and the line.
    """
    for path in (language.path("frames.toml"), *extra):
        for row in rows(path, "frame", _SHAPE):
            yield Frame(
                row.get("name", row["type"]),
                kind(row["type"]).type.name,
                tuple(map(unit, _alternatives(row.get("verbs", ())))),
                tuple(map(unit, row.get("nouns", ()))),
                tuple(row.get("attacker", _ATTACKER)),
                tuple(row.get("target", _TARGET)),
                Harm(row["harm"]) if "harm" in row else None,
                bool(row.get("aftermath", False)),
            )


_ATTACKER, _TARGET = ("agent", "by", "owner"), ("patient", "on", "of", "against", "at")
"""The roles of a frame that says nothing of them."""


def _refinements(extra: tuple[Path, ...]) -> Iterator[Refinement]:
    for path in (language.path("frames.toml"), *extra):
        for row in rows(path, "refine", {"from!": list, "lemmas!": list, "words": list, "targets": list, "to!": str}):
            words, targets = frozenset(row.get("words", ())), frozenset(row.get("targets", ()))
            yield Refinement(
                frozenset(row["from"]), frozenset(row["lemmas"]), words, targets, kind(row["to"]).type.name
            )


def _alternatives(texts: Iterable[str]) -> Iterator[str]:
    """Yield the units of several verbs that share what stands around them, one by one: "[shell] fall|land"."""
    for text in texts:
        before, bracket, verbs = text.rpartition("] ") if text.lstrip("~").startswith("[") else ("", "", text)
        yield from (f"{before}{bracket}{verb}" for verb in (verbs.split("|") if bracket else (verbs,)))


def unit(text: str) -> LexicalUnit:
    """Return the lexical unit that a line of a lexicon writes.

    >>> unit("~fire [rocket] (at, on)")
    LexicalUnit(words=('fire',), objects=('rocket',), cases=('at', 'on'), weak=True)

    Raises
    ------
    LexiconError
        It is not written as a unit.
    """
    found = _UNIT.match(text)
    if not found:
        message = f"{text!r} is no lexical unit; write 'gun down', 'open [fire]', '[shell] fall' or 'fire (on, at)'"
        raise LexiconError(message, unit=text)
    words = tuple(t.form.lower() for t in tokenize(found["words"])) + ((found["after"],) if found["after"] else ())
    objects = tuple(found["object"].split("|")) if found["object"] else ()
    cases = tuple(c.strip() for c in (found["cases"] or "").split(",") if c.strip())
    subjects = tuple(found["subject"].split("|")) if found["subject"] else ()
    return LexicalUnit(words, objects, cases, bool(found["weak"]), subjects)


@dataclass(frozen=True, slots=True)
class Index:
    """Units by the verb, or by the last word of the noun, that they are looked up by; and a first look for any."""

    verbs: dict[str, tuple[tuple[LexicalUnit, Frame], ...]]
    nouns: dict[str, tuple[tuple[LexicalUnit, Frame], ...]]
    gate: Gate
    refinements: tuple[Refinement, ...] = ()


@lru_cache(maxsize=8)
def index(extra: tuple[Path, ...] = ()) -> Index:
    """Return all lexical units, to be looked up by one word; ``extra`` are files of the user's own.

    Raises
    ------
    LexiconError
        If a file cannot be used; names the file and the line.
    """
    verbs: dict[str, list[tuple[LexicalUnit, Frame]]] = {}
    nouns: dict[str, list[tuple[LexicalUnit, Frame]]] = {}
    known = tuple(frames(extra))
    for frame in known:
        for one in frame.verbs:
            verbs.setdefault(verb_of(one), []).append((one, frame))
        for one in frame.nouns:
            nouns.setdefault(one.words[-1], []).append((one, frame))
    return Index(
        {k: tuple(v) for k, v in verbs.items()},
        {k: tuple(v) for k, v in nouns.items()},
        Gate(_phrases(known)),
        tuple(_refinements(extra)),
    )


def verb_of(one: LexicalUnit) -> str:
    """Return the verb of a unit: its first word, after an adverb its last ("sexually assault")."""
    return one.words[-1] if one.words[0].endswith("ly") or "-" in one.words else one.words[0]


def _phrases(known: Iterable[Frame]) -> Iterator[tuple[tuple[str, ...], frozenset[str] | None]]:
    """Yield the words that stand together where a unit may, and words of which one must be there too."""
    for frame in known:
        for one in frame.verbs:
            yield from verb_phrases(one)
        for one in frame.nouns:
            yield from unit_phrases(one, verbal=False)


def unit_phrases(one: LexicalUnit, *, verbal: bool) -> Iterator[tuple[tuple[str, ...], frozenset[str] | None]]:
    """Yield the words that stand together where a unit of a verb or of a noun may, as :func:`verb_phrases`."""
    if verbal:
        yield from verb_phrases(one)
        return
    for form in _numbers(one.words[-1], irregular_nouns()):
        yield (*one.words[:-1], form), None


def verb_phrases(one: LexicalUnit) -> Iterator[tuple[tuple[str, ...], frozenset[str] | None]]:
    """Yield the words that stand together where a unit of a verb may, and words of which one must be there too."""
    verb = verb_of(one)
    objects = {form for noun in one.objects or one.subjects for form in _numbers(noun, irregular_nouns())}
    needs = frozenset(objects or one.cases) or None
    for form in (verb, past(verb), gerund(verb), plural(verb), *irregular_verbs().get(verb, ())):
        yield tuple(form if w == verb else w for w in one.words), needs


def _numbers(noun: str, irregular: Mapping[str, str]) -> Iterator[str]:
    """Yield a noun's singular and plural."""
    yield from (noun, irregular.get(noun) or plural(noun))
