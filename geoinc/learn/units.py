"""Finish the tables of second-level units in place: ``python -m geoinc.learn.units gazetteer/admin2/XX.csv… --tables FOLDER``.

Hand-written are ``admin1`` (a code or a name), ``name`` and ``aliases``; empty cells of id, code, position and ``alone`` are
filled: GeoNames' id from ``geonames/admin2Codes.txt``, the code under which the embedded settlements know the unit, the point
from the tables of places or the boundary, and whether a settlement of the country bears the bare name.
"""

from __future__ import annotations

import argparse
import re
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.packs import admin2
from geoinc.gazetteer.sources import embedded
from geoinc.learn.known import KnownPlace, KnownPlaces, country, keys_of
from geoinc.learn.positions import DECIMALS, SETTLED, read, slug, write
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WORDS: Final = re.compile(
    r"^(?:Caza de|Cercle de|Departement de|Département de|Département du|Municipio de|Municipality of|Markaz|Liwā’|Qaḑā’"
    r"|Shahrestān-e|Concelho de|Concelho do|City of|Commune de|Territoire de|Mudīrīyat) "
    r"| (?:District|Governorate|County|Province|Cercle|Department|Raion|Township|İlçesi|Ilcesi|Sub-?[Dd]istrict|Territory)$",
    re.IGNORECASE,
)
"""The words for second-level units in the tables that names are compared with."""

HOWS: Final = ("fold", "bare", "skeleton")

OUTSIDE_DEG: Final = 0.15
"""A unit's centre may lie so far outside the rough boundary of the larger one."""


def finish(path: Path, folder: Path) -> list[str]:
    """Fill the empty cells of a table in place; return a line for each row that lacks something."""
    comments, rows = read(path)
    within = country(path.stem, folder)
    taken = {row["id"] for row in rows if row.get("id")}
    faults = []
    for row in rows:
        full = {**dict.fromkeys(admin2.COLUMNS, ""), **row}
        row.update(full)
        unit = within.unit(row["admin1"])
        if unit is None:
            faults.append(f"{path.name}: {row['name']}: no first-level unit {row['admin1']!r}")
            continue
        row["admin1"] = unit
        _fill(row, within, folder, taken)
        if not row["lon"]:
            faults.append(f"{path.name}: {row['name']} ({unit}): no position known")
        elif within.off_deg(float(row["lon"]), float(row["lat"]), unit) > OUTSIDE_DEG:
            faults.append(f"{path.name}: {row['name']}: {row['lon']} {row['lat']} lies outside {unit}")
    codes = [row["code"] for row in rows]
    faults += [f"{path.name}: code {code} stands twice" for code in sorted({c for c in codes if codes.count(c) > 1})]
    write(path, comments, rows, admin2.COLUMNS)
    return faults


def _fill(row: dict[str, str], within: KnownPlaces, folder: Path, taken: set[str]) -> None:
    names = [row["name"], *row["aliases"].split("|")]
    unit = row["admin1"]
    if not row["id"]:
        listed = _match(names, _geonames(folder, unit))
        row["id"] = f"geonames:{listed}" if listed and f"geonames:{listed}" not in taken else ""
    if not row["code"]:
        row["code"] = _match(names, _embedded(unit)) or f"{unit}.{fold(row['name'])}"
    if not row["lon"]:
        _place(row, names, within)
    if not row["id"]:
        stem = f"geoinc:{within.code.lower()}-{slug(row['name'])}-district"
        row["id"] = stem if stem not in taken else f"{stem}-{slug(unit.split('.')[1])}"
    taken.add(row["id"])
    if not row["alone"]:
        keys = (key for name in filter(None, names) for key in keys_of(name) if key[0] != "skeleton")
        settled = {place.kind for key in keys for place in _at(key, within)}
        row["alone"] = "no" if settled & SETTLED else "yes"


def _at(key: tuple[str, str], within: KnownPlaces) -> Iterable[KnownPlace]:
    return (within.places[number] for number in within.by_key.get(key, ()))


def _match(names: Iterable[str], listed: Sequence[tuple[str, str]]) -> str | None:
    """Return what stands for the first of the names that the list has: (name, value) pairs; closest spelling first."""
    for how in HOWS:
        for name in filter(None, names):
            wanted = dict(keys_of(name)).get(how)
            found = {value for other, value in listed if wanted and dict(keys_of(_short(other))).get(how) == wanted}
            if len(found) == 1:
                return found.pop()
    return None


def _short(name: str) -> str:
    return WORDS.sub("", name) or name


@lru_cache(maxsize=4096)
def _geonames(folder: Path, unit: str) -> tuple[tuple[str, str], ...]:
    path = folder / "geonames" / "admin2Codes.txt"
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    cells = (line.split("\t") for line in lines if line.startswith(f"{unit}."))
    return tuple((name, cell[3]) for cell in cells for name in (cell[1], cell[2]))


@lru_cache(maxsize=4096)
def _embedded(unit: str) -> tuple[tuple[str, str], ...]:
    return tuple({(code.split(".", 2)[2], code) for first, code, _, _ in _second_level() if first == unit})


@lru_cache(maxsize=1)
def _second_level() -> tuple[tuple[str, str, float, float], ...]:
    return tuple(embedded.second_level_places())


def _place(row: dict[str, str], names: Sequence[str], within: KnownPlaces) -> None:
    units = [p for p in within.places if p.kind is PlaceKind.ADMIN2 and (not p.admin1 or p.admin1 == row["admin1"])]
    number = _match(names, [(name, str(n)) for n, place in enumerate(units) for name in place.names])
    if number is not None:
        place = units[int(number)]
        _set(row, place.lon, place.lat, place.source)
        return
    seats = {
        where: place
        for how in HOWS
        for name in filter(None, names)
        if (key := dict(keys_of(name)).get(how))
        for where, place in ((f"{p.lon} {p.lat}", p) for p in _at((how, key), within))
        if place.kind is PlaceKind.SETTLEMENT and place.admin1 == row["admin1"]
    }
    best = max(seats.values(), key=lambda place: (place.default, place.population), default=None)
    if best is not None:
        _set(row, best.lon, best.lat, best.source)


def _set(row: dict[str, str], lon: float, lat: float, source: str) -> None:
    row["lon"], row["lat"] = f"{lon:.{DECIMALS}f}", f"{lat:.{DECIMALS}f}"
    said = f"position: {source}"
    row["note"] = f"{row['note']}; {said}" if row["note"] else said


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 1 where a row lacks something."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("units", nargs="+", type=Path, metavar="XX.csv")
    parser.add_argument("--tables", type=Path, required=True, help="folder with villages/, units/ and geonames/")
    given = parser.parse_args(arguments)
    faults = [fault for path in given.units for fault in finish(path, given.tables)]
    sys.stdout.writelines(fault + "\n" for fault in faults)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
