"""What is said to lie in a town lies about it, and a namesake far off is not it."""

from __future__ import annotations

from pathlib import Path

import pytest

from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.build.compile import compile_records
from geoinc.gazetteer.records import Name, PlaceRecord
from geoinc.model import Document, PlaceKind, Reason, Resolution
from geoinc.toponyms.resolve import mentions_from_spans, resolve_mentions

COUNTRY = PlaceRecord("c", "Freedonia", PlaceKind.COUNTRY, 10.0, 10.0, country="SY", code="SY", population=9_000_000)
UNIT = PlaceRecord(
    "u", "Mirat Province", PlaceKind.ADMIN1, 12.0, 12.0, country="SY", code="SY.01", names=(Name("Mirat"),)
)
TOWNS = (
    ("garo", "Garo", 10.0, 10.0, 670_000, PlaceKind.SETTLEMENT),
    ("near", "Lintu", 10.05, 10.02, 0, PlaceKind.QUARTER),
    ("port", "Kitu", 14.0, 6.0, 60_000, PlaceKind.SETTLEMENT),
    ("hamlet", "Sefro", 14.2, 6.1, 900, PlaceKind.SETTLEMENT),
    ("city", "Bembo", 11.5, 10.0, 200_000, PlaceKind.SETTLEMENT),
    ("far", "Lintu", 14.5, 6.5, 30_000, PlaceKind.SETTLEMENT),
    ("mirat", "Mirat", 12.0, 12.0, 300_000, PlaceKind.SETTLEMENT),
    ("village", "Tolba", 12.9, 12.4, 800, PlaceKind.SETTLEMENT),
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    path = Path(tmp_path_factory.mktemp("towns")) / "towns.geoinc"
    towns = (
        PlaceRecord(
            identity, name, kind, lon, lat, country="SY", population=people,
            admin1="SY.01" if identity in {"mirat", "village"} else None,
        )
        for identity, name, lon, lat, people, kind in TOWNS
    )  # fmt: skip
    compile_records([COUNTRY, UNIT, *towns], path)
    return Gazetteer.open(path)


def first(world: Gazetteer, text: str, *names: str) -> Resolution:
    document = Document(text)
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    return resolve_mentions(document, mentions_from_spans(document, spans, world), world)[0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gunmen attacked the port of Kitu in Garo on Monday.", "Kitu"),
        ("Police raided a house in Sefro in Garo on Monday.", "Sefro"),
        ("Two died in the Sefro neighbourhood of Garo.", "Sefro"),
    ],
)
def test_a_namesake_far_from_the_town_is_not_it(world: Gazetteer, text: str, name: str) -> None:
    found = first(world, text, name, "Garo")
    assert found.place is None
    assert found.reason is Reason.NOT_IN_GAZETTEER


@pytest.mark.parametrize(
    "text",
    [
        "Police raided a house in Lintu in Garo on Monday.",
        "Two died in the Lintu quarter of Garo.",
        "Shots were heard in Lintu, Garo, at night.",
    ],
)
def test_the_place_about_the_town_goes_before_a_larger_one_far_off(world: Gazetteer, text: str) -> None:
    found = first(world, text, "Lintu", "Garo")
    assert found.place is not None
    assert found.place.id == "near"


@pytest.mark.parametrize(
    ("text", "names", "identity"),
    [
        ("Fighters from Bembo in Garo left.", ("Bembo", "Garo"), "city"),
        ("Raids in Tolba in Mirat went on.", ("Tolba", "Mirat"), "village"),
        ("Talks were held in Bembo, Garo and Mirat.", ("Bembo", "Garo", "Mirat"), "city"),
    ],
)
def test_a_town_gives_way(world: Gazetteer, text: str, names: tuple[str, ...], identity: str) -> None:
    """To a city known by itself, to the unit named after it, and in a list."""
    found = first(world, text, *names)
    assert found.place is not None
    assert found.place.id == identity
