"""How readings of phrases compete, and which phrase gives way."""

import pytest
import shapely
from extents import Extents

from geoinc import testing
from geoinc.locations.fusion import neighbours, product
from geoinc.model import Alternative, Anchor, Bearing, Distance, Genre, Place, PlaceKind, Relation, RelationKind, Span

SPAN = Span("d", 0, 1, "words")
TEN_KM = Distance(10_000, 10_000, 10_000, 500)


def place(
    name: str, lon: float, lat: float, kind: PlaceKind = PlaceKind.SETTLEMENT, shape: shapely.Geometry | None = None
) -> Place:
    source = None if shape is None else Extents(shape)
    return Place(name, name, kind, shapely.Point(lon, lat), population=5000, _extents=source)


def anchor(*candidates: tuple[Place, float]) -> Anchor:
    return Anchor("X", SPAN, tuple(Alternative(p, share) for p, share in candidates))


HOMS, PALMYRA = place("Homs", 36.72, 34.73), place("Palmyra", 38.28, 34.56)
ELSEWHERE = place("Palmyra", -76.59, 40.31)
TOWN = place("Deir ez-Zor", 40.14, 35.34)
PROVINCE = place("Deir ez-Zor", 40.3, 35.1, PlaceKind.ADMIN1, shapely.box(39, 34.3, 41.2, 36))


def test_weights_of_placings_sum_to_one() -> None:
    said = Relation(RelationKind.BETWEEN, (anchor((HOMS, 1.0)), anchor((ELSEWHERE, 0.7), (PALMYRA, 0.2))), SPAN)
    placings = product.placings(said)
    assert sum(weight for weight, _ in placings) == pytest.approx(1)


def test_pairs_are_neighbours() -> None:
    said = Relation(RelationKind.BETWEEN, (anchor((HOMS, 1.0)), anchor((ELSEWHERE, 0.7), (PALMYRA, 0.2))), SPAN)
    weight, places = max(product.placings(said))
    assert places == (HOMS, PALMYRA)
    assert weight > 0.9


def test_a_doubtful_namesake_far_from_the_other_of_a_pair_is_not_kept() -> None:
    said = Relation(RelationKind.BETWEEN, (anchor((HOMS, 1.0)), anchor((PALMYRA, 0.91), (ELSEWHERE, 0.06))), SPAN)
    assert [places for _, places in product.placings(said)] == [(HOMS, PALMYRA)]


def test_short_distances_are_from_the_town_and_not_from_the_province() -> None:
    both = anchor((PROVINCE, 0.5), (TOWN, 0.5))
    said = Relation(RelationKind.OFFSET, (both,), SPAN, distance=TEN_KM, bearing=Bearing(0, 45))
    assert max(product.placings(said))[1] == (TOWN,)


def test_a_phrase_that_is_set_aside_says_how_far_off_it_is() -> None:
    near = [Relation(RelationKind.NEAR, (anchor((p, 1.0)),), SPAN) for p in (TOWN, ELSEWHERE)]
    within = Relation(RelationKind.IN, (anchor((PROVINCE, 1.0)),), SPAN)
    region, aside = product.region([*near, within], Genre.NEWS)
    assert region is not None
    assert [a.relation for a in aside] == [near[1]]
    assert "km" in aside[0].why


def test_the_same_words_give_the_same_region_object() -> None:
    said = [Relation(RelationKind.IN, (anchor((PROVINCE, 1.0)),), SPAN)]
    first, _ = product.region(said, Genre.NEWS)
    again, _ = product.region(said, Genre.NEWS)
    assert first is again


def test_another_extent_is_another_region() -> None:
    smaller = place("Deir ez-Zor", 40.3, 35.1, PlaceKind.ADMIN1, shapely.box(39.5, 34.6, 41, 35.8))
    sizes = [
        product.region([Relation(RelationKind.IN, (anchor((p, 1.0)),), SPAN)], Genre.NEWS)[0]
        for p in (PROVINCE, smaller)
    ]
    assert sizes[0] is not None
    assert sizes[1] is not None
    assert sizes[0].area90_m2 > 1.3 * sizes[1].area90_m2


def test_a_cone_ends_at_the_next_town_of_its_size() -> None:
    gazetteer = testing.gazetteer(
        testing.place("Here", 10.0, 50.0, population=5000),
        testing.place("Hamlet", 10.0, 50.08, population=100),
        testing.place("There", 10.0, 50.15, population=6000),
    )
    here = gazetteer.search("Here")[0].place
    north, south = (neighbours.cut_m(here, Bearing(degrees, 45), gazetteer) for degrees in (0, 180))
    assert north == pytest.approx(16_700, rel=0.01)
    assert south == float("inf")
    assert neighbours.cut_m(here, Bearing(0, 45), None) == float("inf")
