"""The learned recogniser: tags the tokens of a text, then says of each toponym in what sense it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.model import Mention, MentionKind
from geoinc.toponyms.recognize.casing import restore_case
from geoinc.toponyms.recognize.features import analyse, label_sums
from geoinc.toponyms.recognize.kinds import KINDS, kind_sums
from geoinc.toponyms.recognize.labels import Label, decode
from geoinc.toponyms.recognize.listed import Listed
from geoinc.toponyms.recognize.names import Names
from geoinc.toponyms.recognize.usage import senses
from geoinc.toponyms.recognize.viterbi import best_labels
from geoinc.toponyms.recognize.weights import in_steps
from geoinc.toponyms.recognize.words import KERNEL, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geoinc.gazetteer import Gazetteer
    from geoinc.model import Document
    from geoinc.toponyms.recognize.features import Analysis
    from geoinc.toponyms.recognize.weights import TaggerWeights

CHUNK: Final = 20_000
"""Longer texts are read in pieces of about this many code points, so that memory stays bounded."""

Spans = list[tuple[int, int]]


class Tagger:
    """Recognises toponyms with learned weights. Threads must not share one (its memory of words grows)."""

    def __init__(self, gazetteer: Gazetteer, weights: TaggerWeights) -> None:
        # Whole steps add up to the same in any order, so that what is as good as another is so on every machine.
        self._labels, self._kinds = in_steps(weights.labels), in_steps(weights.kinds)
        self._transitions = weights.transitions.tolist()
        self._from_to = weights.transitions.astype(np.float64)
        self._usage = weights.usage.astype(np.float64)
        self._vocabulary = Vocabulary()
        self._names = Names(gazetteer)
        self._listed = Listed(gazetteer)

    def recognize(self, document: Document) -> list[Mention]:
        """Return the toponyms of a document, in text order, not overlapping."""
        text = document.text
        tagged = [mention for start, end in pieces(text) for mention in self._recognize(text, start, end)]
        return self._listed.complete(document, tagged)

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
        if not analysis.runs:
            return []
        steps, scale = self._labels
        emissions = label_sums(analysis, steps) * scale
        if KERNEL is not None:
            return list[tuple[int, int]](KERNEL.spans(analysis.runs, (emissions, self._from_to)))
        scores = emissions.tolist()
        spans: Spans = []
        row = 0
        for first, last in analysis.runs:
            following = row + last - first + 1
            if first == last:
                single = scores[row]
                if single[Label.U] > single[Label.O]:
                    spans.append((first, last))
            else:
                labels = best_labels(scores[row:following], self._transitions)
                spans += [(first + a, first + b) for a, b in decode(labels)]
            row = following
        return spans

    def kinds(self, analysis: Analysis, spans: Spans) -> list[MentionKind]:
        """Return the sense of each toponym: demonyms of people, and otherwise what the learned weights say."""
        if not spans:
            return []
        steps, scale = self._kinds
        scores = kind_sums(analysis, spans, steps) * scale
        words = analysis.tokens.words
        names = [" ".join(words[first : last + 1]).lower() for first, last in spans]
        demonyms = {cover.last for cover in analysis.covers if cover.profile.demonym}
        return [
            as_demonym(KINDS[number], words[last]) if last in demonyms else KINDS[number]
            for number, (_, last) in zip(senses(scores, names, self._usage), spans, strict=True)
        ]


def as_demonym(kind: MentionKind, word: str) -> MentionKind:
    """Return the kind of a demonym: of the ground only where an adjective modifies a place ("the Syrian border")."""
    modifies = kind is MentionKind.LITERAL_MODIFIER and not word.endswith("s")
    return kind if modifies else MentionKind.DEMONYM


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
