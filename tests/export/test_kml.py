"""KML and KMZ: times, areas, colours."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

from geoinc.export import write
from geoinc.model import Findings

KML = "{http://www.opengis.net/kml/2.2}"


def test_kml_has_time_spans_and_areas(findings: Findings, tmp_path: Path) -> None:
    (path,) = write(findings, tmp_path / "a.kml")
    marks = ET.parse(path).getroot().iter(f"{KML}Placemark")
    first = next(marks)
    assert first.findtext(f"{KML}TimeSpan/{KML}begin") == "2019-05-04T00:00:00Z"
    assert next(marks).find(f"{KML}Polygon") is not None


def test_kmz_holds_the_kml(findings: Findings, tmp_path: Path) -> None:
    (kml,) = write(findings, tmp_path / "a.kml")
    (kmz,) = write(findings, tmp_path / "a.kmz")
    with zipfile.ZipFile(kmz) as archive:
        held = archive.read("doc.kml").decode()
        assert held.replace("<Icon><href>files/mark.png</href></Icon>", "") == kml.read_text("utf-8")
        assert archive.read("files/mark.png").startswith(b"\x89PNG")


def test_kml_is_coloured_by_type_and_says_which_is_which(findings: Findings, tmp_path: Path) -> None:
    (path,) = write(findings, tmp_path / "a.kml")
    root = ET.parse(path).getroot()
    marks = {m.get("id"): m.findtext(f"{KML}styleUrl") for m in root.iter(f"{KML}Placemark")}
    assert marks["inc-1-point"] == marks["inc-3-point"] != marks["inc-2-point"]
    styles = {s.get("id") for s in root.iter(f"{KML}Style")}
    assert {str(url).removeprefix("#") for url in marks.values()} <= styles
    legend = next(f for f in root.iter(f"{KML}Folder") if f.findtext(f"{KML}name") == "Legend")
    assert [m.findtext(f"{KML}name") for m in legend.iter(f"{KML}Placemark")] == ["explosion (2)", "other (1)"]
    fields = {f.get("name"): f.get("type") for f in root.iter(f"{KML}SimpleField")}
    assert (fields["killed_best"], fields["radius_m"], fields["place"]) == (
        "int",
        "double",
        "string",
    )
    assert {d.get("name") for d in root.iter(f"{KML}SimpleData")} <= set(fields)
