"""How sure a place is, and how far its area reaches for that."""

from __future__ import annotations

from datetime import date

import pytest
from shapely import Point

from geoinc.incidents.decisions import certainty
from geoinc.model import (
    Document,
    Incident,
    Location,
    Reason,
    Region,
)
from geoinc.pipeline import Pipeline


def only(text: str, near: str = "") -> Incident:
    [found] = Pipeline.default().run([Document(text, published=date(2020, 5, 7), near=near)]).incidents
    return found


def circle(degrees: float) -> Location:
    middle = Point(2.0, 13.5)
    region = Region(middle, middle.buffer(degrees / 2), middle.buffer(degrees), degrees * 111_000)
    return Location(region, explanation="It is there.")


def test_a_margin_widens_the_area_and_says_so() -> None:
    before, after = circle(0.1), certainty.widened(circle(0.1), 20_000.0)
    assert before.region is not None
    assert after.region is not None
    assert after.region.area90.covers(before.region.area90)
    assert after.region.radius_m == pytest.approx(before.region.radius_m + 20_000)
    assert after.region.margin_m == 20_000
    assert "20 km farther" in after.explanation
    assert after.region.area50.equals(before.region.area50)


def test_a_small_margin_changes_nothing() -> None:
    assert certainty.widened(circle(0.1), 100.0) == circle(0.1)


def test_margins_shrink_as_areas_are_surer() -> None:
    margins = [certainty.margin_m(p / 20) for p in range(1, 20)]
    assert margins == sorted(margins, reverse=True)
    assert margins[0] > margins[-1]


def test_an_incident_says_how_sure_it_and_its_place_are() -> None:
    found = only("Two drivers were shot dead by gunmen in Gao, Mali, on Monday.")
    assert found.probability is not None
    assert found.probability > 0.5
    assert found.place_probability is not None
    assert found.place_probability > certainty.LEAST
    assert found.place_options[0].name == "Gao"
    assert found.place_options[0].point == pytest.approx((-0.04, 16.27), abs=0.1)


def test_what_is_not_located_keeps_its_candidates() -> None:
    found = only("INDIAN OCEAN: Pirates in two skiffs fired upon a tanker and fled.")
    assert found.location.region is None
    assert found.location.reason in {Reason.LOW_CONFIDENCE, Reason.TOO_VAGUE}
    assert [o.name for o in found.place_options] == ["Indian Ocean"]
