"""The learned recogniser: tags the tokens of a text, then says of each toponym in what sense it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.model import Mention, MentionKind
from geoinc.recognize.casing import restore_case
from geoinc.recognize.features import analyse, feature_rows
from geoinc.recognize.kinds import KINDS, kind_rows
from geoinc.recognize.labels import ALLOWED, CLOSING, NEVER, OPENING, decode
from geoinc.recognize.names import Names
from geoinc.recognize.words import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geoinc.gazetteer import Gazetteer
    from geoinc.model import Document
    from geoinc.recognize.features import Analysis
    from geoinc.recognize.weights import Weights

CHUNK: Final = 100_000
"""Longer texts are read in pieces of about this many code points, so that memory stays bounded."""
_PINNABLE: Final = np.array([kind.pinnable for kind in KINDS])

Spans = list[tuple[int, int]]


class Tagger:
    """Recognises toponyms with learned weights. Threads must not share one (its memory of words grows)."""

    def __init__(self, gazetteer: Gazetteer, weights: Weights) -> None:
        self._weights = weights
        self._vocabulary = Vocabulary()
        self._names = Names(gazetteer)

    def recognize(self, document: Document) -> list[Mention]:
        """Return the toponyms of a document, in text order, not overlapping."""
        text = document.text
        return [mention for start, end in pieces(text) for mention in self._recognize(text, start, end)]

    def _recognize(self, text: str, start: int, end: int) -> Iterator[Mention]:
        analysis = self.analyse(text[start:end])
        spans = self.tag(analysis)
        tokens = analysis.tokens
        for (first, last), kind in zip(spans, self.kinds(analysis, spans), strict=True):
            a, b = start + tokens.starts[first], start + tokens.ends[last]
            yield Mention(a, b, text[a:b], kind)

    def analyse(self, text: str) -> Analysis:
        """Return the tokens of a text and their attributes."""
        return analyse(restore_case(text, self._names), self._vocabulary, self._names)

    def tag(self, analysis: Analysis) -> Spans:
        """Return first and last token (inclusive) of each toponym."""
        runs = analysis.runs
        if not runs:
            return []
        at = np.concatenate([np.arange(first, last + 1) for first, last in runs])
        emissions = self._weights.labels[feature_rows(analysis, at)].sum(axis=1)
        spans: Spans = []
        row = 0
        for first, last in runs:
            following = row + last - first + 1
            labels = best_labels(emissions[row:following], self._weights.transitions)
            spans += [(first + a, first + b) for a, b in decode(labels)]
            row = following
        return spans

    def kinds(self, analysis: Analysis, spans: Spans) -> list[MentionKind]:
        """Return the sense of each toponym: literal where the literal senses together are likelier than not."""
        if not spans:
            return []
        scores = self._weights.kinds[kind_rows(analysis, spans)].sum(axis=1)
        demonyms = {cover.last for cover in analysis.covers if cover.profile.demonym}
        return [
            MentionKind.DEMONYM if not kind.pinnable and last in demonyms else kind
            for kind, (_, last) in zip(choose(scores), spans, strict=True)
        ]


def choose(scores: NDArray[np.floating]) -> list[MentionKind]:
    """Return the best kind of each row of scores, among the pinnable or the other ones as their sums say."""
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    literal = chances[:, _PINNABLE].sum(axis=1) > chances[:, ~_PINNABLE].sum(axis=1)
    fitting = np.where(literal[:, None] == _PINNABLE, chances, -1.0)
    return [KINDS[number] for number in fitting.argmax(axis=1).tolist()]


def best_labels(emissions: NDArray[np.floating], transitions: NDArray[np.floating]) -> list[int]:
    """Return the best valid labels of a run of tokens (Viterbi)."""
    moves = np.where(ALLOWED, transitions, NEVER)
    score = np.where(OPENING, emissions[0], NEVER)
    back = []
    for row in emissions[1:]:
        paths = score[:, None] + moves
        back.append(paths.argmax(axis=0))
        score = paths.max(axis=0) + row
    labels = [int(np.where(CLOSING, score, NEVER).argmax())]
    for origin in reversed(back):
        labels.append(int(origin[labels[-1]]))
    return labels[::-1]


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of pieces of about ``CHUNK`` code points, cut at white space where there is any."""
    start = 0
    while start < len(text):
        end = min(start + CHUNK, len(text))
        if end < len(text):
            cut = max(text.rfind(" ", start + CHUNK // 2, end), text.rfind("\n", start + CHUNK // 2, end))
            end = cut + 1 if cut > 0 else end
        yield start, end
        start = end
