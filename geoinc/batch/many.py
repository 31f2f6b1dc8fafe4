"""Documents in memory read on every core, by the machinery of a run: what ``geoinc map`` does with several hundred."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geoinc.batch import context, gather
from geoinc.batch.folder import Folder
from geoinc.batch.plan import Partition, Plan, SourceRange, Work, bound
from geoinc.batch.rows import DocumentFacts, Read
from geoinc.batch.run import Limits
from geoinc.batch.stages import FIND, Task
from geoinc.pipeline import STOPPED_NOTE, failed_note, prepared

if TYPE_CHECKING:
    from geoinc.batch.engines import Engine, Receipt
    from geoinc.model import Document, Incident
    from geoinc.pipeline import Pipeline
    from geoinc.report import Report

MANY = 200
"""From so many documents on, starting workers is worth it: each takes about a second to start."""
TOGETHER = 40
"""Documents a partition: little waits for the last one."""

Bar = Callable[..., Iterable[Any]]


def run(  # noqa: PLR0913 - what a run of the pipeline takes, and with what it is done
    pipeline: Pipeline,
    documents: Iterable[Document],
    engine: Engine,
    *,
    corrections: Path | None = None,
    lexicon: Path | None = None,
    former: Sequence[Incident] = (),
    notes: Sequence[str] = (),
    limits: Limits | None = None,
    progress: Bar | None = None,
) -> Report:
    """Return the report of ``pipeline.run(documents)``, read by an engine's workers.

    A document that crashes a worker, holds it up or fills its memory is told in a note, and the others go through. An
    interrupt (Ctrl-C) ends the reading and gives the report on what is done.

    Raises
    ------
    InputError
        Before any work, where the ``near`` of a document names nothing that the gazetteer knows.
    BatchError
        Where workers cannot start.
    """
    dated, told = prepared(documents, pipeline.gazetteer)
    with tempfile.TemporaryDirectory(prefix="geoinc-") as name:
        folder = Folder(Path(name))
        work = Work(
            corrections=str(corrections.resolve()) if corrections else None,
            lexicon=str(lexicon.resolve()) if lexicon else None,
            outlets=False,
            tables=False,
        )
        tasks = list(_tasks(dated, folder, bound(work, pipeline.gazetteer), limits or Limits()))
        stopped = False
        try:
            done = _documents(engine.run(tasks))
            for _ in done if progress is None else progress(done, total=len(dated), label="documents"):
                pass
        except KeyboardInterrupt:
            stopped = True
        finally:
            engine.close()
        whole = gather.Harvest()
        for task in tasks:
            is_done = folder.receipt(FIND, task.key) is not None
            for frame in folder.rows(FIND, task.key) if is_done else gather.unfinished(folder, task.key):
                gather.add(whole, frame, pipeline.gazetteer)
        failed = [failed_note(letter.where, letter.why) for letter in whole.dead]
        if stopped:
            failed.append(STOPPED_NOTE.format(done=len(whole.readings), all=len(dated)))
        return pipeline.report(whole.readings, [*notes, *told, *failed], former=former)


def _tasks(documents: Sequence[Document], folder: Folder, work: Work, limits: Limits) -> Iterator[Task]:
    """Write the documents as parts that were read, and the plan; yield what is to be done."""
    chunks = [documents[i : i + TOGETHER] for i in range(0, len(documents), TOGETHER)]
    partitions = tuple(
        Partition((SourceRange("memory", n * TOGETHER, n * TOGETHER + len(chunk), len(chunk)),))
        for n, chunk in enumerate(chunks)
    )
    Plan(work, partitions).save(folder)
    for number, (partition, chunk) in enumerate(zip(partitions, chunks, strict=True)):
        read = [Read(document.id, document, given=True) for document in chunk]
        told = [DocumentFacts(document.id, published=document.published) for document in chunk]
        context.put(folder, partition.id, read, told)
        yield Task(
            *(str(folder.path), FIND, partition.id, number, len(chunk)),
            time_limit_s=limits.time_s,
            memory_limit_mb=limits.memory_mb,
            retries=limits.retries,
        )


def _documents(receipts: Iterable[Receipt]) -> Iterator[None]:
    """Yield once for each document that is done."""
    for receipt in receipts:
        yield from (None for _ in range(receipt["documents"]["in"]))
