"""Reports whose every clause is known to tell of this event, of that one, or of none: what articles are learned from.

Those files of ``examples/reports`` that teach: all but ``apart``, ``archive`` and ``captives``, which are kept to judge by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from geoinc.errors import GeoincError
from geoinc.evaluate import reports
from geoinc.evaluate.reports import WorkedEvent, WorkedReport
from geoinc.incidents.reading import Account
from geoinc.learn.incidents.texts import FOLDS, Prepared, Text, prepared
from geoinc.pipeline import Pipeline
from geoinc.text.sentences import Sentence

FOLDER = Path(__file__).parents[3] / "examples" / "reports"
TEACH = (
    "abductions", "afresh", "agencies", "americas", "asides", "blind", "broadcasts", "bureaus", "communiques", "dailies",
    "digests", "doubles", "eurasia", "fresh", "grounds", "held", "kept", "last", "later", "levant", "local", "logs",
    "longer", "messages", "mixed", "nobody", "papers", "parties", "plainer", "regions", "retold", "sahel", "sealed",
    "shootings", "short", "sides", "sources", "suspects", "unseen", "wires", "worked",
)  # fmt: skip
"""The files that teach."""
NONE = -1
"""The number of an account that tells of no event of its report."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A report with its events, and what the stages before this one find in its text."""

    report: WorkedReport
    item: Prepared

    def event(self, account: Account) -> int:
        """Return the number of the event that an account tells of, or :data:`NONE`: the nearest quoted in its sentence."""
        return self.nearest(account.sentence, account.trigger.start)

    def nearest(self, sentence: Sentence, at: int) -> int:
        """Return the number of the event quoted nearest to a code point of a sentence, or :data:`NONE`."""
        found = [
            (_apart(span, at), number)
            for number, event in enumerate(self.report.events)
            for span in event.told
            if span[0] < sentence.end and sentence.start < span[1]
        ]
        return min(found)[1] if found else NONE

    def events(self, accounts: Sequence[Account]) -> list[int]:
        """Return the number of the event that each account tells of."""
        return [self.event(a) for a in accounts]

    def is_old(self, number: int) -> bool:
        """Whether an event, by its number, is only recalled."""
        return number != NONE and self.report.events[number].optional

    def majority(self, accounts: Sequence[Account]) -> WorkedEvent | None:
        """Return the event that most of some accounts tell of, the first told of equals; None where most tell of none."""
        numbers = self.events(accounts)
        best = max(dict.fromkeys(numbers), key=numbers.count, default=NONE)
        return None if best == NONE else self.report.events[best]


def labelled(pipeline: Pipeline, files: Sequence[str] = TEACH) -> list[Labelled]:
    """Return the reports of files that teach (names without their ending), in order."""
    known = [(name, told) for name in files for told in reports.read(FOLDER / f"{name}.toml")]
    texts = [Text("worked", told.document, told=True, part=fold_of(name)) for name, told in known]
    found = prepared(texts, pipeline)
    return [Labelled(report, item) for (_, report), item in zip(known, found, strict=True)]


def fold_of(name: str) -> int:
    """Return the part that a file is of, with all its reports: those of one hand are left out together.

    Raises
    ------
    GeoincError
        If the file is none of those that teach.
    """
    if name not in TEACH:
        message = f"{name} is none of the files that teach; those are {', '.join(TEACH)}"
        raise GeoincError(message)
    return TEACH.index(name) % FOLDS


def _apart(span: tuple[int, int], at: int) -> int:
    return max(span[0] - at, at - span[1] + 1, 0)
