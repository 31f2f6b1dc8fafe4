from __future__ import annotations

import numpy as np
import shapely
from extents import Extents

from geoinc.geo.geodesy import LocalFrame
from geoinc.locations.fields import build, parts
from geoinc.locations.fields.coast import land_around
from geoinc.locations.fields.density import Field
from geoinc.locations.fields.shapes import Footprint, footprint
from geoinc.locations.fuse import fuse
from geoinc.model import Alternative, Anchor, Distance, Genre, Place, PlaceKind, Relation, RelationKind, Span

SPAN = Span("d", 0, 1)
AROUND_SINAI = shapely.Polygon(
    [
        (32.35, 31.4),
        (32.58, 29.9),
        (33.2, 28.7),
        (34.0, 27.6),
        (34.55, 27.9),
        (34.75, 28.7),
        (34.95, 29.5),
        (34.25, 31.4),
    ]
)
"""Down the middle of both gulfs; the land in it is the peninsula."""


def sinai() -> shapely.Geometry:
    land = land_around(33.6, 29.5, 300_000.0)
    assert land is not None
    return shapely.intersection(LocalFrame(33.6, 29.5).unproject(land), AROUND_SINAI)


SINAI = sinai()
INLAND = shapely.box(25, 47, 28, 49)


def foot(shape: shapely.Geometry, kind: PlaceKind = PlaceKind.REGION) -> Footprint:
    return footprint(Place("x", "X", kind, shape.centroid, _extents=Extents(shape)))


def part(shape: shapely.Geometry, *qualifiers: str) -> Field:
    return parts.part(foot(shape), Relation(RelationKind.PART, (), SPAN, qualifiers=qualifiers))


def at(made: Field, lon: float, lat: float) -> float:
    return float(made.at(np.array([lon]), np.array([lat]), blur_m=500.0)[0])


def test_a_coast_is_at_the_sea() -> None:
    made = part(SINAI, "coastal")
    assert at(made, 33.5, 31.05) > at(made, 33.6, 29.8) + 4


def test_inland_is_away_from_it() -> None:
    made = part(SINAI, "inland")
    assert at(made, 33.6, 29.8) > at(made, 33.5, 31.08) + 2


def test_a_country_without_a_coast_stays_whole() -> None:
    made = part(INLAND, "coastal")
    assert at(made, 25.3, 47.3) > -0.5
    assert abs(at(made, 26.5, 48.0) - at(made, 27.5, 48.5)) < 0.1


def test_the_tip_is_the_end_that_juts_out() -> None:
    made = part(SINAI, "tip")
    assert at(made, 34.2, 28.0) > at(made, 33.5, 30.5) + 4


def test_what_picks_out_no_ground_leaves_the_whole() -> None:
    made = part(INLAND, "rural")
    assert abs(at(made, 25.3, 47.3) - at(made, 26.5, 48.0)) < 0.5


def test_compass_points_are_a_union() -> None:
    made = part(INLAND, "north", "east")
    assert at(made, 25.2, 48.8) > at(made, 25.2, 47.2) + 2
    assert at(made, 27.8, 47.2) > at(made, 25.2, 47.2) + 2


def test_so_far_inland_is_on_land() -> None:
    town = Place("t", "T", PlaceKind.SETTLEMENT, shapely.Point(45.34, 2.04), population=2_000_000)
    anchor = Anchor("T", SPAN, (Alternative(town, 1.0),))
    said = Distance(30_000, 30_000, 30_000, 500)
    relation = Relation(RelationKind.DISTANCE, (anchor,), SPAN, distance=said, qualifiers=("inland",))
    assert build.simple(relation, build.feet_of((town,)), Genre.NEWS) is None
    region = fuse([relation], None).region
    assert region is not None
    # The coast of Somalia faces south-east.
    assert region.area90.covers(shapely.Point(45.15, 2.22))
    assert not region.area90.intersects(shapely.Point(45.55, 1.85))
