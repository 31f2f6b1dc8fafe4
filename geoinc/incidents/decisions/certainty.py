"""How sure an incident's place is: whether it is another, and how far its area must reach to hold it.

Two probabilities are read off the chosen scene and its area, both learned from reports whose positions are on record,
each with a scene that was chosen without it: that the place is not another (farther off than a hundred miles), and
that the 90 % area holds it. Where the first is low there is no pin; by the second the area is widened, as far as the
true positions of such scenes ask for. Trained by ``python -m geoinc.learn.incidents.scene``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from math import log, log10

from geoinc.geo.geodesy import LocalFrame, area_m2
from geoinc.incidents.decisions.pins import people
from geoinc.incidents.decisions.scorer import Features, load
from geoinc.incidents.ground import anchor_places, width
from geoinc.incidents.scene import Scene
from geoinc.model import ALSO, Location, Reason, Region, RelationKind

RIGHT, HOLDS, MARGINS, PIN = "place_right", "area_holds", "area_margins", "pin"
"""The decisions whose weights this uses, and how far areas are widened at which probability of holding their place."""
LEAST, LEAST_IN_ARTICLE = 0.7, 0.6
"""A place less likely than this to be the right one is no pin: of messages as many as keep one in eighteen wrong.

An article tells of more than its event, so that little is likelier than this there.
"""
LEAST_TOLD, LEAST_OF_WIDE = 0.69, 0.65
"""The same by all that a text tells for and against a pin (one told twice counts as half right), and for a wide area."""
LEAST_MEASURED = 0.4
"""The same for what is measured out ("8 km east of"): of such pins of reports left out one in ten is wrong, however sure they are."""
LEAST_OF_EXTENT = 0.1
"""The same for an operation, which goes on all over a wide area."""
WIDE_M = 60_000.0
"""An area this wide (its radius) is no point that misleads."""
VAGUE_M = 161_000.0
"""An area this wide (its radius) says little where something was."""
_SEEN = ("abroad", "at home", "direct", "far", "first sentence", "headline", "opener", "rivals", "border", "measured", "unknown name", "unknown name direct", "narrower inside", "wider around", "unit around", "adjective", "doubtful", "sure", "article", "article direct", "dateline", "aside", "told again", "before a comma")  # fmt: skip
"""What of a scene's features tells how sure it is."""
_SURE = 0.995
_SMALLEST_M, _TOWN_M = 1_000.0, 50_000.0
_LEAST_MARGIN_M = 500.0
_MOST_M, _MOST_IN_ARTICLE_M = 50_000.0, 15_000.0
"""No margin is wider: where the scene is another place, that lies far beyond any margin.

Of messages left out, areas held their place in .83 (land) and .90 (sea) without the bound.
"""
_MOST_MEASURED_M = 10_000.0
"""What is measured out ("8 km east of") is widened less in a message, and not at all in an article."""
_HOLDING = frozenset({RelationKind.IN, RelationKind.AT, RelationKind.BORDER})
_WIDEST_M = 1_500_000.0
_EXTENDED = "event operation"


def features(scene: Scene, region: Region) -> Features:
    """Return what a chosen scene and its area tell of how sure they are."""
    chance = min(_SURE, max(1 - _SURE, scene.probability))
    relation = scene.others[0][0]
    places = list(anchor_places([relation]))
    wide = min(map(width, places), default=-1 if relation.kind is RelationKind.COORDINATES else 0)
    found: Features = {
        "odds": log(chance / (1 - chance)),
        "second": scene.others[1][1] if len(scene.others) > 1 else 0.0,
        f"width {wide}": 1.0,
        f"width {wide} sure": scene.features.get("sure", 0.0),
        relation.kind.value: 1.0,
        "size": log10(max(_SMALLEST_M, region.radius_m)),
        "people": people(scene),
        "size beyond a town": max(0.0, log10(max(_SMALLEST_M, region.radius_m) / _TOWN_M)),
    }
    return {**found, **{name: scene.features[name] for name in _SEEN if name in scene.features}}


def pin_features(found: Features, region: Region, told: Features) -> Features:
    """Return what tells whether a pin is right: what its text tells for and against it, and what its area is.

    Parameters
    ----------
    found
        What the scene and its area tell (:func:`features`).
    """
    size = log10(max(_SMALLEST_M, region.radius_m)) - log10(_SMALLEST_M)
    return {**found, **told, "size": size}


def settled(
    scene: Scene, location: Location, told: Features | None = None, *, asked: float | None = None
) -> tuple[Location, float | None]:
    """Return where an event was, widened by its doubt, with the probability that it is right; no place if too unlikely.

    Parameters
    ----------
    told
        What a text tells for and against a pin (:func:`pins.evidence`), where that was asked.
    asked
        The probability from which on it is a pin, in place of that of messages or articles.
    """
    if not scene.others:
        return location, None
    if location.region is None:
        stated = location.reason is not Reason.NO_LOCATION
        return location if stated else replace(location, reason=Reason.LOW_CONFIDENCE), scene.probability
    found = features(scene, location.region)
    if told is None:
        chance, asked = load(RIGHT).probability(found), asked or least(scene)
    else:
        chance = load(PIN).probability(pin_features(found, location.region, told))
        asked = _least_told(location, location.region, told)
    if (chance < asked or is_vague(scene, location)) and not scene.stated:
        reason = Reason.TOO_VAGUE if location.region.radius_m > VAGUE_M else Reason.LOW_CONFIDENCE
        return Location(None, reason=reason, genre=location.genre), chance
    article = bool(scene.features.get("article"))
    most = _MOST_IN_ARTICLE_M if article else _MOST_M
    if any(relation.distance is not None for relation in location.relations):
        most = 0.0 if article else _MOST_MEASURED_M
    return widened(location, min(most, margin_m(load(HOLDS).probability(found)))), chance


def _least_told(location: Location, region: Region, told: Features) -> float:
    """Return the probability, by all that a text tells, from which on a place is a pin."""
    if region.radius_m > WIDE_M:
        return LEAST_OF_EXTENT if _EXTENDED in told else LEAST_OF_WIDE
    return LEAST_MEASURED if any(r.distance is not None for r in location.relations) else LEAST_TOLD


def without_vague(location: Location) -> Location:
    """Return no location in place of one too large for a pin."""
    if location.region is None or location.region.radius_m <= VAGUE_M:
        return location
    return Location(None, reason=Reason.TOO_VAGUE, genre=location.genre)


def is_vague(scene: Scene, location: Location) -> bool:
    """Whether an article says no more of a place than one land or region too large for a pin."""
    if not scene.features.get("article") or location.region is None or location.region.radius_m <= VAGUE_M:
        return False
    return all(r.kind in _HOLDING and ALSO not in r.qualifiers for r in location.relations)


def least(scene: Scene) -> float:
    """Return the probability from which on a scene is a pin."""
    return LEAST_IN_ARTICLE if scene.features.get("article") else LEAST


@cache
def _margins() -> tuple[tuple[float, float], ...]:
    return tuple(sorted((float(name), metres) for name, metres in load(MARGINS).weights.items()))


def margin_m(holds: float) -> float:
    """Return how far beyond an area its place may lie (metres), by the probability that the area holds it."""
    table = _margins()
    return between(table, holds)


def between(table: Sequence[tuple[float, float]], holds: float) -> float:
    """Return the value of a table at a point: on the line between its neighbours, that of the end beyond one.

    >>> between([(0.5, 100.0), (0.9, 0.0)], 0.7)
    50.0
    """
    before = [row for row in table if row[0] <= holds]
    after = [row for row in table if row[0] > holds]
    if not before or not after:
        return (before[-1] if before else after[0])[1] if table else 0.0
    (a, low), (b, high) = before[-1], after[0]
    return low + (high - low) * (holds - a) / (b - a)


def widened(location: Location, margin: float) -> Location:
    """Return a location whose 90 % area reaches ``margin`` metres farther, for the doubt that its place is another."""
    region = location.region
    if region is None or margin < _LEAST_MARGIN_M or region.radius_m > _WIDEST_M:
        return location
    frame = LocalFrame(region.best.x, region.best.y)
    area = frame.unproject(frame.project(region.area90).simplify(margin / 20).buffer(margin))
    wider = replace(
        region,
        area90=area,
        area90_m2=area_m2(area),
        radius_m=region.radius_m + margin,
        margin_m=margin,
    )
    why = f"The area reaches {round(margin / 1000) or 1} km farther than the words ask for: such scenes are that often another place."
    return replace(location, region=wider, explanation=f"{location.explanation} {why}".strip())
