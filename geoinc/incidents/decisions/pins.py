"""What a text tells for and against a pin: that an event of it is one, was where its scene is, and is told there once.

Most false pins of articles are made of what came after, of other days, and of where somebody spoke or was treated: what
tells them is how the event is told, what its scene is chosen by, and what the text's other events are.
``certainty`` weighs it; trained by ``python -m geoinc.learn.incidents.scene``.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from geoinc.incidents.decisions.happened import MOST_PEOPLE
from geoinc.incidents.decisions.scorer import Features, log_odds
from geoinc.incidents.ground import anchor_places, width
from geoinc.incidents.linking import Event
from geoinc.incidents.reading import is_left
from geoinc.incidents.scene import Scene, Story
from geoinc.model import Role

_SURE, _SURE_TOLD = 0.995, 0.999
_MANY, _MANY_PINS = 4, 6
"""More accounts of an event than the first, and more events with a place than the second, say nothing more."""


def evidence(story: Story, scenes: Sequence[Scene]) -> list[Features | None]:
    """Return what a text tells for and against a pin of each of its events, from their scenes; None for a message."""
    if story.is_message:
        return [None for _ in scenes]
    found = [
        {**_told(event), **of_scene(where), **others} if where.others else {}
        for event, where, others in zip(story.events, scenes, _beside(scenes), strict=True)
    ]
    return [*found] if story.is_article else [*map(_collected, found)]


def _collected(told: Features) -> Features:
    """Return what is told for and against a pin of one message among others: some of it says more there, or less."""
    return {**told, "collected": 1.0, **{f"collected {name}": told[name] for name in _APART if name in told}}


_APART = ("odds", "second", "none", "people", "told", "events", "scene direct", "scene far", "scene happened")


def of_scene(scene: Scene) -> Features:
    """Return what the choice of a scene says of how sure it is."""
    chances = [chance for _, chance in scene.others]
    return {
        "odds": log_odds(min(_SURE, max(1 - _SURE, scene.probability))),
        "people": people(scene),
        "second": chances[1] if len(chances) > 1 else 0.0,
        "none": 1.0 - sum(chances),
        "fused": float(len(scene.relations) > 1),
        "fused, measured": float(len(scene.relations) > 1 and any(r.distance for r in scene.relations)),
        **{f"scene {name}": value for name, value in scene.features.items()},
    }


def people(scene: Scene) -> float:
    """Return how many people live in the likeliest town, as decimal places, in terms of the largest cities'; none so far from it."""
    relation = scene.others[0][0]
    towns = (p.population for p in anchor_places([relation]) if width(p) == 0 and relation.distance is None)
    return log10(1 + max(towns, default=0)) / MOST_PEOPLE


def _told(event: Event) -> Features:
    """Return how an event is told."""
    seeds = [a for a in event.accounts if a.seeds]
    roles = {actor.role for a in event.accounts for actor in a.actors}
    odds = [log_odds(min(_SURE_TOLD, max(1 - _SURE_TOLD, a.told))) for a in seeds]
    found = {
        "toll": any(c.min for c in event.claims),
        "day": any(t.first is not None and not t.weak for t in event.times),
        "told": max(odds, default=0.0),
        "told at least": min(odds, default=0.0),
        "weak words": all(a.trigger.weak for a in seeds),
        "aftermath": all(map(is_left, seeds)),
        "definite": any(a.trigger.definite for a in seeds),
        "headline only": all(a.title for a in event.accounts),
        "accounts": min(_MANY, len(event.accounts)) / _MANY,
        "attacker": Role.ATTACKER in roles,
        "target": Role.TARGET in roles,
        "unknown name": any(a.elsewhere for a in event.accounts),
        "sums up": any(a.sums_up for a in event.accounts),
        "history": any(a.past for a in event.accounts),
        "placed": bool(event.placed),
        **{f"event {a.trigger.family}": True for a in seeds},
    }
    return {name: float(value) for name, value in found.items() if value}


def _beside(scenes: Sequence[Scene]) -> list[Features]:
    """Return how each scene stands among those of its text: whether another event was there, and how many are surer."""
    known = [i for i, scene in enumerate(scenes) if scene.relations]
    places = {i: {p.id for p in anchor_places([scenes[i].others[0][0]])} for i in known}
    found: list[Features] = [{} for _ in scenes]
    for i in known:
        same = [k for k in known if k != i and not places[k].isdisjoint(places[i])]
        surer = sum(scenes[k].probability > scenes[i].probability for k in known)
        told = {
            "first": i == known[0],
            "place of an earlier one": any(k < i for k in same),
            "place of a later one": any(k > i for k in same),
            "place of the first": i != known[0] and known[0] in same,
            "surer ones": min(_MANY, surer) / _MANY,
            "events": min(_MANY_PINS, len(known)) / _MANY_PINS,
        }
        found[i] = {name: float(value) for name, value in told.items() if value}
    return found
