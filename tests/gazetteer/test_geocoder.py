"""The geocoder behaves as geopy's geocoders do, and in the hands of geopandas and geopy's tools."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from geopy.exc import GeocoderQueryError, GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder
from geopy.point import Point
from shapely import box

from geoinc.gazetteer.geocoder import LocalGeocoder
from geoinc.model import PlaceKind
from geoinc.testing import gazetteer, place


@pytest.fixture(scope="module")
def geocoder() -> LocalGeocoder:
    unit, country = PlaceKind.ADMIN1, PlaceKind.COUNTRY
    return LocalGeocoder(
        gazetteer=gazetteer(
            place("United States", -99, 39, kind=country, country="US", code="US", population=330_000_000),
            place("France", 2, 46, kind=country, country="FR", code="FR", population=67_000_000),
            place("Texas", -99, 31, kind=unit, country="US", code="US.TX", population=28_000_000),
            place("Paris", -95.55, 33.66, country="US", admin1="US.TX", population=25_000),
            place("Paris", 2.35, 48.85, country="FR", population=2_100_000),
        )
    )


def test_it_is_a_geopy_geocoder(geocoder: LocalGeocoder) -> None:
    assert isinstance(geocoder, Geocoder)


def test_one_location(geocoder: LocalGeocoder) -> None:
    found = geocoder.geocode("Paris")
    assert found.address == "Paris, France"
    assert (found.latitude, found.longitude) == (48.85, 2.35)
    assert found.raw["match"] == "exact"
    assert found.raw["address"]["country_code"] == "fr"


def test_a_list_of_locations(geocoder: LocalGeocoder) -> None:
    assert [found.address for found in geocoder.geocode("Paris", exactly_one=False)] == [
        "Paris, France",
        "Paris, Texas, United States",
    ]
    assert len(geocoder.geocode("Paris", exactly_one=False, limit=1)) == 1


def test_nothing_found_is_none(geocoder: LocalGeocoder) -> None:
    assert geocoder.geocode("Xyzzyqwert") is None
    assert geocoder.geocode("Xyzzyqwert", exactly_one=False) is None
    assert geocoder.geocode("Paris", country_codes="zz") is None


@pytest.mark.parametrize(
    "options",
    [
        {"country_codes": "us"},
        {"country_codes": ["US", "CA"]},
        {"viewbox": [(30, -100), (40, -90)]},
        {"viewbox": [Point(40, -90), "30, -100"], "bounded": True},
    ],
)
def test_options_choose_the_texan(geocoder: LocalGeocoder, options: dict[str, object]) -> None:
    assert geocoder.geocode("Paris", timeout=1, language="en", **options).longitude == -95.55


def test_a_viewbox_is_a_hint_unless_bounded(geocoder: LocalGeocoder) -> None:
    elsewhere = [(0, 0), (1, 1)]
    assert geocoder.geocode("Paris", viewbox=elsewhere).longitude == 2.35
    assert geocoder.geocode("Paris", viewbox=elsewhere, bounded=True) is None


def test_structured_queries(geocoder: LocalGeocoder) -> None:
    assert geocoder.geocode({"city": "Paris", "state": "Texas", "street": "Main"}).longitude == -95.55
    assert geocoder.geocode({"country": "France"}).raw["kind"] == "country"
    assert geocoder.geocode("Texas", featuretype="state").raw["kind"] == "admin1"


@pytest.mark.parametrize("query", ["", "  ", {}, {"street": "Main"}, None, 5, float("nan")])
def test_an_empty_query_is_geopys_error(geocoder: LocalGeocoder, query: object) -> None:
    with pytest.raises(GeocoderQueryError, match="names no place"):
        geocoder.geocode(query)  # type: ignore[arg-type]


@pytest.mark.parametrize("options", [{"viewbox": [(1, 2)]}, {"viewbox": "ab"}, {"featuretype": "moon"}])
def test_bad_options_are_geopys_errors(geocoder: LocalGeocoder, options: dict[str, object]) -> None:
    with pytest.raises(GeopyError):
        geocoder.geocode("Paris", **options)  # type: ignore[arg-type]


def test_a_limit_below_one_is_refused(geocoder: LocalGeocoder) -> None:
    with pytest.raises(ValueError, match="Limit"):
        geocoder.geocode("Paris", exactly_one=False, limit=0)


def test_reverse(geocoder: LocalGeocoder) -> None:
    found = geocoder.reverse((33.7, -95.5))
    assert found.address == "Paris, Texas, United States"
    assert 0 < found.raw["distance_m"] < 10_000
    assert [f.address for f in geocoder.reverse("33.7, -95.5", exactly_one=False)][1:] == [
        "Texas, United States",
        "United States",
    ]
    assert geocoder.reverse(Point(0, -30)) is None


def test_reverse_stays_on_the_points_own_side_of_a_border() -> None:
    own = gazetteer(
        replace(place("Here", 9, 10, kind=PlaceKind.COUNTRY, country="AA", code="AA"), geometry=box(8, 9, 10.02, 11)),
        replace(
            place("There", 11, 10, kind=PlaceKind.COUNTRY, country="BB", code="BB"), geometry=box(10.02, 9, 12, 11)
        ),
        place("Near", 10.03, 10, country="BB"),
        place("Own", 9.9, 10, country="AA"),
    )
    found = LocalGeocoder(gazetteer=own).reverse((10, 10.01))
    assert found.address == "Own, Here"
    assert 11_000 < found.raw["distance_m"] < 13_000


def test_reverse_says_who_holds_and_who_claims_disputed_ground() -> None:
    own = gazetteer(
        place("Sevastopol", 33.52, 44.6, country="UA"),
        replace(place("Crimea", 34.3, 45.2, kind=PlaceKind.REGION, id="geoinc:crimea"), geometry=box(32, 44, 36.7, 46)),
    )
    geocoder = LocalGeocoder(gazetteer=own)
    disputed = geocoder.reverse((44.6, 33.5)).raw["disputed"]
    assert (disputed["held_by"], disputed["claimed_by"]) == (["RU"], ["UA"])
    assert "Resolution 68/262".lower() in disputed["note"].lower()
    assert "disputed" not in geocoder.reverse((43.95, 33.5)).raw
    table = geocoder.reverse_frame([33.5, 33.5], [44.6, 43.95])
    assert (table["held_by"][0], table["claimed_by"][0]) == ("RU", "UA")
    assert pd.isna(table["claimed_by"][1])


def test_reverse_of_many_points_is_that_of_each(geocoder: LocalGeocoder) -> None:
    lon = pd.Series([-95.5, -30.0, 2.3], index=["a", "b", "c"])
    lat = pd.Series([33.7, 0.0, 48.9], index=["a", "b", "c"])
    table = geocoder.reverse_frame(lon, lat)
    assert list(table.index) == ["a", "b", "c"]
    for key in table.index:
        one = geocoder.reverse((lat[key], lon[key]))
        row = table.loc[key]
        assert (None if one is None else one.raw["place_id"]) == (
            row["place_id"] if pd.notna(row["place_id"]) else None
        )
        assert one is None or row["distance_m"] == pytest.approx(one.raw["distance_m"])
        assert one is None or row["country_code"].lower() == one.raw["address"]["country_code"]
    assert pd.isna(table.loc["b", "distance_m"])


def test_reverse_of_many_points_needs_no_pyarrow(geocoder: LocalGeocoder, monkeypatch: pytest.MonkeyPatch) -> None:
    lon, lat = [-95.5, -30.0, 2.3], [33.7, 0.0, 48.9]
    by_arrow = geocoder.reverse_frame(lon, lat)
    assert by_arrow["admin1"].fillna("").tolist() == ["Texas", "", ""]
    monkeypatch.setattr("geoinc.gazetteer.geocoder.find_spec", lambda _: None)
    pd.testing.assert_frame_equal(geocoder.reverse_frame(lon, lat), by_arrow)


@pytest.mark.parametrize(("lon", "lat", "why"), [([1.0, 2.0], [1.0], "as many"), ([1.0, 200.0], [1.0, 2.0], "row 1"), ([float("nan")], [0.0], "row 0")])  # fmt: skip
def test_reverse_of_many_points_refuses_what_is_no_position(
    geocoder: LocalGeocoder, lon: list[float], lat: list[float], why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        geocoder.reverse_frame(lon, lat)


def test_reverse_refuses_what_is_no_point(geocoder: LocalGeocoder) -> None:
    with pytest.raises(ValueError, match="Point"):
        geocoder.reverse("nowhere")


def test_geopandas_uses_it(geocoder: LocalGeocoder) -> None:
    from geopandas.tools import geocode, reverse_geocode
    from shapely import Point as Shape

    frame = geocode(["Paris", "Xyzzyqwert", ""], provider=LocalGeocoder, gazetteer=geocoder.gazetteer)
    assert frame.geometry[0].x == 2.35
    assert frame.geometry[1].is_empty
    assert frame.geometry[2].is_empty
    back = reverse_geocode([Shape(-95.5, 33.7)], provider=LocalGeocoder, gazetteer=geocoder.gazetteer)
    assert back.address[0] == "Paris, Texas, United States"


def test_the_rate_limiter_uses_it(geocoder: LocalGeocoder) -> None:
    assert RateLimiter(geocoder.geocode, min_delay_seconds=0)("Paris").longitude == 2.35
