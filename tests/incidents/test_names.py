"""Groups that no list has are known by what ties their names to people who fight, and by one key however they are shortened."""

from __future__ import annotations

import pytest

from geoinc.incidents.actors import find_nations, find_parties
from geoinc.incidents.names import PERSON, OpenNames
from geoinc.model import Document
from geoinc.text.sentences import sentences


def names(text: str, *places: str) -> OpenNames:
    told = sentences(Document(text))
    known = [(s, p) for s in told for p in (*find_parties(s), *find_nations(s))]
    return OpenNames.of(told, text, known, [(at, at + len(p)) for p in places if (at := text.index(p)) >= 0])


def found(text: str, *places: str) -> set[str]:
    return {party.name for _, party in names(text, *places).mentions}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("On Monday the ZQRC cell fired on a lorry near the river.", "ZQRC"),
        ("A gang known as La Nueva Sombra is behind the deed, they say.", "La Nueva Sombra"),
        ("Police arrested two members of the Sons of the Valley after the raid.", "Sons of the Valley"),
        ("On Friday Montoya Vargas, a local band on scooters, came under suspicion.", "Montoya Vargas"),
        ("By evening the Kolobe Sons claimed it in a leaflet.", "Kolobe Sons"),
        ("Two soldiers were shot by the Carlos Medrano front on the road.", "Carlos Medrano"),
    ],
)
def test_what_stands_beside_a_name_says_that_it_is_a_group_s(text: str, name: str) -> None:
    assert name in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The wounded were taken to Santa Clara Hospital, where Ana Ruiz is a nurse.",
        "On Monday Captain Ruiz said that the road was open again.",
        "MEN OF THE ZQRC FRONT ATTACKED",
        "Five gunmen fired at the gate. Masked men followed.",
        "On Monday the Montoya Bank group closed its doors.",
        "On Monday Zqrc-linked gunmen fired at the gate.",
    ],
)
def test_persons_hospitals_and_titles_are_no_groups(text: str) -> None:
    assert found(text) == set()


def test_where_a_place_is_named_is_no_group() -> None:
    text = "Fighters from Kolobe fled to the hills on Monday."
    assert found(text) == {"Kolobe"}
    assert found(text, "Kolobe") == set()


def test_an_abbreviation_stands_for_the_name_before_it() -> None:
    told = names("Men of the Sons of the Valley (SDV) took the bridge on Monday. Later the SDV left the bridge.")
    assert told.longer["sdv"] == "sons of the valley"
    assert [p.name for _, p in told.mentions] == ["Sons of the Valley", "SDV", "SDV"]


def test_the_last_of_its_words_stands_for_a_name() -> None:
    told = names("Gunmen of the outlaw Bello Kachalla fell on the village. By night Kachalla had left the place.")
    assert told.longer["kachalla"] == "bello kachalla"


def test_somebody_by_name_may_be_accused_beside_words_of_a_deed() -> None:
    told = names("On Monday Anton Vereshko, 41, fired at the counter. By noon Vereshko had surrendered.")
    assert [(p.name, p.kind) for _, p in told.mentions] == [("Anton Vereshko", PERSON), ("Vereshko", PERSON)]
    assert not names("On Monday Anton Vereshko, 41, bought a bakery.").mentions
