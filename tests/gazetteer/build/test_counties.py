"""Counties of the United States by the words that people write for them, and the states that they make up."""

from __future__ import annotations

import pytest
import shapely
from shapely import box

from geoinc.gazetteer.build import counties
from geoinc.gazetteer.build.counties import County
from geoinc.model import PlaceKind

FEW = (
    County("TX", "201", "Harris", "County", box(-96, 29, -95, 30)),
    County("TX", "113", "Dallas", "County", box(-97, 29, -96, 30)),
    County("VA", "510", "Alexandria city", "city", box(-77.1, 38.8, -77.0, 38.9)),
    County("LA", "071", "Orleans", "Parish", box(-90.1, 29.9, -89.7, 30.1)),
)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counties, "counties", lambda: FEW)


@pytest.mark.parametrize(
    ("county", "names"),
    [(0, ("Harris County", "Harris", "Harris Co.")), (2, ("Alexandria city",)), (3, ("Orleans Parish", "Orleans"))],
)
def test_a_county_is_named_with_its_word_and_without(county: int, names: tuple[str, ...]) -> None:
    assert counties._names(FEW[county]) == names


def test_records_lie_within_their_area_and_state() -> None:
    first, *_ = counties.records()
    assert (first.id, first.code, first.admin1, first.kind) == (
        "geoinc:admin2:US.TX.201",
        "US.TX.201",
        "US.TX",
        PlaceKind.ADMIN2,
    )
    assert FEW[0].area.contains(shapely.Point(first.lon, first.lat))
    assert [name.text for name in first.names] == ["Harris", "Harris Co."]


def test_a_state_is_its_counties() -> None:
    areas = counties.state_areas()
    assert set(areas) == {"US.TX", "US.VA", "US.LA"}
    assert areas["US.TX"].equals(box(-97, 29, -95, 30))


def test_outlines_that_do_not_agree_are_united_with_care(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise shapely.errors.GEOSException

    monkeypatch.setattr(shapely, "coverage_union_all", refuse)
    assert counties._united([box(0, 0, 1, 1), box(0.5, 0, 2, 1)]).area == pytest.approx(2.0)
