from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from geoinc.evaluate import resolution as scoring
from geoinc.evaluate.resolution import GoldPlace, ToponymOutcome
from geoinc.model import Mention, Place, PlaceKind, Reason, Resolution

PARIS = Place("geonames:2988507", "Paris", PlaceKind.SETTLEMENT, Point(2.3488, 48.8534), country="FR")
GOLD = GoldPlace(10, 15, 2.35, 48.85, "geonames:2988507", "FR")


def resolution(start: int, end: int, place: Place | None = PARIS, probability: float = 0.9) -> Resolution:
    mention = Mention(start, end, "Paris")
    reason = Reason.UNKNOWN_NAME if place is None else None
    return Resolution(mention, place, probability=probability, reason=reason)


def test_a_right_place_is_near_and_exact() -> None:
    judged = scoring.outcome(GOLD, resolution(10, 15))
    assert judged.near
    assert judged.same_id
    assert judged.same_country
    assert judged.error_km == pytest.approx(0.4, abs=0.1)


def test_unresolved_is_wrong_everywhere() -> None:
    scores = scoring.score([scoring.outcome(GOLD, resolution(10, 15, None)), scoring.outcome(GOLD, None)])
    assert (scores.coverage, scores.acc161, scores.exact_id, scores.country) == (0, 0, 0, 0)
    assert scores.auc == pytest.approx(1)
    assert scores.mean_km is None
    assert scores.ece is None


def test_gold_without_id_or_country_is_left_out_of_those_shares() -> None:
    scores = scoring.score([scoring.outcome(GoldPlace(0, 5, 2.35, 48.85), resolution(0, 5))])
    assert scores.acc161 == 1
    assert scores.exact_id is None
    assert scores.country is None


def test_spans_match_exactly_before_they_match_by_overlap() -> None:
    elsewhere = Place("x", "Paris", PlaceKind.SETTLEMENT, Point(-95.5, 33.7), country="US")
    found = [resolution(8, 15, elsewhere), resolution(10, 15)]
    assert scoring.match(GOLD, found) is found[1]
    assert scoring.match(GOLD, found[:1]) is found[0]
    assert scoring.match(GOLD, [resolution(15, 20)]) is None


def test_calibration_error_is_the_gap_of_confidence_and_accuracy() -> None:
    judged = [ToponymOutcome(0.0, 0.8)] * 3 + [ToponymOutcome(5_000.0, 0.8)]
    scores = scoring.score(judged)
    assert scores.ece == pytest.approx(0.05)
    assert [(b.low, b.count, b.accuracy) for b in scores.bins] == [(0.8, 4, 0.75)]


def test_probability_one_falls_into_the_last_bin() -> None:
    assert scoring.reliability([ToponymOutcome(0.0, 1.0)])[0].high == 1


def test_scores_are_json() -> None:
    scores = scoring.score([ToponymOutcome(1.0, 0.5, same_id=True)])
    assert json.loads(json.dumps(scores.as_dict()))["bins"][0]["count"] == 1


@pytest.mark.parametrize("empty", [[], ()])
def test_nothing_to_score_gives_none(empty: Any) -> None:
    scores = scoring.score(empty)
    assert scores.toponyms == 0
    assert scores.acc161 is None
    assert scores.auc is None


@given(st.lists(st.floats(0, 30_000), min_size=1, max_size=50))
def test_auc_lies_between_zero_and_one_and_grows_with_error(errors: list[float]) -> None:
    area = scoring.auc(errors)
    assert area is not None
    assert 0 <= area <= 1 + 1e-9
    worse = scoring.auc([error * 2 + 1 for error in errors])
    assert worse is not None
    assert worse >= area - 1e-9
