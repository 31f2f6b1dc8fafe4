"""The course of a named river as finely as it was surveyed.

The gazetteer knows which coarse line is which river; the fine linework has no names. What of it runs beside the coarse
line is the river.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoinc.geo.linework import Layer, LevelOfDetail, lines
from geoinc.render import clip

if TYPE_CHECKING:
    from shapely import Geometry

BESIDE_DEG = 0.03
"""The coarse line was thinned to one kilometre: its course is no further away, its tributaries soon are."""

TOLERANCE_DEG = 0.0004
"""Forty metres: a pixel where a village fills the screen."""

POINT_BUDGET = 12_000
"""Points of all rivers that a page draws as surveyed, some fifty KB; the Euphrates has three thousand."""

SPUR_DEG = 0.06
"""Shorter pieces are the mouths of tributaries."""


MOSTLY = 0.9
"""A line of which so much runs beside a river is that river's: a line agreed on along the Euphrates, no front across it."""


def fine(coarse: Geometry, *, least: float = 0.0) -> Geometry:
    """Return the surveyed course along a coarse line (WGS 84); where none runs beside it, the coarse line itself.

    All of it stays coarse where a smaller share than ``least`` runs beside a river.
    """
    import shapely

    beside = shapely.buffer(coarse, BESIDE_DEG, quad_segs=2)
    near = clip.lines_within(lines(Layer.RIVERS, LevelOfDetail.FULL), [beside.bounds])
    found = shapely.get_parts(shapely.line_merge(shapely.intersection(shapely.multilinestrings(near), beside)))
    along = clip.longer(clip.parts([found], clip.LINE), SPUR_DEG)
    rest = shapely.difference(coarse, shapely.buffer(shapely.multilinestrings(along), BESIDE_DEG, quad_segs=2))
    if rest.length > (1 - least) * coarse.length:
        return coarse
    gaps = clip.parts([np.atleast_1d(rest)], clip.LINE)
    return shapely.multilinestrings([*along, *gaps])
