"""A person's corrections, kept apart from the data and applied on each run: a human's word wins.

A corrections file is CSV with the columns ``kind,document,start,end,incident,value,lon,lat,note``, or TOML with
``[[correction]]`` tables of the same fields. Kinds:

place      the mention ``document``, ``start``–``end`` is the place with the id ``value``
not_place  that mention is no place, or not the one that it was taken for
move       ``incident`` belongs at ``lon``, ``lat``
wrong      ``incident`` is none
same       ``incident`` and the incident with the id ``value`` are one
note       ``note`` is kept with ``incident``
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geoinc.errors import GeoincError, InputError
from geoinc.geo import geodesy
from geoinc.incidents.coding import coded
from geoinc.incidents.merge import join
from geoinc.model import Discarded, Document, Incident, Location, Place, Reason, Region, Resolution

if TYPE_CHECKING:
    from geoinc.incidents.place import Locate

FIELDS = ("kind", "document", "start", "end", "incident", "value", "lon", "lat", "note")
PLACED_BY_HAND_M = 250.0
"""The radius around a point set by hand that is taken to hold the truth."""
_CORNERS = 32


class CorrectionKind(StrEnum):
    """What a correction says."""

    PLACE = "place"
    NOT_PLACE = "not_place"
    MOVE = "move"
    WRONG = "wrong"
    SAME = "same"
    NOTE = "note"


NO_SUCH_INCIDENT = "no such incident in this run"
_ON_MENTIONS = frozenset({CorrectionKind.PLACE, CorrectionKind.NOT_PLACE})


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction, and the line of its file."""

    kind: CorrectionKind
    document: str = ""
    start: int | None = None
    end: int | None = None
    incident: str = ""
    value: str = ""
    lon: float | None = None
    lat: float | None = None
    note: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Corrected:
    """What corrections made of incidents: those kept, those set aside, and corrections that met nothing."""

    incidents: tuple[Incident, ...]
    discarded: tuple[Discarded, ...] = ()
    notes: tuple[str, ...] = ()


def read(path: Path) -> list[Correction]:
    """Return the corrections of a CSV or TOML file.

    Raises
    ------
    InputError
        If it cannot be read, or at its first bad row; names the file and the line.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: cannot be read as corrections ({error}); give a CSV or TOML file in UTF-8"
        raise InputError(message, path=str(path)) from error
    rows = _toml_rows(path, text) if path.suffix.lower() == ".toml" else _csv_rows(path, text)
    return [_correction(path, line, row) for line, row in rows]


def _csv_rows(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        unknown = set(reader.fieldnames or ()) - set(FIELDS)
        if unknown or "kind" not in (reader.fieldnames or ()):
            message = f"{path}:1: the columns are {', '.join(FIELDS)}"
            raise InputError(message, path=str(path), line=1)
        for row in reader:
            yield reader.line_num, {name: value for name, value in row.items() if name and value}
    except csv.Error as error:
        message = f"{path}:{reader.line_num}: it cannot be read ({error}); save it as CSV in UTF-8"
        raise InputError(message, path=str(path), line=reader.line_num) from error


def _toml_rows(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        content = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # of TOML, of a number beyond reason, of tables without end
        message = f"{path}: it is no TOML ({error})"
        raise InputError(message, path=str(path)) from error
    rows = content.get("correction", [])
    if not (isinstance(rows, list) and all(isinstance(row, Mapping) for row in rows)):
        message = f"{path}: corrections are tables that begin with [[correction]]"
        raise InputError(message, path=str(path))
    starts = [n for n, line in enumerate(text.splitlines(), 1) if line.strip().startswith("[[correction]]")]
    yield from zip(starts, rows, strict=False)


def _correction(path: Path, line: int, row: Mapping[str, Any]) -> Correction:
    try:
        kind = CorrectionKind(str(row.get("kind", "")))
        correction = Correction(
            kind,
            document=str(row.get("document", "")),
            start=_integer(row.get("start")),
            end=_integer(row.get("end")),
            incident=str(row.get("incident", "")),
            value=str(row.get("value", "")),
            lon=_number(row.get("lon")),
            lat=_number(row.get("lat")),
            note=str(row.get("note", "")),
            line=line,
        )
    except ValueError as error:
        message = f"{path}:{line}: {error}; kinds are {', '.join(CorrectionKind)}"
        raise InputError(message, path=str(path), line=line) from error
    fault = _fault(correction)
    if fault:
        message = f"{path}:{line}: {fault}"
        raise InputError(message, path=str(path), line=line)
    return correction


def _integer(value: object) -> int | None:
    return None if value is None or value == "" else int(str(value))


def _number(value: object) -> float | None:
    return None if value is None or value == "" else float(str(value))


def _fault(correction: Correction) -> str:
    kind = correction.kind
    if kind in _ON_MENTIONS and (not correction.document or correction.start is None or correction.end is None):
        return f"a {kind} correction needs document, start and end"
    if kind not in _ON_MENTIONS and not correction.incident:
        return f"a {kind} correction needs the id of an incident"
    if kind in {CorrectionKind.PLACE, CorrectionKind.SAME} and not correction.value:
        return f"a {kind} correction needs a value"
    if kind is CorrectionKind.MOVE and not _on_earth(correction):
        return "a move correction needs lon between -180 and 180 and lat between -90 and 90"
    return ""


def _on_earth(correction: Correction) -> bool:
    lon, lat = correction.lon, correction.lat
    return lon is not None and lat is not None and abs(lon) <= 180 and abs(lat) <= 90


def to_resolutions(
    document: Document,
    resolutions: Sequence[Resolution],
    corrections: Iterable[Correction],
    place_of: Callable[[str], Place],
) -> tuple[list[Resolution], list[str]]:
    """Return a document's resolutions with the corrections on its mentions applied, and notes on those that could not be.

    Parameters
    ----------
    place_of
        Returns the place of an id, or raises a GeoincError for an unknown one.
    """
    wanted = {(c.start, c.end): c for c in corrections if c.kind in _ON_MENTIONS and c.document == document.id}
    notes: list[str] = []
    corrected = []
    for resolution in resolutions:
        correction = wanted.pop((resolution.mention.start, resolution.mention.end), None)
        corrected.append(_resolved(resolution, correction, place_of, notes) if correction else resolution)
    notes += [f"correction in line {c.line}: no mention at {c.start}–{c.end} of {document.id}" for c in wanted.values()]
    return corrected, notes


def _resolved(
    resolution: Resolution, correction: Correction, place_of: Callable[[str], Place], notes: list[str]
) -> Resolution:
    if correction.kind is CorrectionKind.NOT_PLACE:
        return replace(resolution, place=None, reason=Reason.CORRECTED, probability=0.0)
    try:
        place = place_of(correction.value)
    except GeoincError as error:
        notes.append(f"correction in line {correction.line}: {error}")
        return resolution
    return replace(resolution, place=place, reason=None, probability=1.0, alternatives=())


def to_incidents(
    incidents: Sequence[Incident],
    corrections: Sequence[Correction],
    documents: Sequence[Document] = (),
    *,
    locate: Locate | None = None,
) -> Corrected:
    """Return incidents with the corrections on them applied, each shown in ``Incident.corrections``."""
    known = {incident.id: incident for incident in incidents}
    names = _names(incidents)
    discarded: list[Discarded] = []
    notes: list[str] = []
    for correction in corrections:
        if correction.kind in _ON_MENTIONS:
            continue
        meant = [names.get(name, ()) for name in (correction.incident, correction.value)]
        of, other = (found[0] if len(found) == 1 and found[0] in known else "" for found in meant)
        if not of or (correction.kind is CorrectionKind.SAME and not other):
            notes.append(f"correction in line {correction.line}: {_met_nothing(correction, names)}")
        elif correction.kind is CorrectionKind.WRONG:
            discarded += _set_aside(known.pop(of), correction)
        elif correction.kind is CorrectionKind.SAME:
            pair = [known[of], known.pop(other)] if of != other else [known[of]]
            joined = coded(join(pair, documents, locate=locate)) if len(pair) > 1 else known[of]
            known[of] = _noted(joined, "two incidents made one", correction)
        else:
            known[of] = _changed(known[of], correction)
    return Corrected(tuple(known.values()), tuple(discarded), tuple(notes))


def _names(incidents: Sequence[Incident]) -> dict[str, list[str]]:
    """Return the ids of the incidents that each id means: its own, or those that were known by it."""
    names: dict[str, list[str]] = {}
    for incident in incidents:
        for name in incident.was:
            names.setdefault(name, []).append(incident.id)
    return names | {incident.id: [incident.id] for incident in incidents}


def _met_nothing(correction: Correction, names: Mapping[str, Sequence[str]]) -> str:
    for name in (correction.incident, correction.value):
        if len(names.get(name, ())) > 1:
            return f"{name} has become {', '.join(names[name])}; name the one that is meant"
    return NO_SUCH_INCIDENT


def _set_aside(incident: Incident, correction: Correction) -> list[Discarded]:
    why = f"{Reason.CORRECTED}{f': {correction.note}' if correction.note else ''}"
    return [Discarded(span, why) for span in incident.spans]


def _changed(incident: Incident, correction: Correction) -> Incident:
    if correction.kind is CorrectionKind.MOVE and correction.lon is not None and correction.lat is not None:
        moved = replace(
            incident, location=by_hand(correction.lon, correction.lat, incident.location), place_probability=None
        )
        return _noted(coded(moved), f"moved to {correction.lon}, {correction.lat}", correction)
    return _noted(incident, "", correction)


def _noted(incident: Incident, what: str, correction: Correction) -> Incident:
    text = ": ".join(part for part in (what, correction.note) if part)
    return replace(incident, corrections=(*incident.corrections, text)) if text else incident


def by_hand(lon: float, lat: float, former: Location) -> Location:
    """Return the location of a point that a person set; the words it rested on stay with it."""
    from shapely import Point, Polygon

    def circle(radius_m: float) -> Polygon:
        steps = (360 * i / _CORNERS for i in range(_CORNERS))
        return Polygon([geodesy.destination(lon, lat, bearing_deg=b, distance_m=radius_m) for b in steps])

    area90 = geodesy.split_antimeridian(circle(PLACED_BY_HAND_M))
    area50 = geodesy.split_antimeridian(circle(PLACED_BY_HAND_M / 2))
    region = Region(
        Point(lon, lat), area50, area90, PLACED_BY_HAND_M, area90_m2=geodesy.area_m2(area90), method="by hand"
    )
    return replace(former, region=region, reason=None, explanation="a person placed it here")
