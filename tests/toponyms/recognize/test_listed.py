from __future__ import annotations

import pytest

from geoinc import testing
from geoinc.gazetteer import Gazetteer
from geoinc.model import Document, Mention, MentionKind, PlaceKind
from geoinc.toponyms.recognize.listed import Listed


@pytest.fixture(scope="module")
def listed() -> Listed:
    gazetteer: Gazetteer = testing.gazetteer(
        testing.place("Syria", 38, 35, kind=PlaceKind.COUNTRY, country="SY", code="SY"),
        testing.place("Haiti", -72, 19, kind=PlaceKind.COUNTRY, country="HT", code="HT"),
        testing.place("Balad", 44.1, 34.0, country="IQ"),
        testing.place("Balad Air Base", 44.36, 33.94, kind=PlaceKind.FACILITY, country="IQ"),
        testing.place("Rafah", 34.25, 31.28, country="PS"),
        testing.place("Rafah Crossing", 34.25, 31.25, kind=PlaceKind.FACILITY, country="PS"),
        testing.place("Checkpoint 7", 36.0, 35.0, kind=PlaceKind.FACILITY, country="SY"),
        testing.place("Pétionville", -72.29, 18.51, country="HT"),
        testing.place("Croix-des-Bouquets", -72.23, 18.58, country="HT"),
        testing.place("Um Ruwaba", 31.2, 12.9, country="SD"),
        testing.place("Obo", 26.5, 5.4, country="SY"),
        testing.place("Palma", 40.5, -10.8, country="MZ"),
        testing.place("South Sudan", 30, 7, kind=PlaceKind.COUNTRY, country="SS", code="SS"),
        testing.place(
            "Papua New Guinea", 147, -6, kind=PlaceKind.COUNTRY, country="PG", code="PG", abbreviations=["PNG"]
        ),
        testing.place("Bar", 27.7, 49.1, country="SY"),
        testing.place("Maarat al-Numan", 36.7, 35.6, country="SY"),
        testing.place("Mon", 95.0, 26.7, country="IN"),
        testing.place("Cameroon", 12, 6, kind=PlaceKind.COUNTRY, country="CM", code="CM"),
        testing.place(
            "North-West", 10, 6, kind=PlaceKind.ADMIN1, country="CM", code="CM.07", names=["Northwest Cameroon"]
        ),
        testing.place("Latakia", 35.8, 35.5, country="SY", population=400_000),
        testing.place("Sarmin", 36.7, 35.9, country="SY", population=900),
        testing.place("Sharq en Nile", 32.6, 15.7, country="SY"),
        testing.place("Hit", 36.0, 35.2, kind=PlaceKind.ADMIN2, country="SY"),
    )
    return Listed(gazetteer)


def spans(listed: Listed, text: str, *tagged: str, near: str | None = None) -> list[str]:
    mentions = [Mention(text.index(name), text.index(name) + len(name), name) for name in tagged]
    found = listed.complete(Document(text, near=near), mentions)
    assert all(text[m.start : m.end] == m.text for m in found)
    return [m.text for m in found]


@pytest.mark.parametrize(
    ("text", "tagged", "whole"),
    [
        ("A strike on Balad air base.", "Balad", "Balad air base"),
        ("He waited at the Rafah crossing.", "Rafah", "Rafah crossing"),
        ("A fire in Pétion-Ville.", "Ville", "Pétion-Ville"),
        ("Fighting in Palma district.", "Palma", "Palma"),
        ("The Israel-Palma accord.", "Palma", "Palma"),
    ],
)
def test_the_whole_name_wins(listed: Listed, text: str, tagged: str, whole: str) -> None:
    assert spans(listed, text, tagged) == [whole]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gunmen raided the town of Um Ruwaba.", "Um Ruwaba"),
        ("Two were held at Checkpoint 7 on Monday.", "Checkpoint 7"),
        ("A shooting in Croix-des-Bouquets.", "Croix-des-Bouquets"),
        ("Shells fell on Obo village.", "Obo"),
    ],
)
def test_listed_names_stand_where_places_stand(listed: Listed, text: str, name: str) -> None:
    assert spans(listed, text) == [name]


def test_a_told_country_lets_short_names_in(listed: Listed) -> None:
    text = "Three were hurt near Obo on Friday."
    assert spans(listed, text) == []
    assert spans(listed, text, near="Syria") == ["Obo"]
    assert spans(listed, text, near="Haiti") == []
    assert spans(listed, "They were treated in Obo. He left.", near="Syria") == ["Obo"]


@pytest.mark.parametrize("text", ["He met Um Ruwaba.", "John Obo village elder", "The Palma Hotel", "In OBO, staff"])
def test_other_names_stay_out(listed: Listed, text: str) -> None:
    assert spans(listed, text, near="Syria") == []


def test_what_only_modified_is_the_ground_as_a_whole_name(listed: Listed) -> None:
    text = "A strike on Balad air base."
    (mention,) = listed.complete(Document(text), [Mention(12, 17, "Balad", MentionKind.LITERAL_MODIFIER)])
    assert mention.kind is MentionKind.LITERAL


@pytest.mark.parametrize(
    ("text", "tagged", "found"),
    [
        ("Fighting in S. Sudan went on.", ["Sudan"], ["S. Sudan"]),
        ("Ten died in Bar, Syria.", ["Syria"], ["Bar", "Syria"]),
        ("Shells fell on #MaaratAlNuman again.", [], ["MaaratAlNuman"]),
        ("A quake in PNG killed two.", [], ["PNG"]),
        ("Clashes erupted on Mon. near Palma.", ["Mon", "Palma"], ["Palma"]),
        ("He walked into a Bar, Syria said.", ["Syria"], ["Syria"]),
    ],
)
def test_forms_that_news_writes(listed: Listed, text: str, tagged: list[str], found: list[str]) -> None:
    assert spans(listed, text, *tagged) == found


@pytest.mark.parametrize(
    ("text", "tagged", "found"),
    [
        ("A nurse of Latakia General Hospital was hurt.", [], ["Latakia"]),
        ("Guards stood at the UN Latakia HQ.", [], ["Latakia"]),
        ("A nurse of Sarmin General Hospital was hurt.", [], []),
        ("Two died in the Latakia Protection of Civilians site.", [], ["Latakia"]),
        ("An ambush in Balad's Obo commune.", ["Balad"], ["Balad", "Obo"]),
        ("A mine went off in Hit on Monday.", [], ["Hit"]),
        ("The movie was a Hit in Damascus.", [], []),
        ("They shot two in Zubolo village, Latakia.", [], ["Zubolo", "Latakia"]),
        ("A guard was held in Sharq An Nile, Latakia.", ["Sharq", "Latakia"], ["Sharq An Nile", "Latakia"]),
        ("Food went from Um Ruwada to Obo.", [], ["Obo"]),
        ("Food went from Maarat An Numan to Obo.", [], ["Maarat An Numan", "Obo"]),
        ("A shop in the al-Latakia area.", [], ["Latakia"]),
    ],
)
def test_what_a_told_country_has_is_found_in_more_slots(
    listed: Listed, text: str, tagged: list[str], found: list[str]
) -> None:
    assert spans(listed, text, *tagged, near="Syria") == found


def test_an_organisation_only_has_a_towns_name(listed: Listed) -> None:
    text = "Latakia police said that a clinic had burned. Latakia Central Hospital was hit."
    found = listed.complete(Document(text, near="Syria"), [])
    assert [(m.text, m.kind) for m in found] == [
        ("Latakia", MentionKind.ASSOCIATIVE),
        ("Latakia", MentionKind.LITERAL),
    ]


def test_a_unit_called_a_side_of_its_country_is_one_name(listed: Listed) -> None:
    assert spans(listed, "Two were held in Northwest Cameroon.", "Cameroon") == ["Northwest Cameroon"]
    assert spans(listed, "Two were held in Northeast Cameroon.", "Cameroon") == ["Cameroon"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jets bombed Latakia overnight.", ["Latakia"]),
        ("Officials said Latakia was shelled.", ["Latakia"]),
        ("Jets bombed Sarmin overnight.", []),
        ("He praised Latakia overnight.", []),
    ],
)
def test_a_noted_place_to_which_something_is_done(listed: Listed, text: str, found: list[str]) -> None:
    assert spans(listed, text) == found
