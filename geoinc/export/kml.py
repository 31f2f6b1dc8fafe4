"""KML 2.2 and KMZ for Google Earth: an area and a point an incident, coloured by type, with its TimeSpan and its words.

The fields are typed by a Schema. A folder "Legend" has a placemark without geometry for each type, and the document's
description says the same as a table. Incidents without a location stand in a folder of their own, without geometry.

Viewers show a description as HTML, some of them names and data too: words of an article are escaped in the one, and
have "‹" for "<" in the others. The balloon is the description alone.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from html import escape
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape as xml_escape
from xml.sax.saxutils import quoteattr

from geoinc.export.fields import INCIDENT_FIELDS, FieldType, incident_subjects, rows
from geoinc.export.files import replacing, write_text
from geoinc.export.frames import json_text, utc_text
from geoinc.export.styles import OTHER, colour, types_of

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from shapely import Geometry

    from geoinc.model import Findings, Incident

NAMESPACE = "http://www.opengis.net/kml/2.2"
SCHEMA = "incident"
LINE_ALPHA, FILL_ALPHA = "ff", "40"
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip can hold: archives of two runs are the same bytes."""

ICON, ICON_PX, EDGE_PX = "files/mark.png", 32, 2.5
"""A white disc in the KMZ, which each style tints. A KML has no file beside it, and tints the viewer's own pin."""

DECIMALS = 6
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The characters that XML 1.0 cannot hold."""

LISTED = tuple(f for f in INCIDENT_FIELDS if f.name not in {"title", "claims", "sources"})
KML_TYPES = {FieldType.INTEGER: "int", FieldType.REAL: "double", FieldType.FLAG: "bool"}
"""Types of a Schema; the others are strings."""

Styles = dict[str | None, str]
"""The number of each type's style, by the type's name; None for what has no type."""


def write(findings: Findings, path: Path) -> list[Path]:
    """Write a KML file."""
    write_text(path, dumps(findings))
    return [path]


def write_kmz(findings: Findings, path: Path) -> list[Path]:
    """Write the KML zipped as doc.kml, and the mark that its points have."""
    with replacing(path) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("doc.kml", ZIP_DATE), dumps(findings, icon=ICON), zipfile.ZIP_DEFLATED)
        archive.writestr(zipfile.ZipInfo(ICON, ZIP_DATE), _disc_png())
    return [path]


def dumps(findings: Findings, *, icon: str | None = None) -> str:
    """Return the KML text; ``icon`` is the address of a white mark for the points to tint."""
    return "\n".join(_lines(findings, icon)) + "\n"


def _lines(findings: Findings, icon: str | None) -> Iterator[str]:
    types = types_of(findings)
    styles: Styles = {name: str(index) for index, name in enumerate((*types, None))}
    counts = _counts(findings)
    found = list(zip(findings.incidents, rows(INCIDENT_FIELDS, incident_subjects(findings)), strict=True))
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<kml xmlns="{NAMESPACE}">'
    yield "<Document>"
    yield "<name>Incidents</name>"
    yield _element("description", _legend_table(styles, counts))
    yield from _schema()
    for index in range(len(styles)):
        yield from _style(index, icon)
    yield from _folder("Incidents", [(i, v) for i, v in found if i.location.region is not None], styles)
    yield from _folder("Without a location", [(i, v) for i, v in found if i.location.region is None], styles)
    yield from _legend(styles, counts)
    yield "</Document>"
    yield "</kml>"


def _counts(findings: Findings) -> Counter[str | None]:
    from collections import Counter

    return Counter(i.types[0].name if i.types else None for i in findings.incidents)


def _element(tag: str, text: str) -> str:
    return f"<{tag}>{xml_escape(NO_XML.sub('', text))}</{tag}>"


def _schema() -> Iterator[str]:
    yield f'<Schema name="{SCHEMA}" id="{SCHEMA}">'
    for field in LISTED:
        label = xml_escape(field.meaning)
        kind = KML_TYPES.get(field.type, "string")
        yield f'<SimpleField type="{kind}" name="{field.name}"><displayName>{label}</displayName></SimpleField>'
    yield "</Schema>"


def _style(index: int, icon: str | None) -> Iterator[str]:
    line, fill = _kml_colour(index, LINE_ALPHA), _kml_colour(index, FILL_ALPHA)
    mark = f"<Icon><href>{icon}</href></Icon>" if icon else ""
    balloon = "<BalloonStyle><text>$[description]</text></BalloonStyle>"
    yield (
        f'<Style id="point{index}"><IconStyle><color>{line}</color><scale>0.7</scale>{mark}</IconStyle>'
        f"<LabelStyle><scale>0.7</scale></LabelStyle>{balloon}</Style>"
    )
    yield (
        f'<Style id="area{index}">{balloon}<LineStyle><color>{line}</color><width>1.5</width></LineStyle>'
        f"<PolyStyle><color>{fill}</color></PolyStyle></Style>"
    )


def _kml_colour(index: int, alpha: str) -> str:
    """Return a type's colour as KML writes colours: alpha, blue, green, red."""
    rgb = colour(index)
    return alpha + rgb[5:7] + rgb[3:5] + rgb[1:3]


def _legend_table(styles: Styles, counts: Mapping[str | None, int]) -> str:
    lines = "".join(
        f'<tr><td bgcolor="{colour(index)}">&nbsp;&nbsp;&nbsp;</td>'
        f"<td>{escape(name or OTHER)}</td><td>{counts[name]}</td></tr>"
        for index, name in enumerate(styles)
        if counts[name]
    )
    return f"<table>{lines}</table>"


def _legend(styles: Styles, counts: Mapping[str | None, int]) -> Iterator[str]:
    yield "<Folder>"
    yield "<name>Legend</name>"
    for name, number in styles.items():
        if counts[name]:
            label = _element("name", _defused(f"{name or OTHER} ({counts[name]})"))
            yield f"<Placemark>{label}<styleUrl>#point{number}</styleUrl></Placemark>"
    yield "</Folder>"


def _folder(name: str, found: Iterable[tuple[Incident, dict[str, Any]]], styles: Styles) -> Iterator[str]:
    yield "<Folder>"
    yield f"<name>{name}</name>"
    for incident, values in found:
        region = incident.location.region
        number = styles[values["event_type"]]
        yield from _placemark(values, "point", number, None if region is None else region.best)
        if region is not None:
            yield from _placemark(values, "area", number, region.area90)
    yield "</Folder>"


def _placemark(values: dict[str, Any], part: str, number: str, geometry: Geometry | None) -> Iterator[str]:
    name = quoteattr(NO_XML.sub("", f"{values['id']}-{part}"))
    yield f"<Placemark id={name}>"
    yield _element("name", _defused(values["title"]))
    yield '<Snippet maxLines="0"></Snippet>'
    yield _element("description", "<br><br>".join(escape(text) for text in (values["title"], *values["quotes"])))
    yield from _time_span(values)
    yield f"<styleUrl>#{part}{number}</styleUrl>"
    if part == "point":
        yield from _extended_data(values)
    if geometry is not None:
        yield _geometry(geometry)
    yield "</Placemark>"


def _time_span(values: dict[str, Any]) -> Iterator[str]:
    """Yield when it was: to the second where that follows in UTC, else to the local day, which KML holds too."""
    if values["local_date"] is None:
        return
    texts = []
    for name, moment, day in (("begin", "event_start", "local_date"), ("end", "event_end", "local_date_end")):
        if values[day] is not None:
            text = values[day] if values[moment] is None else utc_text(values[moment])
            texts.append(f"<{name}>{text}</{name}>")
    yield f"<TimeSpan>{''.join(texts)}</TimeSpan>"


def _extended_data(values: dict[str, Any]) -> Iterator[str]:
    yield f'<ExtendedData><SchemaData schemaUrl="#{SCHEMA}">'
    for field in LISTED:
        value = values[field.name]
        if value is None or value == []:
            continue
        text = xml_escape(NO_XML.sub("", _defused(_text(value))))
        yield f'<SimpleData name="{field.name}">{text}</SimpleData>'
    yield "</SchemaData></ExtendedData>"


def _text(value: Any) -> str:  # noqa: ANN401 - any field's value
    if isinstance(value, list):
        return str(json_text(value))
    if isinstance(value, bool):
        return "1" if value else "0"
    return utc_text(value) if hasattr(value, "tzinfo") else str(value)


def _defused(text: str) -> str:
    """Return a text in which nothing begins a tag."""
    return text.replace("<", "‹")


def _geometry(geometry: Geometry) -> str:
    import shapely

    parts = [p for p in shapely.get_parts(geometry) if p.geom_type in {"Point", "Polygon"}]
    texts = [_point(p) if p.geom_type == "Point" else _polygon(p) for p in parts]
    return texts[0] if len(texts) == 1 else f"<MultiGeometry>{''.join(texts)}</MultiGeometry>"


def _point(point: Geometry) -> str:
    return f"<Point><coordinates>{_coordinates(point)}</coordinates></Point>"


def _polygon(polygon: Any) -> str:  # noqa: ANN401 - shapely's Polygon
    outer = f"<outerBoundaryIs>{_ring(polygon.exterior)}</outerBoundaryIs>"
    inner = "".join(f"<innerBoundaryIs>{_ring(ring)}</innerBoundaryIs>" for ring in polygon.interiors)
    return f"<Polygon><tessellate>1</tessellate>{outer}{inner}</Polygon>"


def _ring(ring: Geometry) -> str:
    return f"<LinearRing><coordinates>{_coordinates(ring)}</coordinates></LinearRing>"


def _coordinates(geometry: Geometry) -> str:
    import shapely

    return " ".join(f"{x},{y}" for x, y in shapely.get_coordinates(geometry).round(DECIMALS).tolist())


def _disc_png() -> bytes:
    """Return a PNG of a white disc with a dark edge, drawn by hand: a picture of 32 pixels needs no library."""
    middle, radius = (ICON_PX - 1) / 2, ICON_PX / 2 - 1
    lines = []
    for y in range(ICON_PX):
        line = bytearray(b"\0")
        for x in range(ICON_PX):
            inside = radius - ((x - middle) ** 2 + (y - middle) ** 2) ** 0.5
            grey = 255 if inside >= EDGE_PX else 60
            line += bytes((grey, round(255 * min(max(inside, 0.0), 1.0))))
        lines.append(bytes(line))
    grey_with_alpha = 4
    head = struct.pack(">IIBBBBB", ICON_PX, ICON_PX, 8, grey_with_alpha, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(lines), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
