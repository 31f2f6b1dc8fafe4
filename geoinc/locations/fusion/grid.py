"""The adaptive local grid: from coarse to fine, on which densities multiply."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geoinc.geo.geodesy import EARTH_RADIUS_M, LocalFrame, haversine_m
from geoinc.locations.fields.density import Field
from geoinc.locations.fields.frame_transform import warp
from geoinc.locations.kernels import solver

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Box = tuple[float, float, float, float]
"""West, south, east, north in metres of a frame."""

BLUR_CELLS = 0.5
"""Fields are widened by half a cell on coarse grids, a quarter on the last."""

FLAT_M = 150_000.0
"""So far from its origin a local frame stretches areas by less than 0.01 %."""

NEGLIGIBLE_LOG = 30.0
"""Where some fields leave e⁻³⁰ of their peak, the others are not asked any more."""

OVERLAP_SLACK = 1.02
"""Reaches are compared on the sphere; the ellipsoid may differ by half a percent."""


@dataclass(frozen=True, slots=True)
class Product:
    """A product of fields with the weight of its anchors' candidates."""

    fields: tuple[Field, ...]
    weight: float = 1.0


@dataclass(frozen=True, eq=False)
class Patch:
    """A density on a regular grid: ``log`` has shape (rows, columns); ``x`` and ``y`` are its axes in metres."""

    frame: LocalFrame
    x: Floats
    y: Floats
    log: Floats

    @property
    def cell_m(self) -> tuple[float, float]:
        """Return the size of a cell east–west and north–south."""
        return float(self.x[1] - self.x[0]), float(self.y[1] - self.y[0])

    @cached_property
    def cell_areas_m2(self) -> Floats:
        """What each cell covers on the ground, or all of them: a local frame stretches far from its origin."""
        width, height = self.cell_m
        if max(np.abs(self.x[[0, -1]]).max(), np.abs(self.y[[0, -1]]).max()) < FLAT_M:
            return np.asarray(width * height)
        angle = np.hypot(self.x, self.y[:, None]) / EARTH_RADIUS_M
        return np.asarray(np.maximum(np.sinc(angle / math.pi), 1e-6) * width * height)

    @cached_property
    def masses(self) -> Floats:
        """The probability of each cell, summing to 1."""
        mass = np.exp(self.log - self.log.max()) * self.cell_areas_m2
        return np.asarray(mass / mass.sum())


def overlap(fields: Sequence[Field]) -> bool:
    """Return whether the reaches of all fields meet pairwise."""
    lon = np.array([f.frame.lon for f in fields])
    lat = np.array([f.frame.lat for f in fields])
    reach = np.array([f.reach_m for f in fields])
    apart = haversine_m(lon[:, None], lat[:, None], lon[None, :], lat[None, :])
    return bool((apart <= OVERLAP_SLACK * (reach[:, None] + reach[None, :])).all())


def solve(products: Sequence[Product]) -> Patch | None:
    """Return the weighted sum of products on a grid fitted to where it is large; None where all are empty."""
    frame, box = _start(products)
    if box is None:
        return None
    coarse = int(solver("coarse_cells"))
    for _ in range(int(solver("levels"))):
        patch = _evaluate(products, frame, box, (coarse, coarse))
        if not np.isfinite(patch.log).any():
            return None
        smaller = _kept(patch)
        shrunk = _area(smaller) / _area(box)
        box = smaller
        if shrunk > solver("shrink_stop"):
            break
    return _finest(products, patch, box)


def _finest(products: Sequence[Product], seen: Patch, box: Box) -> Patch:
    """Return the last grid: of the cells that held something before; divided where it must be finer than usual."""
    cells, times = _final_cells(products, box)
    wanted = _cells_of(seen, box, cells)
    if times == 1:
        return _evaluate(products, seen.frame, box, cells, blur_cells=BLUR_CELLS / 2, wanted=wanted)
    whole = _evaluate(products, seen.frame, box, cells, wanted=wanted)
    if not np.isfinite(whole.log).any():
        return whole
    held = _holding(whole)
    times = max(min(times, math.isqrt(int(solver("points_most") / held.sum()))), 1)
    wanted = np.kron(held, np.ones((times, times), dtype=bool))
    cells = cells[0] * times, cells[1] * times
    return _evaluate(products, seen.frame, box, cells, blur_cells=BLUR_CELLS / 2, wanted=wanted)


def _cells_of(seen: Patch, box: Box, cells: tuple[int, int]) -> NDArray[np.bool_]:
    """Return which cells of a finer grid lie in cells of a coarser one that hold something, or next to them."""
    held = _holding(seen)
    columns, rows = (
        np.clip(((centres - axis[0]) / (axis[1] - axis[0]) + 0.5).astype(int), 0, len(axis) - 1)
        for centres, axis in zip(_centres(box, cells), (seen.x, seen.y), strict=True)
    )
    return np.asarray(held[np.ix_(rows, columns)])


def _centres(box: Box, cells: tuple[int, int]) -> tuple[Floats, Floats]:
    """Return the x and y of the centres of a box's cells."""
    west, south, east, north = box
    x = west + (np.arange(cells[0]) + 0.5) * (east - west) / cells[0]
    return x, south + (np.arange(cells[1]) + 0.5) * (north - south) / cells[1]


def _holding(patch: Patch) -> NDArray[np.bool_]:
    """Return which cells hold nearly all of the mass, and their neighbours."""
    rows, columns = patch.log.shape
    held = np.zeros((rows + 2, columns + 2), dtype=np.bool_)
    held[1:-1, 1:-1] = _likeliest(patch)
    beside = held[:, :-2] | held[:, 1:-1] | held[:, 2:]
    return np.asarray(beside[:-2] | beside[1:-1] | beside[2:])


def _likeliest(patch: Patch) -> NDArray[np.bool_]:
    """Return which cells hold nearly all of the mass: the fewest, and all that are as likely as the least of them.

    Which of several alike would come first is left to the machine by a sort, so all or none are taken.
    """
    flat = np.sort(patch.masses, axis=None)[::-1]
    least = flat[min(int(np.searchsorted(np.cumsum(flat), solver("mass_kept"))), flat.size - 1)]
    return np.asarray(patch.masses >= least)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _start(products: Sequence[Product]) -> tuple[LocalFrame, Box | None]:
    """Return a frame at the tightest field, and the box that all products together may fill."""
    tightest = min((f for p in products for f in p.fields), key=lambda f: f.reach_m)
    frame = tightest.frame
    boxes = [box for p in products if (box := _box(p.fields, frame)) is not None]
    if not boxes:
        return frame, None
    west, south, east, north = (np.array(side) for side in zip(*boxes, strict=True))
    return frame, (float(west.min()), float(south.min()), float(east.max()), float(north.max()))


def _box(fields: Sequence[Field], frame: LocalFrame) -> Box | None:
    """Return the intersection of the fields' reaches as a box in a frame; None where they do not meet."""
    x, y = frame.to_metres(np.array([f.frame.lon for f in fields]), np.array([f.frame.lat for f in fields]))
    reach = np.array([f.reach_m for f in fields])
    # A circle far from the frame's origin is stretched sideways by θ/sin θ; its box must hold all of it.
    angle = np.minimum((np.hypot(x, y) + reach) / EARTH_RADIUS_M, 0.95 * math.pi)
    wide = reach * np.where(np.hypot(x, y) > 0, 1 / np.sinc(angle / math.pi), 1.0)
    west, south, east, north = (x - wide).max(), (y - wide).max(), (x + wide).min(), (y + wide).min()
    if west >= east or south >= north:
        return None
    return float(west), float(south), float(east), float(north)


def _evaluate(  # noqa: PLR0913 - what, where, how finely
    products: Sequence[Product],
    frame: LocalFrame,
    box: Box,
    cells: tuple[int, int],
    *,
    blur_cells: float = BLUR_CELLS,
    wanted: NDArray[np.bool_] | None = None,
) -> Patch:
    """Return the weighted sum of the products at the cells' centres; -inf where it is not wanted."""
    x, y = _centres(box, cells)
    asked = np.ones((cells[1], cells[0]), dtype=bool) if wanted is None else wanted
    rows, columns = np.nonzero(asked)
    grid_x, grid_y = x[columns], y[rows]
    blur = blur_cells * max(x[1] - x[0], y[1] - y[0])
    logs = [_product_log(p, _Points(frame, box, grid_x, grid_y), blur) for p in products]
    total = np.full(asked.shape, -np.inf)
    total[asked] = logs[0] if len(logs) == 1 else np.logaddexp.reduce(logs)
    return Patch(frame, x, y, total)


@dataclass(frozen=True, slots=True)
class _Points:
    """Points of a frame within a box of it."""

    frame: LocalFrame
    box: Box
    x: Floats
    y: Floats


def _product_log(product: Product, points: _Points, blur_m: float) -> Floats:
    total = np.full(points.x.shape, math.log(product.weight))
    for field in sorted(product.fields, key=lambda f: f.costly):
        left = total > total.max() - NEGLIGIBLE_LOG
        there = warp(points.frame, field.frame, points.box)(points.x[left], points.y[left])
        total[left] += field.log(*there, blur_m)
        total[~left] = -np.inf
    return total


def _kept(patch: Patch) -> Box:
    """Return the box of the cells that hold nearly all of the mass, with a margin of a cell and a half."""
    kept = _likeliest(patch)
    columns, rows = np.flatnonzero(kept.any(axis=0)), np.flatnonzero(kept.any(axis=1))
    width, height = patch.cell_m
    return (
        float(patch.x[columns[0]] - 1.5 * width),
        float(patch.y[rows[0]] - 1.5 * height),
        float(patch.x[columns[-1]] + 1.5 * width),
        float(patch.y[rows[-1]] + 1.5 * height),
    )


def _final_cells(products: Sequence[Product], box: Box) -> tuple[tuple[int, int], int]:
    """Return columns and rows of the last grid, and by how much to divide its cells for the narrowest field."""
    west, south, east, north = box
    scale = min(f.scale_m for p in products for f in p.fields)
    count = int(solver("final_cells"))
    cell = max(east - west, north - south) / count
    # Square cells, but never fewer than a third of the count on the short side.
    columns, rows = (max(math.ceil(side / cell), count // 3) for side in (east - west, north - south))
    times = math.ceil(solver("cells_a_scale") * cell / max(scale, 1.0))
    return (columns, rows), min(max(times, 1), int(solver("divided_most")))


def log_mass(patch: Patch) -> float:
    """Return the log of the integral of a patch's density over the ground."""
    top = float(patch.log.max())
    return top + math.log(float((np.exp(patch.log - top) * patch.cell_areas_m2).sum()))


def peak_log(field: Field) -> float:
    """Return about the highest log density of a field."""
    return float(_glance(field).log.max())


def log_norm(field: Field) -> float:
    """Return about the log of a field's integral over the ground."""
    return log_mass(_glance(field))


@lru_cache(maxsize=128)
def _glance(field: Field) -> Patch:
    """Return a field on a coarse grid fitted to it in one step."""
    coarse, reach = int(solver("glance_cells")), field.reach_m
    first = _evaluate([Product((field,))], field.frame, (-reach, -reach, reach, reach), (coarse, coarse))
    return _evaluate([Product((field,))], field.frame, _kept(first), (coarse, coarse))
