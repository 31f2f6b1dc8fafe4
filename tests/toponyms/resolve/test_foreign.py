"""A lesser place abroad gives way to what the text speaks of."""

from __future__ import annotations

import pytest

import geoinc
from geoinc.model import Reason


def place(text: str, name: str) -> tuple[str, str | None] | None:
    (found,) = (r for r in geoinc.find_places(text) if r.mention.text == name)
    return None if found.place is None else (str(found.place.kind), found.place.country)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Fighting has spread in Mali. Gunmen attacked the village of Moura, killing five.", "Moura", "ML"),
        ("Burkina Faso's army had retaken a base. Militants attacked Solhan on Sunday.", "Solhan", "BF"),
        ("Uganda's army bombed camps near Mambasa in DR Congo.", "Mambasa", "CD"),
        ("Investors left Mozambique. Insurgents entered Palma on Wednesday.", "Palma", "MZ"),
    ],
)
def test_a_place_that_reports_name_is_meant_where_its_country_is_named(text: str, name: str, country: str) -> None:
    assert place(text, name) == ("settlement", country)


def test_a_small_town_abroad_is_none() -> None:
    (found,) = (
        r
        for r in geoinc.find_places(
            "Troops in Afghanistan were ambushed. Five soldiers died in Bala Murghab and Durango."
        )
        if r.mention.text == "Durango"
    )
    assert (found.place, found.reason) == (None, Reason.NOT_IN_GAZETTEER)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Mali's president flew to London on Monday.", "London", "GB"),
        ("Talks on Mali were held in Venice on Monday.", "Venice", "IT"),
        ("Mali played Portugal in Moura on Monday.", "Moura", "PT"),
        ("A fire broke out in Moura on Monday.", "Moura", "PT"),
        ("UAE-backed forces took Zinjibar.", "Zinjibar", "YE"),
        ("Guerrillas attacked a post in Tibú, near the Venezuelan border.", "Tibú", "CO"),
        ("Survivors from France and Britain met in Auschwitz.", "Auschwitz", "PL"),
    ],
)
def test_what_is_known_or_spoken_of_stays(text: str, name: str, country: str) -> None:
    found = place(text, name)
    assert found is not None
    assert found[1] == country
