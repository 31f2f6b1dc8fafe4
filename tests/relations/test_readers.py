from __future__ import annotations

import pytest
from shapely import Point

from geoinc.model import Mention, Place, PlaceKind, Resolution
from geoinc.relations.readers import PhraseReader, TextReader

PLACE = Place("test:1", "Homs", PlaceKind.SETTLEMENT, Point(36.7, 34.7))


def reader(text: str, *mentioned: str) -> TextReader:
    found = [
        Resolution(Mention(text.index(name), text.index(name) + len(name), name), PLACE, probability=0.9)
        for name in mentioned
    ]
    return TextReader(text, found, lambda name: name == "Lake Assad")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Homs fell", "Homs"),
        ("the city of Homs fell", "Homs"),
        ("the besieged city of Homs fell", "Homs"),
        ("“Homs” fell", "Homs"),
    ],
)
def test_mentions_are_read_after_articles_and_classifiers(text: str, name: str) -> None:
    found = reader(text, "Homs").after(0)
    assert found is not None
    assert (found.text, found.named) == (name, True)
    assert found.resolution is not None
    assert text[found.start : found.end] == name


def test_capitalised_names_need_the_gazetteer() -> None:
    assert reader("Lake Assad rose").after(0) is not None
    assert reader("Lake Nowhere rose").after(0) is None


@pytest.mark.parametrize(
    "text",
    [
        "an SDF headquarters",
        "an Islamic State headquarters",
        "the front line near it",
        "their base",
        "the de-confliction line",
    ],
)
def test_things_without_a_name(text: str) -> None:
    found = reader(text).after(0)
    assert found is not None
    assert not found.named


@pytest.mark.parametrize("text", ["finishing the race", "100 people", "Monday", "the end", ""])
def test_what_is_no_anchor(text: str) -> None:
    assert reader(text).after(0) is None


def test_names_before_a_position() -> None:
    text = "Homs–Palmyra road"
    found = reader(text, "Homs", "Palmyra").before(len("Homs–Palmyra"))
    assert found is not None
    assert found.text == "Homs–Palmyra"
    assert reader("nowhere road").before(7) is None


def test_positions_inside_a_longer_name() -> None:
    text = "the Middle East and more"
    assert reader(text, "Middle East").inside_name(text.index("East"))
    assert not reader(text, "Middle East").inside_name(text.index("more"))


def test_phrases_take_commas_as_context() -> None:
    found = PhraseReader("Afes (Afis), Idlib, Syria; more", lambda _: False).after(0)
    assert found is not None
    assert (found.text, found.context) == ("Afes (Afis)", ("Idlib", "Syria"))


def test_phrases_read_what_stands_before_with_its_context() -> None:
    text = "Richmond, George Lake, 10 miles south of"
    found = PhraseReader(text, lambda _: False).before(text.index("10"))
    assert found is not None
    assert (found.text, found.context) == ("George Lake", ("Richmond",))
    assert text[found.start : found.end] == "George Lake"


@pytest.mark.parametrize(
    ("phrase", "name", "context"),
    [
        ("the Arvenian city of Madrun", "Madrun", ("Arvenian",)),
        ("the Arvenian province of Lorm", "Lorm province", ("Arvenian",)),
        ("Arvenia's Lorm province", "Lorm province", ("Arvenia",)),
        ("the rebel-held town of Madrun", "Madrun", ()),
        ("the Arvenian capital, Madrun", "Madrun", ()),
        ("downtown Madrun", "Madrun", ()),
        ("Madrun overlooking the Sorn", "Madrun", ()),
        ("Land's End", "Land's End", ()),
    ],
)
def test_owners_and_classes_of_a_name(phrase: str, name: str, context: tuple[str, ...]) -> None:
    read = PhraseReader(phrase, lambda text: text == "Land's End").after(0)
    assert read is not None
    assert (read.text, read.context) == (name, context)


def test_a_capital_is_its_town_named_or_not() -> None:
    syria = Place("test:sy", "Syria", PlaceKind.COUNTRY, Point(38, 35))
    text = "in the Syrian capital, Homs, on Monday; in the Syrian capital"
    found = [
        Resolution(Mention(text.index(name), text.index(name) + len(name), name), place, probability=0.9)
        for name, place in (("Syrian", syria), ("Homs", PLACE))
    ]
    last = text.rindex("Syrian")
    found.append(Resolution(Mention(last, last + 6, "Syrian"), syria, probability=0.9))
    read = TextReader(text, found, lambda _: False)
    named, alone = read.mentioned(3), read.mentioned(last)
    assert named is not None
    assert alone is not None
    assert (named.text, alone.text) == ("Homs", "Syrian capital")
