"""Learn the weights of the recogniser: ``python -m geoinc.recognize.train FOLDER``.

The folder holds annotated documents as JSON lines (docs/evaluation.md has the format). Nothing is random: the same
texts and the same gazetteer give the same weights.
"""

from __future__ import annotations

import json
import sys
from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geoinc.gazetteer import Gazetteer
from geoinc.model import MentionKind
from geoinc.recognize import crf, features, kinds
from geoinc.recognize.features import analyse, feature_rows
from geoinc.recognize.labels import LABELS, Label, encode
from geoinc.recognize.names import Names
from geoinc.recognize.weights import FILE, Weights, save
from geoinc.recognize.words import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from geoinc.recognize.features import Analysis

PENALTY: Final = 0.02
KIND_PENALTY: Final = 0.1
ITERATIONS: Final = 60
WITHOUT_DEMONYMS: Final = frozenset({"geovirus"})
"""Corpora (by file name) that leave demonyms out: there, an unmarked demonym says nothing."""


@dataclass(frozen=True, slots=True)
class Example:
    """An annotated text: the tokens (first and last) of its toponyms, and the kind of each where it is annotated."""

    corpus: str
    id: str
    analysis: Analysis
    spans: tuple[tuple[int, int], ...]
    kinds: tuple[MentionKind | None, ...]

    @property
    def demonyms(self) -> set[int]:
        """The tokens that the gazetteer knows as demonyms."""
        return {cover.first for cover in self.analysis.covers if cover.profile.demonym and cover.first == cover.last}


def read_examples(folder: Path, gazetteer: Gazetteer) -> Iterator[Example]:
    """Yield the annotated texts of a folder's JSON lines files, in the order of their names."""
    names, vocabulary = Names(gazetteer), Vocabulary()
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield example(path.stem, row, analyse(row["text"], vocabulary, names))


def example(corpus: str, row: dict[str, Any], analysis: Analysis) -> Example:
    """Return an annotated text; toponyms that no tokens match are left out."""
    starts = analysis.tokens.starts
    index = {start: at for at, start in enumerate(starts)}
    marked = [t for t in row["toponyms"] if t["start"] in index]
    spans = tuple((index[t["start"]], bisect_left(starts, t["end"]) - 1) for t in marked)
    return Example(corpus, row["id"], analysis, spans, tuple(kinds.ANNOTATED.get(t.get("type")) for t in marked))


def learn(examples: Sequence[Example]) -> Weights:
    """Return the weights that annotated texts teach."""
    labels, transitions = learn_labels(examples)
    return Weights(labels.astype(np.float32), transitions.astype(np.float32), learn_kinds(examples).astype(np.float32))


def learn_labels(examples: Iterable[Example]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the label weights and transition scores of a conditional random field."""
    rows, open_labels, lengths = [], [], []
    for one in examples:
        runs = one.analysis.runs
        at = np.concatenate([np.arange(a, b + 1) for a, b in runs]) if runs else np.zeros(0, np.intp)
        rows.append(feature_rows(one.analysis, at).astype(np.int32))
        open_labels.append(_open_labels(one, at))
        lengths.append(np.array([b - a + 1 for a, b in runs], dtype=np.intp))
    data = crf.batch(np.concatenate(rows), np.concatenate(open_labels), np.concatenate(lengths))
    return crf.train(data, rows=2**features.BITS, penalty=PENALTY, iterations=ITERATIONS)


def _open_labels(one: Example, at: NDArray[np.intp]) -> NDArray[np.bool_]:
    tagged = np.zeros(len(one.analysis.tokens), dtype=bool)
    tagged[at] = True
    spans = [(first, last) for first, last in one.spans if tagged[first : last + 1].all()]
    labels = np.array(encode(spans, len(tagged)), dtype=np.intp)
    open_labels = np.zeros((len(tagged), LABELS), dtype=bool)
    open_labels[np.arange(len(tagged)), labels] = True
    if one.corpus in WITHOUT_DEMONYMS:
        unmarked = [token for token in one.demonyms if labels[token] == Label.O]
        open_labels[unmarked, Label.U] = True
    return open_labels[at]


def learn_kinds(examples: Iterable[Example]) -> NDArray[np.float64]:
    """Return the weights of a softmax regression of kinds, from the toponyms whose kind is annotated."""
    rows, targets = [], []
    for one in examples:
        typed = [(span, kind) for span, kind in zip(one.spans, one.kinds, strict=True) if kind is not None]
        demonyms = one.demonyms
        rows.append(kinds.kind_rows(one.analysis, [span for span, _ in typed]).astype(np.int32))
        for (_, last), kind in typed:
            sense = MentionKind.DEMONYM if last in demonyms and not kind.pinnable else kind
            targets.append(kinds.KINDS.index(sense))
    return crf.train_softmax(
        np.concatenate(rows),
        np.array(targets, dtype=np.intp),
        rows=2**kinds.BITS,
        classes=len(kinds.KINDS),
        penalty=KIND_PENALTY,
        iterations=ITERATIONS,
    )


def main(folder: str) -> None:
    """Read the annotated texts of a folder and write the weights beside this module."""
    examples = list(read_examples(Path(folder), Gazetteer.default()))
    path = Path(__file__).with_name(FILE)
    save(learn(examples), path)
    sys.stdout.write(f"{len(examples)} texts; {path.name}: {path.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1])
