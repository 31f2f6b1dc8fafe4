"""A run from its inputs to the map: plan, read, learn, find, merge, and say that it is whole.

Every step looks at what is there and does what is missing; to resume is to run again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geoinc.batch import changes, context, gather
from geoinc.batch.folder import MANIFEST, PLAN, SUCCESS, TABLES, Folder, as_json, digest, object_name
from geoinc.batch.plan import Plan, Work, bound, extended, make
from geoinc.batch.stages import FIND, OUTLETS, READ, Task
from geoinc.errors import BatchError, UnreadableFileError
from geoinc.limits import DOCUMENT_S
from geoinc.pipeline import numbered_notes

if TYPE_CHECKING:
    import os

    from geoinc.batch.changes import IncidentChange
    from geoinc.batch.engines import Engine
    from geoinc.batch.gather import Harvest
    from geoinc.pipeline import Pipeline
    from geoinc.report import Report

MEMORY_LIMIT_MB = 4_000
RETRIES = 2
FOUND = "work/found.json"

Watch = Callable[[Iterable[Any], int, str], Iterable[Any]]
"""Shows how far something got: items, how many there are, what they are."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take; it changes no outcome but that of documents beyond it."""

    time_s: float | None = DOCUMENT_S
    memory_mb: int | None = MEMORY_LIMIT_MB
    retries: int = RETRIES
    local: Path | None = None
    """A folder on each worker's own disk for a copy of the gazetteer."""


def unwatched(items: Iterable[Any], _total: int, _label: str) -> Iterable[Any]:
    """Show nothing."""
    return items


def prepare(inputs: Sequence[str | os.PathLike[str]], folder: Folder, work: Work, pipeline: Pipeline) -> Plan:
    """Return the plan of a run, written into its folder; a run that is there already is gone on with if it is the same.

    Raises
    ------
    BatchError
        Where the folder holds another run, or cannot be written.
    UnreadableFileError
        Where none of the inputs can be used.
    """
    plan = make(inputs, bound(work, pipeline.gazetteer), folder)
    if not plan.partitions:
        where, why = plan.refused[0] if plan.refused else ("", "there are none")
        message = f"none of the inputs can be used ({where}: {why})"
        raise UnreadableFileError(message)
    if folder.create(PLAN, plan.dumps()):
        return plan
    there = Plan.load(folder)
    if there.run_id != plan.run_id:
        message = (
            f"{folder.name} holds another run (other inputs, settings, code or gazetteer); give another --out,"
            f" add to it with geoinc batch add, or go on with it: geoinc batch resume {folder.name}"
        )
        raise BatchError(message, file=folder.name)
    return there


def checked(plan: Plan, folder: Folder, pipeline: Pipeline) -> None:
    """Refuse to go on with a run under other code or another gazetteer than it began with.

    Raises
    ------
    BatchError
        Says which.
    """
    now = bound(plan.work, pipeline.gazetteer)
    for what, old, new in (("code", plan.work.code, now.code), ("gazetteer", plan.work.gazetteer, now.gazetteer)):
        if old != new:
            message = f"{folder.name}: the run began with another {what} ({old}, now {new}); put it back, or start anew"
            raise BatchError(message)


def add(inputs: Sequence[str | os.PathLike[str]], folder: Folder) -> Plan:
    """Return the plan of a run with more inputs, written into its folder; without anything new, the plan as it is.

    Raises
    ------
    BatchError
        Where the run is not whole yet, so that there is nothing to compare with.
    """
    plan = Plan.load(folder)
    grown = extended(plan, inputs, folder)
    if (grown.partitions, grown.refused) == (plan.partitions, plan.refused):
        return plan
    if not folder.exists(SUCCESS):
        message = f"{folder.name}: the run is not whole yet; geoinc batch resume {folder.name}, then add to it"
        raise BatchError(message)
    for name in (SUCCESS, MANIFEST):
        folder.remove(name)
    grown = replace(grown, former=plan.run_id)
    grown.save(folder)
    return grown


def drive(
    plan: Plan, folder: Folder, engine: Engine, limits: Limits, watch: Watch = unwatched
) -> list[tuple[str, int, int]]:
    """Do what is missing of a run and return the keys, numbers and records of its parts, in order of the inputs.

    Raises
    ------
    BatchError
        Where it cannot go on; what is done is kept.
    """
    reading = [Task(folder.name, READ, p.id, n, p.records) for n, p in enumerate(plan.partitions)]
    _do(reading, folder, engine, limits, watch, "reading")
    overview = context.survey(plan, folder)
    homes = _homes(plan, folder, overview, engine, limits, watch) if plan.work.outlets else {}
    found = context.write(plan, folder, overview, homes)
    finding = [Task(folder.name, FIND, key, n, records) for key, n, records in found]
    folder.write(FOUND, as_json({"parts": found, "numbered": overview.numbered}))
    _do(finding, folder, engine, limits, watch, "finding incidents")
    return found


def _homes(  # noqa: PLR0913, PLR0917 - what a stage needs
    plan: Plan, folder: Folder, overview: context.Overview, engine: Engine, limits: Limits, watch: Watch
) -> dict[str, Any]:
    """Return the homes of outlets: those that the run knows, and what new ones teach."""
    known = context.learned(folder, folder.done(OUTLETS))
    chunks = context.samples(plan, folder, overview, known)
    tasks = [Task(folder.name, OUTLETS, key, n, count) for n, (key, count) in enumerate(chunks)]
    _do(tasks, folder, engine, limits, watch, "learning outlets")
    return known | context.learned(folder, (key for key, _ in chunks))


def _do(  # noqa: PLR0913, PLR0917 - what a stage needs
    tasks: Sequence[Task], folder: Folder, engine: Engine, limits: Limits, watch: Watch, label: str
) -> None:
    missing = [
        replace(
            task,
            time_limit_s=limits.time_s,
            memory_limit_mb=limits.memory_mb,
            retries=limits.retries,
            local=str(limits.local) if limits.local else None,
        )
        for task in tasks
        if folder.receipt(task.stage, task.key) is None
    ]
    if missing:
        for _ in watch(engine.run(missing), len(missing), label):
            pass


def finish(
    plan: Plan, folder: Folder, found: Sequence[tuple[str, int, int]], pipeline: Pipeline
) -> tuple[Harvest, Report]:
    """Return what a run found and its report, and write its dead letters.

    Raises
    ------
    BatchError
        Where a part is damaged.
    """
    whole = gather.harvest(folder, found, pipeline.gazetteer)
    tell_dead(plan, folder, whole)
    whole.notes[:0] = plan.notes
    whole.notes += numbered_notes(_survey(folder)["numbered"])
    former = gather.merged(folder, plan.former, pipeline.gazetteer) if plan.former else []
    report = pipeline.report(whole.readings, whole.notes, former=former)
    gather.keep_merged(folder, plan.run_id, report.incidents)
    return whole, report


def tell_dead(plan: Plan, folder: Folder, whole: Harvest) -> None:
    """Put the inputs that could not be used before the records that failed, and write both as dead letters."""
    whole.dead[:0] = [gather.DeadLetter(where, "input", why) for where, why in plan.refused]
    gather.write_dead_letters(folder, whole.dead)


def changed(plan: Plan, folder: Folder, report: Report, pipeline: Pipeline) -> list[IncidentChange]:
    """Return what a run that grew changed, and write it as a table and as GeoJSON; nothing for one that did not."""
    if not plan.former:
        return []
    found = changes.changes(gather.merged(folder, plan.former, pipeline.gazetteer), report.incidents)
    for path in changes.write(folder.path, found, report.findings):
        folder.publish(path)
    return found


def seal(
    plan: Plan, folder: Folder, found: Sequence[tuple[str, int, int]], whole: Harvest, files: Sequence[Path]
) -> None:
    """Write the manifest, and that the run is whole; readers of a run's folder go by the manifest alone."""
    parts = [
        {
            "partition": plan.partitions[number].id,
            "key": key,
            "documents": receipt["documents"],
            "files": _as_stored(receipt["files"], folder),
        }
        for key, number, _ in found
        if (receipt := folder.receipt(FIND, key)) is not None
    ]
    manifest = {
        "run_id": plan.run_id,
        "code": plan.work.code,
        "gazetteer": plan.work.gazetteer,
        "documents": {name: whole.counts[name] for name in ("in", "ok", "dead", "filtered")},
        "inputs_refused": len(plan.refused),
        "languages": dict(sorted(whole.languages.items())),
        "parts": parts,
        "files": {str(p.relative_to(folder.path)): digest(p) for p in sorted(files) if p.is_relative_to(folder.path)},
    }
    _tidy(folder, {name for part in parts for name in part["files"]})
    for path in files:
        folder.publish(path)
    folder.write(MANIFEST, as_json(manifest))
    folder.write(SUCCESS, b"")


def _as_stored(files: Mapping[str, str], folder: Folder) -> dict[str, str]:
    """Return a receipt's files by the names that readers of the run find them by."""
    if folder.store is None:
        return dict(files)
    return {object_name(name, digested): digested for name, digested in files.items()}


def _tidy(folder: Folder, kept: set[str]) -> None:
    """Take away the tables of parts that a grown run has found anew, or that were written twice."""
    for table in TABLES:
        for name in folder.names(table):
            if name.endswith(".parquet") and f"{table}/{name}" not in kept:
                folder.remove(f"{table}/{name}")


def forget_dead(plan: Plan, folder: Folder) -> int:
    """Let the records that failed be tried again, and return in how many parts there are such."""
    count = 0
    for stage, keys in ((READ, [p.id for p in plan.partitions]), (FIND, [key for key, _, _ in _found(folder)])):
        for key in keys:
            receipt = folder.receipt(stage, key)
            if receipt is not None and receipt["documents"]["dead"]:
                folder.forget(stage, key)
                count += 1
    folder.remove(SUCCESS)
    return count


def _found(folder: Folder) -> list[tuple[str, int, int]]:
    return [(key, number, records) for key, number, records in _survey(folder)["parts"]]


def _survey(folder: Folder) -> dict[str, Any]:
    """Return what the survey left of the run: its parts, and the ids that were numbered."""
    try:
        found: dict[str, Any] = json.loads(folder.read(FOUND) or b"")
        return {"parts": [tuple(part) for part in found["parts"]], "numbered": list(found["numbered"])}
    except (ValueError, RecursionError, LookupError, TypeError):
        return {"parts": [], "numbered": []}


@dataclass(frozen=True, slots=True)
class RunStatus:
    """How far a run is: documents read and found, failures, and what its receipts say of its speed."""

    documents: int
    read: int
    found: int
    dead: int
    incidents: int
    is_whole: bool
    seconds: float
    """Of work, over all workers."""
    rate: float
    """Documents a second of wall-clock time, over the latest receipts; 0 where there are too few."""

    @property
    def eta_s(self) -> float | None:
        """Seconds to go at the latest rate."""
        return (self.documents - self.found) / self.rate if self.rate else None


def status(folder: Folder) -> RunStatus:
    """Return how far a run is."""
    plan = Plan.load(folder)
    read = [r for p in plan.partitions if (r := folder.receipt(READ, p.id)) is not None]
    done = [(r, key) for key, _, _ in _found(folder) if (r := folder.receipt(FIND, key))]
    total = sum(r["documents"]["in"] for r in read) if len(read) == len(plan.partitions) else plan.records
    return RunStatus(
        documents=total,
        read=sum(r["documents"]["in"] for r in read),
        found=sum(r["documents"]["in"] for r, _ in done),
        dead=sum(r["documents"]["dead"] for r, _ in done),
        incidents=sum(r["incidents"] for r, _ in done),
        is_whole=folder.exists(SUCCESS),
        seconds=sum(r["seconds"] for r, _ in done) + sum(r["seconds"] for r in read),
        rate=_rate([(folder.done_at(FIND, key), r["documents"]["in"]) for r, key in done]),
    )


_LATEST = 20


def _rate(done: Sequence[tuple[float, int]]) -> float:
    latest = sorted(done)[-_LATEST:]
    if len(latest) < 2:
        return 0.0
    span = latest[-1][0] - latest[0][0]
    return sum(count for _, count in latest[1:]) / span if span > 0 else 0.0
