"""From a density on a grid to a :class:`geoinc.model.Region`: highest-density areas, best point, radius."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from geoinc.geo import geodesy
from geoinc.geo.geodesy import LocalFrame
from geoinc.locations.fusion.grid import Patch
from geoinc.locations.kernels import solver
from geoinc.model import Region

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import Geometry, Point

    Floats = NDArray[np.float64]

CONTENTS = (0.5, 0.9)
ABOUT_M = 50_000.0
"""Parts of a mixture this close are about one place: a town and the district named after it."""

MEDIAN_STEPS = 25
MEDIAN_BLOCKS = 32
MEDIAN_NEGLIGIBLE = 1e-6
NUDGE_DEG = 1e-7
"""About a centimetre: areas that share an edge are pulled apart by this so that one covers the other."""


def from_patch(patch: Patch, *, method: str = "density") -> Region:
    """Return the region of a normalised density on a grid."""
    import shapely

    mass = patch.masses
    density = np.exp(patch.log - patch.log.max())
    level50, level90 = _levels(density.ravel(), mass.ravel())
    half, most = contours(patch, density, (level50, level90))
    area90 = patch.frame.unproject(most)
    area50 = inside(patch.frame.unproject(half), area90)
    x, y = _best(patch, mass, density >= level50)
    radius = _radius_m(patch, mass, x, y)
    lon, lat = patch.frame.to_degrees(np.array([x]), np.array([y]))
    best = snapped(shapely.Point(float(lon[0]), float(lat[0])), area50)
    return Region(best, area50, area90, radius, area90_m2=geodesy.area_m2(area90), method=method)


def _levels(density: Floats, mass: Floats) -> list[float]:
    """Return the densities above which 50 and 90 % of the mass lie.

    Cells as dense as one another come in any order: it changes the last bits of sums, not the density that is reached.
    """
    some = mass > 0
    density, mass = density[some], mass[some]
    order = np.argsort(density)[::-1]
    held = np.cumsum(mass[order])
    places = (min(int(np.searchsorted(held, content)), order.size - 1) for content in CONTENTS)
    return [float(density[order[place]]) for place in places]


def contours(patch: Patch, density: Floats, levels: Sequence[float]) -> list[Geometry]:
    """Return the areas where the density is at least each level, in metres of the patch's frame, simplified."""
    from contourpy import FillType, contour_generator

    width, height = patch.cell_m
    x = np.concatenate(([patch.x[0] - width], patch.x, [patch.x[-1] + width]))
    y = np.concatenate(([patch.y[0] - height], patch.y, [patch.y[-1] + height]))
    lines: Any = contour_generator(x, y, np.pad(density, 1), fill_type=FillType.OuterOffset)
    tolerance_m = solver("tolerance_cells") * min(width, height)
    filled = (lines.filled(level * (1 - 1e-9), np.inf) for level in levels)
    return [_area(points, offsets, tolerance_m) for points, offsets in filled]


def _area(points: Sequence[Floats], offsets: Sequence[NDArray[np.uint32]], tolerance_m: float) -> Geometry:
    import shapely

    return shapely.simplify(shapely.union_all(shapely.make_valid(_polygons(points, offsets))), tolerance_m)


def _polygons(points: Sequence[Floats], offsets: Sequence[NDArray[np.uint32]]) -> list[Geometry]:
    """Return polygons by the corners of their rings (the shell's first), and where each ring begins and ends in them."""
    import shapely

    if not points:
        return []
    sizes = np.concatenate([np.diff(each) for each in offsets])
    rings = iter(shapely.linearrings(np.concatenate(points), indices=np.repeat(np.arange(sizes.size), sizes)))
    loops = [[next(rings) for _ in each[1:]] for each in offsets]
    return [shapely.polygons(shell, holes=holes or None) for shell, *holes in loops]


def inside(inner: Geometry, outer: Geometry) -> Geometry:
    """Return ``inner`` cut, if need be, so that ``outer`` covers it."""
    import shapely

    if shapely.covers(outer, inner):
        return inner
    cut = shapely.intersection(inner, shapely.buffer(outer, -NUDGE_DEG))
    areas = [part for part in shapely.get_parts(cut) if part.area > 0]
    return shapely.union_all(areas) if areas else outer


def snapped(point: Point, area: Geometry) -> Point:
    """Return the point, or where it lies outside the area the nearest place safely inside."""
    import shapely

    if shapely.covers(area, point):
        return point
    line = shapely.shortest_line(area, point)
    edge = shapely.get_point(line, 0)
    for share in (1e-9, 1e-6, 1e-3):
        moved = _towards(edge, shapely.point_on_surface(area), share)
        if shapely.covers(area, moved):
            return moved
    return shapely.point_on_surface(area)


def _towards(start: Point, end: Point, share: float) -> Point:
    import shapely

    return shapely.Point(start.x + share * (end.x - start.x), start.y + share * (end.y - start.y))


def _best(patch: Patch, mass: Floats, core: NDArray[np.bool_]) -> tuple[float, float]:
    """Return the point of the 50 % area that is nearest to the geometric median (least expected error)."""
    x, y = _median(*_blocks(patch, mass))
    rows, columns = np.nonzero(core)
    inside_x, inside_y = patch.x[columns], patch.y[rows]
    nearest = int(np.argmin(np.hypot(inside_x - x, inside_y - y)))
    width, height = patch.cell_m
    if abs(inside_x[nearest] - x) <= width and abs(inside_y[nearest] - y) <= height:
        return x, y
    return float(inside_x[nearest]), float(inside_y[nearest])


def _blocks(patch: Patch, mass: Floats) -> tuple[Floats, Floats, Floats]:
    """Return centres of mass and masses of blocks of cells: a median needs no more detail."""
    rows, columns = (np.arange(0, size, math.ceil(size / MEDIAN_BLOCKS)) for size in mass.shape)

    def summed(values: Floats) -> Floats:
        return np.asarray(np.add.reduceat(np.add.reduceat(values, rows, axis=0), columns, axis=1).ravel())

    weight = summed(mass)
    held = weight > weight.max() * MEDIAN_NEGLIGIBLE
    x, y = summed(mass * patch.x[None, :])[held], summed(mass * patch.y[:, None])[held]
    return x / weight[held], y / weight[held], weight[held]


def _median(x: Floats, y: Floats, weight: Floats) -> tuple[float, float]:
    """Return the weighted geometric median (Weiszfeld 1937)."""
    at_x, at_y = float(np.average(x, weights=weight)), float(np.average(y, weights=weight))
    spread = float(np.sqrt(np.average((x - at_x) ** 2 + (y - at_y) ** 2, weights=weight))) + 1e-9
    for _ in range(MEDIAN_STEPS):
        pull = weight / np.maximum(np.hypot(x - at_x, y - at_y), 1e-3 * spread)
        whole = pull.sum()
        at_x, at_y = float((pull * x).sum() / whole), float((pull * y).sum() / whole)
    return at_x, at_y


def _radius_m(patch: Patch, mass: Floats, x: float, y: float) -> float:
    """Return the radius around a point that holds 90 %; distances in the frame, good to 0.2 % at 500 km."""
    rows, columns = np.nonzero(mass)
    away = np.hypot(patch.x[columns] - x, patch.y[rows] - y)
    order = np.argsort(away)  # cells as far away may come in any order: the distance that is reached is theirs
    held = np.cumsum(mass[rows, columns][order])
    return float(away[order[min(int(np.searchsorted(held, 0.9)), order.size - 1)]]) + max(patch.cell_m) / 2


def merged(patches: Sequence[tuple[float, Patch]]) -> Region:
    """Return the region of a mixture of densities far apart, each with its weight."""
    import shapely

    weights = np.array([w for w, _ in patches])
    weights = weights / weights.sum()
    mass = [w * p.masses for w, (_, p) in zip(weights, patches, strict=True)]
    density = [m / p.cell_areas_m2 for m, (_, p) in zip(mass, patches, strict=True)]
    flat_mass = np.concatenate([m.ravel() for m in mass])
    flat_density = np.concatenate([d.ravel() for d in density])
    levels = _levels(flat_density, flat_mass)
    area50, area90 = _areas(patches, density, levels)
    area50 = inside(area50, area90)
    main = int(np.argmax(weights))
    patch = patches[main][1]
    core = density[main] >= min(levels[0], float(density[main].max()))
    x, y = _best(patch, patch.masses, core)
    lon, lat = patch.frame.to_degrees(np.array([x]), np.array([y]))
    best = snapped(shapely.Point(float(lon[0]), float(lat[0])), area50)
    radius = _own_radius_m(best, main, patches, mass)
    return Region(best, area50, area90, radius, area90_m2=geodesy.area_m2(area90))


def _areas(
    patches: Sequence[tuple[float, Patch]], density: Sequence[Floats], levels: Sequence[float]
) -> list[Geometry]:
    """Return the area of all patches in which the density is at least each level."""
    import shapely

    parts: list[list[Geometry]] = [[] for _ in levels]
    for (_, patch), d in zip(patches, density, strict=True):
        top = d.max()
        reached = [number for number, level in enumerate(levels) if top >= level]
        for number, area in zip(reached, contours(patch, d / top, [levels[n] / top for n in reached]), strict=True):
            parts[number].append(patch.frame.unproject(area))
    return [shapely.union_all(part) for part in parts]


def _own_radius_m(best: Point, main: int, patches: Sequence[tuple[float, Patch]], mass: Sequence[Floats]) -> float:
    """Return the radius around the best point that holds 90 % of the patch it lies in and of those about it.

    A patch far off is another place of the name: the areas show it, and it makes no circle of the one shown.
    """
    away, weight = [], []
    for number, (_, patch) in enumerate(patches):
        rows, columns = np.nonzero(mass[number])
        lon, lat = patch.frame.to_degrees(patch.x[columns], patch.y[rows])
        distance = geodesy.haversine_m(np.array(best.x), np.array(best.y), lon, lat)
        flat = mass[number][rows, columns]
        if number == main or float(np.average(distance, weights=flat)) <= ABOUT_M:
            away.append(distance)
            weight.append(flat)
    every, held = np.concatenate(away), np.concatenate(weight)
    order = np.argsort(every)  # as in _radius_m
    rising = np.cumsum(held[order]) / held.sum()
    return float(every[order[min(int(np.searchsorted(rising, 0.9)), order.size - 1)]])


def circle(frame: LocalFrame, radius_m: float, *, points: int = 64) -> Geometry:
    """Return a circle around a frame's origin as a WGS 84 polygon of the true circle's area."""
    import shapely

    angle = np.linspace(0, 2 * np.pi, points, endpoint=False)
    # A polygon inscribed in a circle is smaller than it: push the corners out until the areas agree.
    reach = radius_m * np.sqrt(2 * np.pi / points / np.sin(2 * np.pi / points))
    return frame.unproject(shapely.Polygon(np.column_stack((reach * np.sin(angle), reach * np.cos(angle)))))
