from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shapely import Point

from geoinc.evaluate.named_places import as_lines, score
from geoinc.evaluate.rows import read_row
from geoinc.model import Document, Mention, Place, PlaceKind, Reason, Resolution

RAW = {
    "id": "r1", "text": "Two guards were shot dead in Alba, in Idlib.", "lon": 36.8, "lat": 35.9,
    "country": "SY", "city": "alba", "region": "Idlib", "said": ["city", "region"],
}  # fmt: skip


def alba(lon: float, lat: float, *, country: str = "SY") -> Resolution:
    place = Place("test:alba", "Alba", PlaceKind.SETTLEMENT, Point(lon, lat), country=country)
    return Resolution(Mention(29, 33, "Alba"), place, probability=0.9)


def shares(found: Resolution | None, **fields: Any) -> Mapping[str, float]:
    scores = score([read_row("x, line 1", RAW | fields)], lambda _: [] if found is None else [found])
    return {name: values["share"] for name, values in scores["measures"].items()}


def test_a_place_counts_by_its_distance_and_its_country() -> None:
    near = shares(alba(36.9, 35.9))
    assert (near["within 20 km"], near["over 161 km"], near["in another country"]) == (1, 0, 0)
    far = shares(alba(8.0, 44.7, country="IT"))
    assert (far["within 50 km"], far["over 161 km"], far["in another country"]) == (0, 1, 1)


def test_what_is_not_mapped_is_not_far_off_either() -> None:
    lost = shares(Resolution(Mention(29, 33, "Alba"), None, reason=Reason.AMBIGUOUS))
    assert (lost["recognised"], lost["resolved"], lost["over 161 km"]) == (1, 0, 0)
    assert shares(None)["recognised"] == 0


def test_the_country_is_told_unless_it_is_held_back() -> None:
    told: list[Document] = []

    def listen(document: Document) -> list[Resolution]:
        told.append(document)
        return []

    row = read_row("x", RAW)
    score([row], listen)
    score([row], listen, told=False)
    assert [document.near for document in told] == [("SY",), ()]


def test_rows_without_a_named_place_are_left_out() -> None:
    scores = score([read_row("x", RAW | {"said": []}), read_row("x", RAW | {"country": ""})], lambda _: [])
    assert scores["rows"] == 0
    assert as_lines(scores) == ["  0 rows that name their place"]
