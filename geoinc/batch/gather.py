"""A run's parts to one report: incidents merged over all documents, dead letters, counts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geoinc.batch import frames
from geoinc.batch.folder import DEAD_LETTERS, Folder, written
from geoinc.batch.frames import DEAD, FILTERED, OK, RecordFrame
from geoinc.batch.reprints import reading_of
from geoinc.batch.stages import FIND

if TYPE_CHECKING:
    from geoinc.batch.rows import RecordFindings
    from geoinc.gazetteer import Gazetteer
    from geoinc.model import Incident
    from geoinc.pipeline import DocumentFindings

MERGED = "merged"


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A record that nothing could be found in: where it stands, at which stage it failed, and why."""

    where: str
    stage: str
    why: str


@dataclass(slots=True)
class Harvest:
    """What a run gave: readings in order of the inputs, dead letters, notes, and how many records became what."""

    readings: list[DocumentFindings] = field(default_factory=list)
    known: dict[str, DocumentFindings] = field(default_factory=dict)
    """The readings of documents that were read themselves, by id."""
    dead: list[DeadLetter] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)


def harvest(folder: Folder, found: Sequence[tuple[str, int, int]], gazetteer: Gazetteer) -> Harvest:
    """Return what the parts of the last stage hold; ``found`` are their keys in order of the inputs."""
    whole = Harvest()
    for key, _, _ in found:
        for frame in folder.rows(FIND, key):
            add(whole, frame, gazetteer)
    return whole


def add(whole: Harvest, frame: RecordFrame, gazetteer: Gazetteer) -> None:
    """Add one record's outcome."""
    row: RecordFindings = frames.loads(frame.data, gazetteer)
    count(whole, frame, row)
    whole.notes.extend(row.notes)
    if row.reading is not None:
        whole.known[row.reading.document.id] = row.reading
        whole.readings.append(row.reading)
    elif row.reprint is not None:
        original = whole.known.get(row.repeats)
        if original is not None:  # one that could not be read is told itself
            whole.readings.append(reading_of(row.reprint, original))
        whole.notes.append(f"{row.where}: below its head it is {row.repeats}, and was read once")
    elif row.repeats:
        whole.notes.append(f"{row.where}: it is the same as {row.repeats} and was read once")


def count(whole: Harvest, frame: RecordFrame, row: RecordFindings) -> None:
    """Count one record's outcome, and keep it where it failed."""
    whole.counts["in"] += 1
    whole.counts[{OK: "ok", DEAD: "dead", FILTERED: "filtered"}[frame.status]] += 1
    whole.languages[row.language] += frame.status == OK
    if row.reading is None and not row.repeats:
        whole.dead.append(DeadLetter(row.where, row.stage, row.why))


def unfinished(folder: Folder, key: str, stage: str = FIND) -> Iterator[RecordFrame]:
    """Yield what a part holds that was cut off."""
    for path in sorted(folder.journals(stage, key), key=lambda p: -p.stat().st_size)[:1]:
        with path.open("rb") as file:
            for frame, _ in frames.read(file):
                yield frame


def merged(folder: Folder, run_id: str, gazetteer: Gazetteer) -> list[Incident]:
    """Return the merged incidents of a run.

    Raises
    ------
    BatchError
        Where they are gone or damaged.
    """
    return [frames.loads(frame.data, gazetteer) for frame in folder.rows(MERGED, run_id)]


def keep_merged(folder: Folder, run_id: str, incidents: Sequence[Incident]) -> None:
    """Write the merged incidents of a run, for a later one that grows from it."""
    path = folder.part(MERGED, run_id)
    with written(path) as temporary, temporary.open("wb") as file:
        for incident in incidents:
            frames.write(file, RecordFrame(frames.dumps(incident), OK, 1))
    folder.commit(MERGED, run_id, [path], {"documents": {"in": len(incidents)}})


def write_dead_letters(folder: Folder, dead: Sequence[DeadLetter]) -> None:
    """Write what failed, an object a line."""
    with written(folder.path / DEAD_LETTERS) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        for letter in dead:
            row = {"where": letter.where, "stage": letter.stage, "why": letter.why}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    folder.publish(folder.path / DEAD_LETTERS)
