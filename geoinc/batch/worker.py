"""The work of one task, and the process that does one after the other.

``python -m geoinc.batch.worker`` takes tasks as lines of JSON from standard input and answers on standard output: ``at``
before each record, ``done`` with a receipt, ``failed`` with an error. It is the process that a document may crash, fill or
hold up; whoever started it (:mod:`geoinc.batch.supervisor`) watches. It ends when its parent does.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geoinc.batch import frames, stages
from geoinc.batch.folder import PLAN, Folder, Journal, written
from geoinc.batch.plan import Plan
from geoinc.batch.stages import FIND, Task
from geoinc.errors import BatchError, GazetteerError, GeoincError, LexiconError
from geoinc.limits import time_limit

if TYPE_CHECKING:
    from geoinc.pipeline import Pipeline

Emit = Callable[[str, Any], None]
NAMES = {frames.OK: "ok", frames.DEAD: "dead", frames.FILTERED: "filtered"}


def execute(task: Task, skip: Mapping[str, str], emit: Emit) -> dict[str, Any]:
    """Do a task and return its receipt; what is done already is not done again.

    Parameters
    ----------
    skip
        Records, by key, that are not to be touched, and why: they become dead letters.
    emit
        Called with ``at`` and a record's key before its work.

    Raises
    ------
    BatchError
        Where the run's folder cannot be read or written. What is done is kept in a journal.
    GazetteerError
        Where the gazetteer is missing, or is not the one of the plan.
    """
    folder = Folder.of(task.run)
    done = folder.receipt(task.stage, task.key)
    if done is not None:
        return done
    plan = _plan(task.run, _stamp(folder))
    began = time.perf_counter()
    journal = Journal.claim(folder, task.stage, task.key)
    try:
        _fill(journal, task, plan, folder, skip, emit)
        journal.commit(folder.part(task.stage, task.key))
    finally:
        journal.close()
    files = [folder.part(task.stage, task.key)]
    if task.stage == FIND and plan.work.tables:
        from geoinc.batch.tables import write

        files += write(folder, task.key, _pipeline(task.run, _stamp(folder), task.local).gazetteer)
    counts = Counter(NAMES[status] for status, _ in journal.counts)
    receipt = {
        "partition": task.key,
        "documents": {"in": len(journal.counts), **{name: counts[name] for name in NAMES.values()}},
        "incidents": sum(incidents for _, incidents in journal.counts),
        "seconds": round(time.perf_counter() - began, 3),
    }
    whole = folder.commit(task.stage, task.key, files, receipt)
    folder.forget_journals(task.stage, task.key)
    return whole


def _fill(  # noqa: PLR0913, PLR0917 - what a task needs
    journal: Journal, task: Task, plan: Plan, folder: Folder, skip: Mapping[str, str], emit: Emit
) -> None:
    """Add the frames of a task's records that the journal does not hold yet."""
    stamp = _stamp(folder)
    found = stages.steps(task, plan, folder, lambda: _pipeline(task.run, stamp, task.local), skip)
    if task.stage != stages.READ:
        _pipeline(task.run, stamp, task.local)  # opening the gazetteer is no record's time
    emit("ready", len(journal.counts))
    number = 0
    for step in found:
        if number < len(journal.counts) and task.stage != stages.READ:
            number += 1
            continue
        emit("at", step.key)
        frame = stages.dead(task, step.where, skip[step.key]) if step.key in skip else _tried(task, step)
        if frame is None:
            continue
        if number >= len(journal.counts):
            journal.append(frame)
        number += 1


def _tried(task: Task, step: stages.Step) -> frames.RecordFrame | None:
    """Return a record's frame; whatever its work raises is its own dead letter."""
    # a reader that is interrupted gives nothing more: whoever watches ends it, and reads what comes after apart
    limit_s = None if task.stage == stages.READ else task.time_limit_s
    try:
        with time_limit(limit_s):
            return step.work()
    except (BatchError, GazetteerError, LexiconError):
        raise  # of the run, not of the record
    except MemoryError:
        return stages.dead(task, step.where, "it needs more memory than one document may have")
    except Exception as error:  # noqa: BLE001 - one document must not cost the others
        why = (str(error).splitlines() or [""])[0]
        told = why if isinstance(error, GeoincError) else f"{type(error).__name__}: {why}"
        return stages.dead(task, step.where, told)


def _stamp(folder: Folder) -> int:
    """Return what changes when the plan does, having fetched it where the run lies in a store."""
    path = folder.path / PLAN
    if folder.store is not None:
        data = folder.read(PLAN)
        if data is not None and (not path.is_file() or path.read_bytes() != data):
            with written(path) as temporary:
                temporary.write_bytes(data)
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0  # loading it says what is wrong


@lru_cache(maxsize=1)
def _plan(run: str, _stamp: int) -> Plan:
    return Plan.load(Folder.of(run))


@lru_cache(maxsize=1)
def _pipeline(run: str, stamp: int, local: str | None) -> Pipeline:
    """Return the pipeline of a run, its gazetteer the very one that it was planned with."""
    from geoinc.batch.gazetteer import opened
    from geoinc.pipeline import Pipeline

    work = _plan(run, stamp).work
    gazetteer = opened(Path(work.gazetteer_path), work.gazetteer, local=Path(local) if local else None)
    return Pipeline.default(
        gazetteer=gazetteer,
        corrections=Path(work.corrections) if work.corrections else None,
        lexicon=Path(work.lexicon) if work.lexicon else None,
    )


def main() -> None:
    """Serve tasks until standard input ends, or the parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the driver's; it ends its workers itself
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print is no answer
    parent = os.getppid()

    def emit(kind: str, value: Any) -> None:  # noqa: ANN401 - any JSON value
        if os.getppid() != parent:
            os._exit(1)
        out.write(json.dumps([kind, value]) + "\n")
        out.flush()

    for number, line in enumerate(sys.stdin):
        if number == 1:  # Lexicons and weights are there, and stay: not to be searched for garbage again and again.
            gc.collect()
            gc.freeze()
        order = json.loads(line)
        task = Task(**order["task"])
        bound_memory(task.memory_limit_mb)
        try:
            receipt = execute(task, order["skip"], emit)
        except GeoincError as error:
            emit("failed", str(error))
        else:
            emit("done", receipt)


def bound_memory(limit_mb: int | None) -> None:
    """Bound what this process may allocate, where the system can: the gazetteer's file, mapped, does not count."""
    if not limit_mb:
        return
    try:
        import resource
    except ImportError:
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (limit_mb * 1_000_000, resource.getrlimit(resource.RLIMIT_DATA)[1]))


if __name__ == "__main__":
    main()
