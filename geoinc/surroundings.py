"""What stands around the findings, for maps: names, borders of units, roads; and in which units the incidents lie.

The renderer never opens the gazetteer; it is handed these.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from geoinc.deferred import DeferredSequence
from geoinc.gazetteer.file.columns import KINDS, PlaceFlag
from geoinc.labels import boxes_of, labels_around
from geoinc.model import Findings, Outline, Place, PlaceKind, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from shapely import Geometry

    from geoinc.gazetteer import Gazetteer
    from geoinc.labels import Box

    Mask = NDArray[np.bool_]

BORDERS = ((PlaceKind.ADMIN1, True), (PlaceKind.ADMIN1, False), (PlaceKind.ADMIN2, True))
"""Units whose borders are drawn: of the second level only those that were surveyed, derived ones are too rough."""

WAYS = (PlaceKind.ROAD,)
"""Roads and railways: no package carries them, a user's own packs may."""

MARGIN_DEG = {PlaceKind.ADMIN1: 2.0, PlaceKind.ADMIN2: 0.7, PlaceKind.ROAD: 0.7}
"""How far from incidents an outline is still drawn."""

REACH_DEG = 8.0
"""No unit's edge is further from its point, but for a few in deserts and the Arctic."""

SHORE_DEG = 0.03
"""Edges of units this close to the edge of all of them are coasts or national borders, which are drawn more finely."""

PIECE = 48
"""Corners of a piece of a coast or border that units are cut with."""

CELL_DEG = 0.05
"""Incidents within about five kilometres share the unit of the first."""

OUTSIDE_DEG = 0.25
"""Areas of regions are derived; an incident this far outside is still within."""

MAX_NAMED = 3
"""This many countries are named one by one, where no region holds them."""


def with_surroundings(findings: Findings, gazetteer: Gazetteer) -> Findings:
    """Return the findings with what stands around them; names and borders when somebody looks at them."""
    units, countries = _units(findings, gazetteer)
    return replace(
        findings,
        labels=DeferredSequence(lambda: labels_around(findings, gazetteer)),
        outlines=DeferredSequence(lambda: outlines_around(findings, gazetteer)),
        units=units,
        region=_region(findings, units, countries, gazetteer),
    )


def outlines_around(findings: Findings, gazetteer: Gazetteer) -> Iterator[Outline]:
    """Yield the borders of units and the ways near the incidents."""
    boxes = boxes_of(findings)
    for kind, surveyed in BORDERS:
        near = _near(gazetteer, kind, boxes)
        if near:
            units = [gazetteer.place_at(i) for i in near if _surveyed(gazetteer, i) == surveyed]
            border = _inner(units)
            if border is not None:
                yield Outline(kind, border, surveyed=surveyed)
    for kind in WAYS:
        ways = [gazetteer.place_at(i) for i in _near(gazetteer, kind, boxes)]
        yield from (Outline(kind, way.extent, way.name) for way in ways if way.extent is not None)


def _surveyed(gazetteer: Gazetteer, index: int) -> bool:
    return not gazetteer.columns.flags[index] & PlaceFlag.DERIVED


def _near(gazetteer: Gazetteer, kind: PlaceKind, boxes: Iterable[Box]) -> list[int]:
    """Return the places of a kind whose extents reach near incidents."""
    import shapely

    columns = gazetteer.columns
    mask = (np.asarray(columns.kind) == KINDS.index(kind)) & ((np.asarray(columns.flags) & PlaceFlag.EXTENT) > 0)
    wide = [shapely.box(*box.grown(MARGIN_DEG[kind])) for box in boxes]
    reach = shapely.union_all([shapely.box(*box.grown(MARGIN_DEG[kind] + REACH_DEG)) for box in boxes])
    mask[mask] = shapely.contains_xy(reach, columns.lon[mask], columns.lat[mask])
    if not mask.any():
        return []
    indices = np.flatnonzero(mask)
    extents = [gazetteer.place_at(int(i)).extent for i in indices]
    hit = shapely.STRtree(wide).query([shapely.box(*e.bounds) if e else shapely.Polygon() for e in extents])[0]
    return [int(i) for i in indices[np.unique(hit)]]


def _inner(units: Sequence[Place]) -> Geometry | None:
    """Return the borders between units, without those that are coasts or national borders."""
    import shapely

    extents: dict[str | None, list[Geometry]] = {}
    for unit in units:
        if unit.extent is not None:
            extents.setdefault(unit.country, []).append(unit.extent)
    lines = [line for several in extents.values() for line in _between(several)]
    return shapely.line_merge(shapely.union_all(lines)) if lines else None


def _between(extents: list[Geometry]) -> list[Geometry]:
    """Return the edges of areas that run within the union of all."""
    import shapely

    edges = shapely.boundary(extents)
    shore = _pieces(shapely.boundary(shapely.union_all(shapely.make_valid(extents))))
    edge, piece = shapely.STRtree(shore).query(edges, predicate="dwithin", distance=SHORE_DEG)
    order = np.argsort(edge, kind="stable")
    near, number = np.unique(edge[order], return_inverse=True)
    shores = shapely.multilinestrings(shore[piece[order]], indices=number)
    edges[near] = shapely.difference(edges[near], shapely.buffer(shores, SHORE_DEG))
    return [line for line in edges if not line.is_empty]


def _pieces(outline: Geometry) -> NDArray[np.object_]:
    """Return an outline in pieces, so that each edge is cut with what is near it alone."""
    import shapely

    rings = (shapely.get_coordinates(ring) for ring in shapely.get_parts(outline))
    cut = [ring[k : k + PIECE + 1] for ring in rings for k in range(0, len(ring) - 1, PIECE)]
    return np.array([shapely.LineString(corners) for corners in cut], dtype=object)


def _units(findings: Findings, gazetteer: Gazetteer) -> tuple[dict[str, Unit], set[str]]:
    """Return the units of incidents by incident id, and the names of all countries among them."""
    found: dict[tuple[int, int], Unit | None] = {}
    units = {}
    for incident in findings.incidents:
        region = incident.location.region
        if region is None:
            continue
        cell = (round(region.best.x / CELL_DEG), round(region.best.y / CELL_DEG))
        if cell not in found:
            found[cell] = _unit(gazetteer, region.best.x, region.best.y)
        unit = found[cell]
        if unit is not None:
            units[incident.id] = unit
    return units, {unit.country for unit in units.values()}


def _unit(gazetteer: Gazetteer, lon: float, lat: float) -> Unit | None:
    country, admin1, admin2 = gazetteer.containing(lon, lat)
    if country is None:
        return None
    state = gazetteer.place_at(country)
    province = None if admin1 is None else gazetteer.place_at(admin1)
    district = None if admin2 is None else gazetteer.place_at(admin2)
    place = province or state
    return Unit(
        place.name,
        state.name,
        place.point.x,
        place.point.y,
        code=state.country or "",
        admin1=province.name if province else "",
        admin2=district.name if district else "",
    )


def _region(findings: Findings, units: Mapping[str, Unit], countries: set[str], gazetteer: Gazetteer) -> str:
    """Return where all incidents with a place happened: a unit, a country, a region, or a few countries."""
    points = [(r.best.x, r.best.y) for r in (i.location.region for i in findings.incidents) if r is not None]
    names = {(unit.name, unit.country) for unit in units.values()}
    if not names:
        return ""
    if len(names) == 1:
        return ", ".join(dict.fromkeys(next(iter(names))))
    if len(countries) == 1:
        return next(iter(countries))
    holding = _smallest(points, gazetteer)
    return holding or (", ".join(sorted(countries)) if len(countries) <= MAX_NAMED else "")


def _smallest(points: Sequence[tuple[float, float]], gazetteer: Gazetteer) -> str:
    """Return the name of the smallest region of the gazetteer that holds all points."""
    import shapely

    spots = shapely.multipoints(points)
    regions = np.flatnonzero(
        np.isin(gazetteer.columns.kind, [KINDS.index(PlaceKind.REGION), KINDS.index(PlaceKind.CONTINENT)])
    )
    places = [gazetteer.place_at(int(i)) for i in regions]
    holding = [(p.extent.area, p.name) for p in places if p.extent is not None and _holds(p.extent, spots)]
    return min(holding)[1] if holding else ""


def _holds(extent: Geometry, spots: Geometry) -> bool:
    import shapely

    return bool(shapely.dwithin(extent, shapely.get_parts(spots), OUTSIDE_DEG).all())
