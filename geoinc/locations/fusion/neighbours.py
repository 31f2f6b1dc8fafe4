"""The next similar feature in a direction, where a cone without a distance ends (as the guides have it)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geoinc.geo import geodesy
from geoinc.locations.fusion.scales import SETTLED
from geoinc.locations.kernels import vague
from geoinc.model import Bearing, Place

if TYPE_CHECKING:
    from geoinc.gazetteer.gazetteer import Gazetteer

ASKED = 48
"""How many of the nearest settlements are looked at; further ones are too far away to cut a cone."""

HALF_TURN_DEG = 180.0


def cut_m(place: Place, bearing: Bearing, gazetteer: Gazetteer | None) -> float:
    """Return how far away, in a direction, the next settlement of at least half the size lies; inf where none is near.

    Beyond it one would have named that one instead.
    """
    if gazetteer is None or place.kind not in SETTLED:
        return math.inf
    near = gazetteer.nearest(place.point.x, place.point.y, k=ASKED, kinds=(place.kind,))
    found = ((gazetteer.place_at(n.index), n.distance_m) for n in near)
    away = (d for other, d in found if _rivals(other, place) and _towards(other, place, bearing))
    return min((d for d in away if d > vague("rival_m")), default=math.inf)


def _rivals(other: Place, place: Place) -> bool:
    return other.id != place.id and other.population >= vague("rival_share") * place.population


def _towards(other: Place, place: Place, bearing: Bearing) -> bool:
    heading = geodesy.bearing_deg(place.point.x, place.point.y, other.point.x, other.point.y)
    off = abs((heading - bearing.degrees + HALF_TURN_DEG) % (2 * HALF_TURN_DEG) - HALF_TURN_DEG)
    return off <= bearing.half_angle_deg
