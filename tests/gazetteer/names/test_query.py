"""A query is a name with its alternatives and a context; its spellings leave out what writers leave out."""

from __future__ import annotations

import pytest

from geoinc.gazetteer.names import query
from geoinc.model import PlaceKind
from geoinc.testing import gazetteer, place

SMALL = gazetteer(
    place("Syria", 38, 35, kind=PlaceKind.COUNTRY, country="SY", code="SY"),
    place("Iraq", 44, 33, kind=PlaceKind.COUNTRY, country="IQ", code="IQ"),
    place("Idlib", 36.7, 35.8, kind=PlaceKind.ADMIN1, country="SY", code="SY.12"),
    place("Afes", 36.8, 35.88, country="SY", admin1="SY.12"),
    place("Afes", 44.1, 33.1, country="IQ"),
)


def test_commas_give_context_and_slashes_alternatives() -> None:
    asked = query.parse("Harizah/Al Khurayzah (Hurayza), Idlib Governorate; Syria")
    assert asked.heads == ("Harizah", "Al Khurayzah", "Hurayza")
    assert asked.context == ("Idlib Governorate", "Syria")


@pytest.mark.parametrize("text", ["", " , ", "،"])
def test_nothing_asked_is_nothing(text: str) -> None:
    assert query.parse(text).heads == ()


def test_what_cannot_be_split_is_bounded() -> None:
    assert len(query.parse(",".join("abcdefghijklmnop")).context) == query.MAX_PARTS - 1


@pytest.mark.parametrize(
    ("folded", "expected"),
    [
        ("idlib governorate", "idlib"),
        ("st petersburg", "saint petersburg"),
        ("al hasakah", "hasakah"),
        ("gulf of aden", "gulf aden"),
    ],
)
def test_variants(folded: str, expected: str) -> None:
    assert expected in set(query.variants(folded))


def test_the_ladder_goes_from_the_units_named_to_the_world() -> None:
    wide = query.SearchScope()
    within, country, world = query.ladder(
        SMALL.store, SMALL.columns, wide, query.parse("Afes, Idlib Governorate, Syria")
    )
    indices = SMALL.indices("Afes")
    assert within is not None
    assert country is not None
    assert world is wide
    chosen = [SMALL.place_at(int(i)).country for i in indices[within.select(SMALL.columns, indices)]]
    assert chosen == ["SY"]
    assert query.ladder(SMALL.store, SMALL.columns, wide, query.parse("Afes")) == (wide, None, None)


def test_a_box_may_cross_the_antimeridian() -> None:
    across = query.SearchScope(box=(170.0, -20.0, 40.0, 40.0))
    indices = SMALL.indices("Afes")
    kept = indices[across.select(SMALL.columns, indices)]
    assert [SMALL.place_at(int(i)).country for i in kept] == ["SY"]


def test_a_country_that_no_place_has_leaves_nothing() -> None:
    scope = query.scope_of(SMALL.columns, country="ZZ", kinds=None, box=None)
    assert not scope.select(SMALL.columns, SMALL.indices("Afes")).any()
