"""Labels are chosen for three distances and ordered by importance."""

from __future__ import annotations

from shapely import Point

from geoinc.gazetteer import Gazetteer
from geoinc.labels import labels_around
from geoinc.model import Findings, Incident, Location, PlaceKind, Region

POINT = Point(40.3, 35.3)
REGION = Region(POINT, POINT.buffer(0.02), POINT.buffer(0.05), 5_000.0)
FINDINGS = Findings(incidents=(Incident("i", "", (), Location(REGION)),))


def test_nothing_shown_needs_no_labels() -> None:
    assert labels_around(Findings(), Gazetteer.default()) == ()


def test_small_places_near_and_large_ones_far_are_named() -> None:
    labels = labels_around(FINDINGS, Gazetteer.default())
    names = {label.name for label in labels}
    assert {"Tokyo", "Khusham"} <= names
    assert any(label.kind is PlaceKind.COUNTRY and label.name == "Syria" for label in labels)


def test_the_important_come_first() -> None:
    ranks = [label.rank for label in labels_around(FINDINGS, Gazetteer.default())]
    assert ranks == sorted(ranks)
    assert ranks[0] == 0
