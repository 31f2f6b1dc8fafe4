"""Styles: a rule a type."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from geoinc.export import write
from geoinc.model import Findings


def test_sld_has_a_rule_a_type(findings: Findings, tmp_path: Path) -> None:
    points, areas = write(findings, tmp_path / "a.sld")
    sld = "{http://www.opengis.net/sld}"
    for path, symbolizer in ((points, "PointSymbolizer"), (areas, "PolygonSymbolizer")):
        rules = list(ET.parse(path).getroot().iter(f"{sld}Rule"))
        assert [rule.findtext(f"{sld}Name") for rule in rules] == ["explosion", "other"]
        assert all(rule.find(f"{sld}{symbolizer}") is not None for rule in rules)
