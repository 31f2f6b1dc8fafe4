"""A name with a word for a unit, wherever the word stands, is the unit's; locate says the same."""

from __future__ import annotations

import pytest

import geoinc
from geoinc.gazetteer import Gazetteer
from geoinc.model import Document
from geoinc.relations.parse import find_relations


def kinds(text: str) -> dict[str, tuple[str, str | None]]:
    found = geoinc.find_places(text)
    return {r.mention.text: (str(r.place.kind), r.place.country) for r in found if r.place is not None}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A blast hit Kech, a district in Balochistan province, killing two.", "Kech", "PK"),
        ("Militiamen burned homes in Djugu territory, Ituri province.", "Djugu", "CD"),
        ("People fled Kutum locality in North Darfur.", "Kutum", "SD"),
        ("The province of Soum has seen attacks.", "Soum", "BF"),
        ("Bandits raided Anka local government area of Zamfara state.", "Anka", "NG"),
        ("Clashes were reported in Kunduz's Dasht-e-Archi district.", "Dasht-e-Archi", "AF"),
    ],
)
def test_the_second_level_unit_is_meant(text: str, name: str, country: str) -> None:
    assert kinds(text)[name] == ("admin2", country)


def test_a_quarter_makes_the_name_around_it_the_town() -> None:
    assert kinds("A drone hit a house in Saltivka in Kharkiv overnight.")["Kharkiv"][0] == "settlement"
    assert kinds("A drone hit a house in Kharkiv oblast overnight.")["Kharkiv"][0] == "admin1"


@pytest.mark.parametrize("phrase", ["Sarmin subdistrict", "Slavuta raion, Ukraine", "Bulo Burde district"])
def test_a_unit_without_a_boundary_is_the_ground_around_its_town(phrase: str) -> None:
    found = geoinc.locate(phrase)
    assert found.region is not None
    assert 20_000 < found.region.radius_m < 80_000


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Solhan in Burkina Faso", "Solhan"),
        ("Bakara Market in Mogadishu", "Bakara Market"),
        ("Shifa hospital in Gaza City", "Al-Shifa Hospital"),
    ],
)
def test_a_phrase_names_a_place_in_another_as_a_text_does(phrase: str, name: str) -> None:
    found = geoinc.locate(phrase)
    assert found.relations[0].anchors[0].candidates[0].place.name == name
    assert found.region is not None
    assert found.region.radius_m < 10_000


def test_a_namesake_far_from_the_town_is_no_answer() -> None:
    found = geoinc.locate("port of Kituku in Goma")
    assert found.region is not None
    assert abs(found.region.best.x - 29.2) < 0.5
    assert abs(found.region.best.y + 1.7) < 0.5


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("the Hodan district in Mogadishu", "Hodan"),
        ("Abu Salim district of the Libyan capital", "Abu Salim"),
        ("Karrada neighbourhood of Baghdad", "Karrada"),
        ("Goma's Birere quarter", "Birere"),
        ("the Rimal neighbourhood of Gaza City", "Rimal"),
        ("the Libyan capital", "Tripoli"),
    ],
)
def test_search_locate_and_text_know_a_quarter_of_a_town(phrase: str, name: str) -> None:
    located = geoinc.locate(phrase)
    assert located.region is not None
    assert located.relations[0].anchors[0].candidates[0].place.name == name
    assert located.region.radius_m < 25_000
    assert Gazetteer.default().search(phrase)[0].place.name == name
    document = Document(f"A bomb went off in {phrase} on Monday.")
    told = find_relations(document, geoinc.find_places(document), Gazetteer.default())
    assert name in {anchor.candidates[0].place.name for r in told for anchor in r.anchors if anchor.candidates}


def test_an_unknown_quarter_is_its_town() -> None:
    located = geoinc.locate("the Zubolo district of Mogadishu")
    assert located.region is not None
    assert located.relations[0].anchors[0].candidates[0].place.name == "Mogadishu"
    assert located.region.radius_m < 30_000


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Belbek airbase", "Belbek"),
        ("Kramatorsk railway station", "Kramatorsk railway station"),
    ],
)
def test_locate_finds_a_site_that_search_finds_first(phrase: str, name: str) -> None:
    located = geoinc.locate(phrase)
    assert Gazetteer.default().search(phrase)[0].place.name == name
    assert located.relations[0].anchors[0].candidates[0].place.name == name


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Gunmen shot two men in the Karrada neighbourhood of Baghdad.", "in", "Karrada"),
        ("A blast hit a house in a neighbourhood of Baghdad.", "in", "Baghdad"),
        ("A blast hit a house in the Zubolo neighbourhood of the Iraqi capital.", "in", "Baghdad"),
        ("A blast hit a house in the neighbourhood of Baghdad.", "near", "Baghdad"),
    ],
)
def test_a_neighbourhood_of_a_town_is_no_vicinity(text: str, kind: str, name: str) -> None:
    document = Document(text)
    (told,) = find_relations(document, geoinc.find_places(document), Gazetteer.default())
    assert (told.kind.value, told.anchors[0].candidates[0].place.name) == (kind, name)


def test_a_quarter_that_nothing_lists_is_no_town_a_little_like_it() -> None:
    found = {r.mention.text: r.place for r in geoinc.find_places("Shells fell in the Zubolo neighbourhood of Aleppo.")}
    assert found["Zubolo"] is None
    assert found["Aleppo"] is not None
