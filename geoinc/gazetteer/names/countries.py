"""Countries by their codes and names, as callers write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geoinc.errors import InputError
from geoinc.gazetteer.file.columns import KINDS, NONE
from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.records import NameKind
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from geoinc.gazetteer.file.columns import Columns
    from geoinc.gazetteer.file.store import Store

CODE_LENGTHS: Final = (2, 3)
COUNTRIES: Final = frozenset({PlaceKind.COUNTRY, PlaceKind.TERRITORY})


def country_of_code(store: Store, columns: Columns, entry: str) -> int:
    """Return the number of the country of an ISO 3166-1 code of two or three capitals, 0 for none."""
    if len(entry) not in CODE_LENGTHS or not entry.isascii() or not entry.isupper():
        return 0
    if len(entry) == CODE_LENGTHS[0]:
        return columns.country_number(entry)
    for number, place in enumerate(columns.country_place.tolist()):
        rows = store.rows_of_place(place) if place != NONE else ()
        if any(store.kind_of_name(row) is NameKind.CODE and store.name_at(row) == entry for row in rows):
            return number
    return 0


def country_code(store: Store, columns: Columns, country: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a country given by a code of two or three letters, or by its name.

    Two letters are a code, whether the gazetteer has places of that country or not.

    Raises
    ------
    InputError
        Where no country is so called.
    """
    told = country.strip()
    if len(told) == CODE_LENGTHS[0] and told.isascii() and told.isalpha():
        return told.upper()
    number = country_of_code(store, columns, told.upper())
    key = None if number else store.key(fold(told))
    if key is not None:
        named = (int(i) for i in store.indices_of_key(key) if KINDS[int(columns.kind[i])] in COUNTRIES)
        number = next((int(columns.country[i]) for i in named), 0)
    code = columns.countries[number]
    if not code:
        message = f"country {country!r}: no country of this code or name is known; write a code such as SY, or Syria"
        raise InputError(message, country=country)
    return code
