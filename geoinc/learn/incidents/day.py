"""Learn on which of the days that a text names an event happened: ``python -m geoinc.learn.incidents.day``.

From reports whose every clause is known to tell of this event or of that (:mod:`~geoinc.learn.incidents.worked`), as
:mod:`~geoinc.incidents.gather` makes events of them. Of an event that no day is told of, none is right.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from geoinc.incidents.decisions.day import NAME, DayChoice, all_days, choice
from geoinc.incidents.decisions.scorer import Scorer
from geoinc.incidents.find import events_of
from geoinc.incidents.scene import Story
from geoinc.incidents.when import heading_of, headings, least_of
from geoinc.learn.incidents import logistic
from geoinc.learn.incidents.left_out import each, keep
from geoinc.learn.incidents.worked import Labelled, labelled
from geoinc.pipeline import Pipeline

PENALTY = 2.0
UNDATED = 0.2
"""How much an event counts that is recalled without a day, beside one with its day: at 1 two in a hundred days more are lost, and at
0 nine in ten recalled events take the day of the news."""


@dataclass(frozen=True, slots=True)
class DayCase:
    """The days that may be an event's, and the one that it had; None where none is told. ``old`` events are recalled only.

    A day less likely than ``least`` is none.
    """

    choice: DayChoice
    day: date | None
    old: bool
    least: float = 0.0

    @property
    def right(self) -> list[bool]:
        """Which of the options are right."""
        if self.day is None and not self.old:
            return [*self.choice.periods, True]
        return [*(day == self.day for day in self.choice.days), self.day not in self.choice.days]


def of_worked(found: Sequence[Labelled]) -> list[DayCase]:
    """Return the events of reports, each after the one told before it."""
    cases = []
    for report in found:
        item = report.item
        story = Story(*events_of(item.text.document, item.resolutions, item.relations))
        if not story.events:
            continue
        named, heads, before = all_days(story), headings(story), None
        for event in story.events:
            told = report.majority(event.accounts)
            if told is not None:
                cases.append(
                    DayCase(
                        choice(story, event, [*named, *heading_of(story, event, heads)], before),
                        told.day,
                        told.optional,
                        least_of(story),
                    )
                )
                before = before if told.optional else told.day or before
    return cases


def learn(found: Sequence[DayCase]) -> Scorer:
    """Return the scorer of the choice."""
    counts = [UNDATED if c.old and c.day is None else 1.0 for c in found]
    return logistic.fit_choice([c.choice.features for c in found], [c.right for c in found], counts, penalty=PENALTY)


def score(found: Sequence[DayCase], scorer: Scorer) -> tuple[int, int]:
    """Return how many events that are not only recalled get their day, and how many have one."""
    asked = [c for c in found if c.day is not None and not c.old]
    chosen = [c.choice.best(scorer, least=c.least) for c in asked]
    return sum(n is not None and c.choice.days[n] == c.day for c, n in zip(asked, chosen, strict=True)), len(asked)


def main() -> None:
    """Learn, write the weights and print how good the choice is on files left out."""
    pipeline = Pipeline.default()
    found = list(each(labelled(pipeline), of_worked))
    scorers = keep(NAME, found, learn)
    right = [score([case for of, case in found if of == fold], scorer) for fold, scorer in enumerate(scorers)]
    total = sum(asked for _, asked in right)
    sys.stdout.write(f"{sum(r for r, _ in right) / total:.3f} of {total} events get their day, left out\n")


if __name__ == "__main__":
    main()
