"""Colours of event types, the same in every format, and the styles as SLD, for GeoServer, QGIS and others.

NAME.sld is the style of the points in NAME.geojson or NAME.fgb, NAME.areas.sld that of their areas. A GeoPackage holds
the same styles in its table layer_styles.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from pathlib import Path

    from geoinc.model import Findings

OKABE_ITO = ("#d55e00", "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#f0e442", "#5a5a5a")
"""The colour-blind-safe palette of Okabe and Ito (2008), its black as a grey."""

WELL_KNOWN = ("circle", "square", "triangle", "star", "cross")
"""Marks that SLD has a name for. Five shapes and eight colours meet again after forty types."""

MARK_PX, FILL_OPACITY = 12, 0.24
OTHER = "other"
"""The label of what has no type."""

SLD, OGC = "http://www.opengis.net/sld", "http://www.opengis.net/ogc"


@dataclass(frozen=True, slots=True)
class ExportLayer:
    """A layer of a file: its table, geometry (Point, Polygon or none), and the values that colour it."""

    table: str
    geometry: str
    categories: tuple[str, ...] = ()
    timed: bool = False


def categories_of(values: Iterable[str | None]) -> tuple[str, ...]:
    """Return the values that colour a layer, in a stable order."""
    return tuple(sorted({value for value in values if isinstance(value, str) and value}))


def types_of(findings: Findings) -> tuple[str, ...]:
    """Return the first types of all incidents, in the order that gives them their colours."""
    return categories_of(i.types[0].name for i in findings.incidents if i.types)


def layers_of(findings: Findings) -> tuple[ExportLayer, ExportLayer]:
    """Return the layers of formats that hold points in one file and areas in another."""
    types = types_of(findings)
    return ExportLayer("incidents", "Point", types, timed=True), ExportLayer("areas", "Polygon", types, timed=True)


def colour(index: int) -> str:
    """Return the colour of the type with a number, as #rrggbb."""
    return OKABE_ITO[index % len(OKABE_ITO)]


def write(findings: Findings, path: Path) -> list[Path]:
    """Write the styles of points and areas."""
    from geoinc.export.files import write_texts

    areas = path.with_name(f"{path.stem}.areas{path.suffix}")
    layers = layers_of(findings)
    write_texts([(target, sld(layer, target.stem)) for target, layer in zip((path, areas), layers, strict=True)])
    return [path, areas]


def sld(layer: ExportLayer, name: str) -> str:
    """Return a layer's style as an SLD 1.0 document: a rule a type, and one for the rest."""
    root = ET.Element("StyledLayerDescriptor", {"version": "1.0.0", "xmlns": SLD, "xmlns:ogc": OGC})
    named = ET.SubElement(root, "NamedLayer")
    _text(named, "Name", name)
    style = ET.SubElement(named, "UserStyle")
    _text(style, "Title", "Incidents by type")
    rules = ET.SubElement(style, "FeatureTypeStyle")
    for index, value in enumerate((*layer.categories, None)):
        rule = ET.SubElement(rules, "Rule")
        _text(rule, "Name", value or OTHER)
        _text(rule, "Title", value or OTHER)
        if value is None:
            if layer.categories:
                ET.SubElement(rule, "ElseFilter")
        else:
            equal = ET.SubElement(ET.SubElement(rule, "ogc:Filter"), "ogc:PropertyIsEqualTo")
            _text(equal, "ogc:PropertyName", "event_type")
            _text(equal, "ogc:Literal", value)
        _symbolizer(rule, layer, index)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _symbolizer(rule: ET.Element, layer: ExportLayer, index: int) -> None:
    if layer.geometry == "Point":
        graphic = ET.SubElement(ET.SubElement(rule, "PointSymbolizer"), "Graphic")
        mark = ET.SubElement(graphic, "Mark")
        _text(mark, "WellKnownName", WELL_KNOWN[index % len(WELL_KNOWN)])
        _parameters(ET.SubElement(mark, "Fill"), {"fill": colour(index)})
        _parameters(ET.SubElement(mark, "Stroke"), {"stroke": "#ffffff", "stroke-width": "1"})
        _text(graphic, "Size", str(MARK_PX))
        return
    polygon = ET.SubElement(rule, "PolygonSymbolizer")
    _parameters(ET.SubElement(polygon, "Fill"), {"fill": colour(index), "fill-opacity": str(FILL_OPACITY)})
    _parameters(ET.SubElement(polygon, "Stroke"), {"stroke": colour(index), "stroke-width": "1.2"})


def _parameters(parent: ET.Element, values: dict[str, str]) -> None:
    for name, value in values.items():
        ET.SubElement(parent, "CssParameter", name=name).text = value


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text
