"""Many documents through the pipeline, each on its own, in one process or several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from multiprocessing import get_context
from typing import TYPE_CHECKING

from geoinc.errors import GeoincError
from geoinc.model import Document, Findings, Incident
from geoinc.pipeline import Pipeline
from geoinc.progress import progress

if TYPE_CHECKING:
    from geoinc.evaluate.incidents import ReadAll

CHUNK = 8
"""Documents that a process is handed at a time."""


@contextmanager
def reader(*, jobs: int = 1) -> Iterator[ReadAll]:
    """Give a function that returns the incidents of documents as a report of each alone would show them.

    The answers are the same, and in the order of the documents, whatever the number of processes.
    """
    if jobs == 1:
        yield lambda documents: progress(map(incidents_of, documents), total=len(documents), label="documents")
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:

        def read_all(documents: Sequence[Document]) -> Iterable[Sequence[Incident]]:
            found = pool.map(incidents_of, documents, chunksize=CHUNK)
            return progress(found, total=len(documents), label="documents")

        yield read_all


def incidents_of(document: Document) -> Sequence[Incident]:
    """Return the incidents of one document, merged.

    Raises
    ------
    GeoincError
        If it could not be read: scored as one that tells nothing, it would hide why.
    """
    return found_in([document]).incidents


def found_in(documents: Sequence[Document]) -> Findings:
    """Return what documents tell together; raises as :func:`incidents_of` does where any of them could not be read."""
    found = _pipeline().run(documents).findings
    if len(found.documents) < len(documents):
        raise GeoincError(found.notes[-1])
    return found


@lru_cache(maxsize=1)
def _pipeline() -> Pipeline:
    return Pipeline.default()
