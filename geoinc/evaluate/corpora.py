"""Annotated documents: JSON lines whose toponyms have exact spans, and where known a place and a sense.

docs/evaluation.md describes the format; whatever breaks it is reported with its file and line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from geoinc.errors import InputError, SpanError, UnreadableFileError
from geoinc.model import Document, MentionKind
from geoinc.read.jsonlines import objects
from geoinc.toponyms.recognize.kinds import ANNOTATED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_DATE_LENGTH: Final = len("2018-02-12")
_MAX_LAT: Final = 90.0
_MAX_LON: Final = 180.0


@dataclass(frozen=True, slots=True)
class GoldToponym:
    """An annotated toponym; ``lon`` and ``lat`` (WGS 84 degrees) are both set or both None, ``kind`` where annotated.

    ``id`` is a place id as the gazetteer writes it ("geonames:170794").
    """

    start: int
    end: int
    kind: MentionKind | None = None
    lon: float | None = None
    lat: float | None = None
    id: str | None = None

    @property
    def linked(self) -> bool:
        """Whether it says where the place is."""
        return self.lon is not None


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """A document and its toponyms, in text order."""

    document: Document
    toponyms: tuple[GoldToponym, ...]


def read_annotated(path: Path) -> list[AnnotatedDocument]:
    """Return the annotated documents of a JSON lines file.

    Raises
    ------
    UnreadableFileError
        The file is missing, empty or not UTF-8.
    InputError
        A line is not an annotated document; the message names file and line.
    SpanError
        A span lies outside its text, overlaps another, or holds other words than it says.
    """
    found = [_document(row, where) for where, row in objects(path)]
    if not found:
        message = f"{path} has no annotated document; docs/evaluation.md describes the format"
        raise UnreadableFileError(message, path=str(path))
    return found


def _document(row: dict[str, Any], where: str) -> AnnotatedDocument:
    if not isinstance(row.get("text"), str):
        message = f"{where}: must be an object with a string 'text'"
        raise InputError(message, where=where)
    marked = row.get("toponyms")
    if not isinstance(marked, list):
        message = f"{where}: 'toponyms' must be a list"
        raise InputError(message, where=where)
    toponyms = tuple(sorted((_toponym(item, row["text"], where) for item in marked), key=_start))
    _check_apart(toponyms, where)
    document = Document(
        row["text"],
        id=str(row.get("id") or ""),
        title=_text_or_none(row, "title"),
        published=_date(row.get("published")),
        source=_text_or_none(row, "source"),
    )
    return AnnotatedDocument(document, toponyms)


def _start(toponym: GoldToponym) -> int:
    return toponym.start


def _text_or_none(row: Mapping[str, Any], field: str) -> str | None:
    value = row.get(field)
    return value if isinstance(value, str) else None


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:_DATE_LENGTH])
    except ValueError:
        return None


def _toponym(item: object, text: str, where: str) -> GoldToponym:
    if not isinstance(item, dict):
        message = f"{where}: a toponym must be an object, not {item!r}"
        raise InputError(message, where=where)
    start, end = item.get("start"), item.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        message = f"{where}: the span {start!r} to {end!r} lies outside its text of {len(text)} code points"
        raise SpanError(message, where=where, start=start, end=end)
    words = item.get("text", text[start:end])
    if words != text[start:end]:
        message = f"{where}: the span {start} to {end} holds {text[start:end]!r}, not {words!r}"
        raise SpanError(message, where=where, start=start, end=end)
    lon, lat = _point(item, where)
    return GoldToponym(start, end, _kind(item, where), lon, lat, _id(item))


def _point(item: Mapping[str, Any], where: str) -> tuple[float | None, float | None]:
    lon, lat = item.get("lon"), item.get("lat")
    if lon is None and lat is None:
        return None, None
    if isinstance(lon, int | float) and isinstance(lat, int | float) and abs(lon) <= _MAX_LON and abs(lat) <= _MAX_LAT:
        return float(lon), float(lat)
    message = f"{where}: lon {lon!r} and lat {lat!r} must both be degrees, or both be left out"
    raise InputError(message, where=where)


def _kind(item: Mapping[str, Any], where: str) -> MentionKind | None:
    if item.get("kind") is not None:
        try:
            return MentionKind(item["kind"])
        except ValueError as error:
            message = f"{where}: kind {item['kind']!r} is none of {', '.join(MentionKind)}"
            raise InputError(message, where=where) from error
    return ANNOTATED.get(str(item.get("type")))


def _id(item: Mapping[str, Any]) -> str | None:
    if item.get("place") is not None:
        return str(item["place"])
    return None if item.get("geonameid") is None else f"geonames:{item['geonameid']}"


def _check_apart(toponyms: tuple[GoldToponym, ...], where: str) -> None:
    for before, after in pairwise(toponyms):
        if after.start < before.end:
            message = f"{where}: the spans {before.start} to {before.end} and {after.start} to {after.end} overlap"
            raise SpanError(message, where=where, start=after.start, end=after.end)
