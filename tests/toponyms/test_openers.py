"""Countries that lines open with, names of moorings and of waters."""

from __future__ import annotations

import pytest

from geoinc.gazetteer import Gazetteer
from geoinc.model import Document
from geoinc.pipeline import Pipeline
from geoinc.toponyms.openers import with_openers


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("NIGERIA: A tanker was boarded.", ("NIGERIA",)),
        ("LOME ANCHORAGE, TOGO: A tanker was boarded.\n2. Peru: a bulk carrier was robbed.", ("TOGO", "Peru")),
        ("INDONESIA-JAVA:A tanker was boarded.", ("INDONESIA",)),
        ("At 10:30 a tanker was boarded off Peru.", ()),
        ("The minister: no comment on Peru.", ()),
    ],
)
def test_the_countries_that_lines_open_with_are_near(text: str, near: tuple[str, ...]) -> None:
    assert with_openers(Document(text), Gazetteer.default()).near == near


def test_what_somebody_told_stays() -> None:
    document = Document("PERU: A tanker was boarded.", near="Chile")
    assert with_openers(document, Gazetteer.default()) is document


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("NIGERIA: THE SHIP WAS BOARDED WHILE AT LAGOS ANCHORAGE. FOUR MEN FLED.", "LAGOS", "NG"),
        ("INDIA: A TANKER WAS BOARDED WHILE BERTHED AT KANDLA. A STOREROOM WAS BROKEN INTO.", "KANDLA", "IN"),
        ("JAMAICA: A yacht was boarded at Kingston harbour.", "Kingston", "JM"),
    ],
)
def test_an_openers_country_decides_the_names_behind_it(text: str, name: str, country: str) -> None:
    places = {r.mention.text: r.place for r in Pipeline.default().find_places(Document(text))}
    assert places[name] is not None
    assert places[name].country == country


@pytest.mark.parametrize(
    ("text", "water"),
    [
        ("GULF OF ADEN: Six pirates hijacked a cargo ship.", "geoinc:gulf-of-aden"),
        ("SHE WAS ATTACKED BY PIRATES IN THE SOUTH CHINA SEA AT NIGHT.", "geoinc:south-china-sea"),
    ],
)
def test_a_waters_name_holds_its_words(text: str, water: str) -> None:
    found = Pipeline.default().find_places(Document(text))
    assert [r.place.id for r in found if r.place] == [water]
