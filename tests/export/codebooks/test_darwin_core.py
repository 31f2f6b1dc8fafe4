"""Darwin Core: the area, and how well the circle fits it."""

from __future__ import annotations

from pathlib import Path

from codebook_findings import coded

from geoinc.model import (
    Findings,
)


def test_darwin_core_gives_the_area_and_how_well_the_circle_fits_it(findings: Findings, tmp_path: Path) -> None:
    row = coded(findings, ".dwc.csv", tmp_path)
    assert row["footprintWKT"].startswith("POLYGON ((50.18")
    assert float(row["pointRadiusSpatialFit"]) >= 1
    assert (row["eventDate"], row["year"], row["day"], row["startDayOfYear"]) == ("2019-05-04", "2019", "4", "124")
