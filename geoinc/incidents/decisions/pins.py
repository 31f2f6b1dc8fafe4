"""What an article tells for and against a pin: that an event of it is one, was where its scene is, and is told there once.

Most false pins of articles are made of what came after, of other days, and of where somebody spoke or was treated: what
tells them is how the event is told, what its place is in its sentence, and what the article's other events are.
``certainty`` weighs it; trained by ``python -m geoinc.learn.incidents.scene``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from math import log10

from geoinc.incidents.cues import cue_words
from geoinc.incidents.decisions.scorer import Features, log_odds
from geoinc.incidents.ground import anchor_places, anchor_start, width
from geoinc.incidents.linking import Event
from geoinc.incidents.reading import is_left
from geoinc.incidents.scene import MOST_PEOPLE, Scene, Story
from geoinc.language.lexicon import load as load_words
from geoinc.model import Relation, RelationKind, Role
from geoinc.text.sentences import Sentence

_SURE, _SURE_TOLD = 0.995, 0.999
_MANY, _MANY_PINS = 4, 6
"""More accounts of an event than the first, and more events with a place than the second, say nothing more."""
_LEAD = 6
"""So many tokens before a name tell what its place is there, but none before a stop."""
_STOPS = frozenset({";", ".", ":", '"', "“", "”"})


def evidence(story: Story, scenes: Sequence[Scene]) -> list[Features | None]:
    """Return what an article tells for and against a pin of each of its events, from their scenes; None for any other text."""
    if not story.is_article:
        return [None for _ in scenes]
    beside = _beside(scenes)
    return [
        {**_told(event), **_stands(story, event, where), **of_scene(where), **others} if where.others else {}
        for event, where, others in zip(story.events, scenes, beside, strict=True)
    ]


def of_scene(scene: Scene) -> Features:
    """Return what the choice of a scene says of how sure it is."""
    chances = [chance for _, chance in scene.others]
    return {
        "odds": log_odds(min(_SURE, max(1 - _SURE, scene.probability))),
        "people": people(scene),
        "second": chances[1] if len(chances) > 1 else 0.0,
        "none": 1.0 - sum(chances),
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
    """Return how each scene stands among those of its article: whether another event was there, and how many are surer."""
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


def _stands(story: Story, event: Event, scene: Scene) -> Features:
    """Return what words before a scene's place, and in its sentence, tell of what it is there: a hospital's town, an office's, an aim."""
    relation = scene.others[0][0]
    sentences = story.page.sentences
    number = max(0, bisect_right(sentences, relation.span.start, key=lambda s: s.start) - 1)
    own = any(a.sentence.index == number for a in event.accounts)
    return roles(
        sentences[number], relation, "direct" if scene.features.get("direct") else "own" if own else "inherited"
    )


def roles(sentence: Sentence, relation: Relation, stands: str) -> Features:
    """Return what words before a place, and in its sentence, tell of what it is there.

    Parameters
    ----------
    stands
        How the place stands to its event: direct, in a sentence of its own, or inherited.
    """
    found: Features = {f"is {stands}": 1.0}
    if relation.kind is RelationKind.COORDINATES:
        return found
    known = _role_words()
    words = [t.lower for t in sentence.tokens if t.end <= anchor_start(relation)][-_LEAD:]
    start = next((i + 1 for i in range(len(words) - 1, -1, -1) if words[i] in _STOPS), 0)
    for role in (role for word in words[start:] for role in known.get(word, ())):
        found[f"{role} before"] = found[f"{role} before, {stands}"] = 1.0
    found |= {f"{role} in its sentence, {stands}": 1.0 for w in known.keys() & sentence.words for role in known[w]}
    return found


@cache
def _role_words() -> Mapping[str, tuple[str, ...]]:
    """Return the roles that each word of the lists tells."""
    found: dict[str, tuple[str, ...]] = {}
    for role, told in load_words("scene")["roles"].items():
        for word in sorted({*told["words"], *(w for name in told["cues"] for w in cue_words("aside", name))}):
            found[word] = (*found.get(word, ()), role)
    return found
