"""What an incident is called, and whether it is news: built from what its accounts say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from incident_inputs import locate, place, relation

import geoinc
from geoinc.incidents.build import _is_old, best_time, each_once, place_words, title_of
from geoinc.incidents.types import kind
from geoinc.model import ALSO, Actor, Document, PlaceKind, Relation, RelationKind, Role, Span, Stance, TimePrecision
from geoinc.text.time_ranges import Part, Time

DOCUMENT = Document("Shells hit Alba, Bern, Coro, Dara and Ebla in the north of Xland.")
SPAN = Span("d", 0, 1, "x")
DAY = Time(0, 1, "x", date(2018, 2, 7), date(2018, 2, 7), TimePrecision.DAY)
MONTH = replace(DAY, first=date(2018, 2, 1), last=date(2018, 2, 28), precision=TimePrecision.MONTH)
OVERNIGHT = replace(DAY, weak=True, part=Part.NIGHT)
TOWNS = ("Alba", "Bern", "Coro", "Dara", "Ebla")


def at(name: str, *, listed: bool = False) -> Relation:
    return relation(DOCUMENT, name, RelationKind.AT, place(name), qualifiers=(ALSO,) if listed else ())


@pytest.mark.parametrize(
    ("first", "listed", "words"),
    [
        (["Alba"], [], "at Alba"),
        (["Alba"], ["Bern"], "at Alba and Bern"),
        (["Alba"], ["Bern", "Coro"], "at Alba, Bern and Coro"),
        (["Alba"], ["Bern", "Coro", "Dara", "Ebla"], "at Alba and 4 other places"),
        ([], ["Alba"], "at Alba and Alba"),
    ],
)
def test_a_title_names_a_short_list_and_counts_a_long_one(first: list[str], listed: list[str], words: str) -> None:
    given = [*(at(name) for name in first), *(at(name, listed=True) for name in listed)]
    assert place_words(given) == words.replace("at Alba", place_words([at("Alba")]))


def test_a_title_names_the_place_itself_before_what_holds_it() -> None:
    north = relation(
        DOCUMENT, "the north of Xland", RelationKind.PART, place("Xland", PlaceKind.COUNTRY), qualifiers=("north",)
    )
    assert place_words([north]) == "in the north of Xland"
    assert place_words([north, at("Alba")]) == place_words([at("Alba")])
    assert place_words([]) == ""


@pytest.mark.parametrize(
    ("last", "published", "old"),
    [
        (date(2020, 6, 1), date(2020, 6, 2), False),
        (date(2019, 12, 20), date(2020, 1, 10), False),
        (date(2019, 12, 20), date(2020, 1, 20), False),
        (date(2019, 12, 20), date(2020, 1, 21), True),
        (date(2018, 6, 1), date(2020, 6, 2), True),
    ],
)
def test_what_happened_in_another_year_or_long_before_is_no_news(last: date, published: date, *, old: bool) -> None:
    assert _is_old(last, published) is old
    assert not _is_old(published, published + timedelta(days=1))


def test_the_most_exact_time_is_the_events() -> None:
    assert best_time([MONTH, DAY]) is DAY
    assert best_time([replace(DAY, future=True), MONTH]) is MONTH
    assert best_time([]) is None
    assert best_time([replace(DAY, first=None, last=None)]) is None


def test_overnight_turns_a_day_into_its_night() -> None:
    night = best_time([DAY, OVERNIGHT])
    assert night is not None
    assert (night.part, night.first, night.last) == (Part.NIGHT, date(2018, 2, 7), date(2018, 2, 8))
    assert best_time([OVERNIGHT]) is OVERNIGHT


def actor(name: str, role: Role, stance: Stance = Stance.CONFIRMED) -> Actor:
    return Actor(name, role, SPAN, stance=stance)


def test_an_actor_is_there_once_in_the_most_telling_role() -> None:
    found = each_once([actor("army", Role.INVOLVED), actor("army", Role.ATTACKER), actor("army", Role.CLAIMANT)])
    assert [a.role for a in found] == [Role.CLAIMANT]


def test_who_attacked_and_was_attacked_or_denied_it_is_there_twice() -> None:
    found = each_once(
        [actor("army", Role.ATTACKER), actor("army", Role.TARGET), actor("army", Role.ATTACKER, Stance.DENIED)]
    )
    assert len(found) == 3


def test_without_a_place_the_type_alone_is_the_title() -> None:
    assert title_of(kind("attack").type, locate([])) == kind("attack").label


def test_a_title_is_on_a_road_and_in_a_part_of_a_town() -> None:
    assert place_words(geoinc.locate("the Maiduguri-Damboa road").relations) == "on the Maiduguri-Damboa road"
    assert place_words(geoinc.locate("the Damboa countryside").relations) == "in Damboa countryside"
