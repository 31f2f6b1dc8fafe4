"""The public functions, over the default gazetteer and models.

Each is one call into a stage or the pipeline, imported on its first use: locating a phrase loads no recogniser.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from geoinc.model import Document, Genre, Location, Resolution
from geoinc.model.document import areas_of
from geoinc.progress import progress
from geoinc.read import read

if TYPE_CHECKING:
    from geoinc.gazetteer import Gazetteer
    from geoinc.pipeline import Pipeline
    from geoinc.report import Report
    from geoinc.toponyms.resolve import Sources

__all__ = ["find_places", "learn_sources", "locate", "map_incidents", "read", "resolve"]


Near = str | Iterable[str] | None
"""Countries, units or places by name ("Idlib, Syria") or ISO 3166-1 code: one, several, or one string with semicolons."""


def find_places(document: Document | str, *, near: Near = None, sources: Sources | None = None) -> list[Resolution]:
    """Return every place that a text names, in reading order, with its place or the reason for none.

    ``near`` is what you know of where it speaks of (as ``Document.near``): a strong prior, not a cage.

    Examples
    --------
    >>> import geoinc
    >>> [found.mention.text for found in geoinc.find_places("Shells fell on Aleppo, in northern Syria.")]
    ['Aleppo', 'Syria']
    """
    return _pipeline().find_places(_document(document, near), sources=sources)


def resolve(
    document: Document | str,
    spans: Iterable[tuple[int, int]],
    *,
    near: Near = None,
    sources: Sources | None = None,
) -> list[Resolution]:
    """Return the place of each span (start, end in code points) that the caller already has, in their order.

    Raises
    ------
    InputError
        Where ``near`` names nothing that the gazetteer knows.
    SpanError
        Where a span lies outside the text, is empty, or overlaps another.
    """
    from geoinc.toponyms.resolve import mentions_from_spans, resolve_mentions

    document, gazetteer, spans = _document(document, near), _gazetteer(), list(spans)
    mentions = mentions_from_spans(document, spans, gazetteer)
    found = resolve_mentions(document, mentions, gazetteer, sources=sources)
    by_start = {resolution.mention.start: resolution for resolution in found}
    return [by_start[start] for start, _ in spans]


def learn_sources(documents: Iterable[Document]) -> Sources:
    """Return the outlets' home regions, learned from a batch's own confident places, for ``sources=``."""
    from geoinc.toponyms.recognize import default as default_recognizer
    from geoinc.toponyms.resolve import learn_sources as learn

    gazetteer = _gazetteer()
    return learn(list(documents), default_recognizer(gazetteer), gazetteer)


def locate(phrase: str, *, genre: Genre | None = None, near: Near = None, method: str = "density") -> Location:
    """Return where a phrase such as "8 km east of Khusham, Syria" says that something is.

    Parameters
    ----------
    phrase
        A place name, coordinates, or a relative location.
    genre
        How tidily the writing states distances and bearings; guessed from the phrase where None.
    near
        Countries, units or places that it lies in or near; they decide where the phrase does not.
    method
        ``density`` (calibrated), or ``point-radius`` (the circle of the georeferencing guides).

    Raises
    ------
    InputError
        Where ``near`` names nothing that the gazetteer knows.
    """
    from geoinc.gazetteer.names import whereabouts
    from geoinc.phrase import locate as locate_phrase

    near = areas_of(near)
    whereabouts.read(_gazetteer(), near)
    return locate_phrase(phrase, _gazetteer(), genre=genre, near=near, method=method)


def map_incidents(documents: Iterable[Document | str], *, near: Near = None, sources: Sources | None = None) -> Report:
    """Return the report on documents: incidents with their locations, claims and sources.

    ``near`` is what you know of where they speak of, for documents that do not say so themselves.

    In a notebook or a terminal, a bar shows how far it got when that takes longer than a second.
    """
    return _pipeline().run([_document(d, near) for d in documents], sources=sources, progress=progress)


def _document(document: Document | str, near: Near) -> Document:
    """Return a document, with what is known of where it speaks of unless it says so itself."""
    if isinstance(document, str):
        return Document(document, near=near)
    return document if document.near or not near else replace(document, near=near)


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    from geoinc.gazetteer import Gazetteer

    return Gazetteer.default()


@lru_cache(maxsize=1)
def _pipeline() -> Pipeline:
    from geoinc.pipeline import Pipeline

    return Pipeline.default(gazetteer=_gazetteer())
