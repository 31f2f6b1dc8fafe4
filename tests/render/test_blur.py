"""Coarsening: nothing exact is left, and what is left still holds the truth."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geoinc.errors import SettingsError
from geoinc.geo.geodesy import distance_m
from geoinc.model import Document, Findings, Incident, Location, Region, Relation, RelationKind, Span
from geoinc.render import to_html
from geoinc.render.blur import _Coarse, blurred, struck

BLUR_M = 5_000.0


@given(st.floats(-179, 179), st.floats(-80, 80), st.sampled_from([500.0, 5_000.0, 50_000.0]))
def test_a_cell_holds_its_point(lon: float, lat: float, blur_m: float) -> None:
    middle = _Coarse(blur_m).cell(lon, lat)
    assert distance_m(lon, lat, *middle) <= blur_m * 0.75


def test_the_same_cell_for_neighbours() -> None:
    coarse = _Coarse(BLUR_M)
    cells = {coarse.cell(40.30 + step * 0.0005, 35.30) for step in range(20)}
    assert len(cells) <= 2


def test_the_area_still_holds_the_area(article: Findings) -> None:
    before, after = article.incidents[0].location.region, blurred(article, blur_m=BLUR_M).incidents[0].location.region
    assert before is not None
    assert after is not None
    assert after.area90.buffer(0.002).contains(before.area90)
    assert shapely.equals(after.area50.intersection(after.area90), after.area50) or after.area90.contains(after.area50)


def test_no_exact_position_stays_in_the_page(article: Findings) -> None:
    html = to_html(article, blur_m=BLUR_M)
    for exact in ("40.309", "35.336,", "40.29,", "35.31,", "40.75,36.5", "36.5]"):
        assert f"[{exact}" not in html
        assert f",{exact}" not in html
    assert "coarsened" in html.lower()


def test_the_working_and_small_outlines_go(article: Findings) -> None:
    coarse = blurred(article, blur_m=BLUR_M)
    assert coarse.incidents[0].location.working == ()
    euphrates = coarse.resolutions[coarse.documents[0].id][2].place
    assert euphrates is not None
    kept = blurred(article, blur_m=500).resolutions[coarse.documents[0].id][2].place
    assert kept is not None
    assert kept.extent is not None


def test_labels_at_hidden_places_go(article: Findings) -> None:
    label = replace(article.labels[0], name="Khusham", lon=40.29, lat=35.31)
    coarse = blurred(replace(article, labels=(label, *article.labels)), blur_m=BLUR_M)
    assert "Khusham" not in {one.name for one in coarse.labels}
    assert "Aleppo" in {one.name for one in coarse.labels}


@pytest.mark.parametrize(
    "text",
    [
        "at 35.33611 N, 40.30944 E today",
        "at 35.33611, 40.30944",
        "at 35°20′10″N 40°18′34″E",
        "at 35° 20' N",
        "grid 37SFV1234567890",
        "code 8G7C8828+3Q",
        "see https://maps.example/@35.33611,40.30944",
        "lat=35.33611",
    ],
)
def test_coordinates_in_words_are_struck_out(text: str) -> None:
    hidden = struck(text)
    assert len(hidden) == len(text)
    assert not set("123456789") & set(hidden)


@pytest.mark.parametrize("text", ["about 100 killed, 25 wounded", "8.5 km east", "on 7-8 February 2018", "at 10.30"])
def test_other_figures_stay(text: str) -> None:
    assert struck(text) == text


def coordinates_report() -> Findings:
    text = "The boat sank at four one seven and 2 degrees north."
    document = Document(text)
    span = Span(document.id, 17, 51, text[17:51])
    relation = Relation(RelationKind.COORDINATES, (), span, point=(4.17, 2.0))
    point = shapely.Point(4.17, 2.0)
    location = Location(Region(point, point.buffer(0.01), point.buffer(0.02), 2_000), relations=(relation,))
    return Findings(documents=(document,), incidents=(Incident("i", "Boat sinks", (), location),))


def test_words_of_a_coordinate_relation_are_struck_out() -> None:
    coarse = blurred(coordinates_report(), blur_m=BLUR_M)
    assert "four one seven" not in coarse.documents[0].text
    relation = coarse.incidents[0].location.relations[0]
    assert relation.point is None
    assert "four" not in relation.span.text


def test_a_location_stays_one_object(article: Findings) -> None:
    coarse = blurred(article, blur_m=BLUR_M)
    assert coarse.incidents[0].location is coarse.locations[article.documents[0].id][0]


@pytest.mark.parametrize("metres", [float("nan"), float("inf"), -1.0, 0.0, 1e9])
def test_a_blur_that_is_none_is_refused(metres: float) -> None:
    with pytest.raises(SettingsError, match="blur is"):
        blurred(Findings(), blur_m=metres)
