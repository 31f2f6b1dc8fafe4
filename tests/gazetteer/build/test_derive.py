from __future__ import annotations

import json

import numpy as np
import pytest
import shapely
import shared

from geoinc.gazetteer.build import counties, derive
from geoinc.gazetteer.packs import curated
from geoinc.gazetteer.records import PlaceRecord
from geoinc.model import PlaceKind


def _iou(one: shapely.Geometry, other: shapely.Geometry) -> float:
    return float(one.intersection(other).area / one.union(other).area)


@pytest.fixture(scope="module")
def surveyed() -> dict[str, shapely.Geometry]:
    path = shared.path("data/gazetteer/naturalearth/ne_50m_admin_0_countries.json")
    features = json.loads(path.read_text("utf-8"))["features"]
    return {
        feature["properties"]["ISO_A2"]: shapely.make_valid(shapely.geometry.shape(feature["geometry"]))
        for feature in features
    }


def test_countries_agree_with_surveyed_ones(surveyed: dict[str, shapely.Geometry]) -> None:
    large = {code: area for code, area in surveyed.items() if code != "-99" and area.area > 2.5}

    scores = [_iou(derive.areas().get(code, shapely.Point()), area) for code, area in large.items()]

    assert np.median(scores) >= 0.9
    assert np.percentile(scores, 10) >= 0.75


def test_governorates_and_states_lie_where_they_should() -> None:
    areas = derive.areas()

    assert areas["SY.07"].contains(shapely.Point(40.29, 35.3))
    assert areas["EG.27"].contains(shapely.Point(33.8, 31.0))
    assert areas["EG.26"].contains(shapely.Point(33.97, 28.54))
    assert areas["US.TX"].contains(shapely.Point(-97.74, 30.27))
    assert areas["AQ"].contains(shapely.Point(0, -80))


def test_all_areas_are_valid() -> None:
    assert [code for code, area in derive.areas().items() if not area.is_valid or area.is_empty] == []


def test_only_records_without_an_area_get_one_and_are_marked() -> None:
    drawn = shapely.box(36, 34, 37, 35)
    syria = PlaceRecord(id="a", name="Syria", kind=PlaceKind.COUNTRY, lon=38, lat=35, code="SY")
    other = PlaceRecord(id="b", name="Syria", kind=PlaceKind.COUNTRY, lon=38, lat=35, code="SY", geometry=drawn)

    derived, kept = derive.with_areas([syria, other])

    assert derived.derived
    assert derived.geometry is not None
    assert kept is other


def test_counties_have_names_codes_and_surveyed_areas() -> None:
    by_code = {record.code: record for record in counties.records()}

    assert len(by_code) > 3_100
    travis = by_code["US.TX.453"]
    assert travis.name == "Travis County"
    assert {"Travis", "Travis Co."} <= {name.text for name in travis.names}
    assert travis.geometry is not None
    assert travis.geometry.contains(shapely.Point(-97.74, 30.27))
    assert not travis.derived


def test_regions_are_unions_of_their_units() -> None:
    plain = PlaceRecord(
        id="geoinc:sinai-peninsula", name="Sinai Peninsula", kind=PlaceKind.PENINSULA, lon=33.8, lat=29.5
    )

    (sinai,) = curated.with_unions([plain])

    assert sinai.derived
    assert sinai.geometry is not None
    assert sinai.geometry.contains(shapely.Point(33.8, 31.0))
    assert sinai.geometry.contains(shapely.Point(33.97, 28.54))
