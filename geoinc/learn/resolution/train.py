"""Train the ranker: ``python -m geoinc.learn.resolution.train CORPORA [--evaluate]``.

CORPORA is a folder of annotated corpora (``*.jsonl``; see :mod:`geoinc.learn.resolution.annotated`). Each later round,
and the homes of outlets, are learned from probabilities that the documents' own labels had no part in
(cross-fitting); so is the calibration. ``--evaluate`` scores by cross-validation and by leaving out each corpus
in turn, and writes nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.gazetteer import Gazetteer
from geoinc.geo import geodesy
from geoinc.learn.resolution import annotated, synthetic_sentences, templates
from geoinc.learn.resolution.annotated import Labels, ResolutionExample
from geoinc.learn.resolution.fitting import MEMBERS, Sample, fit
from geoinc.model import Resolution
from geoinc.toponyms.resolve import features, resolver
from geoinc.toponyms.resolve.network import RankingNetwork
from geoinc.toponyms.resolve.resolver import (
    NEAR_M,
    WEIGHTS,
    Ranker,
    ResolveOptions,
    Resolver,
    Stage,
    confident,
    near_mass,
    winners,
)
from geoinc.toponyms.resolve.sources import Gathering, Sources, domain_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FOLDS: Final = 4
ROUNDS: Final = 2
PRIOR_EPOCHS: Final = 15
DRILL_WEIGHT: Final = 0.3
"""A drill teaches containment; how news is written it does not know."""

KNOTS: Final = 12
"""Points of the calibration curve."""

IDENTITY: Final = np.array([[0, 1], [0, 1]], dtype=np.float32)


@dataclass(slots=True)
class Lesson:
    """One document as it is learned from: with its outlet's home, or without."""

    example: ResolutionExample
    stage: Stage
    labels: Labels
    probability: Floats

    def sample(self, *, context: bool) -> Sample:
        """Return the training arrays of one round (``context``) or of the prior."""
        scene = self.stage.scene
        table = scene.fixed[:, : features.STATIC]
        if context:
            table = np.concatenate((scene.fixed, features.context(scene, self.probability)), axis=1)
        labels = self.labels
        weight = labels.weight * np.float32(DRILL_WEIGHT if self.example.corpus == templates.CORPUS else 1)
        return Sample(table, self.stage.names, scene.starts, labels.credit, labels.none, weight)


class RankerTrainer:
    """Fits a model to examples of one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.resolver = Resolver(gazetteer, None)

    def lessons(self, examples: Sequence[ResolutionExample], sources: Sources | None) -> list[Lesson]:
        """Return the lessons of examples; those without any candidate teach nothing."""
        found = []
        for example in examples:
            home = self.resolver.home(example.document, sources)
            stage = self.resolver.stage(example.document, example.mentions, home)
            if len(stage.scene.filled):
                labels = annotated.label(example, stage, self.resolver.gazetteer)
                found.append(Lesson(example, stage, labels, np.zeros(0, dtype=np.float32)))
        return found

    def fit(self, examples: Sequence[ResolutionExample]) -> Ranker:
        """Return the model of all examples, each seen without and with its outlet's home."""
        blind = self.lessons([*examples, *synthetic_sentences.make(self.resolver.gazetteer)], None)
        prior = fit([lesson.sample(context=False) for lesson in blind], epochs=PRIOR_EPOCHS, members=1)
        _apply_prior(blind, prior)
        _refine(blind, [lesson.sample(context=True) for lesson in blind])
        told = [lesson.example for lesson in blind if lesson.example.corpus != templates.CORPUS]
        informed = self.lessons(told, self.sources(blind))
        _apply_prior(informed, prior)
        both = [*blind, *informed]
        _apply_prior(both, prior)
        rounds = []
        for number in range(ROUNDS):
            samples = [lesson.sample(context=True) for lesson in both]
            rounds.append(fit(samples))
            _refine(both, samples, members=MEMBERS if number == ROUNDS - 1 else 1)
        return Ranker(prior, tuple(rounds), _calibration(both))

    def sources(self, lessons: Sequence[Lesson]) -> Sources:
        """Return the homes of the outlets, from the lessons' present probabilities."""
        gathering = Gathering()
        for lesson in lessons:
            domain, scene = domain_of(lesson.example.document), lesson.stage.scene
            if domain:
                chosen, weight = confident(scene, lesson.probability)
                gathering.add(domain, scene.keys[chosen], scene.unit[chosen], weight)
        return gathering.sources()


def _apply_prior(lessons: Sequence[Lesson], prior: RankingNetwork) -> None:
    for lesson in lessons:
        scene = lesson.stage.scene
        static = scene.fixed[:, : features.STATIC]
        lesson.probability = prior.probabilities(static, lesson.stage.names, scene.starts)


def _refine(lessons: Sequence[Lesson], samples: Sequence[Sample], *, members: int = 1) -> None:
    """Give each lesson the probabilities of networks that have not seen its document.

    What the calibration is learned from must be as sure of itself as what it will be applied to: as many members.
    """
    fold = [_fold(lesson.example) for lesson in lessons]
    for held in range(FOLDS):
        network = fit([sample for sample, own in zip(samples, fold, strict=True) if own != held], members=members)
        for lesson, sample, own in zip(lessons, samples, fold, strict=True):
            if own == held:
                lesson.probability = network.probabilities(sample.features, sample.names, sample.starts)


def _fold(example: ResolutionExample) -> int:
    return sum(example.document.id.encode()) % FOLDS


def _calibration(lessons: Sequence[Lesson]) -> Floats:
    """Return the knots (raw, right) of a rising curve through the reliability of held-out winners.

    Counted over linked mentions, as often as each is made; pooled adjacent violators keep it rising.
    """
    real = [lesson for lesson in lessons if lesson.example.corpus != templates.CORPUS]
    raw, right, weight = (np.concatenate(parts) for parts in zip(*map(_winners, real), strict=True))
    order = np.argsort(raw, kind="stable")
    bins = [part for part in np.array_split(order, KNOTS * 3) if len(part)]
    points = [
        (np.average(raw[b], weights=weight[b]), np.average(right[b], weights=weight[b]), weight[b].sum()) for b in bins
    ]
    pooled = _pool([(float(x), float(y), float(w)) for x, y, w in points])
    inner = [(x, y) for x, y, _ in pooled]
    knots = np.array([(0.0, 0.0), *inner, (1.0, max(y for _, y in inner))], dtype=np.float32)
    return np.ascontiguousarray(knots.T)


def _winners(lesson: Lesson) -> tuple[Floats, NDArray[np.bool_], Floats]:
    scene, labels = lesson.stage.scene, lesson.labels
    linked = _linked(lesson)
    best = winners(scene, lesson.probability)
    ends = np.append(scene.starts, len(scene.group))[1:]
    mass = [
        near_mass(scene.unit[s:e], lesson.probability[s:e], b - s)
        for s, e, b in zip(scene.starts, ends, best, strict=True)
    ]
    return np.array(mass, np.float32)[linked], labels.near[best][linked], labels.weight[linked]


def _linked(lesson: Lesson) -> NDArray[np.bool_]:
    groups = lesson.stage.scene.reading.group_of
    known = {group for group, gold in zip(groups, lesson.example.gold, strict=True) if gold.lat is not None}
    return np.array([group in known for group in lesson.stage.scene.filled.tolist()], dtype=bool)


def _pool(points: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    pooled: list[tuple[float, float, float]] = []
    for point in points:
        pooled.append(point)
        while len(pooled) > 1 and pooled[-2][1] >= pooled[-1][1]:
            (x1, y1, w1), (x2, y2, w2) = pooled[-2:]
            total = w1 + w2
            pooled[-2:] = [((x1 * w1 + x2 * w2) / total, (y1 * w1 + y2 * w2) / total, total)]
    return pooled


def save(model: Ranker, path: Path) -> None:
    """Write the weights; the same model gives the same file."""
    arrays = model.prior.arrays("prior") | {"calibration": model.calibration}
    for number, network in enumerate(model.rounds):
        arrays |= network.arrays(f"round{number}")
    with path.open("wb") as file:
        np.savez(
            file,
            allow_pickle=False,
            **{name: np.asarray(array, dtype=np.float32) for name, array in sorted(arrays.items())},
        )


@dataclass(slots=True)
class LinkingTally:
    """Linked mentions of a corpus: how many, how many within 161 km, how many the very place, and reliability."""

    linked: int = 0
    near: int = 0
    exact: int = 0
    stated: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, gold: annotated.Gold, resolution: Resolution) -> None:
        """Count one linked mention; unresolved is wrong."""
        self.linked += 1
        place = resolution.place
        if place is None or gold.lon is None or gold.lat is None:
            return
        near = geodesy.distance_m(gold.lon, gold.lat, place.point.x, place.point.y) <= NEAR_M
        self.near += near
        self.exact += place.id == gold.id
        self.stated.append((resolution.probability, near))

    def calibration_error(self) -> float:
        """Return the expected calibration error over ten bins of equal width."""
        stated = np.array(self.stated, dtype=np.float64).reshape(-1, 2)
        bins = np.minimum((stated[:, 0] * 10).astype(int), 9)
        gaps = [abs(stated[bins == b].sum(axis=0) @ (1, -1)) for b in range(10)]
        return float(np.sum(gaps) / max(1, len(stated)))

    def line(self, name: str) -> str:
        """Return the figures in one line."""
        share = [f"{count / max(1, self.linked):.3f}" for count in (self.near, self.exact, len(self.stated))]
        return (
            f"{name:28} acc@161 {share[0]}  exact {share[1]}  coverage {share[2]}  ECE {self.calibration_error():.3f}"
        )


def judge(resolver: Resolver, examples: Sequence[ResolutionExample]) -> dict[str, LinkingTally]:
    """Resolve examples from their spans, knowing their batch's outlets and not, and count by corpus."""
    tallies: dict[str, LinkingTally] = {}
    sources = resolver.learn((example.document, example.mentions) for example in examples)
    for known in (None, sources):
        for example in examples:
            tally = tallies.setdefault(f"{example.corpus}{' + sources' if known else ''}", LinkingTally())
            found = resolver.resolve(example.document, example.mentions, ResolveOptions(sources=known))
            for gold, resolution in zip(example.gold, found, strict=True):
                if gold.lat is not None:
                    tally.add(gold, resolution)
    return tallies


def evaluate(examples: Sequence[ResolutionExample], gazetteer: Gazetteer) -> None:
    """Print scores by leaving out each corpus, and by cross-validation."""
    corpora = sorted({example.corpus for example in examples})
    for corpus in corpora:
        _report("left out: ", examples, [e.corpus == corpus for e in examples], gazetteer)
    totals: dict[str, LinkingTally] = {}
    for held in range(FOLDS):
        _held(examples, [_outlet_fold(e) == held for e in examples], gazetteer, totals)
    for name, tally in sorted(totals.items()):
        _say(tally.line(f"held out: {name}"))


def _report(title: str, examples: Sequence[ResolutionExample], held: Sequence[bool], gazetteer: Gazetteer) -> None:
    totals: dict[str, LinkingTally] = {}
    _held(examples, held, gazetteer, totals)
    for name, tally in sorted(totals.items()):
        _say(tally.line(f"{title}{name}"))


def _held(
    examples: Sequence[ResolutionExample], held: Sequence[bool], gazetteer: Gazetteer, totals: dict[str, LinkingTally]
) -> None:
    """Fit without the held-out examples, judge on them, and add to the totals."""
    model = RankerTrainer(gazetteer).fit([e for e, out in zip(examples, held, strict=True) if not out])
    judged = judge(Resolver(gazetteer, model), [e for e, out in zip(examples, held, strict=True) if out])
    for name, tally in judged.items():
        own = totals.setdefault(name, LinkingTally())
        own.linked += tally.linked
        own.near += tally.near
        own.exact += tally.exact
        own.stated += tally.stated


def _outlet_fold(example: ResolutionExample) -> int:
    """Return the fold of an example's outlet: all articles of one outlet are held out together."""
    name = domain_of(example.document) if example.corpus != "geovirus" else None
    return sum((name or example.document.id).encode()) % FOLDS


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Train on a folder of corpora and write the weights, or evaluate."""
    parser = argparse.ArgumentParser(prog="python -m geoinc.learn.resolution.train", description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--evaluate", action="store_true", help="score by held-out data; write nothing")
    parser.add_argument("--output", type=Path, default=Path(resolver.__file__).with_name(WEIGHTS))
    options = parser.parse_args()
    gazetteer = Gazetteer.default()
    examples = [e for path in sorted(options.corpora.glob("*.jsonl")) for e in annotated.load(path, gazetteer)]
    if options.evaluate:
        evaluate(examples, gazetteer)
        return
    save(RankerTrainer(gazetteer).fit(examples), options.output)


if __name__ == "__main__":
    main()
