"""The public functions, over the default gazetteer and models.

Each is one call into a stage or the pipeline, imported on its first use: locating a phrase loads no recogniser.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, overload

from geoinc.errors import InputError
from geoinc.model import Document, Genre, Location, Resolution
from geoinc.model.document import areas_of
from geoinc.progress import progress
from geoinc.read import read
from geoinc.read.registry import endings

if TYPE_CHECKING:
    from os import PathLike

    import geopandas
    import pandas as pd

    from geoinc.gazetteer import Gazetteer
    from geoinc.gazetteer.packs.store import Added, Pack
    from geoinc.model import Incident, PlaceKind
    from geoinc.pipeline import Pipeline
    from geoinc.report import Report
    from geoinc.tables import FrameRow
    from geoinc.toponyms.resolve import Sources

__all__ = [
    "add_pack",
    "find_places",
    "learn_sources",
    "locate",
    "locate_frame",
    "map_incidents",
    "packs",
    "pipe",
    "read",
    "remove_pack",
    "resolve",
]


T = TypeVar("T", bound=str)

METHODS = ("density", "point-radius")
"""How a location's area is made: calibrated, or as the circle of the georeferencing guides."""

Near = str | Iterable[str] | None
"""Countries, units or places by name ("Idlib, Syria") or ISO 3166-1 code: one, several, or one string with semicolons.

With a table also the name of the column that says it.
"""


@overload
def find_places(document: Document | str, *, near: Near = None, sources: Sources | None = None) -> list[Resolution]: ...


@overload
def find_places(
    document: pd.DataFrame | pd.Series,
    *,
    near: Near = None,
    sources: Sources | None = None,
    text: str | None = None,
    published: str | None = None,
) -> geopandas.GeoDataFrame: ...


def find_places(
    document: Any,
    *,
    near: Near = None,
    sources: Sources | None = None,
    text: str | None = None,
    published: str | None = None,
) -> Any:
    """Return every place that a text names, in reading order, with its place or the reason for none.

    Of a table (a DataFrame, or a Series of texts) it returns a GeoDataFrame with a row a mention, under the index of the
    table; a row whose text is missing or names no place stays, with the reason.

    Parameters
    ----------
    document
        A Document, a text, or a table.
    near
        What you know of where it speaks of (as ``Document.near``): a strong prior, not a cage. Of a table also the name
        of the column that says it.
    sources
        Outlets' home regions, from :func:`learn_sources`.
    text, published
        The columns of a table.

    Raises
    ------
    TypeError
        Where it is something else.
    InputError
        Where ``near`` names nothing that the gazetteer knows, or the table has no such column.

    Examples
    --------
    >>> import geoinc
    >>> [found.mention.text for found in geoinc.find_places("Shells fell on Aleppo, in northern Syria.")]
    ['Aleppo', 'Syria']
    """
    from geoinc import tables

    if tables.is_table(document):
        pipeline = _pipeline()
        rows = _rows(document, near, {"text": text, "published": published})
        return tables.mention_table(rows, lambda d: pipeline.find_places(d, sources=sources))
    _no_columns(text=text, published=published)
    single = _document(document, near, "find_places")
    _known(single.near)
    return _pipeline().find_places(single, sources=sources)


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

    document, gazetteer, spans = _document(document, near, "resolve"), _gazetteer(), list(spans)
    _known(document.near)
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


@overload
def locate(phrase: str, *, genre: Genre | None = None, near: Near = None, method: str = "density") -> Location: ...


@overload
def locate(
    phrase: pd.DataFrame | pd.Series,
    *,
    genre: Genre | None = None,
    near: Near = None,
    method: str = "density",
    text: str | None = None,
) -> geopandas.GeoDataFrame: ...


def locate(
    phrase: Any,
    *,
    genre: Genre | None = None,
    near: Near = None,
    method: str = "density",
    text: str | None = None,
) -> Any:
    """Return where a phrase such as "8 km east of Khusham, Syria" says that something is.

    Of a table (a DataFrame, or a Series of phrases) it returns what :func:`locate_frame` does.

    Parameters
    ----------
    phrase
        A place name, coordinates, or a relative location; or a table of them.
    genre
        How tidily the writing states distances and bearings; guessed from the phrase where None.
    near
        Countries, units or places that it lies in or near; they decide where the phrase does not. Of a table also the
        name of the column that says it.
    method
        ``density`` (calibrated), or ``point-radius`` (the circle of the georeferencing guides).
    text
        The table's column of phrases.

    Raises
    ------
    TypeError
        Where it is neither text nor a table.
    InputError
        Where ``near`` names nothing that the gazetteer knows, or the table has no such column.
    """
    from geoinc import tables
    from geoinc.phrase import locate as locate_phrase

    genre = None if genre is None else _choice("genre", genre, Genre)
    method = _choice("method", method, METHODS)
    if tables.is_table(phrase):
        return locate_frame(phrase, genre=genre, near=near, method=method, text=text)
    if not isinstance(phrase, str):
        message = f"locate takes a phrase (str) or a table of phrases, not {type(phrase).__name__}"
        raise TypeError(message)
    _no_columns(text=text)
    areas = areas_of(near)
    _known(areas)
    return locate_phrase(phrase, _gazetteer(), genre=genre, near=areas, method=method)


def locate_frame(
    phrases: Iterable[str] | pd.DataFrame | pd.Series,
    *,
    genre: Genre | None = None,
    near: Near = None,
    method: str = "density",
    text: str | None = None,
) -> geopandas.GeoDataFrame:
    """Return what :func:`locate` says of many phrases, several times as fast as asking one by one.

    Parameters
    ----------
    phrases
        Phrases, or a table with a column of them.
    genre, near, method, text
        As of :func:`locate`.

    Returns
    -------
    GeoDataFrame
        A row a phrase, under the table's index or its position: ``phrase``, ``longitude`` and ``latitude`` (degrees) of
        the best point, which is the geometry, ``radius_m`` and ``area90_km2`` of what holds 90 %, ``explanation``, and
        the ``reason`` where there is no place.

    Raises
    ------
    TypeError
        Where a phrase is no text.
    InputError
        Where ``near`` names nothing that the gazetteer knows, or the table has no such column.

    Examples
    --------
    >>> import geoinc
    >>> found = geoinc.locate_frame(["8 km east of Khusham, Syria", "at the headquarters"])
    >>> [f"{lon:.1f}" for lon in found["longitude"]]
    ['40.4', 'nan']
    """
    from geoinc import tables
    from geoinc.phrase import locate_each

    genre = None if genre is None else _choice("genre", genre, Genre)
    method = _choice("method", method, METHODS)
    if not tables.is_table(phrases):
        phrases = _column(phrases)
    rows = _rows(phrases, near, {"text": text})
    asked = [(each.document.text, areas_of(each.document.near)) for each in rows if each.document is not None]
    return tables.location_table(rows, locate_each(asked, _gazetteer(), genre=genre, method=method))


def _column(phrases: object) -> pd.Series:
    """Return phrases that are in no table as one of one column."""
    import pandas as pd

    if isinstance(phrases, str) or not isinstance(phrases, Iterable):
        message = f"locate_frame takes phrases or a table of them, not {type(phrases).__name__}"
        raise TypeError(message)
    held = list(phrases)
    odd = next((number for number, phrase in enumerate(held) if not isinstance(phrase, str)), None)
    if odd is not None:
        message = f"phrase {odd} is {type(held[odd]).__name__}, not text"
        raise TypeError(message)
    return pd.Series(held, dtype=object)


def map_incidents(  # noqa: PLR0913 - a table has as many columns as a Document has fields
    documents: Iterable[Document | str] | Document | str | pd.DataFrame | pd.Series,
    *,
    near: Near = None,
    sources: Sources | None = None,
    corrections: str | PathLike[str] | None = None,
    previous: Report | str | PathLike[str] | None = None,
    seconds_per_document: float | None = None,
    text: str | None = None,
    published: str | None = None,
    id: str | None = None,  # noqa: A002 - the field of a Document
    title: str | None = None,
    source: str | None = None,
    uri: str | None = None,
) -> Report:
    """Return the report on documents: incidents with their locations, claims and sources.

    In a notebook or a terminal, a bar shows how far it got when that takes longer than a second.

    Parameters
    ----------
    documents
        Documents, texts, one of either, or a table (a DataFrame, or a Series of texts).
    near
        What you know of where they speak of, for documents that do not say so themselves. Of a table also the name of
        the column that says it.
    sources
        Outlets' home regions, from :func:`learn_sources`.
    corrections
        A file of a person's corrections (CSV or TOML), which win.
    previous
        An earlier report, or the file that it was saved to: incidents that are the same keep the ids they have there.
    seconds_per_document
        A document that takes longer is given up, which a note tells, and the others go through; 0 for no limit. Where left
        out, what ``GEOINC_SECONDS_PER_DOCUMENT`` says, else 300. It holds in a main thread on Unix.
    text, published, id, title, source, uri
        The columns of a table; where left out, those of the usual names (body, date, country, url …). ``id`` is the
        table's index where no column says it, and appears in every span.

    Raises
    ------
    TypeError
        Where something else than documents is given; names what and where.
    InputError
        Where ``near`` names nothing that the gazetteer knows, the table has no such column, or the corrections cannot
        be used.

    Examples
    --------
    >>> import geoinc
    >>> geoinc.map_incidents("On 3 May 2017 gunmen attacked a village near Bria, killing three people.")
    <Report: 1 documents, 1 incidents, 1 located>
    """
    from geoinc import tables

    pipeline = _pipeline()
    if corrections is not None:
        from geoinc.corrections import read as read_corrections

        pipeline = replace(pipeline, corrections=tuple(read_corrections(Path(corrections))))
    columns = {"text": text, "published": published, "id": id, "title": title, "source": source, "uri": uri}
    former = _former(previous)
    options: dict[str, Any] = {
        "sources": sources,
        "progress": progress,
        "former": former,
        "limit_s": seconds_per_document,
    }
    if not tables.is_table(documents):
        _no_columns(**columns)
        return pipeline.run(_documents(documents, near, "map_incidents"), **options)
    rows = _rows(documents, near, columns, tables.EVERY_FACT)
    told = [note for each in rows for note in each.notes]
    given = [each.document for each in rows if each.document is not None]
    return pipeline.run(given, notes=told, **options)


def pipe(
    documents: Iterable[Document | str],
    *,
    near: Near = None,
    sources: Sources | None = None,
    seconds_per_document: float | None = None,
) -> Iterator[Report]:
    """Yield the report of each document as it is read, in their order: for more than fit in memory.

    Each document stands alone: nothing is merged over several, and no date is taken from another. One that takes longer
    than ``seconds_per_document`` (as in :func:`map_incidents`) is given up, and its report tells so.

    Raises
    ------
    TypeError
        Where something else than documents is given; names what and where.
    InputError
        Where ``near`` names nothing that the gazetteer knows.
    """
    pipeline = _pipeline()
    for document in _each_document(documents, near, "pipe"):
        yield pipeline.run([document], sources=sources, limit_s=seconds_per_document)


def add_pack(
    path: str | PathLike[str],
    *,
    name: str | None = None,
    kind: PlaceKind | str | None = None,
    replace: bool = False,
) -> Added:
    """Add the places of a file to the gazetteer as a pack, for this process and all later ones.

    Parameters
    ----------
    path
        GeoNames, Natural Earth, Who's On First, OpenStreetMap, or your own GeoJSON, GeoPackage or CSV
        (docs/adding-places.md).
    name
        The pack's name; that of the file where left out.
    kind
        The kind of its places, where the file does not say.
    replace
        Replace a pack of that name that holds other places.

    Raises
    ------
    PackError
        For a file that cannot be imported, or where there is another pack of that name.
    """
    from geoinc.gazetteer.packs.install import add_file
    from geoinc.model import PlaceKind

    added = add_file(
        Path(path), name=name, kind=None if kind is None else PlaceKind(kind), replace=replace, watch=progress
    )
    _open_again()
    return added


def packs() -> list[Pack]:
    """Return the packs that were added to the gazetteer: name, places, rejected rows, rank, source, licence, origin."""
    from geoinc.gazetteer.packs import store

    return store.packs()


def remove_pack(name: str) -> Pack:
    """Remove a pack that was added, and return what it was.

    Raises
    ------
    PackNotFoundError
        If there is none of that name; lists those that there are.
    """
    from geoinc.gazetteer.packs import store

    removed = store.remove(name)
    _open_again()
    return removed


def _choice(name: str, value: str, choices: Iterable[T]) -> T:
    """Return the choice that a value names.

    Raises
    ------
    InputError
        Where it names none.
    """
    known = list(choices)
    chosen = next((choice for choice in known if choice == value), None)
    if chosen is None:
        message = f"there is no {name} {value!r}; use one of {', '.join(map(str, known))}"
        raise InputError(message, value=value)
    return chosen


def _documents(documents: object, near: Near, caller: str) -> list[Document]:
    """Return what a caller gave as documents; one document or text stands for a list of one."""
    return list(_each_document(documents, near, caller))


def _each_document(documents: object, near: Near, caller: str) -> Iterator[Document]:
    if isinstance(documents, Document | str):
        documents = [documents]
    if isinstance(documents, bytes | dict) or not isinstance(documents, Iterable):
        message = f"{caller} takes Documents, texts or a DataFrame, not {type(documents).__name__}{_remedy(documents)}"
        raise TypeError(message)
    for number, document in enumerate(documents, 1):
        yield _document(document, near, caller, f"document {number}")


def _document(document: object, near: Near, caller: str, which: str = "the document") -> Document:
    """Return a document, with what is known of where it speaks of unless it says so itself."""
    if isinstance(document, str):
        _not_a_file(document)
        return Document(document, near=near)
    if not isinstance(document, Document):
        message = f"{caller} takes Documents or texts; {which} is {type(document).__name__}{_remedy(document)}"
        raise TypeError(message)
    return document if document.near or not near else replace(document, near=near)


def _remedy(value: object) -> str:
    return f": read the file with geoinc.read({str(value)!r})" if hasattr(value, "__fspath__") else ""


def _not_a_file(text: str) -> None:
    """Refuse the name of a file where a text is meant: it would be read as a text without any place."""
    if len(text.split()) == 1 and text.lower().endswith(endings()):
        message = f"{text!r} looks like the name of a file; read it with geoinc.read({text!r})"
        raise InputError(message, text=text)


def _no_columns(**columns: str | None) -> None:
    named = next((name for name, column in columns.items() if column is not None), None)
    if named is not None:
        message = f"{named}= names a column and is for a DataFrame; a Document says it itself: Document(…, {named}=…)"
        raise TypeError(message)


def _rows(
    table: object, near: Near, columns: Mapping[str, str | None], facts: Iterable[str] = ("text", "date", "country")
) -> list[FrameRow]:
    """Return a table's rows, each with a ``near`` that the gazetteer knows; what cannot be used is noted."""
    from geoinc import tables

    frame = tables.as_frame(table)
    of_column = near if isinstance(near, str) and near in frame.columns else None
    if of_column is None:
        _known(areas_of(near))
    rows = tables.rows_of(frame, {**columns, "near": of_column}, facts=facts, near=None if of_column else near)
    areas = dict.fromkeys(areas_of(each.document.near) for each in rows if each.document is not None)
    unknown = {named: why for named in areas if (why := _unknown(named))}
    return [_without_near(each, unknown) for each in rows]


def _without_near(each: FrameRow, unknown: Mapping[tuple[str, ...], str]) -> FrameRow:
    """Return a row without a ``near`` that names nothing known, and a note of it."""
    if each.document is None or not (why := unknown.get(areas_of(each.document.near), "")):
        return each
    notes = (*each.notes, f"row {each.label}: {why}; it is read without")
    return replace(each, document=replace(each.document, near=None), notes=notes)


def _known(near: Near) -> None:
    from geoinc.gazetteer.names import whereabouts

    whereabouts.read(_gazetteer(), areas_of(near))


def _unknown(areas: tuple[str, ...]) -> str:
    try:
        _known(areas)
    except InputError as error:
        return str(error)
    return ""


def _former(previous: Report | str | PathLike[str] | None) -> Sequence[Incident]:
    if previous is None:
        return ()
    from geoinc.report import Report, load

    if isinstance(previous, Report):
        return previous.incidents
    if not isinstance(previous, str) and not hasattr(previous, "__fspath__"):
        message = f"previous is a Report or the file of one, not {type(previous).__name__}"
        raise TypeError(message)
    return load(previous).incidents


def _open_again() -> None:
    """Let the next call open the gazetteer as it is now."""
    _gazetteer.cache_clear()
    _pipeline.cache_clear()


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    from geoinc.gazetteer import Gazetteer

    return Gazetteer.default()


@lru_cache(maxsize=1)
def _pipeline() -> Pipeline:
    from geoinc.pipeline import Pipeline

    return Pipeline.default(gazetteer=_gazetteer())
