from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
import shapely

from geoinc import testing
from geoinc.errors import InputError
from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.names import whereabouts
from geoinc.model import Document, PlaceKind
from geoinc.model.document import areas_of


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return testing.gazetteer(
        testing.place("Syria", 38, 35, kind=PlaceKind.COUNTRY, country="SY", code="SY"),
        testing.place("Mali", -2, 17, kind=PlaceKind.COUNTRY, country="ML", code="ML"),
        testing.place("Idlib", 36.7, 35.8, kind=PlaceKind.ADMIN1, country="SY", code="SY.12"),
        testing.place("Afes", 36.8, 35.9, country="SY", admin1="SY.12", id="test:afes"),
        testing.place("Hajin", 40.8, 34.7, country="SY", id="test:hajin"),
        testing.place("Gao", 0, 16.3, country="ML", id="test:gao"),
        testing.place("Ml", 100, 10, country="TH", id="test:ml"),
        replace(testing.place("Sahel", 0, 16, kind=PlaceKind.REGION), geometry=shapely.box(-5, 12, 5, 18)),
    )


def inside(gazetteer: Gazetteer, near: str | list[str]) -> set[str]:
    names = ("test:afes", "test:hajin", "test:gao")
    index = np.array([gazetteer.index_of(name) for name in names])
    held = whereabouts.read(gazetteer, areas_of(near)).inside(gazetteer, index)
    return {name.removeprefix("test:") for name, within in zip(names, held, strict=True) if within}


@pytest.mark.parametrize(
    ("near", "expected"),
    [
        ("Syria", {"afes", "hajin"}),
        ("SY", {"afes", "hajin"}),
        ("Idlib, Syria", {"afes"}),
        ("Idlib province", {"afes"}),
        ("ML", {"gao"}),
        ("Mali; Idlib", {"gao", "afes"}),
        (["Mali", "SY"], {"gao", "afes", "hajin"}),
        ("Sahel", {"gao"}),
        ("Afes", {"afes"}),
    ],
)
def test_what_lies_near(gazetteer: Gazetteer, near: str | list[str], expected: set[str]) -> None:
    assert inside(gazetteer, near) == expected


def test_an_unknown_area_is_refused_in_one_line(gazetteer: Gazetteer) -> None:
    with pytest.raises(InputError, match="near 'Zembla'") as refused:
        whereabouts.read(gazetteer, ("Syria", "Zembla"))
    assert "\n" not in refused.value.message
    assert refused.value.near == "Zembla"


def test_a_document_keeps_its_areas_in_one_form() -> None:
    assert Document("x", near="Mali; Niger").near == ("Mali", "Niger")
    assert Document("x", near=["Mali", "Mali", " "]).near == ("Mali",)
    assert Document("x").near == ()
    assert hash(Document("x", near=["Mali"])) == hash(Document("x", near="Mali"))


def test_a_country_holds_what_was_part_of_it_on_the_day() -> None:
    gazetteer = testing.gazetteer(
        testing.place("Sudan", 30, 15, kind=PlaceKind.COUNTRY, country="SD", code="SD"),
        testing.place("South Sudan", 31, 7, kind=PlaceKind.COUNTRY, country="SS", code="SS"),
        testing.place("Malakal", 31.66, 9.53, country="SS", id="test:malakal"),
    )
    index = np.array([gazetteer.index_of("test:malakal")])
    held = [
        bool(whereabouts.read(gazetteer, ("Sudan",), on).inside(gazetteer, index)[0])
        for on in (date(2009, 3, 19), date(2012, 3, 19), None)
    ]
    assert held == [True, False, False]
