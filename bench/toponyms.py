"""Speed (by processor time, so that other load does not count) and held-out scores of recognition and resolution.

    python bench/toponyms.py FOLDER              documents/s and MB/s, beside flashgeotext and geotext where installed
    python bench/toponyms.py FOLDER --folds 5    scores by corpus: cross-validated, and with each corpus left out
           --causes                              and why the rest of the cross-validated toponyms is wrong
           --keep DIRECTORY                      keep the recognisers there, and use those that are there already

FOLDER holds annotated documents as JSON lines (docs/evaluation.md). With --folds, recogniser and resolver are learned
anew from the training part alone, and read the raw text of the rest.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import process_time
from typing import NamedTuple

from causes import print_causes

from geoinc.evaluate import resolution
from geoinc.evaluate.corpora import AnnotatedDocument, read_annotated
from geoinc.evaluate.toponyms import NOTHING, Judged, LinkedToponym, SpanScores, judge
from geoinc.gazetteer import Gazetteer
from geoinc.learn.recognition import train
from geoinc.learn.resolution import annotated
from geoinc.learn.resolution.train import RankerTrainer
from geoinc.model import MentionKind
from geoinc.settings import MIN_PROBABILITY
from geoinc.toponyms.recognize import default
from geoinc.toponyms.recognize.tagger import Tagger
from geoinc.toponyms.recognize.weights import TaggerWeights
from geoinc.toponyms.resolve import resolve_mentions
from geoinc.toponyms.resolve.resolver import Resolver

ROUNDS = 3
BYTES_PER_MB = 1_000_000
THRESHOLDS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9)


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description="Speed and held-out scores of toponym recognition.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--folds", type=int, default=0, help="cross-validate instead, in so many parts")
    parser.add_argument("--causes", action="store_true", help="with --folds: count the causes of errors")
    parser.add_argument("--keep", type=Path, help="with --folds: a directory for the recognisers learned")
    arguments = parser.parse_args()
    gazetteer = Gazetteer.default()
    if arguments.folds:
        bench = HeldOut(arguments.folder, gazetteer, keep=arguments.keep)
        bench.run(arguments.folds, with_causes=arguments.causes)
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


class Text(NamedTuple):
    """One annotated document, as each of the stages learns from it and is scored on it."""

    spans: train.AnnotatedText
    places: annotated.ResolutionExample | None
    gold: AnnotatedDocument


class HeldOut:
    """Scores on texts that no weights were learned from; demonyms do not count where the gold has none."""

    def __init__(self, folder: Path, gazetteer: Gazetteer, *, keep: Path | None) -> None:
        self.gazetteer, self.keep = gazetteer, keep
        self.own = list(train.read_sentences(gazetteer))
        self.texts = list(_texts(folder, gazetteer))

    def run(self, folds: int, *, with_causes: bool) -> None:
        """Print the scores of a cross-validation, and of leaving out each corpus."""
        corpora = sorted({text.spans.corpus for text in self.texts})
        dealt = [([at for at in range(len(self.texts)) if at % folds == fold]) for fold in range(folds)]
        left_out = [[at for at, text in enumerate(self.texts) if text.spans.corpus == c] for c in corpora]
        judged = self.score(f"{folds}-fold", dealt)
        self.score("left out", left_out)
        for corpus, one in judged.items():
            _print_thresholds(corpus, one.cases)
        _print_reliability([case for one in judged.values() for case in one.cases])
        if with_causes:
            print_causes({corpus: one.cases for corpus, one in judged.items()}, Resolver(self.gazetteer, None))

    def score(self, name: str, parts: Sequence[Sequence[int]]) -> dict[str, Judged]:
        """Print the scores of both stages with each part left out in turn; return what was judged, by corpus."""
        spans: dict[str, SpanScores] = {}
        senses: dict[str, list[bool]] = {}
        judged: dict[str, Judged] = {}
        for number, part in enumerate(parts):
            held = set(part)
            tagger = Tagger(self.gazetteer, self._weights(f"{name}-{number}", held))
            for text in (self.texts[at] for at in part):
                one = text.spans
                spans[one.corpus] = spans.get(one.corpus, NOTHING) + _span_scores(one, tagger)
                senses.setdefault(one.corpus, []).extend(_senses(one, tagger))
            for corpus, found in self._judge(tagger, held).items():
                judged[corpus] = judged[corpus] + found if corpus in judged else found
        for corpus, scores in spans.items():
            literal = f"  literal or not {sum(senses[corpus]) / len(senses[corpus]):.3f}" if senses[corpus] else ""
            print(f"{name:<10}{corpus:<12}P {scores.precision:.3f}  R {scores.recall:.3f}  F1 {scores.f1:.3f}{literal}")
        for corpus, found in judged.items():
            _print_resolution(f"{name:<10}{corpus:<12}", found)
        return judged

    def _weights(self, name: str, held: set[int]) -> TaggerWeights:
        """Return what a recogniser learns without the texts held out, from the directory of kept ones where it is there."""
        path = self.keep and self.keep / f"{name}.pickle"
        if path and path.exists():
            kept: TaggerWeights = pickle.loads(path.read_bytes())
            return kept
        learned = train.learn([*(text.spans for at, text in enumerate(self.texts) if at not in held), *self.own])
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(pickle.dumps(learned))
        return learned

    def _judge(self, tagger: Tagger, held: set[int]) -> dict[str, Judged]:
        examples = [text.places for at, text in enumerate(self.texts) if at not in held and text.places is not None]
        resolver = Resolver(self.gazetteer, RankerTrainer(self.gazetteer).fit(examples))
        by_corpus: dict[str, list[AnnotatedDocument]] = {}
        for at in sorted(held):
            by_corpus.setdefault(self.texts[at].spans.corpus, []).append(self.texts[at].gold)
        return {
            corpus: judge(gold, tagger, resolver, without=_without(corpus), min_probability=0.0)
            for corpus, gold in by_corpus.items()
        }


def _texts(folder: Path, gazetteer: Gazetteer) -> Iterator[Text]:
    spans = {(one.corpus, one.id): one for one in train.read_examples(folder, gazetteer)}
    for path in sorted(folder.glob("*.jsonl")):
        places = {one.document.id: one for one in annotated.load(path, gazetteer)}
        for gold in read_annotated(path):
            name = gold.document.id
            yield Text(spans[path.stem, name], places.get(name), gold)


def _without(corpus: str) -> frozenset[MentionKind]:
    return frozenset({MentionKind.DEMONYM} if corpus in train.WITHOUT_DEMONYMS else ())


def _span_scores(one: train.AnnotatedText, tagger: Tagger) -> SpanScores:
    found = tagger.tag(one.analysis)
    if one.corpus in train.WITHOUT_DEMONYMS:
        kinds = tagger.kinds(one.analysis, found)
        found = [span for span, kind in zip(found, kinds, strict=True) if kind is not MentionKind.DEMONYM]
    both = len(set(found) & set(one.spans))
    return SpanScores(len(one.spans), len(found), both, both)


def _senses(one: train.AnnotatedText, tagger: Tagger) -> list[bool]:
    told = tagger.kinds(one.analysis, list(one.spans))
    return [a.pinnable == b.pinnable for a, b in zip(one.kinds, told, strict=True) if a is not None]


def _outcomes(
    cases: Sequence[LinkedToponym], *, threshold: float, from_gold: bool = False
) -> list[resolution.ToponymOutcome]:
    """Judge cases, counting what is less probable than the threshold as unresolved."""
    chosen = [(case.gold, case.from_gold if from_gold else case.end_to_end) for case in cases]
    return [resolution.outcome(g, r if r is not None and r.probability >= threshold else None) for g, r in chosen]


def _print_resolution(title: str, judged: Judged) -> None:
    for stage in (True, False):
        scores = resolution.score(_outcomes(judged.cases, threshold=MIN_PROBABILITY, from_gold=stage))
        print(
            f"{title}{'gold spans' if stage else 'end to end':<11} acc@161 {scores.acc161:.3f}  AUC {scores.auc:.3f}"
            f"  mean {scores.mean_km:.0f} km  median {scores.median_km:.1f} km  exact {scores.exact_id or 0:.3f}"
            f"  country {scores.country:.3f}  coverage {scores.coverage:.3f}  ECE {scores.ece:.3f}"
        )


def _print_thresholds(corpus: str, cases: Sequence[LinkedToponym]) -> None:
    for threshold in THRESHOLDS:
        scores = resolution.score(_outcomes(cases, threshold=threshold))
        share = f"{scores.acc161:.3f} / {scores.coverage:.3f} / {scores.precision161:.3f}"
        print(f"threshold {threshold:<4}{corpus:<12}end to end  acc@161 / coverage / right of resolved {share}")


def _print_reliability(cases: Sequence[LinkedToponym]) -> None:
    scores = resolution.score(_outcomes(cases, threshold=0.0))
    print(f"all corpora, end to end: ECE {scores.ece:.3f} of {scores.resolved} resolutions")
    for item in scores.bins:
        print(
            f"stated {item.low:.1f}–{item.high:.1f}: {item.count:>5}, mean {item.confidence:.2f}, right {item.accuracy:.2f}"
        )


if __name__ == "__main__":
    main()
