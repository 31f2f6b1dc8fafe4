"""Tables of reports: CSV, TSV, JSON, JSON lines, Excel and Parquet, a document a row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from geoinc.errors import InputError, MissingExtraError
from geoinc.read.files import encoding_of, printable_name, refuse
from geoinc.read.records import WHOLE, Range, Reader, ReadOptions, Record, Source, entry, told_where
from geoinc.read.rows import Mapped, mapped

if TYPE_CHECKING:
    import pyarrow.parquet

_HEAD_BYTES = 262_144
"""So much of a table tells whether it is marked as UTF-16 or UTF-32."""
_LONGEST_LINE = 20_000_000
"""Bytes: a line longer than this is no report, and is not held whole."""
_BATCH_ROWS = 256
_LISTS = ("documents", "articles", "items", "reports", "data", "results", "records")
"""Where a JSON object keeps its list of reports."""
FALLBACK = "cp1252"
"""What a line that is no UTF-8 is read as, where the caller names no encoding."""
ODD_NOTE = f"it is not UTF-8 and was read as {FALLBACK}; name its encoding with --encoding where that is wrong"

Row = tuple[int, Mapping[str, Any] | InputError, str]
"""A row's number, its cells or what is wrong with it, and what was assumed to read it."""


def _documents(
    source: Source, options: ReadOptions, names: Iterable[str], rows: Iterable[Row], *, unit: str = "row"
) -> Iterator[Record]:
    """Yield the records of rows; a row that cannot be used says which and why, and the others go through."""
    where = printable_name(source.uri)
    try:
        columns = mapped(names, options.columns)
    except InputError as error:
        yield Record.refused(where, error)
        return
    for number, row, note in rows:
        place = f"{unit} {number}"
        if isinstance(row, Exception):
            yield Record.refused(f"{where}, {place}", row)
        else:
            yield _record(source, options, columns, row, (place, f"{source.name}#{number}", note))


def _record(
    source: Source, options: ReadOptions, columns: Mapped, row: Mapping[str, Any], known: tuple[str, str, str]
) -> Record:
    """Return a row's record; ``known`` is its place in the source, the id that it has where none is given, a note."""
    place, fallback_id, note = known
    where = f"{printable_name(source.uri)}, {place}"
    return entry(where, lambda: told_where(columns.document(row, fallback_id), options), note=note)


# Separated values. Ranges are of bytes, cut where the parser itself ends a row: a quoted cell may hold line ends.


class _Lines:
    """The lines of a file, decoded one by one, with the offset that the next begins at."""

    def __init__(self, source: Source, file: BinaryIO, encoding: str | None) -> None:
        self._file = file
        head = file.read(_HEAD_BYTES)
        marked = encoding_of(source.path, head, encoding)
        self._wide = marked.startswith(("utf-16", "utf-32"))
        self._encoding = encoding or ("utf-8-sig" if marked == "utf-8-sig" else None)
        file.seek(0)
        self._text = io.TextIOWrapper(file, marked, errors="replace", newline="") if self._wide else None
        self.offset = 0
        self.odd = False
        """Whether a line since the last look was no UTF-8, and was read as another encoding."""

    @property
    def can_seek(self) -> bool:
        return self._text is None

    def seek(self, offset: int) -> None:
        self._file.seek(offset)
        self.offset = offset

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._text is not None:
            line = self._text.readline(_LONGEST_LINE)
        else:
            data = self._file.readline(_LONGEST_LINE)
            self.offset += len(data)
            line = self._decoded(data)
        if not line:
            raise StopIteration
        return line.replace("\0", "\ufffd")

    def _decoded(self, data: bytes) -> str:
        if self._encoding is not None:
            return data.decode(self._encoding, "replace")
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            self.odd = True
            return data.decode(FALLBACK, "replace")


def _separated(source: Source, options: ReadOptions, span: Range, *, separator: str) -> Iterator[Record]:
    with source.open() as file:
        lines = _Lines(source, file, options.encoding)
        names = next((cells for cells, _ in _parsed(lines, separator)), [])
        if isinstance(names, Exception) or not any(names):
            raise refuse(source.path, "it is empty", "give a table with a row of column names")
        if span.start:
            lines.seek(span.start)
        yield from _documents(source, options, names, _rows(lines, separator, names, span))


def _rows(lines: _Lines, separator: str, names: list[str], span: Range) -> Iterator[Row]:
    number = span.first
    for cells, began in _parsed(lines, separator):
        if span.end is not None and began >= span.end:
            return
        if isinstance(cells, Exception):
            yield number, cells, ""
        elif len(cells) > len(names):
            message = f"it has {len(cells)} cells for {len(names)} columns; quote cells that hold the separator"
            yield number, InputError(message), ""
        else:
            yield number, dict(zip(names, cells, strict=False)), ODD_NOTE if lines.odd else ""
        lines.odd = False
        number += 1


def _parsed(lines: _Lines, separator: str) -> Iterator[tuple[list[str] | InputError, int]]:
    """Yield each row that is not empty, and the offset that it begins at."""
    csv.field_size_limit(_LONGEST_LINE)
    parser = csv.reader(lines, delimiter=separator)
    while True:
        began = lines.offset
        try:
            cells = next(parser)
        except StopIteration:
            return
        except csv.Error as error:
            yield InputError(f"it is no row of a table ({error})"), began
            continue
        if cells:
            yield cells, began


def _separated_ranges(source: Source, options: ReadOptions, size: int, *, separator: str) -> Iterator[Range]:
    with source.open() as file:
        lines = _Lines(source, file, options.encoding)
        if not lines.can_seek:
            yield WHOLE
            return
        parsed = _parsed(lines, separator)
        next(parsed, None)
        start, first, count = lines.offset, 1, 0
        for _, began in parsed:
            if count == size:
                yield Range(start, began, count, first)
                start, first, count = began, first + count, 0
            count += 1
        yield Range(start, None, count, first)


# JSON lines. Ranges are of bytes that end at line feeds; records are known by the number of their line.


def _json_lines(source: Source, options: ReadOptions, span: Range) -> Iterator[Record]:
    with source.open() as file:
        lines = _Lines(source, file, options.encoding)
        if span.start:
            lines.seek(span.start)
        columns: dict[tuple[str, ...], Mapped | InputError] = {}
        for number, row, note in _objects(lines, span):
            where = f"{printable_name(source.uri)}, line {number}"
            if isinstance(row, Exception):
                yield Record.refused(where, row)
                continue
            found = columns.get(tuple(row)) or _mapped_object(row, options, columns)
            if isinstance(found, Exception):
                yield Record.refused(where, found)
            else:
                yield _record(source, options, found, row, (f"line {number}", f"{source.name}#{number}", note))


def _objects(lines: _Lines, span: Range) -> Iterator[Row]:
    number = span.first - 1
    while span.end is None or lines.offset < span.end:
        line = next(lines, None)
        if line is None:
            return
        number += 1
        if not line.strip():
            continue
        yield number, _object(line), ODD_NOTE if lines.odd else ""
        lines.odd = False


def _object(line: str) -> Mapping[str, Any] | InputError:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return InputError(f"it is not JSON ({str(error).splitlines()[0]})")
    return row if isinstance(row, dict) else InputError("it is not a JSON object")


def _mapped_object(
    row: Mapping[str, Any], options: ReadOptions, known: dict[tuple[str, ...], Mapped | InputError]
) -> Mapped | InputError:
    """Return the mapping for objects with these keys; JSON lines need not have the same keys in each."""
    keys = tuple(row)
    try:
        there = {fact: column for fact, column in options.columns.items() if column in row or fact == "text"}
        known[keys] = mapped(keys, there)
    except InputError as error:
        return error
    return known[keys]


def _line_ranges(source: Source, options: ReadOptions, size: int) -> Iterator[Range]:
    with source.open() as file:
        lines = _Lines(source, file, options.encoding)
        if not lines.can_seek:
            yield WHOLE
            return
        start, first, count, number = 0, 1, 0, 0
        while (line := next(lines, None)) is not None:
            number, count = number + 1, count + bool(line.strip())
            if count == size:
                yield Range(start, lines.offset, count, first)
                start, first, count = lines.offset, number + 1, 0
        if count:
            yield Range(start, None, count, first)


def _json(source: Source, options: ReadOptions, span: Range) -> Iterator[Record]:
    """Yield the records of a JSON file: a list of objects, an object that holds one, or one report."""
    from geoinc.read.files import decode

    try:
        found = json.loads(decode(source.path, source.content(), options.encoding))
    except (ValueError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        if "Extra data" in str(error):  # JSON lines in a file named .json
            yield from _json_lines(source, options, span)
            return
        raise refuse(source.path, f"it is not JSON ({str(error).splitlines()[0]})", "repair it") from None
    items = _items(found)
    where = printable_name(source.uri)
    for number, row in enumerate(items, 1):
        place = f"item {number}"
        if not isinstance(row, dict):
            yield Record(f"{where}, {place}", None, why="it is not a JSON object")
            continue
        columns = _mapped_object(row, options, {})
        if isinstance(columns, Exception):
            yield Record.refused(f"{where}, {place}", columns)
        else:
            yield _record(source, options, columns, row, (place, f"{source.name}#{number}", ""))


def _items(found: Any) -> list[Any]:  # noqa: ANN401 - any JSON value
    if isinstance(found, list):
        return found
    if isinstance(found, dict):
        return next((found[name] for name in _LISTS if isinstance(found.get(name), list)), [found])
    return [found]


# Excel and Parquet.


def _excel(source: Source, options: ReadOptions, span: Range) -> Iterator[Record]:  # noqa: ARG001 - a workbook is one range
    try:
        from python_calamine import CalamineError, load_workbook
    except ImportError:
        message = f"{printable_name(source.uri)}: spreadsheets need python-calamine: pip install 'geoinc[excel]'"
        raise MissingExtraError(message) from None
    try:
        book = load_workbook(io.BytesIO(source.content()))
        sheets = [(name, book.get_sheet_by_name(name).to_python()) for name in book.sheet_names]
    except (CalamineError, ValueError, OSError) as error:
        raise refuse(
            source.path, f"it is no spreadsheet that can be read ({error})", "save it as .xlsx or .csv"
        ) from None
    filled = [(name, rows) for name, rows in sheets if rows]
    if not filled:
        raise refuse(source.path, "it is empty", "give a sheet with a row of column names")
    for name, (head, *rows) in filled:
        names = [str(cell) for cell in head]
        unit = f"sheet {name}, row" if len(filled) > 1 else "row"
        numbered: Iterator[Row] = ((n, dict(zip(names, cells, strict=False)), "") for n, cells in enumerate(rows, 2))
        yield from _documents(source, options, names, numbered, unit=unit)


def _parquet(source: Source, options: ReadOptions, span: Range) -> Iterator[Record]:
    with source.open() as file:
        table = _parquet_file(source, file)
        names = table.schema_arrow.names
        last = table.num_row_groups if span.end is None else span.end
        yield from _documents(source, options, names, _group_rows(table, range(span.start, last), span.first))


def _group_rows(table: pyarrow.parquet.ParquetFile, groups: range, first: int) -> Iterator[Row]:
    number = first
    for batch in table.iter_batches(batch_size=_BATCH_ROWS, row_groups=list(groups)):
        for row in batch.to_pylist():
            yield number, row, ""
            number += 1


def _parquet_ranges(source: Source, options: ReadOptions, size: int) -> Iterator[Range]:  # noqa: ARG001 - a reader's signature
    with source.open() as file:
        table = _parquet_file(source, file)
        counts = [table.metadata.row_group(i).num_rows for i in range(table.num_row_groups)]
    start, count, first = 0, 0, 1
    for group, rows in enumerate(counts):
        if count and count + rows > size:
            yield Range(start, group, count, first)
            start, first, count = group, first + count, 0
        count += rows
    yield Range(start, None, count, first)


def _parquet_file(source: Source, file: BinaryIO) -> pyarrow.parquet.ParquetFile:
    try:
        import pyarrow as pa
        import pyarrow.parquet
    except ImportError:
        message = f"{printable_name(source.uri)}: Parquet needs pyarrow: pip install 'geoinc[parquet]'"
        raise MissingExtraError(message) from None
    try:
        return pa.parquet.ParquetFile(file)
    except (pa.ArrowException, OSError) as error:
        why = f"it is no Parquet file ({str(error).splitlines()[0]})"
        raise refuse(source.path, why, "write it again") from None


CSV = Reader(partial(_separated, separator=","), partial(_separated_ranges, separator=","))
TSV = Reader(partial(_separated, separator="\t"), partial(_separated_ranges, separator="\t"))
JSON = Reader(_json)
JSON_LINES = Reader(_json_lines, _line_ranges)
EXCEL = Reader(_excel)
PARQUET = Reader(_parquet, _parquet_ranges)
