"""What the default gazetteer and the packaged weights make of plain sentences; the names that others get wrong."""

from __future__ import annotations

import pytest

from geoinc.gazetteer import Gazetteer
from geoinc.model import Document, PlaceKind, Resolution
from geoinc.toponyms.resolve import mentions_from_spans, resolve_mentions


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    return Gazetteer.default()


def resolve(world: Gazetteer, text: str, *names: str) -> list[Resolution]:
    spans, position = [], 0
    for name in names:
        start = text.index(name, position)
        position = start + len(name)
        spans.append((start, position))
    document = Document(text)
    return resolve_mentions(document, mentions_from_spans(document, spans, world), world)


def country(resolution: Resolution) -> str | None:
    return None if resolution.place is None else resolution.place.country


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Officials in Georgia said troops crossed from South Ossetia.", ("Georgia",), "GE"),
        ("Officials in Georgia said the storm hit Atlanta and Savannah.", ("Georgia", "Atlanta"), "US"),
        ("Clashes erupted in Tripoli, Lebanon.", ("Tripoli", "Lebanon"), "LB"),
        (
            "Clashes erupted in Tripoli. Libyan officials said Benghazi was calm.",
            ("Tripoli", "Libyan", "Benghazi"),
            "LY",
        ),
        ("A car bomb exploded in Birmingham, Alabama.", ("Birmingham", "Alabama"), "US"),
        ("A car bomb exploded in Birmingham, England.", ("Birmingham", "England"), "GB"),
        ("The match in Melbourne was abandoned.", ("Melbourne",), "AU"),
        ("The U.S. denied it.", ("U.S.",), "US"),
        ("The UK denied it.", ("UK",), "GB"),
    ],
)
def test_context_decides_between_namesakes(world: Gazetteer, text: str, names: tuple[str, ...], expected: str) -> None:
    assert country(resolve(world, text, *names)[0]) == expected


def test_europeans_come_from_europe(world: Gazetteer) -> None:
    (found,) = resolve(world, "European leaders met on Monday.", "European")
    assert found.place is not None
    assert found.place.name == "Europe"


@pytest.mark.parametrize("name", ["Damascus", "Aleppo", "Homs", "Baghdad", "Kirkuk"])
def test_a_city_is_meant_before_its_province(world: Gazetteer, name: str) -> None:
    (found,) = resolve(world, f"Clashes in {name} killed five people.", name)
    assert found.place is not None
    assert found.place.kind is PlaceKind.SETTLEMENT


@pytest.mark.parametrize("name", ["Aleppo province", "Homs Governorate"])
def test_the_class_word_asks_for_the_province(world: Gazetteer, name: str) -> None:
    (found,) = resolve(world, f"Villages in {name} were shelled.", name)
    assert found.place is not None
    assert found.place.kind is PlaceKind.ADMIN1


def test_states_are_states_where_their_towns_are_named(world: Gazetteer) -> None:
    found = resolve(world, "The fire in Washington spread from Spokane to Yakima.", "Washington", "Spokane", "Yakima")
    assert found[0].place is not None
    assert found[0].place.kind is PlaceKind.ADMIN1


def test_probabilities_are_high_where_the_text_is_plain_and_low_where_it_is_not(world: Gazetteer) -> None:
    (plain,) = resolve(world, "Police in Damascus, Syria, said so.", "Damascus", "Syria")[:1]
    (vague,) = resolve(world, "Police in Springfield said so.", "Springfield")
    assert plain.probability > 0.9
    assert vague.probability < 0.6
    assert len(vague.alternatives) > 2


def test_the_country_of_a_dateline_is_no_village_near_another_name(world: Gazetteer) -> None:
    text = "A bomb exploded in Amman, Jordan, said Jordan Smith of the New York Times."
    found = resolve(world, text, "Amman", "Jordan", "New York")
    assert [country(item) for item in found] == ["JO", "JO", "US"]


def test_countries_in_a_list_are_countries(world: Gazetteer) -> None:
    found = resolve(world, "Officials from China, Japan and Lebanon met.", "China", "Japan", "Lebanon")
    assert [country(item) for item in found] == ["CN", "JP", "LB"]


def test_the_district_around_a_town_of_its_name_is_no_rival(world: Gazetteer) -> None:
    (found,) = resolve(world, "Missiles struck Vinnytsia overnight.", "Vinnytsia")
    assert found.place is not None
    assert found.place.kind is PlaceKind.SETTLEMENT
    assert all(other.place.kind is not PlaceKind.ADMIN1 for other in found.alternatives)
