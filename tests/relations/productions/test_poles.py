from __future__ import annotations

import pytest

from geoinc import testing
from geoinc.gazetteer import Gazetteer
from geoinc.model import PlaceKind, Reason, RelationKind
from geoinc.phrase import locate


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return testing.gazetteer(
        testing.place("United States", -98, 39, kind=PlaceKind.COUNTRY, country="US", code="US"),
        testing.place("Alaska", -150, 64, kind=PlaceKind.ADMIN1, country="US", code="US.AK"),
        testing.place("North Pole", -147.35, 64.75, country="US", admin1="US.AK", population=2100),
    )


@pytest.mark.parametrize("phrase", ["30 km north of the North Pole", "5 miles east of the North Pole", "12 km south of the South Pole"])  # fmt: skip
def test_no_way_leads_there(gazetteer: Gazetteer, phrase: str) -> None:
    assert locate(phrase, gazetteer).reason is Reason.IMPOSSIBLE


@pytest.mark.parametrize(
    ("phrase", "latitude"), [("80 km south of the North Pole", 90), ("200 km from the South Pole", -90)]
)
def test_all_around_a_pole(gazetteer: Gazetteer, phrase: str, latitude: int) -> None:
    found = locate(phrase, gazetteer)
    assert found.relations[0].kind is RelationKind.DISTANCE
    assert found.relations[0].anchors[0].candidates[0].place.point.y == latitude
    assert found.region is not None
    assert found.region.area90.is_valid


@pytest.mark.parametrize("phrase", ["9 km east of North Pole, Alaska", "near North Pole"])
def test_the_town_has_no_article(gazetteer: Gazetteer, phrase: str) -> None:
    assert locate(phrase, gazetteer).relations[0].anchors[0].candidates[0].place.country == "US"
