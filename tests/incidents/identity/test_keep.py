"""Ids of an earlier report are kept for what is the same, and told where it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from geoinc.incidents.identity.derive import distinct
from geoinc.incidents.identity.keep import keep_ids
from geoinc.incidents.types import kind
from geoinc.model import Incident, Location, Reason, Region, Span, TimePrecision

NOON = datetime(2020, 6, 8, tzinfo=UTC)


def incident(name: str, words: str, *, lon: float | None = 10.0, day: int | None = 0, document: str = "d") -> Incident:
    point = Point(lon or 0.0, 10.0)
    region = Region(point, point.buffer(0.02), point.buffer(0.05), 5_000.0)
    start = None if day is None else NOON + timedelta(days=day)
    return Incident(
        name,
        "t",
        (kind("attack").type,),
        Location(region) if lon is not None else Location(None, reason=Reason.NO_LOCATION),
        start=start,
        end=None if start is None else start + timedelta(hours=23),
        time_precision=TimePrecision.DAY if start else TimePrecision.UNKNOWN,
        time_text="on Monday" if start else "",
        spans=(Span(document, 0, len(words), words),),
    )


def test_the_same_words_keep_their_id_though_day_and_place_are_learned_later() -> None:
    former = incident("old", "Gunmen attacked a post.", lon=None, day=None)
    [now] = keep_ids([incident("new", "Gunmen attacked a post.", document="renamed")], [former])
    assert (now.id, now.was) == ("old", ())


def test_the_same_facts_in_other_words_keep_their_id() -> None:
    [now] = keep_ids([incident("new", "A raid on a post.")], [incident("old", "Gunmen attacked.")])
    assert now.id == "old"


def test_what_is_elsewhere_or_on_another_day_is_new() -> None:
    former = [incident("old", "Gunmen attacked.")]
    kept = keep_ids([incident("x", "A raid.", lon=14.0), incident("y", "A raid.", day=9)], former)
    assert [(i.id, i.was) for i in kept] == [("x", ()), ("y", ())]


def test_two_that_became_one_are_told() -> None:
    former = [incident("first", "Gunmen attacked."), incident("second", "A raid.", lon=10.1)]
    one = replace(incident("new", "Gunmen attacked."), spans=(former[0].spans[0], former[1].spans[0]))
    [now] = keep_ids([one], former)
    assert {now.id, *now.was} == {"first", "second"}


def test_one_that_became_two_is_told_by_both() -> None:
    whole = replace(
        incident("old", "Gunmen attacked. They fled."),
        spans=(Span("d", 0, 16, "Gunmen attacked."), Span("d", 17, 27, "They fled.")),
    )
    kept = keep_ids([incident("a", "Gunmen attacked."), incident("b", "They fled.", lon=13.0)], [whole])
    assert [i.id for i in kept] == ["old", "b"]
    assert kept[1].was == ("old",)


def test_names_that_were_given_before_lead_on() -> None:
    former = replace(incident("old", "Gunmen attacked.", lon=60.0), was=("older",))
    [now] = keep_ids([incident("older", "Other words.", lon=-60.0, day=90)], [former])
    assert now.id == "old"


def test_a_former_id_is_given_once() -> None:
    former = [incident("x", "Gunmen attacked.")]
    kept = keep_ids([incident("x", "Something else.", lon=12.0, day=3), incident("y", "Gunmen attacked.")], former)
    assert len({i.id for i in kept}) == 2


@given(st.permutations(["one", "two", "three", "four"]), st.lists(st.integers(0, 3), max_size=4))
def test_order_does_not_matter(words: list[str], days: list[int]) -> None:
    former = [incident(f"old-{d}-{n}", f"words {n}", day=d) for n, d in enumerate(days)]
    now = [incident(word, word, day=i % 3) for i, word in enumerate(sorted(words))]
    straight = {i.spans[0].text: i.id for i in keep_ids(now, former)}
    shuffled = sorted(now, key=lambda i: words.index(i.spans[0].text))
    assert {i.spans[0].text: i.id for i in keep_ids(shuffled, former[::-1])} == straight
    assert len(set(straight.values())) == 4


@pytest.mark.parametrize("number", [2, 5])
def test_ids_that_are_the_same_become_distinct_by_their_words(number: int) -> None:
    same = [incident("x", f"words {n}") for n in range(number)]
    own = [i.id for i in distinct(same)]
    assert own[0] == "x"
    assert len(set(own)) == number
    assert [i.id for i in distinct(same)] == own
