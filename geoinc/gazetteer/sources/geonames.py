"""GeoNames: dumps of places (19 columns), alternate names (V2), and the codes of first-level units.

Formats: https://download.geonames.org/export/dump/readme.txt
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geoinc.gazetteer.records import Name, NameKind, PlaceRecord, Reject
from geoinc.gazetteer.sources import archives
from geoinc.gazetteer.sources.importing import BadRow, checked, number, reject
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from geoinc.gazetteer.records import Item

SOURCE: Final = "GeoNames"
LICENCE: Final = "CC BY 4.0"
COLUMNS: Final = 19
ALTERNATE_COLUMNS: Final = (8, 10)
ADMIN_COLUMNS: Final = 4
MAX_CODE_LETTERS: Final = 4
MAX_DIGITS: Final = 18

CLASS_KINDS: Final = {
    "P": PlaceKind.SETTLEMENT,
    "H": PlaceKind.LAKE,
    "T": PlaceKind.MOUNTAIN,
    "R": PlaceKind.ROAD,
    "S": PlaceKind.FACILITY,
    "L": PlaceKind.REGION,
    "V": PlaceKind.REGION,
    "U": PlaceKind.SEA,
    "A": PlaceKind.REGION,
}
"""The kind of a feature class, where the feature code says no more."""

CODE_KINDS: Final = {
    PlaceKind.COUNTRY: "PCL PCLI PCLF PCLS PCLH",
    PlaceKind.TERRITORY: "PCLD PCLIX TERR",
    PlaceKind.ADMIN1: "ADM1 ADM1H",
    PlaceKind.ADMIN2: "ADM2 ADM2H",
    PlaceKind.ADMIN3: "ADM3 ADM4 ADM5 ADMD ADM3H ADM4H",
    PlaceKind.QUARTER: "PPLX",
    PlaceKind.CONTINENT: "CONT",
    PlaceKind.OCEAN: "OCN",
    PlaceKind.SEA: "SEA GULF BAY BAYS BGHT SD COVE HBR LGN",
    PlaceKind.STRAIT: "STRT CHN CHNM NRWS",
    PlaceKind.RIVER: "STM STMA STMB STMC STMD STMI STMM STMQ STMS STMSB STMX CNL CNLI CNLN WAD WADB WADM WADS WADX DTCH",
    PlaceKind.SPOT: "SPNG WLL WLLS TRIG TREE CAVE RUIN ANS CMTY GRVE TMB",
    PlaceKind.ISLAND: "ISL ISLS ISLET ISLF ISLM ISLT ISLX ATOL",
    PlaceKind.PENINSULA: "PEN PENX CAPE HDLD PT SPIT",
    PlaceKind.DESERT: "DSRT ERG",
    PlaceKind.COAST: "CST BCH DLTA RF RFC",
    PlaceKind.LINE: "LTER BDRY",
}
"""Feature codes whose kind differs from that of their class (featureCodes_en.txt)."""

_KIND_OF_CODE: Final = {code: kind for kind, codes in CODE_KINDS.items() for code in codes.split()}

LANGUAGE_KINDS: Final = {
    "abbr": NameKind.ABBREVIATION,
    "iata": NameKind.CODE,
    "icao": NameKind.CODE,
    "unlc": NameKind.CODE,
}
"""The pseudo-languages of alternate names that hold codes."""

NOT_NAMES: Final = frozenset({"link", "wkdt", "post", "tcid", "phon", "faac", "fr_1793"})


def kind_of(feature_class: str, feature_code: str) -> PlaceKind:
    """Return the kind of a feature class and code; a place where they are unknown."""
    return _KIND_OF_CODE.get(feature_code) or CLASS_KINDS.get(feature_class, PlaceKind.SPOT)


def dump(path: Path) -> Iterator[Item]:
    """Yield the places of a dump (XX.txt, XX.zip, allCountries.zip, cities500.zip …), as a stream."""
    yield from _rows(path, _place, prefer=(f"{path.stem}.txt",))


def alternate_names(path: Path, places: Mapping[int, PlaceRecord]) -> Iterator[Item]:
    """Yield, for the ids of known places, a record with the names of alternateNamesV2 in a row each.

    Names of places that are not known are passed over in silence: the file is for the whole world.
    """

    def named(cells: list[str]) -> PlaceRecord | None:
        return _named(cells, places)

    yield from _rows(path, named, prefer=("alternateNamesV2.txt", "alternateNames.txt"))


def unit_codes(path: Path, places: Mapping[int, PlaceRecord]) -> Iterator[Item]:
    """Yield the units of admin1CodesASCII.txt or admin2Codes.txt whose position is known by their GeoNames id."""

    def unit(cells: list[str]) -> PlaceRecord:
        return _unit(cells, places)

    yield from _rows(path, unit)


def _rows(
    path: Path, make: Callable[[list[str]], PlaceRecord | None], *, prefer: tuple[str, ...] = ()
) -> Iterator[Item]:
    for line, text in archives.lines(path, prefer=prefer):
        try:
            record = make(archives.decoded(text).split("\t"))
        except BadRow as why:
            yield Reject(path.name, line, str(why))
        else:
            if record is not None:
                yield record


def _place(cells: list[str]) -> PlaceRecord:
    if len(cells) != COLUMNS:
        reject(f"{len(cells)} columns where GeoNames has {COLUMNS}")
    identity, name, ascii_name, alternates, lat, lon, feature_class, feature_code, country = cells[:9]
    kind = kind_of(feature_class, feature_code)
    admin1 = f"{country}.{cells[10]}" if country and cells[10] not in {"", "00"} else None
    admin2 = f"{admin1}.{cells[11]}" if admin1 and cells[11] else None
    own = {PlaceKind.COUNTRY: country, PlaceKind.ADMIN1: admin1, PlaceKind.ADMIN2: admin2}
    return checked(
        PlaceRecord(
            id=f"geonames:{_identity(identity)}",
            name=name,
            kind=kind,
            lon=number(lon, "longitude"),
            lat=number(lat, "latitude"),
            country=country or None,
            admin1=None if kind in {PlaceKind.COUNTRY, PlaceKind.ADMIN1} else admin1,
            admin2=None if kind in own else admin2,
            code=None if feature_code.endswith("H") else own.get(kind),
            population=max(0, int(number(cells[14] or 0, "population"))),
            names=_alternates(ascii_name, alternates),
            feature_code=feature_code,
            capital=feature_code == "PPLC",
            source=SOURCE,
            licence=LICENCE,
        )
    )


def _identity(text: str) -> int:
    if not (text.isdecimal() and len(text) <= MAX_DIGITS):
        reject(f"the id is {text!r:.40}, not a number")
    return int(text)


def _alternates(ascii_name: str, alternates: str) -> tuple[Name, ...]:
    texts = dict.fromkeys(text for text in (ascii_name, *alternates.split(",")) if text)
    return tuple(Name(text, _kind_of_name(text)) for text in texts)


def _kind_of_name(text: str) -> NameKind:
    """Take a few capitals for an abbreviation or an airport's code: not for a plain name."""
    code_like = text.isascii() and text.isalpha() and text.isupper() and len(text) <= MAX_CODE_LETTERS
    return NameKind.ABBREVIATION if code_like else NameKind.ALTERNATE


def _named(cells: list[str], places: Mapping[int, PlaceRecord]) -> PlaceRecord | None:
    if not ALTERNATE_COLUMNS[0] <= len(cells) <= ALTERNATE_COLUMNS[1]:
        reject(f"{len(cells)} columns where alternateNamesV2 has {ALTERNATE_COLUMNS[1]}")
    _, identity, language, text = cells[:4]
    place = places.get(_identity(identity))
    if place is None or language in NOT_NAMES:
        return None
    kind = LANGUAGE_KINDS.get(language, NameKind.HISTORICAL if cells[7:8] == ["1"] else NameKind.ALTERNATE)
    name = Name(text, kind, language if kind is not NameKind.CODE and language else None)
    return checked(_again(place, (name,)))


def _unit(cells: list[str], places: Mapping[int, PlaceRecord]) -> PlaceRecord:
    if len(cells) != ADMIN_COLUMNS:
        reject(f"{len(cells)} columns where a file of codes has {ADMIN_COLUMNS}")
    code, name, ascii_name, identity = cells
    place = places.get(_identity(identity))
    if place is None:
        reject(f"no position is known for unit {code}")
    return checked(_again(place, (Name(name), Name(ascii_name))))


def _again(place: PlaceRecord, names: tuple[Name, ...]) -> PlaceRecord:
    """Return a known place with other names, to be merged with it by its id."""
    return PlaceRecord(
        id=place.id, name=place.name, kind=place.kind, lon=place.lon, lat=place.lat, country=place.country,
        code=place.code, names=names, source=SOURCE, licence=LICENCE,
    )  # fmt: skip
