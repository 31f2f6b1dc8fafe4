"""Scores of reports of one incident each, against what a database recorded of it.

A row is a JSON object with ``text`` and any of ``id``, ``date``, ``published``, ``lat`` and ``lon``, ``killed``,
``wounded``, ``kidnapped``, ``country`` and ``said`` (docs/evaluation.md has the format). What a row leaves out is
not scored on it. Of several incidents found in a text, the first that has a location answers for it, else the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from math import isfinite
from typing import Any, TypeGuard

from geoinc.errors import InputError
from geoinc.geo.geodesy import distance_m
from geoinc.model import Document, Harm, Incident, Region, TimePrecision

PUBLISHED_AFTER = timedelta(days=2)
"""A report without a publication date of its own is read as published this long after its incident."""
CLOSE_M = 20_000.0
NEAR_M = 50_000.0
WRONG_M = 161_000.0
"""A hundred miles: a pin farther off than that is another place."""
TOUCHING_M = 5_000.0
"""A recorded point is itself a village's or a street's: a best point this close holds it, however small its area."""
_DAY = timedelta(days=1)
_LONGEST = timedelta(days=2)
"""A span of more days than this does not say the day."""
Located = tuple[str, Mapping[str, Any]]
"""Where an object stands (file and line), and the object."""
COUNTED = (Harm.KILLED, Harm.WOUNDED, Harm.KIDNAPPED)
_LON, _LAT = 180.0, 90.0
FIELDS = ("city", "district", "region")
"""The fields that ``said`` lists, finest first."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report and what was recorded of its incident; ``names_place`` is None where nobody noted it.

    ``named`` is the finest place that the text names, as the row writes it.
    """

    document: Document
    date: date | None = None
    point: tuple[float, float] | None = None
    counts: Mapping[Harm, int] = field(default_factory=dict)
    names_place: bool | None = None
    country: str = ""
    named: str = ""


@dataclass(slots=True)
class Share:
    """How many of those asked are right."""

    right: int = 0
    asked: int = 0

    def add(self, right: bool) -> None:  # noqa: FBT001 - the answer is what is added
        """Count one answer."""
        self.asked += 1
        self.right += right

    def as_dict(self) -> dict[str, Any]:
        """Return the share (None of none), and what it is a share of."""
        share = self.right / self.asked if self.asked else None
        return {"share": share, "right": self.right, "of": self.asked}


MEASURES = (
    "any incident",
    "exactly one",
    "located",
    "within 20 km",
    "within 50 km",
    "over 161 km off, of located",
    "area90 holds, of located",
    "place named: located",
    "place named: within 20 km",
    "place named: within 50 km",
    "place named: over 161 km off, of located",
    "place named: area90 holds, of located",
    "date within a day",
    "dates given that are right",
    *(f"{harm.value}, where any" for harm in COUNTED),
)


def read_row(where: str, raw: Mapping[str, Any], *, told: bool = False) -> ReportRow:
    """Return the row that an object of a file is.

    Parameters
    ----------
    where
        File and line, for messages.
    told
        Whether the reader is told the row's country, as somebody would who keeps such a table.

    Raises
    ------
    InputError
        At a field that is not of the format.
    """
    happened = _date(where, raw, "date")
    published = _date(where, raw, "published")
    if published is None and happened is not None:
        published = happened + PUBLISHED_AFTER if happened < date.max - PUBLISHED_AFTER else happened
    if not isinstance(raw.get("text"), str):
        raise _bad(where, "'text' is not a text")
    said = raw.get("said")
    if said is not None and not isinstance(said, list):
        raise _bad(where, "'said' is not a list of the fields whose names stand in the text")
    return ReportRow(
        Document(
            raw["text"],
            id=str(raw.get("id") or ""),
            published=published,
            near=raw.get("country") or None if told else None,
        ),
        happened,
        _point(where, raw),
        {harm: number for harm in COUNTED if (number := _count(where, raw, harm.value)) is not None},
        None if said is None else bool(said),
        str(raw.get("country") or ""),
        next((str(raw.get(field) or "") for field in FIELDS if field in (said or ())), ""),
    )


def _bad(where: str, what: str) -> InputError:
    return InputError(f"{where}: {what}", where=where)


def _date(where: str, raw: Mapping[str, Any], name: str) -> date | None:
    value = raw.get(name)
    if value in {None, ""}:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _bad(where, f"'{name}' is {value!r}; write the day as YYYY-MM-DD, or leave it out") from None


def _count(where: str, raw: Mapping[str, Any], name: str) -> int | None:
    value = raw.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _bad(where, f"'{name}' is {value!r}; it must be a whole number, or left out")
    return value


def _point(where: str, raw: Mapping[str, Any]) -> tuple[float, float] | None:
    lon, lat = raw.get("lon"), raw.get("lat")
    if lon is None and lat is None:
        return None
    if _is_degree(lon, _LON) and _is_degree(lat, _LAT):
        return lon, lat
    raise _bad(where, f"'lon' {lon!r} and 'lat' {lat!r} are not a point in WGS 84 degrees")


def _is_degree(value: Any, most: float) -> TypeGuard[float]:  # noqa: ANN401 - whatever the file holds
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value) and abs(value) <= most


def sample(objects: Sequence[Located], limit: int | None) -> list[Located]:
    """Return at most ``limit`` of a file's objects: the same ones whatever their order, in the order of the file."""
    if limit is None or len(objects) <= limit:
        return list(objects)
    ranks = sorted(range(len(objects)), key=lambda i: _rank(objects[i][1]))
    return [objects[i] for i in sorted(ranks[:limit])]


def _rank(raw: Mapping[str, Any]) -> bytes:
    return sha256(f"{raw.get('id', '')}\n{raw['text']}".encode("utf-8", "surrogatepass")).digest()


def score(rows: Sequence[ReportRow], found: Iterable[Sequence[Incident]]) -> dict[str, Any]:
    """Return the share of each measure over rows; ``found`` has the incidents of each row's document, in their order."""
    shares = {name: Share() for name in MEASURES}
    for row, incidents in zip(rows, found, strict=True):
        _add(shares, row, incidents)
    return {"rows": len(rows), "measures": {name: share.as_dict() for name, share in shares.items() if share.asked}}


def _add(shares: Mapping[str, Share], row: ReportRow, incidents: Sequence[Incident]) -> None:
    shares["any incident"].add(bool(incidents))
    shares["exactly one"].add(len(incidents) == 1)
    chosen = answering(incidents)
    if row.point is not None:
        region = None if chosen is None else chosen.location.region
        _add_place(shares, row.point, region, "")
        if row.names_place:
            _add_place(shares, row.point, region, "place named: ")
    if row.date is not None:
        right = chosen is not None and is_dated(chosen, row.date)
        shares["date within a day"].add(right)
        if chosen is not None and chosen.start is not None:
            shares["dates given that are right"].add(right)
    for harm, number in row.counts.items():
        if number:
            tally = None if chosen is None else chosen.casualties.get(harm)
            shares[f"{harm.value}, where any"].add(tally is not None and tally.best == number)


def answering(incidents: Sequence[Incident]) -> Incident | None:
    """Return the incident that answers for a text: the first that has a location, else the first."""
    return next((i for i in incidents if i.location.region is not None), incidents[0] if incidents else None)


def _add_place(shares: Mapping[str, Share], point: tuple[float, float], region: Region | None, prefix: str) -> None:
    shares[f"{prefix}located"].add(region is not None)
    off_m = float("inf") if region is None else distance_m(region.best.x, region.best.y, *point)
    shares[f"{prefix}within 20 km"].add(off_m <= CLOSE_M)
    shares[f"{prefix}within 50 km"].add(off_m <= NEAR_M)
    if region is not None:
        shares[f"{prefix}over 161 km off, of located"].add(off_m > WRONG_M)
        shares[f"{prefix}area90 holds, of located"].add(off_m <= TOUCHING_M or _holds(region, point))


def _holds(region: Region, point: tuple[float, float]) -> bool:
    from shapely import Point

    return bool(region.area90.intersects(Point(*point)))


def is_dated(incident: Incident, day: date) -> bool:
    """Whether an incident has its day within one of the true one; a week, month or year does not say the day."""
    if incident.start is None or incident.time_precision > TimePrecision.DAY:
        return False
    first = incident.start.date()
    last = first if incident.end is None else incident.end.date()
    return last - first <= _LONGEST and first - _DAY <= day <= last + _DAY


def as_lines(scores: Mapping[str, Any]) -> list[str]:
    """Return scores as lines for people."""
    lines = [f"  {scores['rows']} rows of one incident each"]
    for name, values in scores["measures"].items():
        lines.append(f"  {name:<42} {values['share']:.3f}  ({values['right']} of {values['of']})")
    return lines
