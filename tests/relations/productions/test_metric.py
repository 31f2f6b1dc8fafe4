"""Distances and bearings in bare phrases: which relation they make, and what of the anchor is meant."""

from __future__ import annotations

import math

import pytest

from geoinc.model import Reason
from geoinc.model import RelationKind as Kind
from geoinc.relations.clauses import Clause
from geoinc.relations.phrases import parse_phrase
from geoinc.relations.productions.metric import measured_from


def clause(phrase: str) -> Clause:
    (found,) = parse_phrase(phrase, lambda _: False).clauses
    return found


@pytest.mark.parametrize(
    ("phrase", "kind", "metres", "degrees"),
    [
        ("8 km east of Tarmo", Kind.OFFSET, 8_000, 90),
        ("within 5 km north of Tarmo", Kind.WITHIN, 5_000, 0),
        ("more than 10 km south of Tarmo", Kind.BEYOND, 10_000, 180),
        ("18 km from Tarmo", Kind.DISTANCE, 18_000, None),
        ("10 km off Tarmo", Kind.OFF_COAST, 10_000, None),
        ("north-east of Tarmo", Kind.BEARING, None, 45),
        ("5 miles upstream of Tarmo", Kind.UPSTREAM, 8_046.72, None),
        ("2 km downstream of Tarmo", Kind.DOWNSTREAM, 2_000, None),
    ],
)
def test_words_make_a_relation(phrase: str, kind: Kind, metres: float | None, degrees: float | None) -> None:
    found = clause(phrase)
    assert found.kind is kind
    assert [n.text for n in found.names] == ["Tarmo"]
    assert (found.distance and found.distance.stated_m) == (metres and pytest.approx(metres, rel=1e-3))
    assert (found.bearing and found.bearing.degrees) == degrees


def test_two_steps_are_added() -> None:
    found = clause("3 km south, 4 km west of Tarmo")
    assert found.kind is Kind.ORTHOGONAL
    assert [(d.stated_m, b.degrees) for d, b in found.offsets] == [(3_000, 180), (4_000, 270)]


def test_travel_is_a_range_of_distances() -> None:
    found = clause("two hours' walk north of Tarmo")
    assert (found.kind, found.qualifiers) == (Kind.TRAVEL, ("walk",))
    assert found.distance is not None
    assert 4_000 < found.distance.min_m < found.distance.max_m < 20_000
    assert found.bearing is not None


@pytest.mark.parametrize(
    "phrase",
    ["30,000 km east of Tarmo", "25,000 km from Tarmo", "a million miles from Tarmo", "400 days' walk from Tarmo"],
)
def test_what_cannot_be_on_earth_says_so(phrase: str) -> None:
    assert clause(phrase).reason is Reason.IMPOSSIBLE


@pytest.mark.parametrize(
    ("preposition", "said"),
    [("off", ("of:coast",)), ("outside", ("of:edge",)), ("inside", ("of:border",)), ("from", ()), ("", ())],
)
def test_a_preposition_says_what_is_measured_from(preposition: str, said: tuple[str, ...]) -> None:
    assert measured_from(preposition) == said


def test_a_height_above_a_town_is_near_it() -> None:
    assert clause("300 m above Tarmo").kind is Kind.NEAR
    assert math.isinf(clause("at least 3 km east of Tarmo").distance.max_m)  # type: ignore[union-attr]
