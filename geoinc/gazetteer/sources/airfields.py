"""Airfields of the package airportsdata: named by what they are ("Gao Airport"), never by their town alone.

Private strips of countries that list thousands of them are left out: of these a row counts only if it has an IATA code.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from geoinc import language, packaged
from geoinc.gazetteer.records import Name, NameKind, PlaceRecord
from geoinc.language import lexicon
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE: Final = "airportsdata"
LICENCE: Final = "MIT"
WORDS: Final = "airfields.toml"
MANY: Final = 1_000
"""A country with more rows than this lists private strips among them."""

UNCERTAINTY_M: Final = 1_500.0
"""An airfield's reference point lies on its ground; the places that news calls by its name lie around it."""


def records() -> Iterator[PlaceRecord]:
    """Yield an airfield a row whose name says that it is one."""
    rows = list(_rows())
    counts = Counter(row["country"] for row in rows)
    for row in rows:
        name = " ".join(row["name"].split())
        if _spellings(name) is None or (counts[row["country"]] > MANY and not row["iata"]):
            continue
        codes = tuple(Name(code, NameKind.CODE) for code in (row["iata"], row["icao"]) if code)
        yield PlaceRecord(
            id=f"icao:{row['icao'] or row['iata']}",
            name=name,
            kind=PlaceKind.FACILITY,
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            country=row["country"] or None,
            names=(*(Name(text) for text in _spellings(name) or ()), *codes),
            feature_code="AIRP",
            uncertainty_m=UNCERTAINTY_M,
            source=SOURCE,
            licence=LICENCE,
        )


def source_files() -> tuple[Path, ...]:
    """Return the files that the airfields come from."""
    return packaged.path("airportsdata", "airports.csv"), language.path(WORDS)


def _rows() -> Iterator[dict[str, str]]:
    text = packaged.read_bytes("airportsdata", "airports.csv").decode("utf-8")
    yield from csv.DictReader(io.StringIO(text, newline=""))


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    return lexicon.read(language.path(WORDS))


def _spellings(name: str) -> tuple[str, ...] | None:
    """Return the other names of an airfield, or None where its name does not say that it is one.

    Examples
    --------
    >>> _spellings("Damascus International Airport"), _spellings("Jirah Air Base"), _spellings("Carthago")
    (('Damascus Airport',), ('Jirah Airbase',), None)
    """
    lower = name.lower()
    ending = next((word for word in _words()["classes"] if lower.endswith(f" {word}")), None)
    if ending is None:
        return None
    stem = name[: -len(ending)].rstrip()
    told = name[len(stem) :].strip()
    shorter = [
        f"{stem[: -len(word)].rstrip()} {told}" for word in _words()["left_out"] if stem.lower().endswith(f" {word}")
    ]
    return (*shorter, *(f"{stem} {other.title()}" for other in _words()["same"].get(ending, ())))
