"""Learn which place of a report is its scene: ``python -m geoinc.learn.incidents.scene DATA``.

From rows of databases with positions. Right are the candidates within 50 km of the row's position; where there is
none, the narrowest whose 90 % area holds it, if its middle is no farther off than a hundred miles; where there is none
either, "none of them": a whole sea or country is no pin.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from shapely import Point

from geoinc.geo.geodesy import distance_m
from geoinc.incidents.decisions.scorer import Features, Scorer, save
from geoinc.incidents.gather import Event, gather
from geoinc.incidents.ground import anchor_places, width
from geoinc.incidents.reading import Account, page_of, read
from geoinc.incidents.scene import LEAST, NAME, Candidate, candidates
from geoinc.incidents.triggers import lexicon
from geoinc.learn.incidents.texts import Prepared, prepared, rows
from geoinc.model import Location, Relation
from geoinc.pipeline import Pipeline
from geoinc.text.tokens import words_of

NEAR_M = 50_000.0
WRONG_M = 161_000.0
MOST = {"awsd": 800, "asam": 600}
PENALTY = 1.0
STEPS = 400
RATE = 0.05
FOLDS = 5
_FEWEST = 4
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A report's candidates as features, which of them are right, and how far (metres) each is from the truth."""

    table: str
    options: tuple[Features, ...]
    right: tuple[bool, ...]
    off_m: tuple[float, ...]


def cases(found: Sequence[Prepared], pipeline: Pipeline) -> list[Case]:
    """Return the reports with a position that have any candidate."""
    made = []
    for item in found:
        row, document = item.text.row, item.text.document
        if row.get("lat") is None:
            continue
        page = page_of(document, item.every_relation, lexicon(), words_of(document.text))
        event = _whole(read(page))
        if event is None:
            continue
        options = candidates(page, event, [event])
        if options:
            made.append(_case(item.text.table, options, (row["lon"], row["lat"]), pipeline))
    return made


def _whole(told: Sequence[Account]) -> Event | None:
    """Return all of a report as one event."""
    events = [e for e in gather(told) if e.seeds]
    return Event([a for e in events for a in e.accounts]) if events else None


def _case(table: str, options: Sequence[Candidate], point: tuple[float, float], pipeline: Pipeline) -> Case:
    located = [_located(pipeline, c.relation) for c in options]
    off = [
        float("inf") if where.region is None else distance_m(where.region.best.x, where.region.best.y, *point)
        for where in located
    ]
    right = [d <= NEAR_M for d in off]
    if not any(right):
        holds = [
            w.region is not None and d <= WRONG_M and w.region.area90.intersects(Point(*point))
            for w, d in zip(located, off, strict=True)
        ]
        wide = [min(map(width, anchor_places([c.relation])), default=0) for c in options]
        least = min((w for w, h in zip(wide, holds, strict=True) if h), default=0)
        right = [h and w == least for w, h in zip(wide, holds, strict=True)]
    return Case(table, tuple(c.features for c in options), tuple(right), tuple(off))


_PLACES: dict[object, Location] = {}


def _located(pipeline: Pipeline, relation: Relation) -> Location:
    key = (
        relation.kind,
        relation.distance,
        relation.bearing,
        tuple(p.id for p in anchor_places([relation])),
        relation.span.text if not relation.anchors else "",
    )
    if key not in _PLACES:
        _PLACES[key] = pipeline.locate([relation])
    return _PLACES[key]


def learn(found: Sequence[Case]) -> Scorer:
    """Return the choice learned from cases: a conditional logit in which "none of them" has the score 0."""
    counts = Counter(name for case in found for option in case.options for name in option)
    names = sorted(name for name, n in counts.items() if n >= _FEWEST)
    index = {name: i for i, name in enumerate(names)}
    sizes = Counter(case.table for case in found)
    tables = len(sizes)
    rows_, owner, right = [], [], []
    for number, case in enumerate(found):
        for option, ok in zip(case.options, case.right, strict=True):
            line = np.zeros(len(names))
            for name, value in option.items():
                if name in index:
                    line[index[name]] = value
            rows_.append(line)
            owner.append(number)
            right.append(ok)
    table, of = np.array(rows_), np.array(owner)
    good = np.array(right, dtype=float)
    none = 1.0 - np.minimum(1.0, np.bincount(of, good, minlength=len(found)))
    weight = np.array([len(found) / tables / sizes[case.table] for case in found])
    weights = _ascend(table, of, good, none, weight)
    return Scorer(dict(zip(names, map(float, weights), strict=True)))


def _ascend(table: Floats, of: NDArray[np.int_], ok: Floats, none: Floats, weight: Floats) -> Floats:
    """Return the weights of the likeliest choice, by Adam."""
    solved = np.zeros(table.shape[1])
    mean, spread = np.zeros_like(solved), np.zeros_like(solved)
    for step in range(1, STEPS + 1):
        odds = np.exp(np.clip(table @ solved, -30, 30))
        total = 1.0 + np.bincount(of, odds, minlength=len(none))
        good = none + np.bincount(of, odds * ok, minlength=len(none))
        # The gradient of log(good / total), option by option.
        slope = weight[of] * odds * (ok / good[of] - 1.0 / total[of])
        gradient = table.T @ slope - PENALTY * solved
        mean = 0.9 * mean + 0.1 * gradient
        spread = 0.999 * spread + 0.001 * gradient**2
        solved = solved + RATE * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return solved


def chance(scorer: Scorer, case: Case) -> tuple[int, float]:
    """Return which option is likeliest, and its probability."""
    odds = np.exp(np.clip([scorer.score(o) for o in case.options], -30, 30))
    best = int(odds.argmax())
    return best, float(odds[best] / (1 + odds.sum()))


def crossed(found: Sequence[Case]) -> list[tuple[Case, int, float]]:
    """Return each case with what was chosen by the learned without it, and its probability."""
    answers = []
    for fold in range(FOLDS):
        kept = [c for i, c in enumerate(found) if i % FOLDS != fold]
        scorer = learn(kept)
        answers += [(c, *chance(scorer, c)) for i, c in enumerate(found) if i % FOLDS == fold]
    return answers


def main(data: Path) -> None:
    """Learn, write the weights and print how good the choice is on rows left out."""
    pipeline = Pipeline.default()
    texts = [t for name in ("awsd", "asam", "msa") for t in rows(data / "incidents", name, most=MOST.get(name))]
    found = cases(prepared(texts, pipeline), pipeline)
    save(NAME, learn(found).weights)
    for table in sorted({c.table for c in found}):
        answers = [a for a in crossed(found) if a[0].table == table]
        pinned = [(c, i) for c, i, p in answers if p >= LEAST]
        near = sum(c.off_m[i] <= NEAR_M for c, i in pinned)
        wrong = sum(c.off_m[i] > WRONG_M for c, i in pinned)
        oracle = sum(min(c.off_m) <= NEAR_M for c, _, _ in answers)
        n = len(answers)
        sys.stdout.write(
            f"{table:<6} {n} rows: located {len(pinned) / n:.3f}, within 50 km {near / n:.3f} (any candidate {oracle / n:.3f}), over 161 km {wrong / max(1, len(pinned)):.3f}\n"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
