"""KML 2.2 and KMZ for Google Earth: an area and a point an incident, with its TimeSpan and its words.

Incidents without a location stand in a folder of their own, without geometry.

Viewers show a description as HTML, some of them names and data too: words of an article are escaped in the one, and
have "‹" for "<" in the others. The balloon is the description alone.
"""

from __future__ import annotations

import re
import zipfile
from html import escape
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from geoinc.export.fields import PEOPLE_FIELDS, Subject, incident_subjects, row
from geoinc.export.files import replacing, write_text
from geoinc.export.frames import json_text, utc_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from shapely import Geometry, Polygon

    from geoinc.model import Findings

NAMESPACE = "http://www.opengis.net/kml/2.2"
AREA_STYLE, POINT_STYLE = "area", "point"
LINE_COLOUR, FILL_COLOUR = "ff005ed5", "40005ed5"
"""Okabe–Ito vermilion (#D55E00) as KML writes colours: alpha, blue, green, red."""

ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip can hold: archives of two runs are the same bytes."""

DECIMALS = 6
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The characters that XML 1.0 cannot hold."""

LISTED = {f.name for f in PEOPLE_FIELDS} - {"id", "title", "claims", "sources"}


def write(findings: Findings, path: Path) -> list[Path]:
    """Write a KML file."""
    write_text(path, dumps(findings))
    return [path]


def write_kmz(findings: Findings, path: Path) -> list[Path]:
    """Write the KML zipped as doc.kml."""
    with replacing(path) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("doc.kml", ZIP_DATE), dumps(findings), zipfile.ZIP_DEFLATED)
    return [path]


def dumps(findings: Findings) -> str:
    """Return the KML text."""
    root = ET.Element("kml", xmlns=NAMESPACE)
    document = _add(root, "Document")
    _add(document, "name", "Incidents")
    _styles(document)
    subjects = list(incident_subjects(findings))
    located = [s for s in subjects if s.incident.location.region is not None]
    _folder(document, "Incidents", located)
    _folder(document, "Without a location", [s for s in subjects if s.incident.location.region is None])
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    if text is not None:
        element.text = _NO_XML.sub("", text)
    return element


def _styles(document: ET.Element) -> None:
    style = _add(document, "Style", id=AREA_STYLE)
    _balloon(style)
    _add(_add(style, "LineStyle"), "color", LINE_COLOUR)
    _add(_add(style, "PolyStyle"), "color", FILL_COLOUR)
    style = _add(document, "Style", id=POINT_STYLE)
    _balloon(style)
    _add(_add(style, "IconStyle"), "color", LINE_COLOUR)


def _balloon(style: ET.Element) -> None:
    _add(_add(style, "BalloonStyle"), "text", "$[description]")


def _folder(document: ET.Element, name: str, subjects: Iterable[Subject]) -> None:
    folder = _add(document, "Folder")
    _add(folder, "name", name)
    for subject in subjects:
        region, values = subject.incident.location.region, row(PEOPLE_FIELDS, subject)
        _placemark(folder, values, POINT_STYLE, None if region is None else region.best)
        if region is not None:
            _placemark(folder, values, AREA_STYLE, region.area90)


def _placemark(folder: ET.Element, values: dict[str, Any], style: str, geometry: Geometry | None) -> None:
    mark = _add(folder, "Placemark", id=f"{values['id']}-{style}")
    _add(mark, "name", _defused(values["title"]))
    _add(mark, "description", "<br><br>".join(escape(text) for text in (values["title"], *values["quotes"])))
    _time_span(mark, values)
    _add(mark, "styleUrl", f"#{style}")
    if style == POINT_STYLE:
        _extended_data(mark, values)
    if geometry is not None:
        _geometry(mark, geometry)


def _time_span(mark: ET.Element, values: dict[str, Any]) -> None:
    """Add when it was: to the second where that follows in UTC, else to the local day, which KML holds too."""
    if values["local_date"] is None:
        return
    span = _add(mark, "TimeSpan")
    for name, moment, day in (("begin", "event_start", "local_date"), ("end", "event_end", "local_date_end")):
        if values[day] is not None:
            _add(span, name, values[day] if values[moment] is None else utc_text(values[moment]))


def _extended_data(mark: ET.Element, values: dict[str, Any]) -> None:
    extended = _add(mark, "ExtendedData")
    for name, value in values.items():
        if name in LISTED and value is not None:
            text = str(json_text(value) if isinstance(value, list) else value)
            _add(_add(extended, "Data", name=name), "value", _defused(text))


def _defused(text: str) -> str:
    """Return a text in which nothing begins a tag."""
    return text.replace("<", "‹")


def _geometry(parent: ET.Element, geometry: Geometry) -> None:
    import shapely

    parts = [p for p in shapely.get_parts(geometry) if p.geom_type in {"Point", "Polygon"}]
    holder = parent if len(parts) == 1 else _add(parent, "MultiGeometry")
    for part in parts:
        if part.geom_type == "Point":
            _add(_add(holder, "Point"), "coordinates", _coordinates(part.coords))
        else:
            _polygon(holder, part)


def _polygon(parent: ET.Element, polygon: Polygon) -> None:
    element = _add(parent, "Polygon")
    _add(element, "tessellate", "1")
    for tag, ring in (("outerBoundaryIs", polygon.exterior), *(("innerBoundaryIs", r) for r in polygon.interiors)):
        _add(_add(_add(element, tag), "LinearRing"), "coordinates", _coordinates(ring.coords))


def _coordinates(points: Iterable[tuple[float, ...]]) -> str:
    return " ".join(f"{round(x, DECIMALS)},{round(y, DECIMALS)}" for x, y, *_ in points)
