"""Tables of reports: a DataFrame's rows as documents, and answers as GeoDataFrames that keep its index.

A row is never lost: where it holds no text the answer has a row that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geoinc.errors import InputError
from geoinc.export.fields import MENTION_FIELDS, MentionSubject, row
from geoinc.model import Document, Figures, Resolution
from geoinc.read.rows import FACTS, day_of, mapped, with_headline, words

if TYPE_CHECKING:
    import geopandas
    import pandas as pd


EVERY_FACT = tuple(FACTS)
NO_TEXT = "the row has no text"
NO_NAME = "no place is named in the text"
SQUARE_METRES_PER_KM2 = 1_000_000.0


@dataclass(frozen=True, slots=True)
class FrameRow:
    """One row: its index label, its document (None: it has no text), and what could not be used of it."""

    label: Any
    document: Document | None
    notes: tuple[str, ...] = ()


def is_table(value: object) -> bool:
    """Whether a value is a pandas DataFrame or Series, or a polars one; asks without importing either."""
    return type(value).__name__ in {"DataFrame", "GeoDataFrame", "Series"} and hasattr(value, "shape")


def as_frame(table: Any) -> pd.DataFrame:  # noqa: ANN401 - pandas or polars
    """Return a table as a DataFrame; a Series becomes its column ``text``."""
    if hasattr(table, "to_pandas"):
        table = table.to_pandas()
    return table.to_frame("text") if len(table.shape) == 1 else table


def rows_of(
    table: Any,  # noqa: ANN401 - pandas or polars
    asked: Mapping[str, str | None],
    *,
    facts: Iterable[str] = EVERY_FACT,
    near: str | Iterable[str] | None = None,
) -> list[FrameRow]:
    """Return the rows of a table as documents, in its order.

    Parameters
    ----------
    asked
        The column of a fact or of a Document's field, by its name; those left out, or None, are found by the usual names
        (:data:`geoinc.read.rows.FACTS`).
    facts
        Those to take from the table.
    near
        For rows whose table does not say it.

    Raises
    ------
    InputError
        Where the table has no such column; lists those that it has.
    """
    frame = as_frame(table)
    found = _columns(frame, {fact: column for fact, column in asked.items() if column is not None})
    chosen = {fact: column for fact, column in found.items() if fact in set(facts)}
    present = frame[list(chosen.values())].astype(object)
    present = present.where(present.notna(), None)
    cells = zip(*(list(present[column]) for column in chosen.values()), strict=True)
    return [
        _row(label, dict(zip(chosen, values, strict=True)), near)
        for label, values in zip(frame.index, cells, strict=True)
    ]


def _columns(frame: pd.DataFrame, asked: Mapping[str, str]) -> Mapping[str, str]:
    try:
        return mapped(list(frame.columns), asked).columns
    except InputError:
        there = ", ".join(map(str, frame.columns))
        for fact, column in asked.items():
            if column not in frame.columns:
                message = f"the table has no column {column!r} ({fact}=); it has {there}"
                raise InputError(message, column=column) from None
        message = f"name the column that holds the text: text='body'; the table has {there}"
        raise InputError(message) from None


def _row(label: Any, cells: Mapping[str, Any], near: str | Iterable[str] | None) -> FrameRow:  # noqa: ANN401 - a table's own
    text = cells["text"]
    if text is None or not words(text).strip():
        return FrameRow(label, None, (f"row {label}: {NO_TEXT}",))
    if not isinstance(text, str):
        return FrameRow(label, None, (f"row {label}: its text is {type(text).__name__}, not text",))
    stated = {fact: words(value).strip() for fact, value in cells.items() if fact != "text"}
    published = day_of(cells["date"]) if "date" in cells else None
    notes: tuple[str, ...] = ()
    if published is None and stated.get("date"):
        notes = (
            f"row {label}: its date {stated['date']!r} is not understood, it is read as undated; write 2017-01-03",
        )
    title = stated.get("title") or None
    document = Document(
        with_headline(title, text),
        id=stated.get("id") or str(label),
        title=title,
        published=published,
        source=stated.get("outlet") or None,
        uri=stated.get("url") or None,
        near=stated.get("country") or near,
    )
    return FrameRow(label, document, notes)


def mention_table(
    rows: Sequence[FrameRow], found: Callable[[Document], Sequence[Resolution]]
) -> geopandas.GeoDataFrame:
    """Return a row a mention, under the index label of its text; a text without any has a row with the reason."""
    import pandas as pd

    from geoinc.export.tidy import EventFrame

    labels, values, points = [], [], []
    for label, cells, point in _mention_rows(rows, found):
        labels.append(label)
        values.append(cells)
        points.append(point)
    names = [field.name for field in MENTION_FIELDS if field.name not in {"id", "document"}]
    columns = {name: [cells.get(name) for cells in values] for name in names}
    typed: dict[str, Any] = {"start": "Int64", "end": "Int64", "pinned": "boolean", "kind": "category"}
    series = {
        name: pd.Series(column, index=labels, dtype=typed.get(name, "float64" if name == "probability" else "str"))
        for name, column in columns.items()
    }
    return EventFrame(series, index=labels, geometry=points, crs="EPSG:4326")


def _mention_rows(
    rows: Sequence[FrameRow], found: Callable[[Document], Sequence[Resolution]]
) -> Iterator[tuple[Any, dict[str, Any], Any]]:
    for each in rows:
        resolutions = found(each.document) if each.document is not None else ()
        for resolution in resolutions:
            assert each.document is not None
            cells = row(MENTION_FIELDS, MentionSubject(resolution, each.document))
            yield each.label, cells, resolution.place.point if resolution.pinned and resolution.place else None
        if not resolutions:
            why = NO_NAME if each.document is not None else each.notes[0].partition(": ")[2]
            yield each.label, {"pinned": False, "reason": why}, None


def location_table(rows: Sequence[FrameRow], located: Iterable[Figures]) -> geopandas.GeoDataFrame:
    """Return the best point of each row's phrase, under its index label; one without has the reason.

    ``located`` are the figures of the rows that have a document, in their order.
    """
    import geopandas
    import numpy as np
    import shapely

    from geoinc.export.tidy import EventFrame

    found = iter(located)
    answers = [next(found) if each.document is not None else None for each in rows]
    numbers = np.array(
        [(a.lon, a.lat, a.radius_m, a.area90_m2) if a is not None else (np.nan,) * 4 for a in answers], dtype=float
    ).reshape(-1, 4)
    columns: dict[str, Any] = {
        "phrase": [each.document.text if each.document is not None else None for each in rows],
        "longitude": numbers[:, 0],
        "latitude": numbers[:, 1],
        "radius_m": numbers[:, 2],
        "area90_km2": numbers[:, 3] / SQUARE_METRES_PER_KM2,
        "explanation": [answer.explanation if answer is not None else None for answer in answers],
        "reason": [_why_not(each, answer) for each, answer in zip(rows, answers, strict=True)],
    }
    index = [each.label for each in rows]
    texts = dict.fromkeys(("phrase", "explanation", "reason"), "str")
    points = np.full(len(rows), None, dtype=object)
    there = ~np.isnan(numbers[:, 0])
    points[there] = shapely.points(numbers[there, :2])
    table = EventFrame(columns, index=index).astype(texts)
    return table.set_geometry(geopandas.GeoSeries(points, index=index, crs="EPSG:4326"))


def _why_not(each: FrameRow, answer: Figures | None) -> str | None:
    if answer is None:
        return each.notes[0].partition(": ")[2]
    return None if answer.reason is None else answer.reason.value
