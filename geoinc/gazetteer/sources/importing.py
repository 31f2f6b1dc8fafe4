"""What all importers share: a row becomes a record or a reject, and nothing else."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn

from geoinc.errors import PackError
from geoinc.gazetteer.records import PlaceRecord
from geoinc.geo.geodesy import EARTH_RADIUS_M

if TYPE_CHECKING:
    from pathlib import Path

    from shapely import Geometry

MAX_LON_DEG = 180.0
MAX_LAT_DEG = 90.0
MAX_POPULATION = 4_000_000_000
"""More than half of mankind lives in no place; a number beyond that is a mistake, and no column holds it."""

MAX_NAME = 400
"""GeoNames allows 200 characters; whatever is longer than twice that is no name."""

FAR_FROM_HOME_M = 5_000_000.0
NEAR_HOME_M = 1_500_000.0
"""A place this far from its country's point that comes this near with lat and lon exchanged has them exchanged."""


class BadRow(ValueError):  # noqa: N818 - never leaves the importers
    """Raised within an importer for a row that cannot be used; the message is the reason."""


def reject(why: str) -> NoReturn:
    """Leave the current row out."""
    raise BadRow(why)


def cannot_import(path: Path, why: str) -> NoReturn:
    """Raise the PackError of a file that cannot be imported at all."""
    message = f"{path.name} cannot be imported: {why}"
    raise PackError(message, path=str(path), why=why)


def number(text: object, name: str) -> float:
    """Return a finite number.

    Raises
    ------
    BadRow
        For anything else.
    """
    try:
        value = float(text)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        reject(f"{name} is {text!r:.40}, not a number")
    if not math.isfinite(value):
        reject(f"{name} is {text!r:.40}, not a finite number")
    return value


def checked(record: PlaceRecord) -> PlaceRecord:
    """Return a record that can be a place: a name, coordinates on Earth and plausible, a usable geometry.

    Raises
    ------
    BadRow
        For one that cannot.
    """
    if not record.name.strip():
        reject("it has no name")
    if len(record.name) > MAX_NAME:
        reject(f"its name has {len(record.name)} characters")
    if record.name.isdigit() or "\x00" in record.name:
        reject(f"{record.name!r:.40} is no name")
    if not 0 <= record.population <= MAX_POPULATION:
        reject(
            f"its population is {record.population:.3g}"
            if record.population < 10**300
            else "its population is no number"
        )
    if not 0 <= record.uncertainty_m < math.inf:
        reject("its uncertainty is no distance")
    _check_position(record.lon, record.lat, record.country)
    names = tuple(name for name in record.names if name.text.strip() and len(name.text) <= MAX_NAME)
    return replace(record, names=names, geometry=usable(record.geometry))


def _check_position(lon: float, lat: float, country: str | None) -> None:
    if lon == 0 and lat == 0:
        reject("its coordinates are 0, 0, which stands for unknown")
    if abs(lat) > MAX_LAT_DEG and abs(lat) <= MAX_LON_DEG and abs(lon) <= MAX_LAT_DEG:
        reject(f"latitude {lat} lies outside the world; lat and lon look exchanged")
    if not (abs(lon) <= MAX_LON_DEG and abs(lat) <= MAX_LAT_DEG):
        reject(f"lon {lon}, lat {lat} lie outside the world")
    home = _homes().get(country or "")
    if home is None or _apart_m((lon, lat), home) < FAR_FROM_HOME_M or abs(lon) > MAX_LAT_DEG:
        return
    if _apart_m((lat, lon), home) < NEAR_HOME_M:
        reject(f"lat and lon look exchanged: {lat}, {lon} is far from {country}")


def usable(geometry: Geometry | None) -> Geometry | None:
    """Return a line or an area made valid; None for a point, which the coordinates say already.

    Raises
    ------
    BadRow
        For a geometry that is empty, has no finite coordinates, or lies outside the world.
    """
    if geometry is None or geometry.geom_type in {"Point", "MultiPoint"}:
        return None
    import shapely

    flat = shapely.force_2d(geometry)
    if flat.is_empty:
        reject("its geometry is empty")
    west, south, east, north = flat.bounds
    if not (west >= -MAX_LON_DEG and east <= MAX_LON_DEG and south >= -MAX_LAT_DEG and north <= MAX_LAT_DEG):
        reject("its geometry lies outside the world, or is not in degrees (EPSG:4326)")
    valid = flat if flat.is_valid else shapely.make_valid(flat)
    return None if valid.is_empty else valid


def point_of(geometry: Geometry) -> tuple[float, float]:
    """Return a point on a geometry: its centroid if that lies on it.

    Raises
    ------
    BadRow
        For an empty geometry.
    """
    if geometry.is_empty:
        reject("its geometry is empty")
    centre = geometry.centroid
    point = centre if geometry.geom_type == "Point" or geometry.contains(centre) else geometry.representative_point()
    return point.x, point.y


@lru_cache(maxsize=1)
def _homes() -> dict[str, tuple[float, float]]:
    from geoinc.gazetteer.packs import curated

    return {record.code: (record.lon, record.lat) for record in curated.countries() if record.code}


def _apart_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    phi1, phi2 = math.radians(a[1]), math.radians(b[1])
    half_dlambda = math.radians(a[0] - b[0]) / 2
    chord = math.sin((phi2 - phi1) / 2) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(half_dlambda) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, max(0.0, chord))))
