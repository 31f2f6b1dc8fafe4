"""Sentences with slots, filled with real places."""

from __future__ import annotations

from geoinc import testing
from geoinc.learn.resolution.templates import demonym, example, fill, own
from geoinc.model import PlaceKind

SMALL = testing.gazetteer(
    testing.place("Mali", -4, 17, kind=PlaceKind.COUNTRY, country="ML", code="ML", demonyms=["Malian"]),
    testing.place("Gao", 0, 16.3, country="ML"),
    testing.place("Nowhere", 1, 1),
)
MALI, GAO, NOWHERE = (SMALL.search(name)[0].place.id for name in ("Mali", "Gao", "Nowhere"))


def index(identity: str) -> int:
    return SMALL.index_of(identity)


def test_slots_hold_names_and_their_places() -> None:
    found = fill("Shells fell on {x}, {y}.", {"x": own(SMALL, index(GAO)), "y": own(SMALL, index(MALI))})
    assert found is not None
    assert found.text == "Shells fell on Gao, Mali."
    assert [found.text[a:b] for a, b in found.spans] == ["Gao", "Mali"]
    assert found.places == [index(GAO), index(MALI)]


def test_a_slot_without_a_filling_makes_no_sentence() -> None:
    assert fill("In {x}", {"x": None}) is None


def test_a_second_x_is_its_twin() -> None:
    found = fill("{x} in {y2}; {x}", {"x": ("Gao", 1), "y2": ("Mali", 0)}, twin=("Goa", 2))
    assert found is not None
    assert (found.text, found.places) == ("Gao in Mali; Goa", [1, 0, 2])


def test_a_place_by_its_countrys_demonym() -> None:
    assert demonym(SMALL, index(GAO)) == ("Malian", index(MALI))
    assert demonym(SMALL, index(NOWHERE)) is None


def test_a_sentence_is_an_example_with_its_answers() -> None:
    draft = fill("In {x}", {"x": own(SMALL, index(GAO))})
    assert draft is not None
    made = example(SMALL, draft, "1")
    assert [m.text for m in made.mentions] == ["Gao"]
    assert made.gold[0].id == GAO
