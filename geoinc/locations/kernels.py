"""Constants of the geometry, read once from ``kernels.toml``, and the one-dimensional kernel made of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from geoinc.language.lexicon import read
from geoinc.model import Bearing, Distance, Genre, Rounding

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TABLE = Path(__file__).with_name("kernels.toml")

LETTERS_BY_HALF_ANGLE = ((45.0, "1"), (22.5, "2"), (11.25, "3"), (5.625, "32"))
"""The guides' half-angle of a wording, and how many letters a compass point of it has."""

TINY = 1e-9

APPROXIMATE_FACTOR = 1.5
"""How much wider "about 8 km" is than "8 km"."""


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """Return the whole table of constants.

    Raises
    ------
    LexiconError
        Where the file cannot be read as TOML; the message has the line.
    """
    return read(TABLE)


@lru_cache(maxsize=128)
def vague(name: str) -> float:
    """Return a constant of the vague relations."""
    return float(table()["vague"][name])


@lru_cache(maxsize=32)
def solver(name: str) -> float:
    """Return a constant of the grid."""
    return float(table()["solver"][name])


@dataclass(frozen=True, slots=True)
class GenreKernel:
    """How one genre states distances and bearings; see ``kernels.toml``."""

    truncates: bool
    bearing_half_deg: dict[str, float]
    bearing_edge_deg: dict[str, float]
    distance_edge_share: float
    distance_edge_m: float
    beyond_m: float
    centre_share: float


@lru_cache(maxsize=8)
def genre_kernel(genre: Genre) -> GenreKernel:
    """Return the kernel of a genre."""
    return GenreKernel(**table()["genre"][genre.value])


@dataclass(frozen=True, slots=True)
class SoftBox:
    """A density on a line: flat between two logistic edges. With no width it is the logistic density.

    p(x) = [S((x−lo)/s) − S((x−hi)/s)] / (hi−lo), S the logistic function: everything about it is closed.
    """

    centre: float
    half: float
    edge: float

    @property
    def ratio(self) -> float:
        """Return the half-width of the flat part in scales of its edge."""
        return max(self.half / max(self.edge, TINY), 1e-6)

    def log(self, x: Floats, *, blur: float = 0.0) -> Floats:
        """Return log p(x); ``blur`` widens the edges (for a coarse grid)."""
        edge = math.hypot(max(self.edge, TINY), blur)
        ratio = max(self.half / edge, 1e-6)
        away = np.abs(np.subtract(x, self.centre)) / edge
        fall = np.logaddexp(away + np.log1p(np.exp(-2 * away)), ratio + math.log1p(math.exp(-2 * ratio)))
        return np.asarray(_log_sinh(ratio) + math.log(2) - fall - math.log(2 * ratio * edge))

    def quantile(self, share: float) -> float:
        """Return x below which lies ``share`` of the probability, 0 < share < 1."""
        k = self.ratio
        width = 2 * k
        rise = share * width + math.log(-math.expm1(-share * width))
        fall = k + math.log(-math.expm1((share - 1) * width))
        return self.centre + max(self.edge, TINY) * (rise - fall)

    def quantiles(self, shares: Floats) -> Floats:
        """Return the quantiles of an array of shares."""
        return quantiles(self.centre, max(self.edge, TINY), self.ratio, shares)

    def half_width(self, content: float) -> float:
        """Return t such that centre ± t holds ``content`` of the probability."""
        return self.quantile((1 + content) / 2) - self.centre


def quantiles(centre: Floats | float, edge: Floats | float, ratio: Floats | float, shares: Floats) -> Floats:
    """Return the quantiles of one soft box or, by broadcasting, of many; ``ratio`` as :attr:`SoftBox.ratio`."""
    width = 2 * ratio
    rise = shares * width + np.log(-np.expm1(-shares * width))
    fall = ratio + np.log(-np.expm1((shares - 1) * width))
    return np.asarray(centre + edge * (rise - fall))


def _log_sinh(x: float) -> float:
    return x + math.log(-math.expm1(-2 * x)) - math.log(2)


def bearing_box(bearing: Bearing, genre: Genre) -> SoftBox:
    """Return the density of the direction in degrees, around 0, that a wording leaves open in a genre."""
    return _bearing_box(bearing.half_angle_deg, genre)


@lru_cache(maxsize=64)
def _bearing_box(half_angle_deg: float, genre: Genre) -> SoftBox:
    kernel = genre_kernel(genre)
    letters = next((name for half, name in LETTERS_BY_HALF_ANGLE if half_angle_deg >= half), "deg")
    return SoftBox(0.0, kernel.bearing_half_deg[letters], kernel.bearing_edge_deg[letters])


def distance_box(distance: Distance, genre: Genre, *, reach_m: float = 0.0, edge_m: float = 0.0) -> SoftBox:
    """Return the density of the true distance in metres.

    ``reach_m`` is how much further the far edge lies where the distance is measured from the anchor's edge;
    ``edge_m`` the anchor's own uncertainty.
    """
    kernel = genre_kernel(genre)
    low, high = _interval(distance, truncates=kernel.truncates)
    share = kernel.distance_edge_share * (APPROXIMATE_FACTOR if distance.approximate else 1.0)
    edge = math.hypot(share * distance.stated_m, kernel.distance_edge_m, edge_m)
    high += reach_m + kernel.beyond_m
    return SoftBox((low + high) / 2, (high - low) / 2, edge)


def _unit_m(distance: Distance) -> float:
    """Return the whole unit that a truncated distance is counted in."""
    return float(table()["unit_m"].get(distance.unit, math.inf))


def _interval(distance: Distance, *, truncates: bool) -> tuple[float, float]:
    """Return what the words allow: the range said, or the stated number with its rounding."""
    if distance.max_m - distance.min_m > TINY and math.isfinite(distance.max_m):
        return distance.min_m, distance.max_m
    if truncates:
        unit = min(2 * distance.precision_m, _unit_m(distance))
        low = distance.stated_m - (unit / 2 if distance.rounding is Rounding.NEAREST else 0.0)
        return low, low + unit
    return distance.stated_m - distance.precision_m, distance.stated_m + distance.precision_m
