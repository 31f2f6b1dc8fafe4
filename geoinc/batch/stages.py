"""The stages of a run: records are read, outlets' homes learned, incidents found. Each takes records one by one.

A stage yields what does the work of one record after the other; whatever that raises costs the record alone. The same
records come in the same order each time, so that a part can go on where it was cut off.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from geoinc.batch import frames
from geoinc.batch.frames import DEAD, FILTERED, OK, RecordFrame
from geoinc.batch.reprints import Reprint
from geoinc.batch.rows import DocumentFacts, Outlet, Read, RecordFindings
from geoinc.pipeline import with_known_near
from geoinc.read.files import printable_name
from geoinc.read.language import language_of
from geoinc.read.records import Range, ReadOptions, Record, Source
from geoinc.read.registry import ranges, records
from geoinc.text.fingerprints import fingerprint
from geoinc.text.publication import published_in

if TYPE_CHECKING:
    from geoinc.batch.folder import Folder
    from geoinc.batch.plan import Partition, Plan, SourceRange
    from geoinc.pipeline import Pipeline
    from geoinc.toponyms.resolve import Sources

READ, OUTLETS, FIND = "read", "outlets", "find"
CONTEXT = "context"
"""What the whole run knows: a part for each partition, of one :class:`~geoinc.batch.rows.DocumentFacts` a document."""
SAMPLES = "samples"
"""The documents by which outlets' homes are learned."""


@dataclass(frozen=True, slots=True)
class Step:
    """The work of one record: its key within the task, where it stands, and the call that gives its frame.

    The call gives None where a reader has no more.
    """

    key: str
    where: str
    work: Callable[[], RecordFrame | None]


@dataclass(frozen=True, slots=True)
class Task:
    """One partition of a stage, as it is handed to a worker: everything else lies in the run's folder.

    ``number`` is that of the partition in the plan, ``key`` the name of its part.
    """

    run: str
    stage: str
    key: str
    number: int
    records: int
    time_limit_s: float | None = None
    memory_limit_mb: int | None = None
    retries: int = 2
    local: str | None = None

    def dumps(self) -> str:
        """Return the task as a line of JSON."""
        return json.dumps({name: getattr(self, name) for name in self.__slots__})

    @classmethod
    def loads(cls, line: str) -> Task:
        """Return the task of a line of JSON."""
        return cls(**json.loads(line))


def steps(
    task: Task, plan: Plan, folder: Folder, pipeline: Callable[[], Pipeline], skip: Collection[str]
) -> Iterator[Step]:
    """Yield the work of a task's records, in order; those to ``skip``, by key, are not to be touched."""
    if task.stage == READ:
        return _reading(plan.partitions[task.number], plan.work.options, skip)
    if task.stage == OUTLETS:
        return _learning(folder, task, pipeline)
    return _finding(plan.partitions[task.number], folder, task, pipeline)


def dead(task: Task, where: str, why: str) -> RecordFrame:
    """Return the frame of a record that cannot be worked on."""
    if task.stage == READ:
        return RecordFrame(frames.dumps(Read(where, None, why=why)), DEAD, 0)
    if task.stage == OUTLETS:
        return RecordFrame(frames.dumps(Outlet(where)), DEAD, 0)
    return RecordFrame(frames.dumps(RecordFindings(where, None, why=why, stage=FIND)), DEAD, 0)


# Reading: what a reader yields next may be what kills it, so that the reader's own step is the work.


def _reading(partition: Partition, options: ReadOptions, skip: Collection[str]) -> Iterator[Step]:
    for number, piece in enumerate(partition.pieces):
        source = Source(piece.uri)
        if any(key.startswith(f"{number}:") for key in skip):
            yield from _apart(number, piece, source, options, skip)
            continue
        taking = _Taking(records(source, options, piece.span))
        index = 0
        while not taking.ended:
            yield Step(f"{number}:{index}", printable_name(piece.uri), taking.take)
            index += 1


def _apart(
    number: int, piece: SourceRange, source: Source, options: ReadOptions, skip: Collection[str]
) -> Iterator[Step]:
    """Yield a piece's entries each from a reader of its own, so that one can be passed over; else the rest is lost."""
    entries = list(_entries(source, piece, options))
    if len(entries) > 1:
        for index, span in enumerate(entries):
            where = f"{printable_name(piece.uri)}, entry {span.first}"
            yield Step(f"{number}:{index}", where, _Taking(records(source, options, span)).take)
        return
    taking = _Taking(records(source, options, piece.span))
    index = 0
    while not taking.ended:
        key = f"{number}:{index}"
        yield Step(key, printable_name(piece.uri), taking.take)
        taking.ended = taking.ended or key in skip  # the reader was not asked, and stands before what kills it
        index += 1


class _Taking:
    """Takes records from a reader one by one."""

    def __init__(self, found: Iterator[Record]) -> None:
        self._found = found
        self.ended = False

    def take(self) -> RecordFrame | None:
        record = next(self._found, None)
        if record is None:
            self.ended = True
            return None
        return _read(record)


def _entries(source: Source, piece: SourceRange, options: ReadOptions) -> Iterator[Range]:
    """Yield the ranges of single entries within a piece."""
    for span in ranges(source, options, 1):
        if span.start >= piece.start and (piece.end is None or span.start < piece.end):
            yield span


def _read(record: Record) -> RecordFrame:
    document = record.document
    if document is None:
        return RecordFrame(frames.dumps(Read(record.where, None, why=record.why)), DEAD, 0)
    print_ = fingerprint(document.text)
    language = language_of(document.text)
    row = Read(
        record.where,
        document if document.published else replace(document, published=published_in(document)),
        note=record.note,
        given=document.published is not None,
        language=language.code if language else "",
        names=print_.names.tobytes(),
        shingles=print_.shingles.tobytes(),
    )
    return RecordFrame(frames.dumps(row), OK, 0)


# Learning where outlets are at home.


def _learning(folder: Folder, task: Task, pipeline: Callable[[], Pipeline]) -> Iterator[Step]:
    for number, frame in enumerate(folder.rows(SAMPLES, task.key)):
        outlet: Outlet = frames.loads(frame.data)
        yield Step(str(number), outlet.domain, partial(_home, outlet, pipeline))


def _home(outlet: Outlet, pipeline: Callable[[], Pipeline]) -> RecordFrame:
    from geoinc.toponyms.resolve import learn_sources

    stages = pipeline()
    homes = learn_sources(outlet.documents, stages.recognizer, stages.gazetteer).homes
    cloud = homes.get(outlet.domain)
    names = ("country", "admin1", "unit", "weight")
    home = None if cloud is None else {name: getattr(cloud, name).tobytes() for name in names}
    return RecordFrame(frames.dumps(Outlet(outlet.domain, home=home)), OK, 0)


def sources_of(homes: Mapping[str, Mapping[str, bytes]]) -> Sources:
    """Return outlets' homes from the bytes that were learned."""
    from geoinc.toponyms.resolve.sources import Cloud, Sources

    return Sources(
        {
            domain: Cloud(
                np.frombuffer(home["country"], np.int32),
                np.frombuffer(home["admin1"], np.int32),
                np.frombuffer(home["unit"], np.float32).reshape(-1, 3),
                np.frombuffer(home["weight"], np.float32),
            )
            for domain, home in homes.items()
        }
    )


# Finding incidents.


def _finding(partition: Partition, folder: Folder, task: Task, pipeline: Callable[[], Pipeline]) -> Iterator[Step]:
    told = folder.rows(CONTEXT, task.key)
    homes = {
        o.domain: o.home
        for o in (frames.loads(f.data) for f in folder.rows(f"{CONTEXT}-{OUTLETS}", task.key))
        if o.home
    }
    sources = sources_of(homes) if homes else None
    for number, frame in enumerate(folder.rows(READ, partition.id)):
        row: Read = frames.loads(frame.data)
        known: DocumentFacts | None = frames.loads(next(told).data) if row.document is not None else None
        yield Step(str(number), row.where, partial(_found, row, known, sources, pipeline))


def _found(
    row: Read, told: DocumentFacts | None, sources: Sources | None, pipeline: Callable[[], Pipeline]
) -> RecordFrame:
    """Return what is found in a document; one that could not be read is dead already, and stays so."""
    if row.document is None or told is None:
        return RecordFrame(frames.dumps(RecordFindings(row.where, None, why=row.why, stage=READ)), DEAD, 0)
    if told.repeats:
        own = replace(row.document, id=told.id, published=told.published)
        reprint = Reprint(own, told.first, told.shift) if told.first >= 0 else None
        repeated = RecordFindings(row.where, None, repeats=told.repeats, reprint=reprint, language=row.language)
        return RecordFrame(frames.dumps(repeated), FILTERED, 0)
    document, near_note = with_known_near(
        replace(row.document, id=told.id, published=told.published), pipeline().gazetteer
    )
    reading = pipeline().read(document, sources=sources)
    notes = (*(note for note in (near_note,) if note), *reading.notes)
    assumed = (f"{row.where}: {row.note}",) if row.note else ()
    found = RecordFindings(
        row.where,
        replace(reading, notes=notes, relations=tuple(reading.relations)),
        notes=(*assumed, *((told.note,) if told.note else ())),
        language=row.language,
    )
    return RecordFrame(frames.dumps(found), OK, len(reading.incidents))
