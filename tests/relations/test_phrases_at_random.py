"""Phrases built at random from the grammar's own words: a region or a reason, never an exception."""

from __future__ import annotations

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geoinc import testing
from geoinc.gazetteer import Gazetteer
from geoinc.model import Document, PlaceKind
from geoinc.phrase import locate
from geoinc.relations.parse import find_relations

GAZETTEER = testing.gazetteer(
    testing.place("Arvenia", 20, 10, kind=PlaceKind.COUNTRY, country="AR", code="AR", demonyms=["Arvenian"]),
    testing.place("Belland", 22, 10, kind=PlaceKind.COUNTRY, country="BE", code="BE", demonyms=["Bellander"]),
    testing.place("Madrun", 20.5, 10.5, country="AR", population=50_000),
    testing.place("Madrun", -120.5, 44.5, country="ZZ", population=40_000),
    testing.place("Dateline Town", 179.99, -17.0, country="FJ", population=900),
    testing.place("Northmost", -60.0, 89.5, country="CA"),
    testing.place("Sorn River", 20.7, 10.4, kind=PlaceKind.RIVER, country="AR"),
    testing.place("Green Sea", 25.0, 8.0, kind=PlaceKind.SEA),
    testing.place("Skerry", 25.0, 8.5, kind=PlaceKind.ISLAND, country="AR"),
)

HEDGES = ("", "about ", "less than ", "at least ", "~", "-", "± ", "within ", "no more than ")
NUMBERS = ("0", "1", "8.5", "½", "17 1/2", "a few", "dozens of", "999999", "1e9", "5-10", "-3", "٣", "twenty", "")
UNITS = ("km", "miles", "m", "nm", "ft", "hours' drive", "km (5 miles)", "")
DIRECTIONS = ("north", "NNW", "south-east", "198°", "400°", "upstream", "inland", "N and E", "")
LINKS = (
    "of",
    "from",
    "off",
    "inside",
    "off the coast of",
    "from the border with",
    "along the road from",
    "across the river from",
    "",
)
NAMES = (
    *("Arvenia", "the Bellander border", "Madrun", "Madrun, Arvenia", "Dateline Town", "Northmost", "the North Pole"),
    *(
        "the South Pole",
        "the Sorn",
        "the Green Sea",
        "Skerry",
        "the base",
        "Madrun–Northmost road",
        "Nowhere",
        "الشمال",
    ),
    *("the Arvenian town of Madrun", "Arvenia's capital", "\u202eevil", "<b>", "Rob\x00ert", "𓀀𓀁", "%s%n", "(((", ""),
)
JOINTS = (
    ", ",
    ", then ",
    " and ",
    " near ",
    "; ",
    " between ",
    " halfway to ",
    " (",
    " where ",
    " at the mouth of ",
    "\n",
    " in northern ",
)

clauses = st.builds(
    lambda *words: " ".join(word for word in words if word),
    st.builds(str.__add__, st.sampled_from(HEDGES), st.sampled_from(NUMBERS)),
    *(st.sampled_from(words) for words in (UNITS, DIRECTIONS, LINKS, NAMES)),
)
phrases = st.builds(
    lambda first, rest: first + "".join(joint + more for joint, more in rest),
    clauses,
    st.lists(st.tuples(st.sampled_from(JOINTS), st.one_of(clauses, st.sampled_from(NAMES))), max_size=2),
)


def check(gazetteer: Gazetteer, phrase: str) -> None:
    found = locate(phrase, gazetteer)
    assert (found.region is None) != (found.reason is None)
    assert found.explanation
    if found.region is not None:
        assert shapely.is_valid([found.region.area50, found.region.area90]).all()
        assert abs(found.region.best.x) <= 180
        assert abs(found.region.best.y) <= 90


@given(phrases)
@settings(max_examples=150, deadline=None)
def test_every_phrase_has_a_region_or_a_reason(phrase: str) -> None:
    check(GAZETTEER, phrase)


@given(phrases)
@settings(max_examples=60, deadline=None)
def test_every_text_gives_relations_within_it(text: str) -> None:
    for relation in find_relations(Document(text), [], GAZETTEER):
        assert relation.span.text == text[relation.span.start : relation.span.end]
        assert 0 <= relation.span.start < relation.span.end <= len(text)


def test_a_flood_of_words_is_no_phrase() -> None:
    check(GAZETTEER, "8 km east of Madrun " * 5000)
    check(GAZETTEER, "where " * 80)
    check(GAZETTEER, "A, " * 160)
