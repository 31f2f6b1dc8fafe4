"""The nouns of a read sentence: words, noun groups, and the readings of its verbs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from geoinc import language
from geoinc.deferred import kept_property
from geoinc.language.lexicon import read
from geoinc.text.numbers import Quantity, find_quantities, may_begin_quantity
from geoinc.text.syntax.groups import NounGroup, noun_groups

ROOT = -1
"""The head of a word that hangs on none."""
OPENER = "opener"
"""The relation of words before the sentence proper ("NIGERIA:", a dateline)."""


class Voice(StrEnum):
    """Whether the subject of a verb does it or has it done to it."""

    ACTIVE = "active"
    PASSIVE = "passive"


class Word(NamedTuple):
    """A word or sign: code points ``start`` to ``end``, base form, universal tag and Penn tag (``fine``).

    ``head`` is the number of the word it hangs on in the sentence, or :data:`ROOT`; ``label`` the universal relation.
    A date, a clock time or a position is one word; its ``form`` says which (``‹date›``).
    """

    text: str
    form: str
    start: int
    end: int
    lemma: str
    tag: str
    fine: str
    head: int
    label: str
    quoted: bool


class Reading(NamedTuple):
    """What stands around a verb, by one way of reading; noun groups are numbers in :attr:`TaggedSentence.groups`."""

    voice: Voice
    subject: int | None = None
    object: int | None = None
    prepositions: tuple[tuple[str, int], ...] = ()
    negated: bool = False

    @property
    def agent(self) -> int | None:
        """The group that does it: the subject, or of a passive the group after "by"."""
        if self.voice is Voice.ACTIVE:
            return self.subject
        return next((group for preposition, group in self.prepositions if preposition in agent_prepositions()), None)

    @property
    def patient(self) -> int | None:
        """The group that it is done to: the object, or of a passive the subject."""
        return self.subject if self.voice is Voice.PASSIVE else self.object


class Predicate(NamedTuple):
    """A verb (its word's number), with both readings."""

    word: int
    lemma: str
    tree: Reading
    chunks: Reading

    @property
    def agreed(self) -> bool:
        """Whether both readings have the same doer and the same one it is done to."""
        return (self.tree.agent, self.tree.patient) == (self.chunks.agent, self.chunks.patient)


@dataclass(frozen=True)
class TaggedSentence:
    """One sentence with what the parser says of its words: code points ``start`` to ``end`` of its text."""

    text: str
    start: int
    end: int
    words: tuple[Word, ...]
    body: int
    """The number of the first word that is no opener."""
    closer: int
    """The number of the first word of what says whose the statement is (", police said"); of the words where nothing does."""
    resumes: int
    """The number of the first word with which the statement goes on behind that; of the words where it does not."""

    @kept_property
    def groups(self) -> tuple[NounGroup, ...]:
        """The noun groups, in order, not overlapping."""
        return tuple(
            noun_groups([w.form for w in self.words], [w.tag for w in self.words], [w.fine for w in self.words])
        )

    def count(self, group: int) -> Quantity | None:
        """Return how many a noun group counts, None where it does not say so."""
        found = self.groups[group]
        words = self.words[found.start : found.end]
        if self.words[found.head].form[0] == "‹" or not any(may_begin_quantity(w.form) for w in words):
            return None
        start, end = words[0].start, words[-1].end
        counts = find_quantities(self.text, self.start, self.end)
        return next((c for c in counts if start <= c.start and c.end <= end), None)

    @kept_property
    def group_of(self) -> tuple[int, ...]:
        """The number of each word's noun group, -1 where it is in none."""
        found = [-1] * len(self.words)
        for n, group in enumerate(self.groups):
            found[group.start : group.end] = [n] * (group.end - group.start)
        return tuple(found)

    @kept_property
    def group_starts(self) -> dict[int, int]:
        """The number of the noun group that begins at a word, by the word's number."""
        return {group.start: n for n, group in enumerate(self.groups)}

    @kept_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """The words that hang on each word."""
        found: list[list[int]] = [[] for _ in self.words]
        for i, word in enumerate(self.words):
            if word.head >= 0:
                found[word.head].append(i)
        return tuple(map(tuple, found))

    @kept_property
    def lower(self) -> tuple[tuple[str, str], ...]:
        """The form and the base form of each word, in lower case."""
        return tuple([(w.form.lower(), w.lemma) for w in self.words])

    @kept_property
    def vocabulary(self) -> frozenset[str]:
        """The forms and base forms of its words, in lower case."""
        return frozenset(chain.from_iterable(self.lower))

    @kept_property
    def kept(self) -> dict[object, Any]:
        """What readers work out of a sentence and may ask again, under themselves."""
        return {}

    @kept_property
    def capitals(self) -> tuple[int, int]:
        """How many words begin with a capital letter, and how many with a letter."""
        letters = [w.form[0] for w in self.words if w.form[0].isalpha()]
        return sum(map(str.isupper, letters)), len(letters)

    def word_at(self, position: int) -> int | None:
        """Return the number of the word that holds a code point of the text, None where none does."""
        return next((i for i, w in enumerate(self.words) if w.start <= position < w.end), None)

    def says_who(self, position: int) -> bool:
        """Whether a code point of the text stands in what says whose the statement is (", the head of the region said")."""
        return (
            self.closer < self.resumes and self.words[self.closer].start <= position < self.words[self.resumes - 1].end
        )

    def is_closer(self, word: int) -> bool:
        """Whether a word, by its number, stands in what says whose the statement is."""
        return self.closer <= word < self.resumes

    def text_of(self, group: int | None) -> str:
        """Return the characters of a noun group; none for None."""
        if group is None:
            return ""
        found = self.groups[group]
        return self.text[self.words[found.start].start : self.words[found.end - 1].end]


@cache
def agent_prepositions() -> frozenset[str]:
    """Return the prepositions before the doer of a passive."""
    return frozenset(read(language.path("syntax.toml"))["agent_prepositions"])
