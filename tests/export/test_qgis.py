"""Styles and projects as QGIS reads them."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from geoinc.export.qgis import PROJECT_NAME, project_content, project_xml, style
from geoinc.export.styles import layers_of
from geoinc.model import Findings

SPAN = (datetime(2019, 5, 4, tzinfo=UTC), datetime(2019, 5, 5, tzinfo=UTC))


def test_a_layer_has_a_symbol_a_category(findings: Findings) -> None:
    for layer in layers_of(findings):
        root = ET.fromstring(style(layer).partition("\n")[2])
        values = {category.get("value") for category in root.iter("category")}
        assert set(layer.categories) <= values | {None}
        assert values


def test_a_project_names_the_file_its_layers_and_its_time(findings: Findings) -> None:
    layers = layers_of(findings)
    root = ET.fromstring(project_xml("a & b.gpkg", layers, SPAN, (39.0, 34.0, 41.0, 36.0)).partition("\n")[2])
    assert [e.get("name") for e in root.iter("layer-tree-layer")] == [layer.table for layer in layers]
    assert all("a & b.gpkg" in (e.get("source") or "") for e in root.iter("layer-tree-layer"))
    assert "2019-05-04T00:00:00Z" in "".join(root.itertext())
    extent = next(root.iter("extent"))
    assert [float(extent.findtext(name) or "nan") for name in ("xmin", "ymin", "xmax", "ymax")] == [
        39.0,
        34.0,
        41.0,
        36.0,
    ]


def test_without_incidents_there_is_no_time_and_no_extent() -> None:
    text = project_xml("a.gpkg", layers_of(Findings()), None, None)
    assert "<extent>" not in text


def test_a_project_is_the_same_bytes_again(findings: Findings) -> None:
    content = project_content("a.gpkg", layers_of(findings), SPAN, None)
    assert content == project_content("a.gpkg", layers_of(findings), SPAN, None)
    with zipfile.ZipFile(io.BytesIO(bytes.fromhex(content))) as archive:
        assert archive.namelist() == [f"{PROJECT_NAME}.qgs"]
