"""CSV tables: the incidents with WKT geometries, and the shapes that ACLED, UCDP, HXL and Darwin Core users expect.

A cell that a spreadsheet would run as a formula (it starts with = + - @, a tab or a carriage return) gets an
apostrophe before it; numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from geoinc.export.fields import PEOPLE_FIELDS, Subject, incident_subjects, row
from geoinc.export.files import write_text
from geoinc.export.frames import json_text, utc_text

if TYPE_CHECKING:
    from pathlib import Path

    from geoinc.model import Findings

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What spreadsheets take for a formula (OWASP, CSV injection)."""

Row = Mapping[str, Any]


def write(findings: Findings, path: Path) -> list[Path]:
    """Write the incidents with their geometries as WKT in the columns wkt, wkt_area50 and wkt_area90."""
    return _write(path, [_with_wkt(s) for s in incident_subjects(findings)], _columns())


def write_acled(findings: Findings, path: Path) -> list[Path]:
    """Write rows in the shape of ACLED's export."""
    return _shaped(findings, path, ACLED_COLUMNS)


def write_ucdp(findings: Findings, path: Path) -> list[Path]:
    """Write rows in the shape of UCDP GED."""
    return _shaped(findings, path, UCDP_COLUMNS)


def write_hxl(findings: Findings, path: Path) -> list[Path]:
    """Write rows with HXL hashtags in the second line."""
    head = {name: tag for name, (tag, _) in HXL_COLUMNS.items()}
    columns = {name: value for name, (_, value) in HXL_COLUMNS.items()}
    return _write(path, [head, *_rows(findings, columns)], list(columns))


def write_darwin_core(findings: Findings, path: Path) -> list[Path]:
    """Write locations under Darwin Core's terms."""
    return _shaped(findings, path, DARWIN_CORE_COLUMNS)


def defused(value: Any) -> Any:  # noqa: ANN401 - any cell
    """Return a cell that no spreadsheet runs: text that looks like a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def _cell(value: Any) -> Any:  # noqa: ANN401 - any field's value
    if isinstance(value, datetime):
        return utc_text(value)
    if isinstance(value, list):
        return json_text(value)
    if isinstance(value, bool):
        return str(value).lower()
    return defused(value)


def _write(path: Path, rows: Iterable[Row], columns: list[str]) -> list[Path]:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(values.get(name)) for name in columns} for values in rows)
    write_text(path, buffer.getvalue())
    return [path]


def _columns() -> list[str]:
    wkt = ["wkt", "wkt_area50", "wkt_area90"]
    return [f.name for f in PEOPLE_FIELDS] + wkt


def _with_wkt(subject: Subject) -> Row:
    values = row(PEOPLE_FIELDS, subject)
    region = subject.incident.location.region
    if region is None:
        return values
    from shapely import to_wkt

    shapes = {"wkt": region.best, "wkt_area50": region.area50, "wkt_area90": region.area90}
    return values | {name: to_wkt(shape, rounding_precision=6) for name, shape in shapes.items()}


Column = Callable[[Row], Any]


def _shaped(findings: Findings, path: Path, columns: Mapping[str, Column]) -> list[Path]:
    return _write(path, _rows(findings, columns), list(columns))


def _rows(findings: Findings, columns: Mapping[str, Column]) -> Iterable[Row]:
    for subject in incident_subjects(findings):
        values = row(PEOPLE_FIELDS, subject)
        yield {name: value(values) for name, value in columns.items()}


def _is(name: str) -> Column:
    return lambda values: values[name]


def _joined(name: str) -> Column:
    return lambda values: "; ".join(values[name])


def _day(name: str) -> Column:
    return lambda values: values[name].date().isoformat() if values[name] else None


def _year(values: Row) -> int | None:
    return values["event_start"].year if values["event_start"] else None


def _outlets(values: Row) -> str:
    return "; ".join(dict.fromkeys(s["source"] or s["document"] for s in values["sources"]))


def _nth(name: str, index: int) -> Column:
    return lambda values: values[name][index] if len(values[name]) > index else None


def _notes(values: Row) -> str:
    return "\n".join(part for part in (*values["quotes"], values["claims_summary"]) if part)


def _civilian_targeting(values: Row) -> str | None:
    return "Civilian targeting" if any("civilian" in target.lower() for target in values["targets"]) else None


def _fatalities(values: Row) -> int:
    return values["killed_low"] or 0


def _constant(value: str) -> Column:
    return lambda _: value


ACLED_COLUMNS: dict[str, Column] = {
    "event_id_cnty": _is("id"),
    "event_date": _day("event_start"),
    "year": _year,
    "time_precision": _is("time_precision"),
    "event_type": _is("acled_event_type"),
    "sub_event_type": _is("acled_sub_event_type"),
    "actor1": _nth("attackers", 0),
    "assoc_actor_1": _nth("attackers", 1),
    "actor2": _nth("targets", 0),
    "assoc_actor_2": _nth("targets", 1),
    "civilian_targeting": _civilian_targeting,
    "location": _is("location_text"),
    "latitude": _is("latitude"),
    "longitude": _is("longitude"),
    "geo_precision": _is("geo_precision"),
    "source": _outlets,
    "notes": _notes,
    "fatalities": _fatalities,
}
"""ACLED's columns (codebook 2024); fatalities is the most conservative number, as ACLED counts."""

UCDP_COLUMNS: dict[str, Column] = {
    "id": _is("id"),
    "type_of_violence": _is("ucdp_type"),
    "side_a": _nth("attackers", 0),
    "side_b": _nth("targets", 0),
    "where_prec": _is("where_prec"),
    "where_coordinates": _is("location_text"),
    "where_description": _is("location_why"),
    "latitude": _is("latitude"),
    "longitude": _is("longitude"),
    "date_prec": _is("date_prec"),
    "date_start": _day("event_start"),
    "date_end": _day("event_end"),
    "low": lambda v: v["killed_low"] or 0,
    "best": lambda v: v["killed_best"] or 0,
    "high": lambda v: v["killed_high"] or 0,
    "source_article": _outlets,
    "source_original": lambda v: "; ".join(dict.fromkeys(c["speaker"] for c in v["claims"] if c["speaker"])),
}
"""UCDP GED's columns (codebook 23.1)."""

HXL_COLUMNS: dict[str, tuple[str, Column]] = {
    "id": ("#event+id", _is("id")),
    "title": ("#event+name", _is("title")),
    "type": ("#event+type", _is("event_type")),
    "start": ("#date+start", _day("event_start")),
    "end": ("#date+end", _day("event_end")),
    "location": ("#loc+name", _is("location_text")),
    "latitude": ("#geo+lat", _is("latitude")),
    "longitude": ("#geo+lon", _is("longitude")),
    "radius_m": ("#geo+precision", _is("radius_m")),
    "killed": ("#affected+killed", _is("killed_best")),
    "injured": ("#affected+injured", _is("wounded_best")),
    "displaced": ("#affected+displaced", _is("displaced_best")),
    "actors": ("#org+attacker", _joined("attackers")),
    "source": ("#meta+source", _outlets),
}
"""Hashtags of the HXL standard 1.1."""

PROTOCOLS = {
    "density": "geoinc probability density, radius of 90 %",
    "point-radius": "point-radius method, Georeferencing Best Practices (Chapman and Wieczorek 2020)",
}
"""What georeferenceProtocol says of each way to make an area."""

DARWIN_CORE_COLUMNS: dict[str, Column] = {
    "locationID": _is("id"),
    "verbatimLocality": _is("location_text"),
    "decimalLatitude": _is("latitude"),
    "decimalLongitude": _is("longitude"),
    "geodeticDatum": _constant("EPSG:4326"),
    "coordinateUncertaintyInMeters": _is("radius_m"),
    "georeferenceProtocol": lambda v: PROTOCOLS.get(v["location_method"]),
    "georeferenceRemarks": _is("location_why"),
    "eventDate": lambda v: "/".join(dict.fromkeys(d for d in (_day("event_start")(v), _day("event_end")(v)) if d)),
    "verbatimEventDate": _is("time_text"),
    "eventRemarks": _is("title"),
}
"""Terms of Darwin Core (TDWG)."""
