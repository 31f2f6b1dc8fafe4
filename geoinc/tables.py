"""Tables of reports: a DataFrame's rows as documents, and answers as GeoDataFrames that keep its index.

A row is never lost: where it holds no text the answer has a row that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geoinc.errors import InputError
from geoinc.export.fields import MENTION_FIELDS, MentionSubject, row
from geoinc.model import Document, Location, Resolution
from geoinc.model.document import day_of

if TYPE_CHECKING:
    import geopandas
    import pandas as pd

COLUMNS = ("text", "id", "title", "published", "source", "uri", "near")
"""What a column of a table may hold, by the names of a Document's fields."""
NO_TEXT = "the row has no text"
NO_NAME = "no place is named in the text"
SQUARE_METRES_PER_KM2 = 1_000_000.0


@dataclass(frozen=True, slots=True)
class Row:
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


def rows_of(table: Any, columns: Mapping[str, str | None], *, near: Any = None) -> list[Row]:  # noqa: ANN401 - pandas or polars
    """Return the rows of a table as documents, in its order.

    Parameters
    ----------
    columns
        The column of each field of a Document, by the field's name; None takes the column of the field's own name
        where the table has one.
    near
        For all rows, where no column says it.

    Raises
    ------
    InputError
        Where the table has no such column; lists those that it has.
    """
    frame = as_frame(table)
    chosen = _chosen(frame, columns)
    values = {field: list(frame[name]) for field, name in chosen.items()}
    facts = [dict(zip(values, cells, strict=True)) for cells in zip(*values.values(), strict=True)]
    return [_row(label, cells, near) for label, cells in zip(frame.index, facts, strict=True)]


def _chosen(frame: pd.DataFrame, columns: Mapping[str, str | None]) -> dict[str, Any]:
    there = [str(name) for name in frame.columns]
    for field, name in columns.items():
        if name is not None and name not in frame.columns:
            message = f"the table has no column {name!r} ({field}=); it has {', '.join(there)}"
            raise InputError(message, column=name)
    chosen = {field: name or field for field, name in columns.items() if name or field in frame.columns}
    if "text" not in chosen:
        message = f"name the column that holds the text: text='body'; the table has {', '.join(there)}"
        raise InputError(message, columns=tuple(there))
    return chosen


def _row(label: Any, cells: Mapping[str, Any], near: Any) -> Row:  # noqa: ANN401 - a table's own
    text = cells["text"]
    if _absent(text):
        return Row(label, None, (f"row {label}: {NO_TEXT}",))
    if not isinstance(text, str):
        return Row(label, None, (f"row {label}: its text is {type(text).__name__}, not text",))
    told = {field: str(cells[field]) for field in ("title", "source", "uri") if not _absent(cells.get(field))}
    published, notes = None, []
    try:
        published = day_of(cells.get("published"))
    except (InputError, TypeError) as error:
        notes.append(f"row {label}: {error}; it is read as undated")
    name = str(label) if _absent(cells.get("id")) else str(cells["id"])
    about = near if _absent(cells.get("near")) else str(cells["near"])
    return Row(label, Document(text, id=name, published=published, near=about, **told), tuple(notes))


def _absent(value: object) -> bool:
    """Whether a cell holds nothing: None, NaN, NaT, NA, or blanks."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    try:
        return bool(value != value)  # noqa: PLR0124 - a missing value of pandas or numpy is not itself
    except TypeError:  # pandas' NA has no truth
        return True


def mention_table(rows: Sequence[Row], found: Callable[[Document], Sequence[Resolution]]) -> geopandas.GeoDataFrame:
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
    rows: Sequence[Row], found: Callable[[Document], Sequence[Resolution]]
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


def location_table(rows: Sequence[Row], located: Callable[[Document], Location]) -> geopandas.GeoDataFrame:
    """Return the best point of each row's phrase, under its index label; one without has the reason."""
    import geopandas

    from geoinc.export.tidy import EventFrame
    from geoinc.geo.geodesy import area_m2

    answers = [(each, located(each.document) if each.document is not None else None) for each in rows]
    regions = [answer.region if answer is not None else None for _, answer in answers]
    columns: dict[str, Any] = {
        "phrase": [each.document.text if each.document is not None else None for each in rows],
        "longitude": [None if r is None else r.best.x for r in regions],
        "latitude": [None if r is None else r.best.y for r in regions],
        "radius_m": [None if r is None else r.radius_m for r in regions],
        "area90_km2": [None if r is None else area_m2(r.area90) / SQUARE_METRES_PER_KM2 for r in regions],
        "explanation": [answer.explanation if answer is not None else None for _, answer in answers],
        "reason": [_why_not(each, answer) for each, answer in answers],
    }
    index = [each.label for each in rows]
    texts = dict.fromkeys(("phrase", "explanation", "reason"), "str")
    table = EventFrame(columns, index=index).astype(
        texts | dict.fromkeys(("longitude", "latitude", "radius_m", "area90_km2"), "float64")
    )
    return table.set_geometry(
        geopandas.GeoSeries([None if r is None else r.best for r in regions], index=index, crs="EPSG:4326")
    )


def _why_not(each: Row, answer: Location | None) -> str | None:
    if answer is None:
        return each.notes[0].partition(": ")[2]
    if answer.region is not None:
        return None
    return answer.reason.value if answer.reason is not None else answer.explanation
