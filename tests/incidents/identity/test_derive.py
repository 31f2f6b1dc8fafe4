"""Ids follow from what happened, not from a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from incident_inputs import place, relation

from geoinc.incidents.identity.derive import distinct, identity, told
from geoinc.model import Document, Incident, Location, PlaceKind, Reason, RelationKind, TimePrecision
from geoinc.text.time_ranges import Time

TEXT = Document("Gao Mali")
GAO = [relation(TEXT, "Gao", RelationKind.AT, place("Gao"))]
MALI = [relation(TEXT, "Mali", RelationKind.IN, place("Mali", PlaceKind.COUNTRY))]
DAY = Time(0, 1, "x", date(2018, 2, 7), date(2018, 2, 7), TimePrecision.DAY)


def test_day_and_place_are_enough() -> None:
    one = identity("attack", DAY, GAO, "Gunmen struck.")
    assert one == identity("attack", replace(DAY, precision=TimePrecision.HOUR), GAO, "Other words.")
    assert one != identity("protest", DAY, GAO, "Gunmen struck.")
    assert one != identity("attack", replace(DAY, first=date(2018, 2, 8)), GAO, "Gunmen struck.")
    assert one.startswith("inc-")
    assert len(one) == len("inc-") + 16


def test_where_they_are_wide_or_lacking_the_words_join() -> None:
    for when, where in ((None, GAO), (DAY, MALI), (DAY, []), (replace(DAY, precision=TimePrecision.MONTH), GAO)):
        assert identity("attack", when, where, "One.") != identity("attack", when, where, "Two.")


def test_reprints_have_the_same_words() -> None:
    assert told("Gunmen  STRUCK, twice!") == told("gunmen struck twice")


def incident(name: str, title: str = "t") -> Incident:
    return Incident(name, title, (), Location(None, reason=Reason.NO_LOCATION), was=("old", name))


def test_of_several_with_one_id_the_first_keeps_it() -> None:
    found = distinct([incident("a"), incident("a", "other"), incident("a", "other"), incident("b")], taken=["b"])
    ids = [i.id for i in found]
    assert ids[0] == "a"
    assert len(set(ids)) == 4
    assert "b" not in ids
    assert all(i.id not in i.was for i in found)
    assert [i.id for i in distinct([incident("a"), incident("a", "other")])] == [ids[0], ids[1]]
