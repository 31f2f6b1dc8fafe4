"""Fusion: one region from many phrases, whatever they are; stand-in places with real coordinates."""

import itertools
import math
import re

import pytest
import shapely
from extents import Extents
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geoinc.geo import geodesy
from geoinc.geo.geodesy import LocalFrame
from geoinc.locations.fuse import fuse
from geoinc.model import (
    Alternative,
    Anchor,
    Bearing,
    Distance,
    Genre,
    Location,
    Place,
    PlaceKind,
    Reason,
    Relation,
    RelationKind,
    Span,
)

BATTLE = 40.30944, 35.33611
KM = 1000.0
MILE = 1609.344

# The Euphrates from Raqqa to Mayadin, to about a kilometre.
RIVER = shapely.LineString(
    [
        *[
            (39.00, 35.93),
            (39.25, 35.88),
            (39.60, 35.75),
            (39.80, 35.62),
            (39.95, 35.53),
            (40.04, 35.48),
            (40.07, 35.42),
        ],
        *[
            (40.14, 35.35),
            (40.18, 35.31),
            (40.23, 35.30),
            (40.27, 35.30),
            (40.26, 35.265),
            (40.30, 35.27),
            (40.335, 35.25),
        ],
        *[(40.34, 35.235), (40.41, 35.205), (40.40, 35.18), (40.43, 35.13), (40.45, 35.06), (40.48, 35.0)],
    ]
)
PROVINCE = shapely.Polygon(
    [(39.3, 35.9), (40.0, 36.0), (40.9, 35.3), (41.2, 34.9), (41.0, 34.4), (40, 34.3), (39.2, 34.6), (38.8, 35.2)]
)


def place(  # noqa: PLR0913 - what a place may have
    name: str,
    lon: float,
    lat: float,
    *,
    kind: PlaceKind = PlaceKind.SETTLEMENT,
    population: int = 5000,
    shape: shapely.Geometry | None = None,
    uncertainty_m: float = 0.0,
) -> Place:
    source = None if shape is None else Extents({name: shape})
    point = shapely.Point(lon, lat)
    return Place(name, name, kind, point, population=population, uncertainty_m=uncertainty_m, _extents=source)


def anchor(*places: Place, shares: tuple[float, ...] = (1.0,)) -> Anchor:
    found = tuple(Alternative(p, share) for p, share in zip(places, shares, strict=True))
    return Anchor(places[0].name, Span("d", 0, 1, places[0].name), found)


def relation(kind: RelationKind, *anchors: Anchor, text: str = "words", **parts: object) -> Relation:
    return Relation(kind, anchors, Span("d", 0, len(text), text), **parts)  # type: ignore[arg-type]


def distance(metres: float, precision: float = 500.0, **more: object) -> Distance:
    return Distance(metres, metres, metres, precision, **more)  # type: ignore[arg-type]


EAST, NORTH, NORTHEAST = Bearing(90, 45, "east"), Bearing(0, 45, "north"), Bearing(45, 22.5, "north-east")
KHUSHAM = place("Khusham", 40.28916, 35.30088)
LINE = place("deconfliction line", 40.0, 35.45, kind=PlaceKind.LINE, shape=RIVER, uncertainty_m=2500)
DEIR = place("Deir ez-Zor", 40.1, 35.2, kind=PlaceKind.ADMIN1, shape=PROVINCE)


def founding(said: Distance | None = None) -> list[Relation]:
    said = said or distance(8 * KM, approximate=True)
    return [
        relation(RelationKind.OFFSET, anchor(LINE), distance=said, bearing=EAST),
        relation(RelationKind.NEAR, anchor(KHUSHAM)),
        relation(RelationKind.IN, anchor(DEIR)),
    ]


def offset(of: Place, metres: float, bearing: Bearing) -> Relation:
    return relation(RelationKind.OFFSET, anchor(of), distance=distance(metres), bearing=bearing)


def sound(location: Location) -> None:
    """Hold what every region promises."""
    region = location.region
    assert region is not None, location.explanation
    assert region.area90.is_valid
    assert region.area50.is_valid
    assert not region.area50.is_empty
    assert region.area90.buffer(1e-9).covers(region.area50)
    assert region.area50.buffer(1e-9).covers(region.best)
    assert region.radius_m > 0
    assert region.area90_m2 == pytest.approx(geodesy.area_m2(region.area90), rel=0.05)
    west, south, east, north = region.area90.bounds
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
    assert re.fullmatch(r"[^\n]+\.", location.explanation)


def off_m(location: Location, lon: float, lat: float) -> float:
    assert location.region is not None
    return geodesy.distance_m(location.region.best.x, location.region.best.y, lon, lat)


# --- the founding example -----------------------------------------------------------------------------


def test_the_founding_battle_is_found() -> None:
    location = fuse(founding(), None)
    sound(location)
    assert location.region is not None
    assert off_m(location, *BATTLE) < 3 * KM
    assert location.region.area90.covers(shapely.Point(BATTLE))
    assert location.region.area90_m2 < 150e6


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_order_of_phrases_does_not_matter(order: tuple[int, ...]) -> None:
    first = fuse(founding(), None).region
    again = fuse([founding()[i] for i in order], None).region
    assert first is not None
    assert again is not None
    assert geodesy.distance_m(first.best.x, first.best.y, again.best.x, again.best.y) < 200
    assert again.area90_m2 == pytest.approx(first.area90_m2, rel=0.03)


def test_the_same_distance_in_miles_gives_the_same_place() -> None:
    miles = fuse(founding(distance(5 * MILE, MILE / 2, unit="mi", approximate=True)), None)
    assert off_m(miles, *BATTLE) < 6 * KM


def test_another_distance_moves_the_area() -> None:
    near, far = (fuse(founding(distance(d * KM)), None).region for d in (4, 14))
    assert near is not None
    assert far is not None
    frame = LocalFrame(*BATTLE)
    river = frame.project(RIVER)
    assert frame.project(far.best).distance(river) > frame.project(near.best).distance(river) + 1.5 * KM
    assert not far.area90.equals(near.area90)


# --- closed forms and the grid agree ------------------------------------------------------------------


@given(st.floats(-180, 179), st.floats(-85, 85), st.floats(1, 250), st.floats(0, 359))
@settings(max_examples=40, deadline=None)
def test_an_offset_lies_where_it_says(lon: float, lat: float, km: float, degrees: float) -> None:
    location = fuse([offset(place("X", lon, lat), km * KM, Bearing(degrees, 22.5))], None, genre=Genre.METRIC)
    sound(location)
    expected = geodesy.destination(lon, lat, bearing_deg=degrees, distance_m=km * KM + 500)
    assert off_m(location, *expected) < 0.01 * km * KM + 60


def test_a_grid_gives_the_same_sector_as_the_closed_form() -> None:
    alone = fuse([offset(KHUSHAM, 40 * KM, NORTHEAST)], None)
    everywhere = place("world", 40.0, 35.0, kind=PlaceKind.REGION, shape=shapely.box(35, 30, 45, 40))
    gridded = fuse([offset(KHUSHAM, 40 * KM, NORTHEAST), relation(RelationKind.IN, anchor(everywhere))], None)
    assert alone.region is not None
    assert gridded.region is not None
    assert gridded.region.area90_m2 == pytest.approx(alone.region.area90_m2, rel=0.15)
    assert off_m(gridded, alone.region.best.x, alone.region.best.y) < 1.5 * KM
    overlap = gridded.region.area90.intersection(alone.region.area90).area
    assert overlap > 0.85 * gridded.region.area90.area


def test_a_town_well_within_a_province_is_where_it_is_alone() -> None:
    inner, border = (relation(RelationKind.IN, anchor(place("town", 40.1, lat))) for lat in (35.15, 35.9))
    alone, both = fuse([inner], None), fuse([inner, relation(RelationKind.IN, anchor(DEIR))], None)
    assert both.region == alone.region
    assert len(both.relations) == 2
    assert {step.label for step in both.working} >= {"town", "Deir ez-Zor"}
    cut, whole = fuse([border, relation(RelationKind.IN, anchor(DEIR))], None), fuse([border], None)
    assert cut.region is not None
    assert whole.region is not None
    assert cut.region.area90_m2 < whole.region.area90_m2


# --- invariants ---------------------------------------------------------------------------------------


@given(st.floats(-179, 179), st.floats(-60, 60), st.sampled_from([30, 60, 90, 200]))
@settings(max_examples=12, deadline=None)
def test_translating_anchors_translates_the_answer(lon: float, lat: float, bearing: float) -> None:
    def two(at_lon: float, at_lat: float) -> Location:
        other = geodesy.destination(at_lon, at_lat, bearing_deg=bearing, distance_m=20 * KM)
        there = relation(RelationKind.WITHIN, anchor(place("B", *other)), distance=Distance(0, 15e3, 15e3, 500))
        return fuse([offset(place("A", at_lon, at_lat), 15 * KM, Bearing(bearing, 22.5)), there], None)

    here, moved = two(10.0, 0.0), two(lon, lat)
    sound(moved)
    assert here.region is not None
    assert moved.region is not None
    reach = off_m(here, 10.0, 0.0)
    assert off_m(moved, lon, lat) == pytest.approx(reach, rel=0.03)
    assert moved.region.area90_m2 == pytest.approx(here.region.area90_m2, rel=0.08)


@pytest.mark.parametrize("turn", [0, 37, 90, 143, 211, 300])
def test_rotating_anchors_and_bearings_rotates_the_answer(turn: float) -> None:
    other = geodesy.destination(20, 10, bearing_deg=turn + 60, distance_m=30 * KM)
    near = relation(RelationKind.NEAR, anchor(place("B", *other)))
    region = fuse([offset(place("A", 20, 10), 25 * KM, Bearing((turn + 45) % 360, 22.5)), near], None).region
    assert region is not None
    towards = geodesy.bearing_deg(20, 10, region.best.x, region.best.y)
    assert abs((towards - turn - 52 + 180) % 360 - 180) < 9
    assert geodesy.distance_m(20, 10, region.best.x, region.best.y) == pytest.approx(26 * KM, rel=0.12)


@given(st.floats(2, 120), st.floats(0, 359))
@settings(max_examples=15, deadline=None)
def test_evidence_that_agrees_never_enlarges_the_area(km: float, degrees: float) -> None:
    start = offset(KHUSHAM, km * KM, Bearing(degrees, 45))
    alone = fuse([start], None).region
    assert alone is not None
    there = place("there", alone.best.x, alone.best.y)
    both = fuse([start, relation(RelationKind.NEAR, anchor(there))], None).region
    assert both is not None
    assert both.area90_m2 <= 1.03 * alone.area90_m2


def test_units_do_not_matter() -> None:
    kilometres = fuse([offset(KHUSHAM, 16.09344 * KM, EAST)], None).region
    said = distance(10 * MILE, unit="mi")
    miles = fuse([relation(RelationKind.OFFSET, anchor(KHUSHAM), distance=said, bearing=EAST)], None).region
    assert kilometres is not None
    assert miles is not None
    assert miles.best.distance(kilometres.best) < 1e-9


# --- candidates and contradictions --------------------------------------------------------------------

HOMS_SY, HOMS_LY = place("Homs", 36.72, 34.73), place("Homs", 14.26, 32.65)
PALMYRA_SY, PALMYRA_US = place("Palmyra", 38.28, 34.56), place("Palmyra", -76.59, 40.31)


def test_candidates_of_an_ambiguous_anchor_are_a_mixture() -> None:
    said = {"distance": distance(10 * KM), "bearing": EAST}
    region = fuse([relation(RelationKind.OFFSET, anchor(HOMS_SY, HOMS_LY, shares=(0.6, 0.4)), **said)], None).region
    assert region is not None
    assert region.area90.geom_type == "MultiPolygon"
    assert region.area90.covers(shapely.Point(geodesy.destination(14.26, 32.65, bearing_deg=90, distance_m=10_500)))
    assert geodesy.distance_m(36.72, 34.73, region.best.x, region.best.y) < 15 * KM
    assert region.radius_m < 15 * KM  # of the one shown


def test_phrases_that_agree_choose_the_candidate() -> None:
    ambiguous = anchor(HOMS_LY, HOMS_SY, shares=(0.7, 0.3))
    phrases = [
        relation(RelationKind.OFFSET, ambiguous, distance=distance(100 * KM), bearing=EAST),
        relation(RelationKind.DISTANCE, anchor(PALMYRA_SY), distance=distance(40 * KM)),
    ]
    region = fuse(phrases, None).region
    assert region is not None
    assert region.best.x == pytest.approx(37.8, abs=0.2)


def test_a_pair_of_places_that_are_close_is_preferred() -> None:
    pair = anchor(HOMS_SY, HOMS_LY, shares=(0.6, 0.4)), anchor(PALMYRA_US, PALMYRA_SY, shares=(0.6, 0.4))
    region = fuse([relation(RelationKind.BETWEEN, *pair)], None).region
    assert region is not None
    assert region.area90.bounds[0] > 36
    assert region.radius_m < 200 * KM


def test_a_contradiction_is_set_aside_and_said() -> None:
    far = place("Reykjavik", -21.9, 64.14, population=130_000)
    location = fuse([*founding(), relation(RelationKind.NEAR, anchor(far), text="near Reykjavik")], None)
    assert off_m(location, *BATTLE) < 3 * KM
    assert [aside.relation.span.text for aside in location.set_aside] == ["near Reykjavik"]
    assert "km" in location.set_aside[0].why
    assert "near Reykjavik" in location.explanation


def test_two_phrases_that_contradict_leave_the_finer_one() -> None:
    elsewhere = place("Elsewhere", 10, 50, kind=PlaceKind.ADMIN1, shape=shapely.box(9, 49, 11, 51))
    location = fuse([relation(RelationKind.IN, anchor(elsewhere)), offset(KHUSHAM, 8 * KM, EAST)], None)
    assert off_m(location, 40.38, 35.3) < 5 * KM
    assert len(location.set_aside) == 1


def test_an_unnamed_anchor_is_listed_and_takes_no_part() -> None:
    base = Anchor("the base", Span("d", 0, 1), reason=Reason.UNNAMED_ANCHOR)
    unnamed = relation(RelationKind.WITHIN, base, distance=Distance(0, 457, 457, 23, unit="yd"))
    location = fuse([*founding(), unnamed], None)
    assert unnamed in location.relations
    assert off_m(location, *BATTLE) < 3 * KM
    assert fuse([unnamed], None).reason is Reason.UNNAMED_ANCHOR


def test_nothing_gives_a_reason() -> None:
    assert fuse([], None).reason is Reason.NO_LOCATION


# --- impossible and extreme input ---------------------------------------------------------------------


@pytest.mark.parametrize("metres", [-5.0, 2.5e7, math.nan, math.inf])
def test_impossible_distances_have_a_reason(metres: float) -> None:
    assert fuse([offset(KHUSHAM, metres, EAST)], None).reason is Reason.IMPOSSIBLE


@pytest.mark.parametrize("degrees", [-10.0, 400.0, math.nan])
def test_impossible_bearings_have_a_reason(degrees: float) -> None:
    assert fuse([offset(KHUSHAM, 5 * KM, Bearing(degrees, 45))], None).reason is Reason.IMPOSSIBLE


def test_impossible_phrases_are_set_aside_where_others_remain() -> None:
    location = fuse([offset(KHUSHAM, -5 * KM, EAST), relation(RelationKind.NEAR, anchor(KHUSHAM))], None)
    sound(location)
    assert len(location.set_aside) == 1


def test_zero_kilometres_of_a_machine_is_less_than_one() -> None:
    location = fuse([offset(KHUSHAM, 0.0, NORTH)], None, genre=Genre.METRIC)
    sound(location)
    assert off_m(location, 40.28916, 35.30088) < 1.2 * KM


PLACES = (
    KHUSHAM,
    LINE,
    DEIR,
    place("pole", 0.0, 89.95, kind=PlaceKind.SPOT, population=0),
    place("south", 77.0, -90.0, kind=PlaceKind.SPOT, population=0),
    place("date line", 179.99, -16.9),
    place(
        "Fiji",
        178.5,
        -17.8,
        kind=PlaceKind.COUNTRY,
        shape=shapely.MultiPolygon([shapely.box(177, -19, 180, -16), shapely.box(-180, -19, -178, -16)]),
    ),
    place("Antarctica", 0, -89, kind=PlaceKind.CONTINENT, shape=shapely.box(-180, -90, 180, -70)),
    place(
        "gaps",
        10,
        10,
        kind=PlaceKind.RIVER,
        shape=shapely.MultiLineString([[(10, 10), (10.5, 10.2)], [(11, 10.1), (11.5, 10.4)]]),
    ),
)
DISTANCES = (
    distance(3 * KM),
    distance(700 * KM, 50 * KM, approximate=True),
    Distance(0, 5e3, 5e3, 500),
    Distance(5e3, math.inf, 5e3, 500),
    Distance(5e3, 10e3, 7.5e3, 500, approximate=True),
    None,
)
QUALIFIERS = (
    (),
    ("north",),
    ("central",),
    ("left",),
    ("of:border",),
    ("of:tip", "south"),
    ("region",),
    ("countryside",),
    ("coastal",),
    ("inland",),
    ("tip",),
)


@given(
    st.sampled_from(RelationKind),
    st.sampled_from(PLACES),
    st.sampled_from(PLACES),
    st.sampled_from(DISTANCES),
    st.sampled_from([None, EAST, NORTHEAST, Bearing(198, 1)]),
    st.sampled_from(QUALIFIERS),
    st.sampled_from(Genre),
)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
def test_every_relation_to_every_place_gives_a_sound_region_or_a_reason(  # noqa: PLR0913, PLR0917 - one draw each
    kind: RelationKind,
    one: Place,
    other: Place,
    said: Distance | None,
    bearing: Bearing | None,
    qualifiers: tuple[str, ...],
    genre: Genre,
) -> None:
    pairs = ((said, bearing), (said, NORTH)) if said and bearing else ()
    made = relation(
        kind, anchor(one), anchor(other), distance=said, bearing=bearing, offsets=pairs, qualifiers=qualifiers,
        point=(one.point.x, one.point.y),
    )  # fmt: skip
    for anchors in (made.anchors, made.anchors[:1]):
        location = fuse(
            [Relation(**{**{f: getattr(made, f) for f in made.__dataclass_fields__}, "anchors": anchors})],
            None,
            genre=genre,
        )
        if location.region is None:
            assert location.reason is not None
        else:
            sound(location)


# --- the guide's circle, and the working --------------------------------------------------------------


def test_the_guides_circle_is_there_for_those_who_must() -> None:
    location = fuse([offset(KHUSHAM, 10 * KM, NORTHEAST)], None, method="point-radius")
    sound(location)
    assert location.region is not None
    assert location.region.method == "point-radius"
    assert location.region.radius_m > 4 * KM


def test_the_working_can_be_drawn() -> None:
    roles = [step.role for step in fuse([offset(KHUSHAM, 10 * KM, NORTHEAST)], None).working]
    assert roles == ["anchor", "band", "cone", "product"]
    steps = fuse(founding(), None).working
    assert [step.role for step in steps] == ["anchor", "band", "anchor", "anchor", "product"]
    assert all(step.geometry.is_valid for step in steps)
    assert steps[1].geometry.covers(shapely.Point(geodesy.destination(40.27, 35.30, bearing_deg=45, distance_m=8 * KM)))
