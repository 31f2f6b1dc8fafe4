"""Learn who of those named beside an event did it: ``python -m geoinc.learn.incidents.doers DATA``.

From reports whose every clause is known to tell of this event or of that (:mod:`~geoinc.learn.incidents.worked`), where
they say who did it. DATA is not read: no table says who of those named did it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from geoinc.evaluate.reports import is_named
from geoinc.incidents.build import actors_of
from geoinc.incidents.decisions.doers import DOUBTED, NAME, SURE, PossibleDoer, candidates
from geoinc.incidents.decisions.scorer import Features, Scorer, save
from geoinc.incidents.find import events_of
from geoinc.incidents.scene import Story
from geoinc.learn.incidents import logistic
from geoinc.learn.incidents.worked import Labelled, labelled
from geoinc.model import Actor, Role
from geoinc.pipeline import Pipeline

PENALTY = 3.0
FOLDS = 5
_NAMELESS = "unknown"
"""The kind of those who are called by what they did."""


@dataclass(frozen=True, slots=True)
class NamedBeside:
    """Somebody named beside an event: whether they did it, and whether grammar says so; by text."""

    text: str
    event: int
    features: Features
    right: bool
    does: bool


def cases(found: Sequence[Labelled]) -> Iterator[NamedBeside]:
    """Yield everybody named beside an event whose report says who did it."""
    number = 0
    for report in found:
        item = report.item
        page, events = events_of(item.text.document, item.resolutions, item.relations)
        story = Story(page, events)
        for event in events:
            truth = report.majority([a for a in event.accounts if a.seeds])
            if truth is None or truth.optional or not (truth.attackers or truth.accused):
                continue
            number += 1
            expected = (*(truth.attackers or ()), *(truth.accused or ()))
            for one, features in candidates(story, event, actors_of(event.accounts)):
                right = any(is_named(expected, [actor]) for actor in _as_actors(one))
                if one.kind == _NAMELESS and not right:
                    continue  # "Gunmen" may well be of the group that is named elsewhere.
                yield NamedBeside(item.text.document.text, number, features, right, one.does)


def _as_actors(one: PossibleDoer) -> Iterator[Actor]:
    yield from one.actors
    for _, party in one.parties:
        yield Actor(party.name, Role.INVOLVED, party.span, side=party.side, kind=party.kind)


def learn(found: Sequence[NamedBeside]) -> Scorer:
    """Return the scorer learned from candidates."""
    return logistic.fit(
        [c.features for c in found], [float(c.right) for c in found], [1.0] * len(found), penalty=PENALTY
    )


def left_out(found: Sequence[NamedBeside]) -> str:
    """Return a line: for how many events left out who did it is found, and how often somebody else, beside grammar alone."""
    texts = sorted({c.text for c in found})
    fold_of = {text: i % FOLDS for i, text in enumerate(texts)}
    scorers = [learn([c for c in found if fold_of[c.text] != fold]) for fold in range(FOLDS)]
    right: set[int] = set()
    wrong: set[int] = set()
    before: set[int] = set()
    astray: set[int] = set()
    events: set[int] = set()
    for case in found:
        chance = scorers[fold_of[case.text]].probability(case.features)
        events.add(case.event)
        does = chance >= DOUBTED if case.does else chance >= SURE
        (right if case.right else wrong).update({case.event} if does else ())
        (before if case.right else astray).update({case.event} if case.does else ())
    of = len(events)
    return (
        f"of {of} events left out {len(right) / of:.3f} name who did it ({len(before) / of:.3f} by grammar alone), "
        f"{len(wrong) / of:.3f} somebody else too ({len(astray) / of:.3f})"
    )


def main(data: Path) -> None:
    """Learn, write the weights and print how good the decision is on reports left out."""
    del data
    found = list(cases(labelled(Pipeline.default())))
    save(NAME, learn(found).weights)
    sys.stdout.write(left_out(found) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
