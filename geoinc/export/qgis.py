"""What makes a GeoPackage open ready-styled in QGIS: layer styles, and a project with the time controller on.

A style holds symbols, labels, map tips and time, so that layers come dressed however the file is opened and whatever it is
called. The project adds the extent, the order of layers, the time controller and the relations between incidents and
their claims and areas; QGIS names the file in it, so that in a renamed file the layers are opened, not the project.

QGIS reads styles from the table ``layer_styles`` and projects from ``qgis_projects``, where a project is the
hexadecimal text of a zipped .qgs file. Checked in QGIS 3.22 and newer releases of the 3 series.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from xml.etree import ElementTree as ET

from geoinc.export.frames import utc_text
from geoinc.export.styles import OTHER, ExportLayer
from geoinc.export.styles import colour as colour_of

QGIS_VERSION = "3.22.0"
PROJECT_NAME = "geoinc"
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip can hold: files of two runs are the same bytes."""

SHAPES = ("circle", "square", "triangle", "diamond", "pentagon", "star", "hexagon", "cross_fill")
OPAQUE, VEILED = "255", "60"
MARKER_MM, OUTLINE_MM = "3.4", "0.4"
SMALL_MM, GREY = "1.4", "130,130,130"
"""Places that are only mentioned must not be taken for incidents."""

ANIMATED = "1"
"""Qgis::TemporalNavigationMode::Animated."""

WGS84_SRSID = "3452"
"""The row of EPSG:4326 in QGIS's own table of reference systems."""


LABELS = ("incidents",)
"""Layers whose features are labelled by their title, from a scale on where labels do not cover the country."""

LABEL_LENGTH, LABELS_FROM_SCALE = 48, "1500000"
TIPS = {
    "incidents": ("title", "time_text", "location_text", "claims_summary"),
    "areas50": ("title", "event_type"),
    "areas90": ("title", "event_type"),
    "mentions": ("text", "place", "country"),
}
"""What is shown of a feature when the pointer rests on it."""

CHILDREN = ("claims", "areas90", "areas50")
"""Tables whose rows belong to an incident, by their column incident_fid."""

Box = tuple[float, float, float, float]


def style(layer: ExportLayer) -> str:
    """Return a layer's style as QML."""
    categories = "Symbology|Labeling|MapTips|Temporal"
    root = ET.Element("qgis", version=QGIS_VERSION, styleCategories=categories)
    _dress(root, layer)
    return f"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n{ET.tostring(root, encoding='unicode')}"


def project_content(
    file_name: str, layers: Sequence[ExportLayer], span: tuple[datetime, datetime] | None, extent: Box | None
) -> str:
    """Return the project that opens the layers of a GeoPackage, as ``qgis_projects.content`` holds it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        text = project_xml(file_name, layers, span, extent)
        archive.writestr(zipfile.ZipInfo(f"{PROJECT_NAME}.qgs", ZIP_DATE), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue().hex()


def project_xml(
    file_name: str, layers: Sequence[ExportLayer], span: tuple[datetime, datetime] | None, extent: Box | None
) -> str:
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
    _relations(root, {layer.table for layer in layers})
    if span is not None:
        _time(root, span)
    if extent is not None:
        _extent(root, extent)
    return f"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n{ET.tostring(root, encoding='unicode')}"


def _text(parent: ET.Element, tag: str, text: str, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = text
    return element


def _id(layer: ExportLayer) -> str:
    return f"geoinc_{layer.table}"


def _source(file_name: str, layer: ExportLayer) -> str:
    return f"./{file_name}|layername={layer.table}"


def _wgs84(tag: str) -> ET.Element:
    element = ET.Element(tag)
    system = ET.SubElement(element, "spatialrefsys")
    for name, value in (("srsid", WGS84_SRSID), ("srid", "4326"), ("authid", "EPSG:4326"), ("geographicflag", "true")):
        _text(system, name, value)
    return element


def _map_layer(file_name: str, layer: ExportLayer) -> ET.Element:
    kind = layer.geometry or "No geometry"
    element = ET.Element("maplayer", type="vector", geometry=kind)
    _text(element, "id", _id(layer))
    _text(element, "datasource", _source(file_name, layer))
    _text(element, "layername", layer.table)
    element.append(_wgs84("srs"))
    _text(element, "provider", "ogr", encoding="UTF-8")
    if layer.geometry:
        _dress(element, layer)
    return element


def _dress(element: ET.Element, layer: ExportLayer) -> None:
    """Add how a layer looks: its time, symbols, labels and map tip."""
    if layer.timed:
        element.append(_temporal())
    element.append(_renderer(layer))
    if layer.table in LABELS:
        element.set("labelsEnabled", "1")
        element.append(_labeling())
    if layer.table in TIPS:
        _text(element, "mapTip", "<br>".join(_tip(name) for name in TIPS[layer.table]))


def _tip(field: str) -> str:
    """Return a part of a map tip, which QGIS shows as HTML: no word of an article begins a tag in it."""
    return f"[% replace(coalesce(\"{field}\", ''), '<', '‹') %]"


def _labeling() -> ET.Element:
    element = ET.Element("labeling", type="simple")
    settings = ET.SubElement(element, "settings", calloutType="simple")
    text = ET.SubElement(
        settings, "text-style", fieldName=f'left("title", {LABEL_LENGTH})', isExpression="1", fontSize="8",
        fontSizeUnit="Point", textColor="40,40,40,255", textOpacity="1",
    )  # fmt: skip
    ET.SubElement(
        text, "text-buffer", bufferDraw="1", bufferSize="0.8", bufferSizeUnits="MM", bufferColor="255,255,255,255"
    )
    ET.SubElement(settings, "text-format", autoWrapLength="24", multilineAlign="0")
    ET.SubElement(settings, "placement", placement="6", dist="1", distUnits="MM")
    ET.SubElement(
        settings, "rendering", drawLabels="1", obstacle="1", scaleVisibility="1", scaleMin="0", scaleMax=LABELS_FROM_SCALE,
    )  # fmt: skip
    return element


def _relations(root: ET.Element, tables: set[str]) -> None:
    relations = ET.SubElement(root, "relations")
    for child in CHILDREN:
        if child in tables:
            relation = ET.SubElement(
                relations, "relation", id=f"geoinc_{child}_of_incidents", name=f"{child} of incidents",
                referencedLayer="geoinc_incidents", referencingLayer=f"geoinc_{child}", strength="Association",
            )  # fmt: skip
            ET.SubElement(relation, "fieldRef", referencedField="fid", referencingField="incident_fid")


def _extent(root: ET.Element, extent: Box) -> None:
    """Let the map open on a box, both ways that versions of QGIS have for it."""
    sides = dict(zip(("xmin", "ymin", "xmax", "ymax"), map(str, extent), strict=True))
    canvas = ET.SubElement(root, "mapcanvas", name="theMapCanvas", annotationsVisible="1")
    _text(canvas, "units", "degrees")
    inner = ET.SubElement(canvas, "extent")
    for side, value in sides.items():
        _text(inner, side, value)
    canvas.append(_wgs84("destinationsrs"))
    settings = ET.SubElement(root, "ProjectViewSettings", UseProjectScales="0")
    view = ET.SubElement(settings, "DefaultViewExtent", sides)
    view.append(_wgs84("crs").find("spatialrefsys"))  # type: ignore[arg-type]  # it is there


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


def _renderer(layer: ExportLayer) -> ET.Element:
    if not layer.categories:
        element = ET.Element("renderer-v2", type="singleSymbol")
        ET.SubElement(element, "symbols").append(_symbol(layer, 0))
        return element
    element = ET.Element("renderer-v2", type="categorizedSymbol", attr="event_type")
    categories, symbols = ET.SubElement(element, "categories"), ET.SubElement(element, "symbols")
    for index, value in enumerate((*layer.categories, "")):
        label = value or OTHER
        ET.SubElement(categories, "category", value=value, label=label, symbol=str(index), render="true")
        symbols.append(_symbol(layer, index))
    return element


def _symbol(layer: ExportLayer, index: int) -> ET.Element:
    if not layer.categories and layer.geometry == "Point":
        small = {"name": "circle", "color": f"{GREY},{OPAQUE}", "size": SMALL_MM, "size_unit": "MM"}
        return _simple("marker", "SimpleMarker", index, small | _outline("255,255,255"))
    red, green, blue = (int(colour_of(index)[i : i + 2], 16) for i in (1, 3, 5))
    colour, shape = f"{red},{green},{blue}", SHAPES[index % len(SHAPES)]
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
