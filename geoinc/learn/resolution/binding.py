"""Learn how stated countries and units bind: ``python -m geoinc.learn.resolution.binding DATA [--evaluate] [--with FILE]``.

DATA is the folder with ``incidents/awsd.jsonl`` (reports whose country is told, and what they name), ``relative/
ucdp_syria_places.jsonl`` (names with unit and country) and ``corpora/*.jsonl``. A candidate within 50 km of the known
position is right; where none is, "none" is. Positions are rough, so that a share of the answers is taken to be noise: else
every probability would come out too low. ``--with`` names further compiled gazetteers, with more places than the default.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.gazetteer import Gazetteer
from geoinc.geo import geodesy
from geoinc.learn.resolution import annotated
from geoinc.model import Document, Mention
from geoinc.toponyms.recognize import default as default_recognizer
from geoinc.toponyms.resolve import binding
from geoinc.toponyms.resolve.binding import FEATURES, NONE_FEATURES, Ballot, BindingWeights
from geoinc.toponyms.resolve.resolver import Resolver, default_model, weigh

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

RIGHT_M: Final = 50_000.0
UNIT_RIGHT_M: Final = 150_000.0
"""A unit is right whose middle is this close to what happened in it, where no place within it is."""

UNIT_CREDIT: Final = 0.3
"""What the unit around a right place counts."""

NOISE: Final = 0.12
"""Share of answers whose position is another place's."""

NEAR_M: Final = 161_000.0
NEWTON_STEPS: Final = 50
STEPS: Final = 1_500
RATE: Final = 0.05
RIDGE: Final = 0.0002
BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8
FOLDS: Final = 5
FIELDS: Final = ("city", "district")


@dataclass(frozen=True, slots=True)
class LocatedMention:
    """A document with one mention whose position is known; ``fold`` is what is held out together."""

    document: Document
    mention: Mention
    lon: float
    lat: float
    fold: str


@dataclass(frozen=True, slots=True)
class BindingSample:
    """Features of one name's candidates and of "none"; how right each is, how far off, and where (unit vectors)."""

    set: str
    fold: str
    ballot: Ballot
    right: NDArray[np.float64]
    away_m: NDArray[np.float64]
    unit: Floats

    def chosen(self, weights: BindingWeights) -> tuple[float, bool, bool]:
        """Return the probability of the best candidate's whereabouts, whether it is right, and whether any is."""
        p = self.ballot.shares(weights)
        best = int(np.argmax(p))
        return binding.mass(self.unit, p, best), bool(self.right[best] > 0), bool(self.right.any())


def credit(away_m: NDArray[np.float64], units: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return how right each candidate is, 0…1."""
    near = away_m <= RIGHT_M
    if (near & ~units).any():
        return np.where(near, np.where(units, UNIT_CREDIT, 1.0), 0.0)
    return np.where(units, away_m <= UNIT_RIGHT_M, near).astype(np.float64)


def reports(path: Path) -> Iterator[LocatedMention]:
    """Yield the reports that name their place, their country told."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        name = next((row[field] for field in FIELDS if field in row["said"]), "")
        start = row["text"].casefold().find(name.casefold()) if name and row["country"] else -1
        if start >= 0 and row["lat"] is not None:
            mention = Mention(start, start + len(name), row["text"][start : start + len(name)])
            yield LocatedMention(
                Document(row["text"], near=row["country"]), mention, row["lon"], row["lat"], row["country"]
            )


def names(path: Path) -> Iterator[LocatedMention]:
    """Yield names with their units, as one line each."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        head = row["text"].split(",")[0]
        unit = row["text"].split(",")[-2]
        yield LocatedMention(Document(row["text"]), Mention(0, len(head), head), row["lon"], row["lat"], unit)


class Sampler:
    """Makes samples with one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.model = default_model()
        self.resolver = Resolver(gazetteer, self.model)
        self.recognizer = default_recognizer(gazetteer)

    def of_known(self, group: str, known: Iterable[LocatedMention]) -> Iterator[BindingSample]:
        """Yield the sample of each known mention; the document's others are recognised."""
        for item in known:
            others = [
                m
                for m in self.recognizer.recognize(item.document)
                if m.end <= item.mention.start or m.start >= item.mention.end
            ]
            mentions = sorted([item.mention, *others], key=lambda m: m.start)
            gold = [(item.lon, item.lat) if m is item.mention else None for m in mentions]
            yield from self._samples(group, item.fold, item.document, mentions, gold)

    def of_corpus(self, path: Path) -> Iterator[BindingSample]:
        """Yield the samples of a corpus: names whose unit or country the words beside them say."""
        for example in annotated.load(path, self.gazetteer):
            gold = [(g.lon, g.lat) if g.lon is not None and g.lat is not None else None for g in example.gold]
            yield from self._samples(path.stem, example.document.id, example.document, example.mentions, gold)

    def _samples(
        self,
        group: str,
        fold: str,
        document: Document,
        mentions: Sequence[Mention],
        gold: Sequence[tuple[float, float] | None],
    ) -> Iterator[BindingSample]:
        stage = self.resolver.stage(document, mentions, self.resolver.home(document, None))
        scene = stage.scene
        if not len(scene.filled):
            return
        raw = weigh(stage, self.model)
        ends = np.append(scene.starts, len(raw))[1:]
        answers = {scene.reading.group_of[at]: point for at, point in enumerate(gold) if point is not None}
        for row, number in enumerate(scene.filled.tolist()):
            own = slice(int(scene.starts[row]), int(ends[row]))
            scope = binding.binding_scope(scene, own, stage.scopes[number], self.gazetteer)
            if number not in answers or not binding.is_bound(scene, raw, own, scope):
                continue
            index = scene.keys[own, 0].astype(np.int64)
            lon, lat = answers[number]
            columns = self.gazetteer.columns
            away = geodesy.haversine_m(
                np.full(len(index), lon), np.full(len(index), lat), columns.lon[index], columns.lat[index]
            )
            ballot = binding.ballot(scene, raw, own, scope, self.gazetteer, stage.measured.get(number))
            units = ballot.table[:, FEATURES.index("unit")] > 0
            unit = scene.unit[own]
            yield BindingSample(group, fold, ballot, credit(away, units), away, unit)


def fit(samples: Sequence[BindingSample]) -> BindingWeights:
    """Return the weights of the highest likelihood, by Adam over all samples at once."""
    table = np.concatenate([s.ballot.table for s in samples]).astype(np.float64)
    none = np.stack([s.ballot.none for s in samples]).astype(np.float64)
    barred = np.concatenate([s.ballot.barred for s in samples])
    right = np.where(barred, 0.0, np.concatenate([s.right for s in samples]))
    sizes = np.array([len(s.right) for s in samples])
    starts = np.cumsum([0, *sizes[:-1]])
    lacking = 1 - np.minimum(np.add.reduceat(right, starts), 1)
    weights = np.zeros(table.shape[1] + none.shape[1])
    weights[0], weights[table.shape[1] + 1] = 1.0, 1.0
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        scores = np.where(barred, -np.inf, table @ weights[: table.shape[1]])
        silent = none @ weights[table.shape[1] :]
        top = np.maximum(np.maximum.reduceat(scores, starts), silent)
        risen = np.exp(scores - np.repeat(top, sizes))
        quiet = np.exp(silent - top)
        total = np.add.reduceat(risen, starts) + quiet
        p, p_none = risen / np.repeat(total, sizes), quiet / total
        hit = np.add.reduceat(p * right, starts) + p_none * lacking
        blamed = (1 - NOISE) / ((1 - NOISE) * hit + NOISE / (sizes + 1))  # d log(mixture) / d hit
        slope = p * (right - np.repeat(hit, sizes)) * np.repeat(blamed, sizes)
        slope_none = p_none * (lacking - hit) * blamed
        gradient = -np.concatenate((table.T @ slope, none.T @ slope_none)) / len(sizes) + RIDGE * weights
        first = BETA1 * first + (1 - BETA1) * gradient
        second = BETA2 * second + (1 - BETA2) * gradient**2
        move = first / (1 - BETA1**step) / (np.sqrt(second / (1 - BETA2**step)) + EPSILON)
        weights -= RATE * (1 - step / (STEPS + 1)) * move
    return BindingWeights(weights[: table.shape[1]].astype(np.float32), weights[table.shape[1] :].astype(np.float32))


def fit_stated(samples: Sequence[BindingSample], weights: BindingWeights, least: float) -> tuple[float, float]:
    """Return slope and offset of the log-odds that lead from the shares of what is pinned to how often it is near.

    By Newton's method on the logistic likelihood of the samples whose place has at least a share, and is not "none".
    """
    rows = []
    for sample in samples:
        p = sample.ballot.shares(weights)
        best = int(np.argmax(p))
        share = binding.mass(sample.unit, p, best)
        if share >= max(least, 1 - float(p.sum())):
            rows.append((min(max(share, binding.FLOOR), 1 - binding.FLOOR), sample.away_m[best] <= NEAR_M))
    shares, near = np.array([row[0] for row in rows]), np.array([row[1] for row in rows], dtype=float)
    table, found = np.stack([np.log(shares / (1 - shares)), np.ones_like(shares)], axis=1), np.array([1.0, 0.0])
    for _ in range(NEWTON_STEPS):
        q = 1 / (1 + np.exp(-table @ found))
        slope = (table * (q * (1 - q))[:, None]).T @ table + RIDGE * np.eye(2)
        found -= np.linalg.solve(slope, table.T @ (q - near) + RIDGE * found)
    return float(found[0]), float(found[1])


def _figures(rows: NDArray[np.float64], least: float) -> dict[str, float]:
    taken = rows[:, 0] >= least
    bins = np.minimum((rows[:, 0] * 10).astype(int), 9)
    gaps = [abs((rows[bins == b, 0] - rows[bins == b, 1]).sum()) for b in range(10)]
    return {
        "names": len(rows),
        "right": float((taken & (rows[:, 1] > 0)).mean()),
        "wrong": float((taken & (rows[:, 1] == 0)).mean()),
        "ceiling": float(rows[:, 2].mean()),
        "calibration_error": float(np.sum(gaps) / len(rows)),
    }


def evaluate(samples: Sequence[BindingSample], least: float) -> dict[str, dict[str, float]]:
    """Return the figures of samples held out by country, unit or document."""
    folds = {fold: number % FOLDS for number, fold in enumerate(sorted({s.fold for s in samples}))}
    found: dict[str, list[tuple[float, bool, bool]]] = {}
    for held in range(FOLDS):
        weights = fit([s for s in samples if folds[s.fold] != held])
        for sample in samples:
            if folds[sample.fold] == held:
                found.setdefault(sample.set, []).append(sample.chosen(weights))
    return {name: _figures(np.array(rows, dtype=float), least) for name, rows in found.items()}


def gather(data: Path, gazetteers: Sequence[Gazetteer]) -> list[BindingSample]:
    """Return the samples of all sets with each gazetteer; the corpora with the first alone."""
    samples: list[BindingSample] = []
    for number, gazetteer in enumerate(gazetteers):
        sampler, suffix = Sampler(gazetteer), "" if number == 0 else f" + {gazetteer.container.path.stem}"
        samples += sampler.of_known(f"reports{suffix}", reports(data / "incidents/awsd.jsonl"))
        samples += sampler.of_known(f"names{suffix}", names(data / "relative/ucdp_syria_places.jsonl"))
        if number == 0:
            for path in sorted((data / "corpora").glob("*.jsonl")):
                samples += sampler.of_corpus(path)
    return samples


def save(weights: BindingWeights, path: Path) -> None:
    """Write the weights as a table that a person can read."""
    lines = [
        "# Learned by python -m geoinc.learn.resolution.binding; what each feature is says binding.py.",
        "[candidate]",
    ]
    lines += [f"{name} = {value:.3f}" for name, value in zip(FEATURES, weights.candidate.tolist(), strict=True)]
    lines += ["", "[none]"]
    lines += [f"{name} = {value:.3f}" for name, value in zip(NONE_FEATURES, weights.none.tolist(), strict=True)]
    slope, offset = weights.stated
    lines += ["", "[stated]", f"slope = {slope:.3f}", f"offset = {offset:.3f}"]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Learn, or evaluate by cross-validation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--evaluate", action="store_true")
    parser.add_argument("--least", type=float, default=0.3)
    parser.add_argument("--with", dest="more", type=Path, nargs="*", default=[])
    chosen = parser.parse_args()
    samples = gather(chosen.data, [Gazetteer.default(), *map(Gazetteer.open, chosen.more)])
    if chosen.evaluate:
        for name, figures in evaluate(samples, chosen.least).items():
            sys.stdout.write(f"{name:24} " + "  ".join(f"{k} {v:.3f}" for k, v in figures.items()) + "\n")
        return
    weights = fit(samples)
    weights = replace(weights, stated=fit_stated(samples, weights, chosen.least))
    save(weights, Path(binding.__file__).with_name(binding.FILE))


if __name__ == "__main__":
    main()
