from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from resolution_world import records

from geoinc import testing
from geoinc.gazetteer import Gazetteer
from geoinc.model import Document, Reason, Resolution
from geoinc.toponyms.resolve import mentions_from_spans, resolve_mentions
from geoinc.toponyms.resolve.binding import FEATURES, NONE_FEATURES, Ballot, default_weights


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    hamlets = [
        testing.place("Tallah", lon, lat, country="SY", admin1="SY.07", id=f"test:tallah{number}")
        for number, (lon, lat) in enumerate(((38.1, 33.1), (36.2, 36.9), (42.0, 36.9)))
    ]
    return testing.gazetteer(records(), hamlets)


def found(world: Gazetteer, text: str, name: str, near: str | None = None) -> Resolution:
    document = Document(text, near=near)
    names = {name, *(other for other in ("Syria", "France", "Texas") if other in text)}
    spans = sorted((text.index(other), text.index(other) + len(other)) for other in names)
    resolutions = resolve_mentions(document, mentions_from_spans(document, spans, world), world)
    return next(r for r in resolutions if r.mention.text == name)


@pytest.mark.parametrize(
    ("text", "name", "near", "expected"),
    [
        ("A fire in Paris.", "Paris", "Texas", "geonames:4717560"),
        ("A fire in Paris.", "Paris", "FR; Syria", "geonames:2988507"),
        ("A fire in Paris, Texas.", "Paris", None, "geonames:4717560"),
        ("A fire in Paris, France.", "Paris", "Syria", "geonames:2988507"),
        ("Shells fell on Khusham.", "Khusham", "SY", "geonames:167899"),
        ("Shells fell on Khosham.", "Khosham", "Syria", "geonames:167899"),
    ],
)
def test_what_is_said_decides(world: Gazetteer, text: str, name: str, near: str | None, expected: str) -> None:
    place = found(world, text, name, near).place
    assert place is not None
    assert place.id == expected


@pytest.mark.parametrize(
    ("text", "name", "near"),
    [
        ("Shells fell on Khusham, France.", "Khusham", None),
        ("Shells fell on Georgetown.", "Georgetown", "France"),
        ("A blast in Dallas, Syria.", "Dallas", None),
        ("Syria's Georgetown was hit.", "Georgetown", None),
    ],
)
def test_a_namesake_elsewhere_is_no_answer(world: Gazetteer, text: str, name: str, near: str | None) -> None:
    answer = found(world, text, name, near)
    assert answer.place is None
    assert answer.reason is Reason.NOT_IN_GAZETTEER
    assert answer.none_probability > answer.probability


def test_what_the_world_knows_may_be_meant_all_the_same(world: Gazetteer) -> None:
    place = found(world, "Envoys met in London.", "London", "Syria").place
    assert place is not None
    assert place.country == "GB"


def test_equal_hamlets_share_the_probability(world: Gazetteer) -> None:
    answer = found(world, "Shells fell on Tallah, Syria.", "Tallah")
    shares = [a.probability for a in answer.alternatives if a.place.name == "Tallah"]
    assert len(shares) == 3
    assert max(shares) - min(shares) < 0.2
    assert answer.place is None


def test_shares_and_none_are_a_distribution() -> None:
    table = np.zeros((3, len(FEATURES)), dtype=np.float32)
    none = np.zeros(len(NONE_FEATURES), dtype=np.float32)
    shares = Ballot(table, none, np.array([False, False, True])).shares(default_weights())
    assert shares.tolist() == pytest.approx([1 / 3, 1 / 3, 0])


def test_the_middle_of_a_unit_tells_nothing_of_what_it_holds(world: Gazetteer) -> None:
    text = "A fire in Tallah in Deir ez-Zor Governorate."
    document = Document(text)
    spans = [(text.index(name), text.index(name) + len(name)) for name in ("Tallah", "Deir ez-Zor Governorate")]
    hamlet, unit = resolve_mentions(document, mentions_from_spans(document, spans, world), world)
    shares = [one.probability for one in hamlet.alternatives]
    assert unit.place is not None
    assert len(shares) == 3
    assert max(shares) < 1.5 * min(shares)


@pytest.mark.parametrize(("distance", "expected"), [("240 km", "test:tallah2"), ("395 km", "test:tallah1")])
def test_a_stated_distance_tells_namesakes_apart(world: Gazetteer, distance: str, expected: str) -> None:
    text = f"A fire in Tallah, {distance} from Deir ez-Zor, in Syria."
    document = Document(text)
    spans = [(text.index(name), text.index(name) + len(name)) for name in ("Tallah", "Deir ez-Zor", "Syria")]
    first = resolve_mentions(document, mentions_from_spans(document, spans, world), world)[0]
    assert first.place is not None
    assert first.place.id == expected


def test_what_is_stated_grows_with_the_share() -> None:
    weights = default_weights()
    stated = [weights.probability(share) for share in (0.0, 0.3, 0.5, 0.9, 1.0)]
    assert stated == sorted(stated)
    assert 0 < stated[0] < stated[-1] < 1
    assert replace(weights, stated=(1.0, 0.0)).probability(0.3) == pytest.approx(0.3)
