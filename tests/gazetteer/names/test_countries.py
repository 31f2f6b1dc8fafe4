"""Countries by codes and names, as callers write them."""

from __future__ import annotations

import pytest

from geoinc import testing
from geoinc.errors import InputError
from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.names.countries import country_code, country_of_code
from geoinc.gazetteer.records import Name, NameKind, PlaceRecord
from geoinc.model import PlaceKind


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return testing.gazetteer(
        PlaceRecord("x:sy", "Syria", PlaceKind.COUNTRY, 38, 35, country="SY", code="SY", names=(Name("SYR", NameKind.CODE),)),
        testing.place("Georgia", 43.5, 42.3, kind=PlaceKind.COUNTRY, country="GE", code="GE"),
        testing.place("Georgia", -83, 33, kind=PlaceKind.ADMIN1, country="US", code="US.GA", population=10_000_000),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("told", "code"),
    [("SY", "SY"), ("sy", "SY"), ("SYR", "SY"), ("syr", "SY"), (" Syria ", "SY"), ("Georgia", "GE"), ("ZZ", "ZZ")],
)
def test_a_country_by_its_code_or_name(gazetteer: Gazetteer, told: str, code: str) -> None:
    assert country_code(gazetteer.store, gazetteer.columns, told) == code


@pytest.mark.parametrize("told", ["Zembla", "XYZ", ""])
def test_what_no_country_is_called_is_told(gazetteer: Gazetteer, told: str) -> None:
    with pytest.raises(InputError, match="write a code such as SY"):
        country_code(gazetteer.store, gazetteer.columns, told)


@pytest.mark.parametrize("entry", ["sy", "Syria", "S", "ÄÖ", "XYZ"])
def test_only_capitals_are_a_code(gazetteer: Gazetteer, entry: str) -> None:
    assert country_of_code(gazetteer.store, gazetteer.columns, entry) == 0
