"""Merging and mapping month by month, in files: what a run takes of memory is two months of it, however long it is.

Documents go by the month of their publication. The incidents of one month after the other join what is open; an incident
is over when nothing of a whole month tells of it, and belongs to the month of the first document that does. Told again
later still, it is another one; within one report over everything (:mod:`geoinc.batch.gather`) it would be the same.
"""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, BinaryIO, Self

import numpy as np

from geoinc.batch import frames, gather
from geoinc.batch.changes import changes
from geoinc.batch.folder import unwritable
from geoinc.batch.frames import OK, RecordFrame
from geoinc.batch.reprints import reading_of
from geoinc.batch.stages import FIND
from geoinc.corrections import NO_SUCH_INCIDENT
from geoinc.incidents.coding import coded
from geoinc.incidents.identity.derive import distinct
from geoinc.incidents.identity.keep import keep_ids
from geoinc.incidents.merge import Merging

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geoinc.batch.changes import IncidentChange
    from geoinc.batch.folder import Folder
    from geoinc.batch.plan import Plan
    from geoinc.batch.rows import RecordFindings
    from geoinc.incidents.merge import Merged
    from geoinc.model import Document, Incident
    from geoinc.pipeline import DocumentFindings, Pipeline
    from geoinc.report import Report

    Numbers = NDArray[np.uint64]

UNDATED = "undated"
"""The month of documents that nothing dates: a report of their own."""
HOME = "months"
_READ, _TOLD = "read", "told"
_OPEN = 64
"""Files that are open at a time; few months of a run are written to at once."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month's report, and what changed in it since the run that this one grew from."""

    name: str
    report: Report
    changes: tuple[IncidentChange, ...]


class Months:
    """The months of a run, in files of its own that go when it is closed."""

    def __init__(self, plan: Plan, folder: Folder, pipeline: Pipeline) -> None:
        """Deal out the parts of a run in this folder."""
        self._plan, self._folder, self._pipeline = plan, folder, pipeline
        self._home = folder.path / "work" / HOME
        self._unmet: Counter[str] = Counter()
        self._count = 0
        self.whole = gather.Harvest()
        """Counts and failures over all months; readings and notes are in the months' own reports."""

    def __enter__(self) -> Self:
        """Begin with an empty folder: what a run that was ended left there is of no use."""
        shutil.rmtree(self._home, ignore_errors=True)
        return self

    def __exit__(self, *_: object) -> None:
        """Take the files away."""
        shutil.rmtree(self._home, ignore_errors=True)

    def reports(self, found: Sequence[tuple[str, int, int]]) -> Iterator[Month]:
        """Yield each month's report, the undated one last; ``found`` are the parts in order of the inputs.

        Raises
        ------
        BatchError
            Where a part is damaged, or the disk is full.
        """
        months = self._dealt(found)
        self._merge(months)
        self._count = len(months)
        for month in months:
            yield self._report(month)

    @property
    def notes(self) -> list[str]:
        """What is told of the whole: corrections that meet nothing in any month."""
        return [note for note, count in self._unmet.items() if count == self._count]

    def _dealt(self, found: Sequence[tuple[str, int, int]]) -> list[str]:
        """Write the frames of each month to a file, and return the months in order."""
        names: set[str] = set()
        with _Files(self._home / _READ) as files:
            for key, _, _ in found:
                for frame in self._folder.rows(FIND, key):
                    row: RecordFindings = frames.loads(frame.data, self._pipeline.gazetteer)
                    gather.count(self.whole, frame, row)
                    given = row.reading or row.reprint
                    if given is not None:
                        names.add(month := _month(given.document))
                        files.write(month, frame)
        return sorted(names - {UNDATED}) + ([UNDATED] if UNDATED in names else [])

    def _merge(self, months: Sequence[str]) -> None:
        """Write the incidents that begin in each month to a file, merged over the border of months."""
        taken = np.empty(0, np.uint64)
        merging = Merging(self._pipeline.locate)
        with _Files(self._home / _TOLD) as files:
            for month in months:
                before = None if month == UNDATED else _month_before(month)
                taken = self._put(merging.closed(before), files, taken)
                readings = [row.reading for row in self._rows(month)]
                merging.add([i for r in readings for i in r.incidents], [r.document for r in readings])
            self._put(merging.closed(), files, taken)

    def _put(self, over: Sequence[Merged], files: _Files, taken: Numbers) -> Numbers:
        """Write incidents that are over, under ids that no other has; return all ids that are taken."""
        there = np.isin(_numbers(each.incident for each in over), taken)
        known = [each.incident.id for each, is_taken in zip(over, there, strict=True) if is_taken]
        own = distinct((each.incident for each in over), taken=known)
        for each, incident in zip(over, own, strict=True):
            month = min(map(_month, each.documents), default=UNDATED)
            others = tuple(d for d in each.documents if _month(d) != month)
            files.write(month, RecordFrame(frames.dumps((coded(incident), others)), OK, 1))
        return np.union1d(taken, _numbers(own))

    def _report(self, month: str) -> Month:
        rows = list(self._rows(month))
        readings = [row.reading for row in rows]
        told = [frames.loads(frame.data, self._pipeline.gazetteer) for frame in _frames(self._home / _TOLD, month)]
        former = self._former(month)
        merged = _in_order([incident for incident, _ in told], readings)
        named = keep_ids(merged, former) if former else merged
        others = {document.id: document for _, documents in told for document in documents}
        notes = [note for row in rows for note in row.notes]
        report = self._pipeline.composed(readings, named, notes, others=list(others.values()))
        self._unmet.update(note for note in report.notes if note.endswith(NO_SUCH_INCIDENT))
        gather.keep_merged(self._folder, _key(self._plan.run_id, month), report.incidents)
        differ = changes(former, report.incidents) if self._plan.former else []
        return Month(month, report, tuple(differ))

    def _former(self, month: str) -> list[Incident]:
        """Return the incidents that the run before had in a month."""
        key = _key(self._plan.former, month)
        if not self._plan.former or self._folder.receipt(gather.MERGED, key) is None:
            return []
        return gather.merged(self._folder, key, self._pipeline.gazetteer)

    def _rows(self, month: str) -> Iterator[Any]:
        """Yield what was found in each document of a month; a reprint is of the month of what it repeats, and comes later."""
        known: dict[str, DocumentFindings] = {}
        for frame in _frames(self._home / _READ, month):
            row: RecordFindings = frames.loads(frame.data, self._pipeline.gazetteer)
            if row.reading is not None:
                known[row.reading.document.id] = row.reading
                yield row
            elif row.reprint is not None and row.repeats in known:
                yield replace(row, reading=reading_of(row.reprint, known[row.repeats]))


class _Files:
    """Files of frames by name, some of them open at a time."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._files: dict[str, BinaryIO] = {}

    def __enter__(self) -> Self:
        try:
            self._home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(self._home, error) from error
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def write(self, name: str, frame: RecordFrame) -> None:
        try:
            if name not in self._files:
                if len(self._files) >= _OPEN:
                    self._close()
                self._files[name] = (self._home / name).open("ab")
            frames.write(self._files[name], frame)
        except OSError as error:
            raise unwritable(self._home / name, error) from error

    def _close(self) -> None:
        for file in self._files.values():
            file.close()
        self._files = {}


def _frames(home: Path, name: str) -> Iterator[RecordFrame]:
    path = home / name
    if path.exists():
        with path.open("rb") as file:
            for frame, _ in frames.read(file):
                yield frame


def _month(document: Document) -> str:
    return UNDATED if document.published is None else document.published.isoformat()[:7]


def _month_before(month: str) -> date:
    """Return the first day of the month before."""
    first = date.fromisoformat(f"{month}-01")
    return date.min if first == date.min else (first - timedelta(days=1)).replace(day=1)


def _numbers(incidents: Iterable[Incident]) -> Numbers:
    """Return the ids of incidents as numbers: eight bytes each, where a set of ten million texts takes a gigabyte."""
    return np.array([int(hashlib.sha256(i.id.encode()).hexdigest()[:16], 16) for i in incidents], np.uint64)


def _in_order(incidents: Sequence[Incident], readings: Sequence[DocumentFindings]) -> list[Incident]:
    """Return incidents in order of their first mention."""
    place = {reading.document.id: number for number, reading in enumerate(readings)}
    first = lambda i: min(((place.get(s.document_id, len(place)), s.start) for s in i.spans), default=(len(place), 0))  # noqa: E731
    return sorted(incidents, key=first)


def _key(run_id: str, month: str) -> str:
    return f"{run_id}-{month}"
