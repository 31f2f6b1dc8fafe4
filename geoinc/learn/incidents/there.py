"""Learn whether a place beside words of an event is where it happened: ``python -m geoinc.learn.incidents.there DATA``.

From rows of databases with positions, and from reports whose every clause is known to tell of this event or of that
(:mod:`~geoinc.learn.incidents.worked`). A place is right that lies within 50 km of the event (in worked reports as near
as they say), or that holds it; the rules of :mod:`~geoinc.incidents.aside` are features like others.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from shapely import Point

from geoinc.geo.geodesy import distance_m
from geoinc.incidents.attribution import Speech
from geoinc.incidents.decisions.scorer import Features, Scorer, save
from geoinc.incidents.decisions.there import LEAST, NAME, features
from geoinc.incidents.frames.lexicon import index
from geoinc.incidents.place import beside
from geoinc.incidents.reading import Page, page_of
from geoinc.incidents.triggers import Trigger
from geoinc.learn.incidents import logistic
from geoinc.learn.incidents.texts import Prepared, prepared, rows
from geoinc.learn.incidents.worked import NONE, Labelled, labelled
from geoinc.model import Relation, RelationKind
from geoinc.pipeline import Pipeline
from geoinc.text.sentences import Sentence
from geoinc.text.tokens import words_of

NEAR_M = 50_000.0
MOST = {"awsd": 1600}
COUNTS = {"awsd": 400.0, "worked": 900.0}
"""How much each table counts in all."""
PENALTY = 2.0
FOLDS = 4


@dataclass(frozen=True, slots=True)
class Standing:
    """A place beside words of an event, and whether that happened there."""

    table: str
    text: str
    features: Features
    right: bool


def of_rows(found: Sequence[Prepared], pipeline: Pipeline) -> Iterator[Standing]:
    """Yield the places of rows with a position."""
    for item in found:
        row = item.text.row
        if row.get("lat") is not None:
            point = (row["lon"], row["lat"])
            for sentence, trigger, relation, speeches in _pairs(item):
                right = _holds(pipeline, relation, point, NEAR_M)
                yield Standing(item.text.table, row["text"], features(sentence, relation, trigger, speeches), right)


def of_worked(found: Sequence[Labelled], pipeline: Pipeline) -> Iterator[Standing]:
    """Yield the places of worked reports that stand beside words of their events."""
    for report in found:
        for sentence, trigger, relation, speeches in _pairs(report.item):
            number = report.nearest(sentence, trigger.start)
            if number != NONE:
                event = report.report.events[number]
                right = _holds(pipeline, relation, event.point, max(event.within_m, NEAR_M / 2))
                known = features(sentence, relation, trigger, speeches)
                yield Standing("worked", report.item.text.document.text, known, right)


def _pairs(item: Prepared) -> Iterator[tuple[Sentence, Trigger, Relation, Sequence[Speech]]]:
    document = item.text.document
    page: Page = page_of(document, item.every_relation, index(), words_of(document.text))
    for sentence in page.sentences:
        triggers = [t for t, _ in page.triggers.get(sentence.index, ())]
        own = [r for r in page.relations if sentence.start <= r.span.start < sentence.end]
        speeches = page.voices.at(sentence.index) if triggers and own else ()
        for i, relation in beside(sentence, triggers, own):
            if relation.kind is not RelationKind.COORDINATES:
                yield sentence, triggers[i], relation, speeches


def _holds(pipeline: Pipeline, relation: Relation, point: tuple[float, float], near_m: float) -> bool:
    region = pipeline.locate([relation]).region
    if region is None:
        return False
    return distance_m(region.best.x, region.best.y, *point) <= near_m or bool(region.area90.intersects(Point(*point)))


def learn(found: Sequence[Standing]) -> Scorer:
    """Return the scorer learned from places."""
    sizes = {table: sum(s.table == table for s in found) for table in COUNTS}
    weights = [COUNTS[s.table] / sizes[s.table] for s in found]
    return logistic.fit([s.features for s in found], [float(s.right) for s in found], weights, penalty=PENALTY)


def left_out(found: Sequence[Standing]) -> Iterator[str]:
    """Yield a line a table: how many right places are kept and wrong ones left out by what other texts teach."""
    texts = sorted({s.text for s in found})
    fold_of = {text: i % FOLDS for i, text in enumerate(texts)}
    scorers = [learn([s for s in found if fold_of[s.text] != fold]) for fold in range(FOLDS)]
    kept = [scorers[fold_of[s.text]].probability(s.features) >= LEAST for s in found]
    for table in COUNTS:
        right = [k for s, k in zip(found, kept, strict=True) if s.table == table and s.right]
        wrong = [not k for s, k in zip(found, kept, strict=True) if s.table == table and not s.right]
        if right and wrong:
            yield (
                f"{table:<8} {sum(right) / len(right):.3f} of {len(right)} right places kept, "
                f"{sum(wrong) / len(wrong):.3f} of {len(wrong)} others left out"
            )


def main(data: Path) -> None:
    """Learn, write the weights and print how good the decision is on texts left out."""
    pipeline = Pipeline.default()
    texts = [t for name in MOST for t in rows(data / "incidents", name, most=MOST.get(name))]
    found = [*of_rows(prepared(texts, pipeline), pipeline), *of_worked(labelled(pipeline), pipeline)]
    save(NAME, learn(found).weights)
    for line in left_out(found):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
