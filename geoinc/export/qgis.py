"""What makes a GeoPackage open ready-styled in QGIS: layer styles, and a project with the time controller on.

QGIS reads styles from the table ``layer_styles`` and projects from ``qgis_projects``, where a project is the
hexadecimal text of a zipped .qgs file. Checked in QGIS 3.22 and newer releases of the 3 series.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as ET

from geoinc.export.frames import utc_text

QGIS_VERSION = "3.22.0"
PROJECT_NAME = "geoinc"
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip can hold: files of two runs are the same bytes."""

OKABE_ITO = ("213,94,0", "0,114,178", "230,159,0", "0,158,115", "204,121,167", "86,180,233", "240,228,66", "90,90,90")
"""The colour-blind-safe palette of Okabe and Ito (2008), its black as a grey."""

SHAPES = ("circle", "square", "triangle", "diamond", "pentagon", "star", "hexagon", "cross_fill")
OPAQUE, VEILED = "255", "60"
MARKER_MM, OUTLINE_MM = "3.4", "0.4"
ANIMATED = "1"
"""Qgis::TemporalNavigationMode::Animated."""

WGS84_SRSID = "3452"
"""The row of EPSG:4326 in QGIS's own table of reference systems."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of the GeoPackage: its table, geometry (Point, Polygon or none), and the values that colour it."""

    table: str
    geometry: str
    categories: tuple[str, ...] = ()
    timed: bool = False


def style(layer: Layer) -> str:
    """Return a layer's style as QML."""
    root = ET.Element("qgis", version=QGIS_VERSION, styleCategories="Symbology|Temporal")
    if layer.timed:
        root.append(_temporal())
    root.append(_renderer(layer))
    return f"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n{ET.tostring(root, encoding='unicode')}"


def project_content(file_name: str, layers: Sequence[Layer], span: tuple[datetime, datetime] | None) -> str:
    """Return the project that opens the layers of a GeoPackage, as ``qgis_projects.content`` holds it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        text = project_xml(file_name, layers, span)
        archive.writestr(zipfile.ZipInfo(f"{PROJECT_NAME}.qgs", ZIP_DATE), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue().hex()


def project_xml(file_name: str, layers: Sequence[Layer], span: tuple[datetime, datetime] | None) -> str:
    """Return the project as a .qgs text."""
    root = ET.Element("qgis", version=QGIS_VERSION, projectname=PROJECT_NAME)
    _text(root, "title", "Incidents")
    root.append(_wgs84("projectCrs"))
    tree = ET.SubElement(root, "layer-tree-group")
    layers_element = ET.SubElement(root, "projectlayers")
    for layer in layers:
        ET.SubElement(
            tree, "layer-tree-layer", id=_id(layer), name=layer.table, checked="Qt::Checked", expanded="0",
            providerKey="ogr", source=_source(file_name, layer),
        )  # fmt: skip
        layers_element.append(_map_layer(file_name, layer))
    if span is not None:
        _time(root, span)
    return f"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n{ET.tostring(root, encoding='unicode')}"


def _text(parent: ET.Element, tag: str, text: str, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = text
    return element


def _id(layer: Layer) -> str:
    return f"geoinc_{layer.table}"


def _source(file_name: str, layer: Layer) -> str:
    return f"./{file_name}|layername={layer.table}"


def _wgs84(tag: str) -> ET.Element:
    element = ET.Element(tag)
    system = ET.SubElement(element, "spatialrefsys")
    for name, value in (("srsid", WGS84_SRSID), ("srid", "4326"), ("authid", "EPSG:4326"), ("geographicflag", "true")):
        _text(system, name, value)
    return element


def _map_layer(file_name: str, layer: Layer) -> ET.Element:
    kind = layer.geometry or "No geometry"
    element = ET.Element("maplayer", type="vector", geometry=kind)
    _text(element, "id", _id(layer))
    _text(element, "datasource", _source(file_name, layer))
    _text(element, "layername", layer.table)
    element.append(_wgs84("srs"))
    _text(element, "provider", "ogr", encoding="UTF-8")
    if layer.timed:
        element.append(_temporal())
    if layer.geometry:
        element.append(_renderer(layer))
    return element


def _temporal() -> ET.Element:
    """Return the setting that shows a feature from its event_start to its event_end (mode 2)."""
    return ET.Element(
        "temporal", enabled="1", mode="2", startField="event_start", endField="event_end", limitMode="1",
        accumulate="0", durationUnit="h", fixedDuration="0", durationField="", startExpression="", endExpression="",
    )  # fmt: skip


def _time(root: ET.Element, span: tuple[datetime, datetime]) -> None:
    start, end = (utc_text(moment) for moment in span)
    settings = ET.SubElement(root, "ProjectTimeSettings", timeStep="1", timeStepUnit="d", frameRate="1")
    between = ET.SubElement(settings, "TemporalRange")
    _text(between, "start", start)
    _text(between, "end", end)
    widget = ET.SubElement(ET.SubElement(root, "properties"), "TemporalControllerWidget")
    _text(widget, "NavigationMode", ANIMATED, type="int")
    _text(widget, "StartDateTime", start, type="QString")
    _text(widget, "EndDateTime", end, type="QString")


def _renderer(layer: Layer) -> ET.Element:
    if not layer.categories:
        element = ET.Element("renderer-v2", type="singleSymbol")
        ET.SubElement(element, "symbols").append(_symbol(layer, 0))
        return element
    element = ET.Element("renderer-v2", type="categorizedSymbol", attr="event_type")
    categories, symbols = ET.SubElement(element, "categories"), ET.SubElement(element, "symbols")
    for index, value in enumerate((*layer.categories, "")):
        label = value or "other"
        ET.SubElement(categories, "category", value=value, label=label, symbol=str(index), render="true")
        symbols.append(_symbol(layer, index))
    return element


def _symbol(layer: Layer, index: int) -> ET.Element:
    colour, shape = OKABE_ITO[index % len(OKABE_ITO)], SHAPES[index % len(SHAPES)]
    if layer.geometry == "Point":
        options = {"name": shape, "color": f"{colour},{OPAQUE}", "size": MARKER_MM, "size_unit": "MM"}
        return _simple("marker", "SimpleMarker", index, options | _outline("255,255,255"))
    options = {"color": f"{colour},{VEILED}", "style": "solid"}
    return _simple("fill", "SimpleFill", index, options | _outline(colour))


def _outline(colour: str) -> dict[str, str]:
    return {"outline_color": f"{colour},{OPAQUE}", "outline_width": OUTLINE_MM, "outline_width_unit": "MM"}


def _simple(kind: str, layer_class: str, index: int, options: dict[str, str]) -> ET.Element:
    symbol = ET.Element("symbol", name=str(index), type=kind, alpha="1", clip_to_extent="1")
    holder = ET.SubElement(symbol, "layer", {"class": layer_class, "enabled": "1", "pass": "0", "locked": "0"})
    mapping = ET.SubElement(holder, "Option", type="Map")
    for name, value in options.items():
        ET.SubElement(mapping, "Option", name=name, value=value, type="QString")
    for name, value in options.items():
        ET.SubElement(holder, "prop", k=name, v=value)
    return symbol


def categories_of(values: Iterable[str | None]) -> tuple[str, ...]:
    """Return the values that colour a layer, in a stable order."""
    return tuple(sorted({value for value in values if isinstance(value, str) and value}))
