"""What the sentences of a text say grammatically: words, noun groups, and who does what to whom, in two readings.

The tree reading goes by the parser's heads and relations; the chunk reading by parts of speech and the order of noun
groups. They err in different places: where they agree, a role can be trusted (:attr:`Predicate.agreed`).
"""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from geoinc.deferred import kept_property
from geoinc.model import Document
from geoinc.text.quotations import quotations
from geoinc.text.sentences import sentences
from geoinc.text.syntax import arguments
from geoinc.text.syntax.closers import closer
from geoinc.text.syntax.groups import NounGroup
from geoinc.text.syntax.network import LONGEST, Network, Parse, default
from geoinc.text.syntax.openers import opener
from geoinc.text.syntax.sentence import (
    OPENER,
    ROOT,
    Predicate,
    Reading,
    TaggedSentence,
    Voice,
    Word,
)
from geoinc.text.syntax.tokens import SyntaxToken, tokenize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = [
    "OPENER",
    "ROOT",
    "NounGroup",
    "ParsedSentence",
    "Predicate",
    "Reading",
    "Voice",
    "Word",
    "analyse",
    "analyse_all",
]

_OTHER = "X"


class ParsedSentence(TaggedSentence):
    """One sentence, read; what is asked of it is worked out once."""

    @kept_property
    def verbs(self) -> tuple[int, ...]:
        """The words that are verbs, in order."""
        return tuple(arguments.verbs(self))

    @kept_property
    def predicates(self) -> tuple[Predicate, ...]:
        """The verbs, in order, each with what stands around it by both readings."""
        return tuple(map(self.predicate, self.verbs))

    def predicate(self, verb: int) -> Predicate:
        """Return one verb, by its word's number, with what stands around it by both readings."""
        return arguments.predicate(self, verb)

    @property
    def coordinations(self) -> tuple[tuple[int, ...], ...]:
        """Runs of two or more noun groups that "and", "or" and their like join, such as "eight guards and their driver"."""
        return arguments.coordinations(self)

    def clause(self, word: int) -> int:
        """Return the word that heads the clause of a word, by the tree: its verb, or the noun or adjective that stands for one."""
        return arguments.clause(self, word)

    def complements(self, group: int) -> tuple[tuple[str, int], ...]:
        """Return the prepositions and groups that hang on a noun ("an attack on a convoy by bandits"), by either reading."""
        return arguments.complements(self, group)


def analyse(
    text: str, spans: Iterable[tuple[int, int]] | None = None, *, network: Network | None = None
) -> list[ParsedSentence]:
    """Return the sentences of a text, read.

    Parameters
    ----------
    spans
        Where the sentences that are wanted stand (code points); all sentences of the text where None.
    network
        In place of the shipped tagger and parser.

    >>> sentence = analyse("Two guards were shot by gunmen near Gao.")[0]
    >>> shot = sentence.predicates[0]
    >>> shot.lemma, sentence.text_of(shot.tree.agent), sentence.text_of(shot.tree.patient), shot.agreed
    ('shoot', 'gunmen', 'Two guards', True)
    """
    if network is not None:
        return analyse_all([(text, spans)], network=network)[0]
    wanted = _all_spans(text) if spans is None else list(spans)
    known = _known(text)
    new = [span for span in wanted if span not in known]
    if new:
        known.update((span, []) for span in new)
        starts = [start for start, _ in new]
        for sentence in analyse_all([(text, new)])[0]:
            known[new[bisect(starts, sentence.start) - 1]].append(sentence)
    return [sentence for span in wanted for sentence in known[span]]


@lru_cache(maxsize=2)
def _known(text: str) -> dict[tuple[int, int], list[ParsedSentence]]:
    """Return what has been read of a text, by span: several readers of one document ask for the same sentences."""
    del text
    return {}


def analyse_all(
    requests: Sequence[tuple[str, Iterable[tuple[int, int]] | None]], *, network: Network | None = None
) -> list[list[ParsedSentence]]:
    """Return the sentences of many texts, read together, which is several times faster than one text after the other.

    A span of more than :data:`~geoinc.text.syntax.network.LONGEST` tokens is read in pieces of that length, so that
    time grows with the text alone.
    """
    network = network or default()
    read: list[_Read] = []
    owners: list[int] = []
    for number, (text, spans) in enumerate(requests):
        quoted = quotations(text)
        for start, end in _all_spans(text) if spans is None else spans:
            tokens = tokenize(text, start, end)
            for first in range(0, len(tokens), LONGEST):
                part = tokens[first : first + LONGEST]
                body = opener(text, part)
                read.append(_Read(text, part, body, *closer(part, body), quoted))
                owners.append(number)
    parses = iter(network.parse([[t.form for t in part] for piece in read for part in piece.parts]))
    found: list[list[ParsedSentence]] = [[] for _ in requests]
    for number, piece in zip(owners, read, strict=True):
        parse = next(parses)
        if len(piece.parts) > 1:
            parse = _joined(parse, next(parses), piece.closer - piece.body)
        found[number].append(_sentence(piece, parse, network))
    return found


def _all_spans(text: str) -> list[tuple[int, int]]:
    return [(s.start, s.end) for s in sentences(Document(text))]


_word: Callable[[Iterable[Any]], Word] = partial(tuple.__new__, Word)
"""Makes a word of its fields without the detour over their names; texts have hundreds."""


def _within(stretches: Sequence[tuple[int, int]], starts: Sequence[int]) -> list[bool]:
    """Return whether each of some positions, in order, stands in a stretch; these are in order, too."""
    found = [False] * len(starts)
    if starts:
        first = max(0, bisect(stretches, (starts[0],)) - 1)
        for start, end in stretches[first : bisect(stretches, (starts[-1] + 1,))]:
            inside = slice(bisect_left(starts, start), bisect_left(starts, end))
            found[inside] = [True] * len(found[inside])
    return found


class _Read(NamedTuple):
    """A sentence's tokens, where its body, what says whose it is and what goes on behind begin, and its text's quotations."""

    text: str
    tokens: Sequence[SyntaxToken]
    body: int
    closer: int
    resumes: int
    quoted: Sequence[tuple[int, int]]

    @property
    def parts(self) -> list[Sequence[SyntaxToken]]:
        """What is parsed by itself: the body, and who is said to have said so."""
        body = [*self.tokens[self.body : self.closer], *self.tokens[self.resumes :]]
        return [body] if self.closer == self.resumes else [body, self.tokens[self.closer : self.resumes]]


def _joined(body: Parse, behind: Parse, at: int) -> Parse:
    """Hang what says whose a statement is, before its word ``at``, on it, as Universal Dependencies does (``parataxis``)."""
    size = len(behind.heads)
    own = [head if head < at else head + size for head in body.heads]
    root = body.heads.index(ROOT)
    root = root if root < at else root + size
    heads = [head + at if head >= 0 else root for head in behind.heads]
    labels = ["parataxis" if head < 0 else label for head, label in zip(behind.heads, behind.labels, strict=True)]
    return Parse(
        body.tags[:at] + behind.tags + body.tags[at:],
        body.fine[:at] + behind.fine + body.fine[at:],
        own[:at] + heads + own[at:],
        body.labels[:at] + labels + body.labels[at:],
    )


def _with_abbreviations(parse: Parse, forms: Sequence[str]) -> Parse:
    """Return a parse in which no abbreviation is a verb, whatever its end ("IED"), unless most words are in capitals.

    Of 600 words of two to five capitals in the corpus that the parser was learned from none is.
    """
    verbs = [i for i, tag in enumerate(parse.tags) if tag in _VERBS and len(forms[i]) > 1 and forms[i].isupper()]
    if not verbs or 2 * sum(map(str.isupper, forms)) > sum(map(str.isalpha, forms)):
        return parse
    tags, fine = list(parse.tags), list(parse.fine)
    for i in verbs:
        tags[i], fine[i] = "NOUN", "NN"
    return parse._replace(tags=tags, fine=fine)


_VERBS = frozenset({"VERB", "AUX"})


def _sentence(piece: _Read, parse: Parse, network: Network) -> ParsedSentence:
    text, tokens, body, behind, resumes, quoted = piece
    words = [
        Word(text[t.start : t.end], t.form, t.start, t.end, t.form.lower(), _OTHER, "", ROOT, OPENER, quoted=False)
        for t in tokens[:body]
    ]
    own = tokens[body:]
    forms, starts, ends = zip(*own, strict=True) if own else ((), (), ())
    parse = _with_abbreviations(parse, forms)
    bases = network.lemmas(list(zip(forms, parse.fine, strict=True)))
    masked = [i for i, form in enumerate(forms) if form[0] == "‹" and len(form) > 1]
    for i in masked:
        bases[i] = forms[i]
    heads = [head + body if head >= 0 else ROOT for head in parse.heads] if body else parse.heads
    written = list(forms)
    for i in masked:
        written[i] = text[starts[i] : ends[i]]
    columns = (
        written, forms, starts, ends,
        bases, parse.tags, parse.fine, heads, parse.labels, _within(quoted, starts),
    )  # fmt: skip
    words += map(_word, zip(*columns, strict=True))
    return ParsedSentence(text, tokens[0].start, tokens[-1].end, tuple(words), body, behind, resumes)
