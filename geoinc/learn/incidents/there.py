"""Learn whether a place beside words of an event is where it happened: ``python -m geoinc.learn.incidents.there``.

From reports whose every clause is known to tell of this event or of that (:mod:`~geoinc.learn.incidents.worked`). A place
is right that lies as near the event as they say, or that holds it; the rules of :mod:`~geoinc.incidents.aside` are
features like others. Rows of databases are messages, where what stands far from the event is often near all the same:
beside them nothing more was learned.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from shapely import Point

from geoinc.geo.geodesy import distance_m
from geoinc.incidents.aside import ORIGIN
from geoinc.incidents.attribution import Speech
from geoinc.incidents.decisions.scorer import Features, Scorer
from geoinc.incidents.decisions.there import LEAST, NAME, features, is_ruled_out
from geoinc.incidents.frames.lexicon import index
from geoinc.incidents.place import beside
from geoinc.incidents.reading import Page, page_of
from geoinc.incidents.triggers import Trigger
from geoinc.learn.incidents import logistic
from geoinc.learn.incidents.left_out import each, keep
from geoinc.learn.incidents.texts import Prepared
from geoinc.learn.incidents.worked import NONE, Labelled, labelled
from geoinc.model import Relation, RelationKind
from geoinc.pipeline import Pipeline
from geoinc.text.sentences import Sentence
from geoinc.text.tokens import words_of

NEAR_M = 25_000.0
PENALTY = 2.0


@dataclass(frozen=True, slots=True)
class Standing:
    """A place beside words of an event, and whether that happened there."""

    features: Features
    right: bool


def of_worked(found: Sequence[Labelled], pipeline: Pipeline) -> Iterator[Standing]:
    """Yield the places of worked reports that stand beside words of their events, but for those of speakers and hospitals.

    Where somebody comes from is ruled out like these, but shows what else in such sentences is not the event's.
    """
    for report in found:
        for sentence, trigger, relation, speeches in _pairs(report.item):
            number = report.nearest(sentence, trigger.start)
            if number != NONE:
                event = report.report.events[number]
                right = _holds(pipeline, relation, event.point, max(event.within_m, NEAR_M))
                known = features(sentence, relation, trigger, speeches)
                if not is_ruled_out({name: value for name, value in known.items() if name != f"rule {ORIGIN}"}):
                    yield Standing(known, right)


def _pairs(item: Prepared) -> Iterator[tuple[Sentence, Trigger, Relation, Sequence[Speech]]]:
    document = item.text.document
    page: Page = page_of(document, item.every_relation, index(), words_of(document.text))
    for sentence in page.sentences:
        triggers = [t.trigger for t in page.triggers.get(sentence.index, ())]
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
    table = logistic.sparse([s.features for s in found])
    labels = np.array([float(s.right) for s in found])
    solved = logistic.fit_sparse(table, labels, np.ones(len(found)), np.zeros(len(table.names)), penalty=PENALTY)
    return Scorer(dict(zip(table.names, map(float, solved), strict=True)))


def left_out(found: Sequence[tuple[int, Standing]], scorers: Sequence[Scorer]) -> str:
    """Return how many right places are kept and wrong ones left out by what other files teach, as a line."""
    kept = [(s.right, scorers[fold].probability(s.features) >= LEAST) for fold, s in found]
    right, wrong = [k for ok, k in kept if ok], [not k for ok, k in kept if not ok]
    return (
        f"{sum(right) / len(right):.3f} of {len(right)} right places kept, "
        f"{sum(wrong) / len(wrong):.3f} of {len(wrong)} others left out"
    )


def main() -> None:
    """Learn, write the weights and print how good the decision is on files left out."""
    pipeline = Pipeline.default()
    found = list(each(labelled(pipeline), lambda reports: of_worked(reports, pipeline)))
    sys.stdout.write(left_out(found, keep(NAME, found, learn)) + "\n")


if __name__ == "__main__":
    main()
