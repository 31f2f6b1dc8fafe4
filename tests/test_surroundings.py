"""What stands around the findings: borders of units, and in which unit and region the incidents lie."""

from __future__ import annotations

import pytest
import shapely
from shapely import Point

from geoinc.gazetteer import Gazetteer
from geoinc.model import Findings, Incident, Location, PlaceKind, Reason, Region
from geoinc.surroundings import with_surroundings

KHUSHAM, MOSUL, MOPTI, NIAMEY, LONDON = (40.29, 35.3), (43.13, 36.34), (-4.2, 14.5), (2.11, 13.51), (-0.13, 51.5)


def around(*spots: tuple[float, float]) -> Findings:
    regions = [Region(Point(s), Point(s).buffer(0.02), Point(s).buffer(0.05), 5_000.0) for s in spots]
    incidents = [Incident(f"i{k}", "", (), Location(region)) for k, region in enumerate(regions)]
    nowhere = Incident("nowhere", "", (), Location(None, reason=Reason.UNKNOWN_NAME))
    return with_surroundings(Findings(incidents=(*incidents, nowhere)), Gazetteer.default())


def test_each_incident_with_a_place_has_its_unit() -> None:
    units = around(KHUSHAM, MOPTI).units
    assert [(units[i].name, units[i].country) for i in ("i0", "i1")] == [("Deir ez-Zor", "Syria"), ("Mopti", "Mali")]
    assert (units["i0"].code, units["i0"].admin1) == ("SY", "Deir ez-Zor")
    assert "nowhere" not in units


@pytest.mark.parametrize(
    ("spots", "region"),
    [
        ([KHUSHAM, KHUSHAM], "Deir ez-Zor, Syria"),
        ([KHUSHAM, (36.7, 35.9)], "Syria"),
        ([KHUSHAM, MOSUL], "Mesopotamia"),
        ([MOPTI, NIAMEY], "Sahel"),
        ([MOPTI, LONDON], "Mali, United Kingdom"),
        ([MOPTI, LONDON, KHUSHAM, (100.5, 13.7)], ""),
        ([], ""),
    ],
)
def test_the_region_is_the_smallest_that_holds_all(spots: list[tuple[float, float]], region: str) -> None:
    assert around(*spots).region == region


def test_borders_of_units_are_derived_where_none_is_surveyed() -> None:
    border = next(o for o in around(KHUSHAM).outlines if o.kind is PlaceKind.ADMIN1)
    assert not border.surveyed
    assert shapely.dwithin(border.geometry, Point(39.7, 35.9), 1.0)
    counties = [o for o in around((-90.05, 35.15)).outlines if o.kind is PlaceKind.ADMIN2]
    assert counties
    assert all(o.surveyed for o in counties)


def test_coasts_and_national_borders_are_no_borders_of_units() -> None:
    border = next(o for o in around((35.78, 35.52)).outlines if o.kind is PlaceKind.ADMIN1)
    coast = shapely.LineString([(35.74, 35.4), (35.9, 35.4)])
    assert not border.geometry.intersects(coast)
