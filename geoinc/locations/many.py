"""Many locations at once, each as the figures of a table: best point, radius, area, and why.

Most phrases are one distance, direction or name of a sure place. Their figures are sums over arrays; what else there
is goes one by one through :func:`geoinc.locations.fuse.fuse`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from geoinc.geo import geodesy
from geoinc.locations.explain import explain, explain_whole
from geoinc.locations.fields.density import Polar
from geoinc.locations.fuse import DENSITY, fuse, simple_parts
from geoinc.locations.fusion import closed_form
from geoinc.locations.kernels import TINY, quantiles
from geoinc.model import Figures, Genre, Location, Relation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoinc.gazetteer.gazetteer import Gazetteer
    from geoinc.locations.fields.build import Simple
    from geoinc.locations.kernels import SoftBox

    Floats = NDArray[np.float64]

MIN_CENTRE_M = 1.0
"""A sector of which no distance is most likely has its point at its very tip."""

PLAIN_LAT_DEG = 80.0
PLAIN_REACH_M = 2_000_000.0
PLAIN_LON_DEG = 179.0
"""What stays below these latitudes and short of the antimeridian, and reaches no further, is of one piece.

The antimeridian cuts an area in two, which is said only where there are several places of the name.
"""


def figures_of(location: Location) -> Figures:
    """Return the figures of a location."""
    region = location.region
    if region is None:
        return Figures(location.explanation, reason=location.reason)
    area = region.area90_m2 or geodesy.area_m2(region.area90)
    return Figures(location.explanation, region.best.x, region.best.y, region.radius_m, area)


def figures(
    asked: Sequence[tuple[Sequence[Relation], Genre]], gazetteer: Gazetteer | None, *, method: str = DENSITY
) -> list[Figures]:
    """Return the figures of many locations, each from its relations and genre, in their order: those of ``fuse``."""
    parts = [_parts(relations, genre) if method == DENSITY else [] for relations, genre in asked]
    summed = iter(
        _summed([(asked[at][0][0], asked[at][1], found[0][1]) for at, found in enumerate(parts) if len(found) == 1])
    )
    mixed = iter(closed_form.mixtures_apart([found for found in parts if len(found) > 1]))
    answers = []
    for (relations, genre), found in zip(asked, parts, strict=True):
        if len(found) == 1:
            answers.append(next(summed))
        elif found and (region := next(mixed)) is not None:
            why = explain(relations, region, genre=genre)
            answers.append(Figures(why, region.best.x, region.best.y, region.radius_m, region.area90_m2))
        else:
            answers.append(figures_of(fuse(relations, gazetteer, genre=genre, method=method, drawn=False)))
    return answers


def _parts(relations: Sequence[Relation], genre: Genre) -> list[tuple[float, Simple]]:
    """Return the sectors, rings or discs of which relations make one, if each surely is of one piece; none where not."""
    found = simple_parts(relations, genre) or []
    one_place = all(len(anchor.candidates) == 1 for relation in relations for anchor in relation.anchors)
    return found if all(_is_plain(made, may_be_cut=one_place) for _, made in found) else []


def _is_plain(made: Simple, *, may_be_cut: bool) -> bool:
    """Whether an area is of one piece, but for the antimeridian if it may be cut there, and holds its best point."""
    if isinstance(made, Polar) and made.distance.centre <= MIN_CENTRE_M:
        return False
    reach_deg = math.degrees(made.reach_m / geodesy.EARTH_RADIUS_M)
    lat = abs(made.frame.lat) + reach_deg
    if lat > PLAIN_LAT_DEG or made.reach_m > PLAIN_REACH_M:
        return False
    return may_be_cut or abs(made.frame.lon) + reach_deg / math.cos(math.radians(lat)) < PLAIN_LON_DEG


def _summed(each: Sequence[tuple[Relation, Genre, Simple]]) -> list[Figures]:
    """Return the figures of relations that make one sector, ring or disc each."""
    if not each:
        return []
    made = [one for _, _, one in each]
    lon, lat = _best(made)
    found = []
    for (relation, genre, one), x, y, radius in zip(each, lon.tolist(), lat.tolist(), _radii_m(made), strict=True):
        area = closed_form.extent(one, closed_form.CONTENTS[1]).area_m2
        found.append(Figures(explain_whole(relation, genre, radius_m=radius, area90_m2=area), x, y, radius, area))
    return found


def _best(made: Sequence[Simple]) -> tuple[Floats, Floats]:
    """Return the best points in degrees."""
    x, y = np.array([closed_form.best(one) for one in made]).T
    return geodesy.to_degrees([one.frame for one in made], x, y)


def _radii_m(made: Sequence[Simple]) -> list[float]:
    """Return the radii around the best points that hold 90 %."""
    sectors = [one for one in made if isinstance(one, Polar) and one.direction is not None]
    of_sectors = iter(_sector_radii_m(sectors))
    return [
        next(of_sectors) if isinstance(one, Polar) and one.direction is not None else closed_form.radius_m(one)
        for one in made
    ]


def _sector_radii_m(sectors: Sequence[Polar]) -> list[float]:
    """Return what ``closed_form.radius_m`` does for sectors."""
    if not sectors:
        return []
    away = _quantiles([one.distance for one in sectors])[:, :, None]
    turns = np.radians(_quantiles([one.direction for one in sectors if one.direction is not None]))[:, None, :]
    far = np.array([one.distance.centre for one in sectors])[:, None, None]
    off = np.hypot(away * np.sin(turns), away * np.cos(turns) - far).reshape(len(sectors), -1)
    radii: list[float] = np.partition(off, closed_form.NINETIETH, axis=1)[:, closed_form.NINETIETH].tolist()
    return radii


def _quantiles(boxes: Sequence[SoftBox]) -> Floats:
    centre, edge, ratio = np.array([(box.centre, max(box.edge, TINY), box.ratio) for box in boxes]).T[:, :, None]
    return quantiles(centre, edge, ratio, closed_form.SHARES)
