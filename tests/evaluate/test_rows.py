from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from shapely import Point

from geoinc.errors import InputError
from geoinc.evaluate.incidents import as_text, evaluate_file
from geoinc.evaluate.rows import answering, is_dated, read_row, sample, score
from geoinc.incidents.types import kind
from geoinc.model import Document, Harm, Incident, Location, Reason, Region, Tally, TimePrecision
from geoinc.testing import gazetteer, place

DAY = datetime(2020, 6, 8, tzinfo=UTC)
RAW = {
    "id": "r1",
    "text": "Two guards were shot dead in Alba.",
    "date": "2020-06-08",
    "lon": 40.0,
    "lat": 35.0,
    "killed": 2,
    "wounded": 0,
    "country": "SY",
    "said": ["city"],
}


def located(lon: float, lat: float, *, width_deg: float = 0.2) -> Location:
    point = Point(lon, lat)
    return Location(Region(point, point.buffer(width_deg / 3), point.buffer(width_deg), 20_000.0))


def incident(
    location: Location | None = None, *, dead: int = 2, start: datetime | None = DAY, days: int = 0
) -> Incident:
    return Incident(
        "i", "t", (kind("attack").type,), location or Location(None, reason=Reason.NO_LOCATION), start=start,
        end=None if start is None else start + timedelta(days=days, hours=23), time_precision=TimePrecision.DAY,
        casualties={Harm.KILLED: Tally(dead, dead, dead)},
    )  # fmt: skip


def shares(*found: Incident, **fields: Any) -> dict[str, float]:
    scores = score([read_row("x, line 1", RAW | fields)], [found])
    return {name: values["share"] for name, values in scores["measures"].items()}


def test_a_row_without_a_publication_day_is_read_two_days_later() -> None:
    assert read_row("x", RAW).document.published == date(2020, 6, 10)
    assert read_row("x", RAW | {"published": "2020-07-01"}).document.published == date(2020, 7, 1)
    assert read_row("x", {"text": "A"}).document.published is None


@pytest.mark.parametrize(
    "fields",
    [{"date": "June"}, {"date": 5}, {"killed": -1}, {"killed": True}, {"lat": None}, {"lat": 95.0}, {"lon": "4"},
     {"lat": float("nan")}, {"said": "city"}],
)  # fmt: skip
def test_a_bad_field_is_named_with_its_place(fields: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=r"rows\.jsonl, line 3: '"):
        read_row("rows.jsonl, line 3", RAW | fields)


def test_a_reader_is_told_the_country_where_that_is_asked_for() -> None:
    assert read_row("x", RAW, told=True).document.near == ("SY",)
    assert read_row("x", RAW).document.near == ()


def test_all_right() -> None:
    got = shares(incident(located(40.1, 35.0)))
    wrong = {name for name in got if "161" in name}
    assert all(share == (0.0 if name in wrong else 1.0) for name, share in got.items())
    assert len(wrong) == 2
    assert "wounded, where any" not in got


def test_distances_count_over_all_rows_but_wrong_pins_over_the_located() -> None:
    far = shares(incident(located(42.5, 35.0)))
    assert (far["within 50 km"], far["over 161 km off, of located"], far["area90 holds, of located"]) == (0, 1, 0)
    nowhere = shares(incident())
    assert (nowhere["any incident"], nowhere["located"], nowhere["within 50 km"]) == (1, 0, 0)
    assert "over 161 km off, of located" not in nowhere


def test_a_best_point_within_five_kilometres_holds_the_truth_however_small_its_area() -> None:
    assert shares(incident(located(40.05, 35.0, width_deg=0.001)))["area90 holds, of located"] == 1
    assert shares(incident(located(40.1, 35.0, width_deg=0.001)))["area90 holds, of located"] == 0


def test_rows_that_do_not_name_their_place_are_left_out_of_those_that_do() -> None:
    assert "place named: located" not in shares(incident(), said=[])
    assert "place named: located" not in shares(incident(), said=None)


def test_nothing_found_is_wrong_in_everything_recorded() -> None:
    got = shares()
    assert set(got.values()) == {0.0}
    assert "killed, where any" in got


def test_the_first_located_incident_answers() -> None:
    here = incident(located(40, 35))
    assert answering([incident(), here]) is here
    assert shares(incident(), here)["exactly one"] == 0


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (incident(start=DAY + timedelta(days=1)), True),
        (incident(start=DAY + timedelta(days=2)), False),
        (incident(start=DAY - timedelta(days=2), days=1), True),
        (incident(start=DAY - timedelta(days=9), days=20), False),
        (incident(start=None), False),
    ],
)
def test_the_day_is_right_within_one(given: Incident, *, expected: bool) -> None:
    assert is_dated(given, DAY.date()) is expected


def test_a_sample_is_the_same_in_any_order() -> None:
    objects = [(f"x, line {n}", {"id": str(n), "text": f"Text {n}."}) for n in range(40)]
    chosen = sample(objects, 10)
    assert len(chosen) == 10
    assert sorted(w for w, _ in sample(objects[::-1], 10)) == sorted(w for w, _ in chosen)
    assert sample(objects, None) == objects


def test_a_file_of_rows_is_scored_beside_the_other_kinds(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(RAW) + "\n" + json.dumps({"text": "A grenade exploded.", "label": "GRENADE"}), "utf-8")

    def read_all(documents: Sequence[Document]) -> Iterable[Sequence[Incident]]:
        return [[incident(located(40, 35))] for _ in documents]

    scores = evaluate_file(path, read_all, gazetteer(place("Alba", 40, 35)))
    assert scores["one"]["rows"] == scores["types"]["rows"] == 1
    assert "within 50 km                               1.000  (1 of 1)" in as_text("rows", scores)
