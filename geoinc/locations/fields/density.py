"""Densities over the ground: a :class:`Field` a relation and anchor; points, rings, sectors and discs here.

A field gives the logarithm of a density, up to a constant, at points of its own local frame. It widens by a
given blur, so that a coarse grid does not miss a narrow ring.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geoinc.geo.geodesy import LocalFrame
from geoinc.locations.kernels import SoftBox

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    LogDensity = Callable[[Floats, Floats, float], Floats]

REACH_EDGES = 9.0
"""A logistic edge has fallen to 1/8,000 nine scales out: fields are cut there."""

HALF_TURN_DEG = 180.0
FULL_TURN_DEG = 360.0
GROUND_LIMIT_M = 19_500_000.0
"""No field reaches further: just short of the antipode, where a local frame folds."""


@dataclass(frozen=True, slots=True)
class Field:
    """A density on the ground: ``log(x, y, blur_m)`` in metres of ``frame``, nil beyond ``reach_m`` of its origin.

    ``scale_m`` is the smallest length over which it changes: how fine a grid it asks for. ``costly`` fields look
    at a line or area, and are asked only where the others leave something. ``most`` is what its logarithm never exceeds.
    """

    frame: LocalFrame
    reach_m: float
    scale_m: float
    log: LogDensity
    costly: bool = True
    most: float = math.inf

    def at(self, lon: Floats, lat: Floats, *, blur_m: float = 0.0) -> Floats:
        """Return log densities at WGS 84 points."""
        x, y = self.frame.to_metres(lon, lat)
        return self.log(x, y, blur_m)


@dataclass(frozen=True, slots=True)
class Polar:
    """A sector or ring about a point: ``distance`` in metres, ``direction`` in degrees around ``bearing_deg``."""

    frame: LocalFrame
    distance: SoftBox
    direction: SoftBox | None = None
    bearing_deg: float = 0.0

    @property
    def reach_m(self) -> float:
        """Return the radius beyond which there is nothing."""
        return min(self.distance.centre + self.distance.half + REACH_EDGES * self.distance.edge, GROUND_LIMIT_M)

    def log(self, x: Floats, y: Floats, blur_m: float) -> Floats:
        """Return p(r)·p(θ)/r, in logarithms; close to the centre r is held at the edge's own scale."""
        r = np.hypot(x, y)
        value = self.distance.log(r, blur=blur_m) - np.log(np.maximum(r, self.distance.edge + blur_m))
        if self.direction is None:
            return np.asarray(value)
        blur_deg = math.degrees(blur_m / max(self.distance.centre, blur_m, 1.0))
        return np.asarray(value + self.direction.log(off_bearing_deg(x, y, self.bearing_deg), blur=blur_deg))

    def field(self) -> Field:
        """Return the field of this sector or ring."""
        return Field(self.frame, self.reach_m, self.distance.half + 2 * self.distance.edge, self.log, costly=False)


@dataclass(frozen=True, slots=True)
class Disc:
    """A round area: flat inside ``radius_m``, logistic at its edge; an exponential fall where ``fall_m`` is set."""

    frame: LocalFrame
    radius_m: float
    edge_m: float
    fall_m: float = 0.0

    @property
    def reach_m(self) -> float:
        """Return the radius beyond which there is nothing."""
        return min(self.radius_m + REACH_EDGES * (self.edge_m + 1.3 * self.fall_m), GROUND_LIMIT_M)

    def log_radial(self, r: Floats, *, blur_m: float = 0.0) -> Floats:
        """Return the log density an area at distance ``r`` from the centre."""
        edge = math.hypot(self.edge_m, blur_m)
        flat = -np.logaddexp(0.0, (r - self.radius_m) / edge)
        if self.fall_m <= 0:
            return np.asarray(flat)
        return np.asarray(-np.maximum(r - self.radius_m, 0) / math.hypot(self.fall_m, blur_m))

    def log(self, x: Floats, y: Floats, blur_m: float) -> Floats:
        """Return log densities in the frame."""
        return self.log_radial(np.hypot(x, y), blur_m=blur_m)

    def field(self) -> Field:
        """Return the field of this disc."""
        return Field(
            self.frame, self.reach_m, self.radius_m / 2 + self.edge_m + self.fall_m, self.log, costly=False, most=0.0
        )


def off_bearing_deg(x: Floats, y: Floats, bearing: float) -> Floats:
    """Return how far the direction of (x, y) from the origin is off a bearing, in [-180, 180) degrees."""
    off = np.degrees(np.arctan2(x, y)) - bearing
    return np.asarray((off + HALF_TURN_DEG) % FULL_TURN_DEG - HALF_TURN_DEG)


def log_step(x: Floats, edge: float) -> Floats:
    """Return the log of a logistic step that is 1 far below 0 and 0 far above."""
    return np.asarray(-np.logaddexp(0.0, np.divide(x, edge)))


def log_normal(away: Floats, *, median: float, sigma: float, floor: float) -> Floats:
    """Return the log of a log-normal density of a distance, held flat below ``floor``."""
    ratio = np.log(np.maximum(away, floor) / median) / sigma
    return np.asarray(-0.5 * ratio**2 - np.log(np.maximum(away, floor)))
