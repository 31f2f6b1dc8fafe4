"""Speed (by processor time, so that other load does not count) and held-out scores of toponym recognition.

    python bench/toponyms.py FOLDER              documents/s and MB/s, beside flashgeotext and geotext where installed
    python bench/toponyms.py FOLDER --folds 5    strict F1 by corpus: cross-validated, and with each corpus left out

FOLDER holds annotated documents as JSON lines (docs/evaluation.md).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import process_time

from geoinc.evaluate.corpora import AnnotatedDocument, read_annotated
from geoinc.evaluate.toponyms import NOTHING, SpanScores
from geoinc.gazetteer import Gazetteer
from geoinc.model import MentionKind
from geoinc.recognize import default, train
from geoinc.recognize.tagger import Tagger
from geoinc.resolve import resolve_mentions

ROUNDS = 3
BYTES_PER_MB = 1_000_000


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description="Speed and held-out scores of toponym recognition.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--folds", type=int, default=0, help="cross-validate instead, in so many parts")
    arguments = parser.parse_args()
    gazetteer = Gazetteer.default()
    if arguments.folds:
        cross_validate(arguments.folder, gazetteer, folds=arguments.folds)
    else:
        for path in sorted(arguments.folder.glob("*.jsonl")):
            print_speeds(path.stem, read_annotated(path), gazetteer)


def print_speeds(name: str, corpus: Sequence[AnnotatedDocument], gazetteer: Gazetteer) -> None:
    """Print the best of some rounds over a corpus, for each contender."""
    texts = [one.document.text for one in corpus]
    megabytes = sum(len(text.encode("utf-8", "surrogatepass")) for text in texts) / BYTES_PER_MB
    for contender, run in contenders(corpus, gazetteer):
        seconds = min(_timed(run) for _ in range(ROUNDS))
        print(f"{name:<12}{contender:<28}{len(texts) / seconds:>10,.0f} documents/s{megabytes / seconds:>8.2f} MB/s")


def contenders(corpus: Sequence[AnnotatedDocument], gazetteer: Gazetteer) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what to time, by name."""
    documents = [one.document for one in corpus]
    recognizer = default(gazetteer)
    yield "geoinc recognise", lambda: [recognizer.recognize(one) for one in documents]
    yield (
        "geoinc recognise + resolve",
        lambda: [resolve_mentions(one, recognizer.recognize(one), gazetteer) for one in documents],
    )
    try:
        from flashgeotext.geotext import GeoText as Flash
    except ImportError:
        print("(flashgeotext is not installed)")
    else:
        flash = Flash()
        yield "flashgeotext (matching only)", lambda: [flash.extract(one.text) for one in documents]
    try:
        from geotext import GeoText
    except ImportError:
        print("(geotext is not installed)")
    else:
        yield "geotext (matching only)", lambda: [GeoText(one.text) for one in documents]


def _timed(run: Callable[[], object]) -> float:
    began = process_time()
    run()
    return process_time() - began


def cross_validate(folder: Path, gazetteer: Gazetteer, *, folds: int) -> None:
    """Print scores on texts that the weights were not learned from; demonyms do not count where the gold has none."""
    examples, own = list(train.read_examples(folder, gazetteer)), list(train.read_sentences(gazetteer))
    parts = [
        (examples[fold::folds], [e for at, e in enumerate(examples) if at % folds != fold]) for fold in range(folds)
    ]
    _print_scores(f"{folds}-fold", parts, own, gazetteer)
    corpora = sorted({one.corpus for one in examples})
    left_out = [([e for e in examples if e.corpus == c], [e for e in examples if e.corpus != c]) for c in corpora]
    _print_scores("left out", left_out, own, gazetteer)


def _print_scores(
    name: str,
    parts: Sequence[tuple[list[train.Example], list[train.Example]]],
    own: list[train.Example],
    gazetteer: Gazetteer,
) -> None:
    spans: dict[str, SpanScores] = {}
    senses: dict[str, list[bool]] = {}
    for held_out, rest in parts:
        tagger = Tagger(gazetteer, train.learn([*rest, *own]))
        for one in held_out:
            spans[one.corpus] = spans.get(one.corpus, NOTHING) + _span_scores(one, tagger)
            told = tagger.kinds(one.analysis, list(one.spans))
            pairs = [(a, b) for a, b in zip(one.kinds, told, strict=True) if a is not None]
            senses.setdefault(one.corpus, []).extend(a.pinnable == b.pinnable for a, b in pairs)
    for corpus, scores in spans.items():
        literal = f"  literal or not {sum(senses[corpus]) / len(senses[corpus]):.3f}" if senses[corpus] else ""
        print(f"{name:<10}{corpus:<12}P {scores.precision:.3f}  R {scores.recall:.3f}  F1 {scores.f1:.3f}{literal}")


def _span_scores(one: train.Example, tagger: Tagger) -> SpanScores:
    found = tagger.tag(one.analysis)
    if one.corpus in train.WITHOUT_DEMONYMS:
        kinds = tagger.kinds(one.analysis, found)
        found = [span for span, kind in zip(found, kinds, strict=True) if kind is not MentionKind.DEMONYM]
    both = len(set(found) & set(one.spans))
    return SpanScores(len(one.spans), len(found), both, both)


if __name__ == "__main__":
    main()
