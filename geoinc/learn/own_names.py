"""List curated rows that bear another place's id: ``python -m geoinc.learn.own_names --tables FOLDER [TABLE.csv…]``.

A row with a GeoNames id is compared with what the tables know of that id. Where its name is like none of the id's own,
or it lies far from it, it is another place ("Imehejek" under the id of Lafon), a district under the id of its seat, or a
spelling that a person must judge. Names are compared as written, by their consonants and by sound.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.names.skeleton import bare, romanize, skeleton, sound
from geoinc.gazetteer.sources import tables
from geoinc.geo.geodesy import distance_m
from geoinc.learn.known import embedded_places, village_places
from geoinc.learn.positions import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

PREFIX: Final = "geonames:"
ALIKE: Final = 72.0
"""Names less alike than this (rapidfuzz' ratio of 100, as written or as they sound) are two names (judgement)."""

TELLING: Final = 3
"""Fewer consonants are those of many names: Karaye is not Kiru."""

FAR_M: Final = {"places": 15_000.0, "admin2": 60_000.0}
"""A place lies no farther from where its id does, a unit's middle from another source's (judgement)."""


@dataclass(frozen=True, slots=True)
class IdFacts:
    """What one table says of an id: its names, and where it lies."""

    names: tuple[str, ...]
    lon: float | None = None
    lat: float | None = None


def strangers(paths: Iterable[Path], folder: Path) -> Iterator[str]:
    """Yield a line for each row of the tables that is not the place of its id, as far as the tables of ``folder`` know it."""
    asked: dict[str, list[tuple[Path, dict[str, str]]]] = {}
    for path in paths:
        for row in read(path)[1]:
            if row["id"].startswith(PREFIX) and row["lon"]:
                code = row["country"] or (path.stem if _room(path) == "admin2" else "")
                asked.setdefault(code, []).append((path, row))
    for code, rows in sorted(asked.items()):
        known = _by_id(code, {row["id"].removeprefix(PREFIX) for _, row in rows}, folder)
        for path, row in rows:
            fault = _fault(row, known.get(row["id"].removeprefix(PREFIX), ()), FAR_M[_room(path)])
            if fault:
                yield f"{path.name}: {row['id']} {row['name']}: {fault}"


def _room(path: Path) -> str:
    return "admin2" if path.parent.name == "admin2" else "places"


def _fault(row: Mapping[str, str], known: Sequence[IdFacts], far_m: float) -> str:
    """Return what is wrong with a row; "" where one of the tables that know its id says the same, or none does."""
    if not known:
        return ""
    like = [facts for facts in known if any(is_like(row["name"], own) for own in facts.names)]
    if not like:
        own = sorted({name for facts in known for name in facts.names if name})
        return f"the id's own names are {', '.join(own[:5])}"
    away = [_away_m(row, facts) for facts in like]
    return f"{min(away) / 1000:.0f} km from where the id lies" if min(away) > far_m else ""


def _away_m(row: Mapping[str, str], facts: IdFacts) -> float:
    if facts.lon is None or facts.lat is None:
        return 0.0
    return distance_m(float(row["lon"]), float(row["lat"]), facts.lon, facts.lat)


def is_like(name: str, own: str) -> bool:
    """Whether two names may be one: as written, by their words, without articles, by consonants or by sound."""
    one, other = romanize(fold(name)), romanize(fold(own))
    if not one or not other:
        return False
    if len(skeleton(fold(name))) >= TELLING and skeleton(fold(name)) == skeleton(fold(own)):
        return True
    ratios = (
        fuzz.ratio(bare(one), bare(other)),
        fuzz.ratio(sound(one), sound(other)),
        fuzz.token_set_ratio(one, other),
        fuzz.partial_ratio(one.replace(" ", ""), other.replace(" ", ""))
        if min(len(one), len(other)) > len("abcd")
        else 0,
    )
    return max(ratios) >= ALIKE


def _by_id(code: str, wanted: set[str], folder: Path) -> dict[str, list[IdFacts]]:
    """Return what is known of the ids wanted: by the tables of the country, the embedded places and the list of units."""
    found: dict[str, list[IdFacts]] = {}
    places = (*embedded_places(code), *village_places(code, folder)) if code else ()
    for place in places:
        if place.geonames in wanted:
            found.setdefault(place.geonames, []).append(IdFacts(place.names, place.lon, place.lat))
    for number, names in _units(folder).items():
        if number in wanted:
            found.setdefault(number, []).append(IdFacts(names))
    return found


@lru_cache(maxsize=1)
def _units(folder: Path) -> dict[str, tuple[str, ...]]:
    path = folder / "geonames" / "admin2Codes.txt"
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines()) if path.is_file() else ()
    return {row[3]: tuple(row[1:3]) for row in rows}


def curated() -> Iterable[Path]:
    """Return the curated tables of places and of second-level units."""
    return (*sorted((tables.folder() / "places").glob("*.csv")), *sorted((tables.folder() / "admin2").glob("*.csv")))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 1 where a row is a stranger to its id."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("tables_of", nargs="*", type=Path, metavar="TABLE.csv", help="all curated tables by default")
    parser.add_argument("--tables", type=Path, required=True, help="folder with villages/ and geonames/")
    given = parser.parse_args(arguments)
    found = list(strangers(given.tables_of or curated(), given.tables))
    sys.stdout.writelines(line + "\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
