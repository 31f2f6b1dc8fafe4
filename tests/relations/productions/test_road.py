from __future__ import annotations

import pytest

from geoinc import testing
from geoinc.gazetteer import Gazetteer
from geoinc.model import RelationKind as Kind
from geoinc.phrase import locate
from geoinc.relations.productions.road import WINDING


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return testing.gazetteer(
        testing.place("Tarmo", 10.0, 5.0, country="AR", population=80_000),
        testing.place("Ulvik Bay", 11.0, 5.0, country="AR", population=40_000),
    )


@pytest.mark.parametrize(
    "phrase",
    [
        "at kilometre 40 of the Tarmo–Ulvik Bay road",
        "km 40 on the road from Tarmo to Ulvik Bay",
        "at km 40 along the highway between Tarmo and Ulvik Bay",
        "40 km along the road from Tarmo to Ulvik Bay",
        "40 km out of Tarmo on the road to Ulvik Bay",
        "40 km from Tarmo on the Ulvik Bay road",
        "40 km from Tarmo on the Tarmo–Ulvik Bay road",
        "40 km from Tarmo towards Ulvik Bay",
    ],
)
def test_a_place_along_a_road(gazetteer: Gazetteer, phrase: str) -> None:
    found = locate(phrase, gazetteer)
    assert [r.kind for r in found.relations] == [Kind.DISTANCE, Kind.ROAD]
    assert [a.text for a in found.relations[1].anchors] == ["Tarmo", "Ulvik Bay"]
    assert found.region is not None
    assert 10 + WINDING * 40 / 111 - 0.02 < found.region.best.x < 10 + 40 / 110 + 0.02
    assert found.region.best.y == pytest.approx(5.0, abs=0.05)


def test_the_way_is_longer_than_the_crow_flies(gazetteer: Gazetteer) -> None:
    distance = locate("km 40 on the road from Tarmo to Ulvik Bay", gazetteer).relations[0].distance
    assert distance is not None
    assert (distance.min_m, distance.max_m) == pytest.approx((WINDING * 40_000, 40_000))


def test_a_distance_without_a_road_is_plain(gazetteer: Gazetteer) -> None:
    (relation,) = locate("40 km from Tarmo", gazetteer).relations
    assert relation.kind is Kind.DISTANCE


def test_on_the_way_from_one_to_the_other_is_on_the_road(gazetteer: Gazetteer) -> None:
    (relation,) = locate("on the way from Tarmo to Ulvik Bay", gazetteer).relations
    assert relation.kind is Kind.ROAD
