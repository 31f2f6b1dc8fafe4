"""Learn the weights of the recogniser: ``python -m geoinc.learn.recognition.train FOLDER``.

The folder holds annotated documents as JSON lines (docs/evaluation.md has the format). Nothing is random: the same
texts and the same gazetteer give the same weights.
"""

from __future__ import annotations

import json
import re
import sys
from bisect import bisect_left
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geoinc.errors import LexiconError
from geoinc.gazetteer import Gazetteer
from geoinc.learn.recognition import crf, synthetic_sentences
from geoinc.model import MentionKind
from geoinc.toponyms.recognize import features, kinds, usage, weights
from geoinc.toponyms.recognize.features import analyse, feature_rows
from geoinc.toponyms.recognize.labels import LABELS, Label, encode
from geoinc.toponyms.recognize.names import Names
from geoinc.toponyms.recognize.weights import FILE, TaggerWeights, save
from geoinc.toponyms.recognize.words import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from geoinc.toponyms.recognize.features import Analysis

PENALTY: Final = 0.4
KIND_PENALTY: Final = 2.0
KIND_FOLDS: Final = 5
ITERATIONS: Final = 60
WITHOUT_DEMONYMS: Final = frozenset({"geovirus"})
"""Corpora (by file name) that leave demonyms out: there, an unmarked demonym says nothing."""


SENTENCES: Final = "sentences.txt"
OWN: Final = "own sentences"
SENSES: Final = "senses.txt"
"""Our own sentences whose marks teach senses, but not spans."""
DRILLS: Final = "drills"
_MARK: Final = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<kind>\w+)\)")


@dataclass(frozen=True, slots=True)
class AnnotatedText:
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


def read_examples(folder: Path, gazetteer: Gazetteer) -> Iterator[AnnotatedText]:
    """Yield the annotated texts of a folder's JSON lines files, in the order of their names."""
    names, vocabulary = Names(gazetteer), Vocabulary()
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield example(path.stem, row, analyse(row["text"], vocabulary, names))


def read_sentences(gazetteer: Gazetteer) -> Iterator[AnnotatedText]:
    """Yield our own sentences and drills, each a text of its own."""
    names, vocabulary = Names(gazetteer), Vocabulary()
    for corpus, name in ((OWN, SENTENCES), (SENSES, SENSES)):
        for where, line in _written(name):
            row = unmarked(line, where)
            yield example(corpus, row, analyse(row["text"], vocabulary, names))
    for where, line in enumerated("drill", synthetic_sentences.sentences(gazetteer)):
        row = unmarked(line, where)
        one = example(DRILLS, row, analyse(row["text"], vocabulary, names))
        yield replace(one, kinds=(None,) * len(one.spans))  # drills are all literal: they would teach only that


def _written(name: str) -> Iterator[tuple[str, str]]:
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    return ((where, line) for where, line in enumerated(f"{name}, line", lines) if line and not line.startswith("#"))


def enumerated(name: str, lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield lines with what to call them."""
    return ((f"{name} {number}", line) for number, line in enumerate(lines, 1))


def unmarked(line: str, where: str) -> dict[str, Any]:
    """Return the annotated text that a marked-up line stands for."""
    text, toponyms, at = "", [], 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        if match["kind"] not in set(MentionKind):
            message = f"{where}: {match['kind']!r} is none of {', '.join(MentionKind)}"
            raise LexiconError(message, where=where)
        toponyms.append({"start": len(text), "end": len(text) + len(match["words"]), "kind": match["kind"]})
        text += match["words"]
        at = match.end()
    return {"id": where, "text": text + line[at:], "toponyms": toponyms}


def example(corpus: str, row: dict[str, Any], analysis: Analysis) -> AnnotatedText:
    """Return an annotated text; toponyms that no tokens match are left out."""
    starts = analysis.tokens.starts
    index = {start: at for at, start in enumerate(starts)}
    marked = [t for t in row["toponyms"] if t["start"] in index]
    spans = tuple((index[t["start"]], bisect_left(starts, t["end"]) - 1) for t in marked)
    return AnnotatedText(corpus, row["id"], analysis, spans, tuple(map(_kind, marked)))


def _kind(marked: dict[str, Any]) -> MentionKind | None:
    return MentionKind(marked["kind"]) if "kind" in marked else kinds.ANNOTATED.get(marked.get("type", ""))


def learn(examples: Sequence[AnnotatedText]) -> TaggerWeights:
    """Return the weights that annotated texts teach."""
    labels, transitions = learn_labels([one for one in examples if one.corpus != SENSES])
    by_kind, by_usage = learn_kinds(examples)
    return TaggerWeights(*(table.astype(np.float32) for table in (labels, transitions, by_kind, by_usage)))


def learn_labels(examples: Iterable[AnnotatedText]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the label weights and transition scores of a conditional random field."""
    rows, open_labels, lengths = [], [], []
    for one in examples:
        rows.append(feature_rows(one.analysis).astype(np.int32))
        open_labels.append(_open_labels(one, one.analysis.tagged))
        lengths.append(np.array([b - a + 1 for a, b in one.analysis.runs], dtype=np.intp))
    data = crf.batch(np.concatenate(rows), np.concatenate(open_labels), np.concatenate(lengths))
    return crf.train(data, rows=2**features.BITS, penalty=PENALTY, iterations=ITERATIONS)


def _open_labels(one: AnnotatedText, at: NDArray[np.intp]) -> NDArray[np.bool_]:
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


@dataclass(frozen=True, slots=True)
class Senses:
    """The annotated senses of one text: feature rows, kind numbers and names of its toponyms, and whether it is ours."""

    rows: NDArray[np.int32]
    targets: NDArray[np.intp]
    names: tuple[str, ...]
    own: bool


def senses(one: AnnotatedText) -> Senses:
    """Return what a text teaches about kinds; demonyms in no literal sense are demonyms, whatever they modify."""
    typed = [(span, kind) for span, kind in zip(one.spans, one.kinds, strict=True) if kind is not None]
    spans, words = [span for span, _ in typed], one.analysis.tokens.words
    demonyms = one.demonyms
    kept = [MentionKind.DEMONYM if b in demonyms and not kind.pinnable else kind for (_, b), kind in typed]
    return Senses(
        kinds.kind_rows(one.analysis, spans).astype(np.int32),
        np.array([kinds.KINDS.index(kind) for kind in kept], dtype=np.intp),
        tuple(" ".join(words[a : b + 1]).lower() for a, b in spans),
        own=one.corpus in {OWN, SENSES},
    )


def learn_kinds(examples: Iterable[AnnotatedText]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the weights of kinds and of usage, from the toponyms whose kind is annotated.

    The usage weights see scores of texts that the kinds were not learned from, as they will in use; and only of whole
    articles where there are any, as a sentence of ours has hardly any other mentions.
    """
    taught = [senses(one) for one in examples if any(one.kinds)]
    rows, literal = [], []
    articles = not all(one.own for one in taught)
    for fold in range(KIND_FOLDS):
        table = _kind_table([one for at, one in enumerate(taught) if at % KIND_FOLDS != fold])
        for one in (one for one in taught[fold::KIND_FOLDS] if not (articles and one.own)):
            rows.append(usage.factors(usage.literal_odds(crf.scores(table, one.rows)), one.names))
            literal.append(np.array([kinds.KINDS[number].pinnable for number in one.targets]))
    return _kind_table(taught), usage.fit(np.concatenate(rows), np.concatenate(literal))


def _kind_table(taught: Sequence[Senses]) -> NDArray[np.float64]:
    """Return the weights of each kind and, in a last column, those of being literal rather than not."""
    rows, targets = np.concatenate([one.rows for one in taught]), np.concatenate([one.targets for one in taught])
    by_kind = _softmax(rows, targets, classes=len(kinds.KINDS))
    literal = _softmax(rows, usage.LITERAL[targets].astype(np.intp), classes=2)
    return np.column_stack([by_kind, literal[:, 1] - literal[:, 0]])


def _softmax(rows: NDArray[np.int32], targets: NDArray[np.intp], *, classes: int) -> NDArray[np.float64]:
    return crf.train_softmax(
        rows, targets, rows=2**kinds.BITS, classes=classes, penalty=KIND_PENALTY, iterations=ITERATIONS
    )


def main(folder: str) -> None:
    """Read the annotated texts of a folder and write the weights beside this module."""
    gazetteer = Gazetteer.default()
    examples = [*read_examples(Path(folder), gazetteer), *read_sentences(gazetteer)]
    path = Path(weights.__file__).with_name(FILE)
    save(learn(examples), path)
    sys.stdout.write(f"{len(examples)} texts; {path.name}: {path.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1])
