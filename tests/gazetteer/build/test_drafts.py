"""Records of several sources become one place where they are one, and bad records are refused with a reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geoinc.gazetteer.build.drafts import Drafts, fault, names_of
from geoinc.gazetteer.records import Name, NameKind, PlaceRecord
from geoinc.model import PlaceKind
from geoinc.testing import place


def merged(*records: PlaceRecord) -> Drafts:
    drafts = Drafts()
    for record in records:
        drafts.add(record)
    return drafts


def test_a_shared_id_merges_and_keeps_both_credits() -> None:
    one = replace(place("Khusham", 40.29, 35.3, id="geonames:1"), source="first")
    other = replace(place("Khasham", 40.3, 35.3, id="wof:2"), same_as=("geonames:1",), source="second", population=10)
    (draft,) = merged(one, other).drafts
    assert draft.credits == ("first", "second")
    assert draft.ids == ("geonames:1", "wof:2")
    assert [name.text for name in names_of(draft.record)] == ["Khusham", "Khasham"]
    assert draft.record.name == "Khusham"
    assert draft.record.population == 10


def test_a_record_of_two_known_places_joins_them_in_one() -> None:
    records = (
        place("A", 1, 1, id="a:1"),
        place("B", 1, 1, id="b:1"),
        replace(place("C", 1, 1, id="c:1"), same_as=("a:1", "b:1")),
    )
    drafts = merged(*records).drafts
    assert {"a:1", "c:1"} <= set(drafts[0].ids)


def test_the_same_name_and_class_near_by_merges_across_sources_only() -> None:
    one = replace(place("Hajin", 40.83, 34.69), source="first")
    near = replace(place("Hajīn", 40.84, 34.70), source="second")
    far = replace(place("Hajin", 41.83, 34.69), source="second")
    twin = replace(place("Hajin", 40.84, 34.69), source="first")
    assert len(merged(one, near).drafts) == 1
    assert len(merged(one, far).drafts) == 2
    assert len(merged(one, twin).drafts) == 2


def test_a_city_and_its_governorate_stay_two() -> None:
    city = replace(place("Homs", 36.7, 34.7), source="first")
    unit = replace(place("Homs", 36.7, 34.7, kind=PlaceKind.ADMIN1), source="second")
    assert len(merged(city, unit).drafts) == 2


def test_units_merge_by_code() -> None:
    one = replace(place("Texas", -99, 31, kind=PlaceKind.ADMIN1, code="US.TX"), source="first")
    other = replace(place("TX", -98, 30, kind=PlaceKind.ADMIN1, code="US.TX"), source="second", population=9)
    (draft,) = merged(one, other).drafts
    assert (draft.record.name, draft.record.population) == ("Texas", 9)


def test_a_duplicate_id_in_one_source_is_one_place() -> None:
    assert len(merged(place("A", 1, 1, id="x:1"), place("A", 1, 1, id="x:1")).drafts) == 1


def test_a_demonym_equal_to_a_name_is_kept_as_both() -> None:
    record = replace(place("Thai", 100, 15), names=(Name("Thai", NameKind.DEMONYM),))
    (draft,) = merged(record).drafts
    assert [name.kind for name in names_of(draft.record)] == [NameKind.NAME, NameKind.DEMONYM]


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (place("", 1, 1), "no name"),
        (place("...", 1, 1), "no name"),
        (place("x" * 10_000, 1, 1), "10000 characters"),
        (place("A", 181, 1), "not on Earth"),
        (place("A", 1, -91), "not on Earth"),
        (place("A", float("nan"), 1), "not on Earth"),
        (place("A", 1, float("inf")), "not on Earth"),
        (place("A", 0, 0), "0, 0"),
        (replace(place("A", 1, 1), id=""), "no id"),
    ],
)
def test_a_record_that_is_no_place_is_refused(record: PlaceRecord, why: str) -> None:
    assert why in (fault(record) or "")
    assert merged(record).drafts == []


def test_a_long_alternate_name_is_left_out_and_the_place_stays() -> None:
    (draft,) = merged(place("A", 1, 1, names=["y" * 10_000, "B"])).drafts
    assert [name.text for name in names_of(draft.record)] == ["A", "B"]
