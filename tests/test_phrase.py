from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from pathlib import Path
from types import FrameType

import pytest
import shapely
import shared
from hypothesis import given, settings
from hypothesis import strategies as st

from geoinc import testing
from geoinc.gazetteer import Gazetteer
from geoinc.geo import geodesy
from geoinc.locations.many import figures_of
from geoinc.model import Figures, Genre, PlaceKind, Reason, RelationKind
from geoinc.phrase import locate, locate_each
from geoinc.read.jsonlines import objects

PACKAGE = Path(testing.__file__).parent


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    states = [
        testing.place(
            "California", -119.8, 37.2, kind=PlaceKind.ADMIN1, country="US", code="US.CA", abbreviations=["CA"]
        ),
        testing.place("Texas", -99.3, 31.4, kind=PlaceKind.ADMIN1, country="US", code="US.TX", abbreviations=["TX"]),
        testing.place("United States", -98.5, 39.8, kind=PlaceKind.COUNTRY, country="US", code="US", names=["USA"]),
        testing.place("Canada", -113, 60, kind=PlaceKind.COUNTRY, country="CA", code="CA"),
        testing.place("Mexico", -102, 23.9, kind=PlaceKind.COUNTRY, country="MX", code="MX"),
        testing.place("Peru", -75, -10, kind=PlaceKind.COUNTRY, country="PE", code="PE"),
    ]
    towns = [
        testing.place("Ridgecrest", -117.67, 35.62, country="US", admin1="US.CA", population=28_000),
        testing.place("Lindsay", -119.09, 36.2, country="US", admin1="US.CA", population=13_000),
        testing.place("Lindsay", -97.23, 33.63, country="US", admin1="US.TX", population=1000),
        testing.place("Lindsay", -78.73, 44.35, country="CA", population=20_000),
        testing.place("Uchiza", -76.46, -8.46, country="PE", population=20_000),
        testing.place("San Pedro", -76.0, -9.0, country="PE", population=520),
        testing.place("San Pedro", -78.0, -6.0, country="PE", population=530),
        testing.place("San Pedro", -71.0, -16.0, country="PE", population=525),
        testing.place("San Lucas", -109.9, 22.9, country="MX", population=60_000),
        testing.place("San Lucas", -100.0, 18.6, country="MX", population=80_000),
        *(testing.place(f"Pueblo {n}", -100.5 - n / 10, 17.6 - n / 20, country="MX", population=30_000) for n in range(6)),
    ]  # fmt: skip
    return testing.gazetteer(*states, *towns)


def test_a_tidy_phrase(gazetteer: Gazetteer) -> None:
    found = locate("57 km E of Uchiza, Peru", gazetteer)
    assert found.region is not None
    lon, lat = geodesy.destination(-76.46, -8.46, bearing_deg=90, distance_m=57_000)
    assert geodesy.distance_m(found.region.best.x, found.region.best.y, lon, lat) < 2000
    assert found.genre is Genre.METRIC
    assert "Uchiza" in found.explanation


@pytest.mark.parametrize(
    ("context", "lon"),
    [("CA", -119.09), ("California", -119.09), ("TX", -97.23), ("Texas, USA", -97.23), ("Canada", -78.73)],
)
def test_context_is_strict(context: str, lon: float, gazetteer: Gazetteer) -> None:
    found = locate(f"Lindsay, {context}", gazetteer)
    assert found.region is not None
    assert found.region.best.x == pytest.approx(lon, abs=0.01)


@pytest.mark.parametrize(
    ("phrase", "near", "whole"),
    [
        ("5 km N of Ridgecrest, Texas", None, "Texas"),
        ("near Puerto Zubolo in the state of Texas", None, "Texas"),
        ("Zubolo, Peru", None, "Peru"),
        ("12 km north of Zubolo", "Peru", "Peru"),
    ],
)
def test_what_the_gazetteer_lacks_is_somewhere_in_what_is_said(
    gazetteer: Gazetteer, phrase: str, near: str | None, whole: str
) -> None:
    found = locate(phrase, gazetteer, near=near)
    lacking, inside = found.relations
    assert not lacking.anchors[0].candidates
    assert inside.anchors[0].candidates[0].place.name == whole
    assert found.region is not None
    assert "which is not in the gazetteer" in found.explanation


def test_a_region_around_an_island_of_a_country() -> None:
    gazetteer = testing.gazetteer(
        testing.place("Japan", 139, 36, kind=PlaceKind.COUNTRY, country="JP", code="JP"),
        testing.place("Izu Islands", 139.8, 33.1, kind=PlaceKind.ISLAND, country="JP"),
        testing.place("Izumo", 132.7, 35.4, country="JP"),
    )
    around, itself, town = (
        locate(phrase, gazetteer).region
        for phrase in ("Izu Islands, Japan region", "Izu Islands, Japan", "Izumo, Japan region")
    )
    assert around is not None
    assert itself is not None
    assert town is not None
    assert around.radius_m > 150_000 > itself.radius_m
    assert town.radius_m < 10_000


def test_what_is_lacking_may_lie_at_the_edge_of_what_holds_it() -> None:
    county = replace(
        testing.place("Aves County", 10, 50, kind=PlaceKind.ADMIN2, country="DE", code="DE.1.2"),
        geometry=shapely.box(9.8, 49.8, 10.2, 50.2),
    )
    country = testing.place("Germany", 10, 51, kind=PlaceKind.COUNTRY, country="DE", code="DE")
    gazetteer = testing.gazetteer(country, county)
    lacking = locate("Hollow Inlet, Aves County, Germany", gazetteer).region
    itself = locate("Aves County, Germany", gazetteer).region
    assert lacking is not None
    assert itself is not None
    assert 1.02 < lacking.area90_m2 / itself.area90_m2 < 1.2


def test_nothing_said_leaves_nothing(gazetteer: Gazetteer) -> None:
    found = locate("5 km N of Zubolo", gazetteer)
    assert (found.region, found.reason) == (None, Reason.NO_ANCHOR)


def test_an_unknown_spot_is_in_its_town_rather_than_in_its_country(gazetteer: Gazetteer) -> None:
    town = locate("Berth 9, Uchiza, Peru", gazetteer)
    assert town.relations[0].kind is RelationKind.IN
    assert town.region is not None
    assert town.relations[0].anchors[0].candidates[0].place.name == "Uchiza"


def test_near_gives_context_that_the_words_lack(gazetteer: Gazetteer) -> None:
    found = locate("2 km S of Lindsay", gazetteer, near="Nowhere County, Texas, United States")
    assert found.region is not None
    assert found.region.best.x == pytest.approx(-97.23, abs=0.05)


def test_a_tidy_report_of_many_places_of_one_name_is_ambiguous(gazetteer: Gazetteer) -> None:
    found = locate("5 km W of San Pedro, Peru", gazetteer)
    assert (found.region, found.reason) == (None, Reason.AMBIGUOUS)
    assert len(found.relations[0].anchors[0].candidates) == 3


def test_other_words_about_many_places_of_one_name_mean_all_of_them(gazetteer: Gazetteer) -> None:
    found = locate("near San Pedro, Peru", gazetteer)
    assert found.region is not None
    places = [c.place.point for c in found.relations[0].anchors[0].candidates]
    assert len(places) == 3
    assert all(found.region.area90.intersects(point) for point in places)


def test_nobody_names_a_far_town_where_others_are_nearer(gazetteer: Gazetteer) -> None:
    found = locate("120 km SSW of San Lucas, Mexico", gazetteer)
    best = found.relations[0].anchors[0].candidates[0].place
    assert best.point.x == pytest.approx(-109.9)


def test_genre_and_method_are_the_callers(gazetteer: Gazetteer) -> None:
    news = locate("57 km E of Uchiza, Peru", gazetteer, genre=Genre.NEWS)
    circle = locate("57 km E of Uchiza, Peru", gazetteer, method="point-radius")
    assert news.genre is Genre.NEWS
    assert circle.region is not None
    assert circle.region.method == "point-radius"


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("", Reason.NOT_UNDERSTOOD),
        ("?!", Reason.NOT_UNDERSTOOD),
        ("x" * 600, Reason.NOT_UNDERSTOOD),
        ("9,000 km east of Uchiza", Reason.IMPOSSIBLE),
        ("-5 km east of Uchiza", Reason.IMPOSSIBLE),
        ("5 km 400° from Uchiza", Reason.IMPOSSIBLE),
        ("95.2, 200.1", Reason.IMPOSSIBLE),
        ("8 km east of Atlantis", Reason.NO_ANCHOR),
        ("within 500 yards of the headquarters", Reason.UNNAMED_ANCHOR),
    ],
)
def test_absence_has_a_reason(phrase: str, reason: Reason, gazetteer: Gazetteer) -> None:
    found = locate(phrase, gazetteer)
    assert (found.region, found.reason) == (None, reason)
    assert found.explanation.startswith("No location")


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_phrase_is_answered(gazetteer: Gazetteer, phrase: str) -> None:
    found = locate(phrase, gazetteer)
    assert (found.region is None) != (found.reason is None)


@given(st.integers(1, 400), st.sampled_from(["N", "ESE", "southwest", "198°"]))
@settings(max_examples=30, deadline=None)
def test_rescaled_units_give_the_same_place(gazetteer: Gazetteer, n: int, direction: str) -> None:
    one = locate(f"{n} km {direction} from Uchiza", gazetteer, genre=Genre.NEWS).region
    other = locate(f"{n * 1000} m {direction} from Uchiza", gazetteer, genre=Genre.NEWS).region
    assert one is not None
    assert other is not None
    assert geodesy.distance_m(one.best.x, one.best.y, other.best.x, other.best.y) < 0.05 * n * 1000 + 100


@pytest.mark.parametrize("phrase", ["8 km east of Khusham, Syria", "between Khusham and Mayadin"])
def test_from_the_ground_nothing_asks_back(phrase: str) -> None:
    gazetteer = testing.gazetteer(
        testing.place("Syria", 38, 35, kind=PlaceKind.COUNTRY, country="SY", code="SY"),
        testing.place("Khusham", 40.29, 35.3, country="SY", population=6_000),
        testing.place("Mayadin", 40.45, 35.02, country="SY", population=50_000),
    )
    rooms: list[str] = []

    def watch(frame: FrameType, event: str, _: object) -> None:
        path = Path(frame.f_code.co_filename)
        if event == "call" and path.is_relative_to(PACKAGE):
            rooms.append(path.relative_to(PACKAGE).parts[0])

    locate(phrase, gazetteer)  # tables are read, patterns compiled
    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        found = locate(phrase, gazetteer)
    finally:
        sys.setprofile(before)
    assert found.region is not None
    ground = rooms.index("locations")
    assert "relations" in rooms[:ground]
    assert not {"relations", "text", "language"} & set(rooms[ground:])


OF_MANY_KINDS = (
    *("57 km E of Uchiza, Peru", "about 3 miles north-west of Ridgecrest", "Ridgecrest, CA", "near Uchiza", "in Peru"),
    *("12 km S of Lindsay", "Lindsay", "San Pedro, Peru", "10 km N of San Pedro, Peru", "5 km W of San Lucas, Mexico"),
    *("between Uchiza and San Pedro", "within 20 km of Ridgecrest", "35 km from Lindsay, TX", "35.3 N, 40.3 E", "PE"),
    *(
        "north of Uchiza",
        "0 km N of Uchiza, Peru",
        "8 parsecs east of Uchiza",
        "at the headquarters",
        "",
        "Nowhereville",
    ),
    *(
        "3000 km N of Lindsay, Canada",
        "30 km NE of the North Pole",
        "в 8 км к востоку от Учисы",
        "19 km E of Uchiza, Peru",
    ),
)


def numbers(figures: Iterable[Figures]) -> list[str]:
    """Return figures as text: missing numbers are equal to missing numbers."""
    return [repr(each) for each in figures]


@pytest.mark.parametrize(
    ("genre", "method", "near"),
    [*product((None, Genre.NEWS), ("density", "point-radius"), ((),)), (None, "density", ("Peru",))],
)
def test_many_phrases_are_located_as_each_by_itself(
    gazetteer: Gazetteer, genre: Genre | None, method: str, near: tuple[str, ...]
) -> None:
    asked = [(phrase, near) for phrase in (*OF_MANY_KINDS, *OF_MANY_KINDS[:3])]
    one_by_one = [figures_of(locate(p, gazetteer, genre=genre, near=near, method=method)) for p, _ in asked]
    assert numbers(locate_each(asked, gazetteer, genre=genre, method=method)) == numbers(one_by_one)


@pytest.mark.parametrize(
    "name", ["usgs_eval_us5k", "usgs_eval_world", "usgs_vague", "imb_reported", "ucdp_syria_places"]
)
def test_many_reported_phrases_are_located_as_each_by_itself(name: str) -> None:
    gazetteer = Gazetteer.default()
    every = [str(row["text"]) for _, row in objects(shared.path(f"data/relative/{name}.jsonl"))]
    asked = [(phrase, ()) for phrase in every[:: max(1, len(every) // 120)]]
    one_by_one = [figures_of(locate(phrase, gazetteer)) for phrase, _ in asked]
    assert numbers(locate_each(asked, gazetteer)) == numbers(one_by_one)


def test_towns_on_both_sides_of_the_antimeridian_are_located_as_each_by_itself() -> None:
    towns = [testing.place(f"Town {n}", 179.6 + n / 10, -17.0, country="FJ") for n in range(4)]
    towns += [testing.place("Town 1", -179.9, -16.0, country="FJ"), testing.place("Alert", -62.3, 82.5, country="CA")]
    gazetteer = testing.gazetteer(*towns)
    asked = [
        (f"{km} km {way} of {name}", ()) for km in (5, 90) for way in "EW" for name in ("Town 0", "Town 1", "Alert")
    ]
    one_by_one = [figures_of(locate(phrase, gazetteer)) for phrase, _ in asked]
    assert numbers(locate_each(asked, gazetteer)) == numbers(one_by_one)
