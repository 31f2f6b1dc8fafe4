"""At sea: off a coast, at anchor, in port. Genoa lies on a coast that faces south."""

import numpy as np
import shapely
from extents import Extents

from geoinc.locations.fields import marine
from geoinc.locations.fields.coast import land_around
from geoinc.locations.fields.density import Field
from geoinc.locations.fields.shapes import Footprint, footprint
from geoinc.model import Distance, Genre, Place, PlaceKind, Relation, RelationKind, Span

SPAN = Span("d", 0, 1)
KM = 1000.0


def foot(lon: float, lat: float) -> Footprint:
    return footprint(Place("x", "X", PlaceKind.SETTLEMENT, shapely.Point(lon, lat), population=500_000))


def at(made: Field, lon: float, lat: float) -> float:
    return float(made.at(np.array([lon]), np.array([lat]))[0])


GENOA, MUNICH = foot(8.93, 44.41), foot(11.58, 48.14)


def test_land_is_where_it_is() -> None:
    land = land_around(8.93, 44.41, 128 * KM)
    assert land is not None
    frame = GENOA.frame
    for lon, lat, dry in ((8.9, 44.7, True), (8.9, 44.1, False), (9.5, 42.3, False)):
        x, y = frame.to_metres(np.array([lon]), np.array([lat]))
        assert bool(shapely.contains_xy(land, x[0], y[0])) is dry


def test_there_is_land_on_both_sides_of_the_date_line() -> None:
    land = land_around(180.0, -16.8, 128 * KM)
    assert land is not None
    west, _, east, _ = land.bounds
    assert west < -20 * KM
    assert east > -10 * KM


def test_mid_ocean_has_no_land() -> None:
    assert land_around(-30.0, 30.0, 100 * KM) is None


def test_off_the_coast_is_at_sea() -> None:
    made = marine.off_coast(GENOA, Relation(RelationKind.OFF_COAST, (), SPAN), Genre.NEWS)
    assert at(made, 8.9, 44.2) > at(made, 8.9, 44.65) + 5


def test_a_stated_distance_off_the_coast_counts() -> None:
    said = Distance(20 * KM, 20 * KM, 20 * KM, 500)
    made = marine.off_coast(GENOA, Relation(RelationKind.OFF_COAST, (), SPAN, distance=said), Genre.MARITIME)
    assert at(made, 8.93, 44.21) > at(made, 8.93, 43.8) + 3


def test_a_compass_word_chooses_the_coast() -> None:
    said = Relation(RelationKind.OFF_COAST, (), SPAN, qualifiers=("west",))
    made = marine.off_coast(GENOA, said, Genre.NEWS)
    assert at(made, 8.5, 44.2) > at(made, 9.3, 44.1)


def test_ports_are_nearer_than_anchorages() -> None:
    port, anchorage = marine.port(GENOA), marine.anchorage(GENOA, Relation(RelationKind.ANCHORAGE, (), SPAN))
    gains = [at(made, 8.93, 44.39) - at(made, 8.93, 44.25) for made in (port, anchorage)]
    assert gains[0] > gains[1]


def test_an_outer_anchorage_is_further_out() -> None:
    inner, outer = (
        marine.anchorage(GENOA, Relation(RelationKind.ANCHORAGE, (), SPAN, qualifiers=(word,)))
        for word in ("inner", "outer")
    )
    assert at(outer, 8.93, 44.2) - at(outer, 8.93, 44.36) > at(inner, 8.93, 44.2) - at(inner, 8.93, 44.36)


def test_a_port_inland_is_around_the_place() -> None:
    made = marine.port(MUNICH)
    assert np.isfinite(at(made, 11.58, 48.16))


def test_off_a_country_is_where_its_coast_is_the_nearest() -> None:
    shape = shapely.box(7.5, 43.7, 10.1, 44.6)
    source = Extents({"x": shape})
    liguria = footprint(Place("x", "X", PlaceKind.ADMIN1, shape.centroid, _extents=source))
    made = marine.off_coast(liguria, Relation(RelationKind.OFF_COAST, (), SPAN), Genre.NEWS)
    # In the Adriatic, behind Italy, though no further away than the island of Elba.
    assert at(made, 9.0, 43.2) > at(made, 13.2, 44.6) + 4
