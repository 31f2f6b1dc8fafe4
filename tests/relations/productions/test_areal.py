"""Nouns and prepositions about a place in bare phrases: parts, outskirts, coasts, banks, borders, what lies between."""

from __future__ import annotations

import re

import pytest

from geoinc.model import RelationKind as Kind
from geoinc.relations.clauses import AnchorName, Clause
from geoinc.relations.phrases import parse_phrase
from geoinc.relations.productions.areal import _after_clause, _coast_kind, _first_element

KNOWN = {"tarmo", "ulvik", "ard", "south gate"}


def clause(phrase: str) -> Clause:
    (found,) = parse_phrase(phrase, lambda name: name.lower() in KNOWN).clauses
    return found


@pytest.mark.parametrize(
    ("phrase", "kind", "names", "qualifiers"),
    [
        ("near Tarmo", Kind.NEAR, ["Tarmo"], ()),
        ("in the vicinity of Tarmo", Kind.NEAR, ["Tarmo"], ("vicinity",)),
        ("opposite Tarmo", Kind.NEAR, ["Tarmo"], ("opposite",)),
        ("on the southern outskirts of Tarmo", Kind.OUTSKIRTS, ["Tarmo"], ("outskirts", "south")),
        ("northern Tarmo countryside", Kind.OUTSKIRTS, ["Tarmo"], ("countryside", "north")),
        ("on the east bank of the Ard", Kind.BANK, ["Ard"], ("east",)),
        ("at the mouth of the Ard", Kind.MOUTH, ["Ard"], ()),
        ("off the southern coast of Tarmo", Kind.OFF_COAST, ["Tarmo"], ("south",)),
        ("on the Tarmo–Ulvik border", Kind.BORDER, ["Tarmo", "Ulvik"], ()),
        ("between Tarmo and Ulvik", Kind.BETWEEN, ["Tarmo", "Ulvik"], ()),
        ("halfway between Tarmo and Ulvik", Kind.HALFWAY, ["Tarmo", "Ulvik"], ()),
        ("on the road from Tarmo to Ulvik", Kind.ROAD, ["Tarmo", "Ulvik"], ()),
        ("along the Tarmo–Ulvik highway", Kind.ROAD, ["Tarmo", "Ulvik"], ()),
        ("Tarmo, near", Kind.NEAR, ["Tarmo"], ()),
        ("Tarmo, west of", Kind.BEARING, ["Tarmo"], ()),
    ],
)
def test_words_make_a_relation(phrase: str, kind: Kind, names: list[str], qualifiers: tuple[str, ...]) -> None:
    found = clause(phrase)
    assert (found.kind, [n.text for n in found.names], found.qualifiers) == (kind, names, qualifiers)


def test_a_name_that_the_gazetteer_has_is_no_part_of_another() -> None:
    found = parse_phrase("South Gate", lambda name: name.lower() in KNOWN)
    assert all(c.kind is Kind.AT for c in found.clauses)


@pytest.mark.parametrize(
    ("lead", "kind"), [("off", Kind.OFF_COAST), ("near", Kind.NEAR), ("", Kind.ALONG), ("along", Kind.ALONG)]
)
def test_the_word_before_a_coast_says_on_which_side(lead: str, kind: Kind) -> None:
    assert _coast_kind(lead) is kind


def test_of_a_list_the_first_element_is_the_place() -> None:
    name = AnchorName(0, 13, "Japan", ("Izu Islands",))
    assert (_first_element(name).text, _first_element(name).context) == ("Izu Islands", ("Japan",))
    bare = AnchorName(0, 5, "Japan")
    assert _first_element(bare) is bare


class Reading:
    """A reader of a bare phrase, or of running text."""

    def __init__(self, *, loose: bool) -> None:
        self.loose = loose


def after(kind: Kind, *names: str, loose: bool) -> Clause | None:
    match = re.search(r"x", "x")
    assert match is not None
    found = tuple(AnchorName(n, n + 1, name) for n, name in enumerate(names))
    return _after_clause(kind, ("which", "which"), found, match, Reading(loose=loose))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [Kind.ROAD, Kind.IN, Kind.PORT])
def test_a_road_a_region_or_a_port_of_one_name_is_too_weak_in_running_text(kind: Kind) -> None:
    assert after(kind, "Tarmo", loose=False) is None
    found = after(kind, "Tarmo", loose=True)
    assert found is not None
    assert (found.kind, found.qualifiers) == (kind, ("which",))
    assert after(kind, "Tarmo", "Ulvik", loose=False) is None, "two names that are no places"
    assert after(Kind.NEAR, "Tarmo", loose=False) is not None


@pytest.mark.parametrize(
    ("kind", "becomes", "count"),
    [(Kind.IN, Kind.BETWEEN, 2), (Kind.BORDER, Kind.BORDER, 2), (Kind.ROAD, Kind.ROAD, 2), (Kind.PORT, Kind.PORT, 1)],
)
def test_two_names_are_ends_where_there_can_be_two(kind: Kind, becomes: Kind, count: int) -> None:
    found = after(kind, "Tarmo", "Ulvik", loose=True)
    assert found is not None
    assert (found.kind, [name.text for name in found.names]) == (becomes, ["Tarmo", "Ulvik"][:count])
    (alone,) = after(kind, "Tarmo", loose=True).names  # type: ignore[union-attr]
    assert alone.text == "Tarmo"
