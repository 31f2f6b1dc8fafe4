"""What an incident is called, and whether it is news: built from what its accounts say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from incident_inputs import place, relation

from geoinc.incidents.build import _is_old, place_words
from geoinc.model import ALSO, Document, PlaceKind, Relation, RelationKind

DOCUMENT = Document("Shells hit Alba, Bern, Coro, Dara and Ebla in the north of Xland.")
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
