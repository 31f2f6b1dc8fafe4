"""A town and the unit named after it are told apart by the words beside each mention."""

from __future__ import annotations

import geoinc


def places(text: str) -> list[tuple[str, str]]:
    return [(r.mention.text, str(r.place.kind)) for r in geoinc.find_places(text) if r.place is not None]


def test_a_class_word_asks_for_the_unit() -> None:
    assert places("Shells hit a school in Kunduz province.") == [("Kunduz", "admin1")]


def test_each_mention_is_read_by_its_own_words() -> None:
    text = "Shells hit Kunduz on Monday. Other districts of Kunduz province stayed calm."
    assert places(text) == [("Kunduz", "settlement"), ("Kunduz", "admin1")]


def test_the_shares_go_by_the_class_word_too() -> None:
    (arauca,) = (
        r for r in geoinc.find_places("Raids in the department of Arauca, Colombia.") if r.mention.text == "Arauca"
    )
    assert arauca.place is not None
    assert str(arauca.place.kind) == "admin1"
    assert arauca.alternatives[0].place.id == arauca.place.id


def test_a_class_word_goes_to_the_unit_that_is_listed_with_it() -> None:
    assert places("Gunmen raided three villages in Plateau state.") == [("Plateau", "admin1")]
    (plateau,) = geoinc.find_places("Gunmen raided three villages in Plateau state.")
    assert plateau.place is not None
    assert plateau.place.country == "NG"


def test_a_region_around_a_city_is_no_county_of_its_name_elsewhere() -> None:
    assert places("Nine cases were found in the Houston region.") == [("Houston", "settlement")]


def test_a_province_lies_in_no_town() -> None:
    found = places("A new office of Ontario in Nelson opened. Ontario also has one in Toronto.")
    assert ("Ontario", "admin1") in found


def test_an_adjective_before_a_class_word_is_its_countrys() -> None:
    assert ("Ukrainian", "country") in places("A drone hit a bus in the southern Ukrainian city of Kherson.")
