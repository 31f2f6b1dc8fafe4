"""Did anything that a text tells happen at a place that it names? Learned log odds, place by place.

It may as well be where somebody speaks, lives or was treated, or where a war once was. A place is weighed once a text:
by the words that stand with it wherever it is named, and by where the others lie, as most of them are near what
happened. Which event was where is the choice of the scene, which knows this. Trained by
``python -m geoinc.learn.incidents.scene``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from math import log10
from typing import TYPE_CHECKING

import numpy as np

from geoinc.gazetteer.names.fold import fold
from geoinc.geo.geodesy import haversine_m
from geoinc.incidents.decisions.scorer import Features, load, said
from geoinc.incidents.ground import COUNTRY, WIDE, narrowest, width
from geoinc.incidents.linking import Event
from geoinc.incidents.reading import Account, Page
from geoinc.model import Place, Relation

if TYPE_CHECKING:
    from numpy.typing import NDArray

NAME = "happened"
_SPAN = tuple[int, int]
_BEFORE, _AFTER = 4, 3
"""So many tokens before and behind a place are looked at one by one."""
_BESIDE, _SAID = 0.6, 0.4
"""Single words say less of other texts than where a place lies: the penalty weighs on them more."""
_AROUND_KM = (10, 25, 50, 120, 300)
_NEAR_KM = 40.0
_CLOSE_KM, _MOST_FAR = 10.0, 1.5
"""Closer than the first is no distance; so many half decimal places farther than it say nothing more."""
MOST_PEOPLE = 7.0
"""Decimal places of the population of the largest cities."""
_LEAD = 2
"""So many sentences after the first say what a text is about."""
_MANY, _MANY_EVENTS, _MANY_PLACES = 4, 6, 10
"""More mentions of a place, more events and more places than these say nothing more."""
_MOST = 80
"""Places named later than so many others are not weighed."""


def chances(page: Page, events: Sequence[Event], filed: Sequence[_SPAN], *, collected: bool) -> Mapping[str, float]:
    """Return the log odds that something told happened at a place, by the place's ``id``."""
    scorer = load(NAME)
    return {place.id: scorer.score(told) for place, told in features(page, events, filed, collected=collected)}


def features(
    page: Page, events: Sequence[Event], filed: Sequence[_SPAN], *, collected: bool = False
) -> list[tuple[Place, Features]]:
    """Return the towns and districts of a text, in its order, and what is known of each.

    Parameters
    ----------
    filed
        The code points of an article's datelines, from and to (exclusive).
    collected
        Whether the text is a collection of messages.
    """
    named: dict[str, tuple[Place, list[tuple[int, Relation]]]] = {}
    units: set[str] = set()
    for relation in page.relations:
        place = narrowest(relation)
        if place is not None and 0 < width(place) < COUNTRY:
            units.add(fold(place.name))
        if place is not None and width(place) < WIDE and (place.id in named or len(named) < _MOST):
            number = max(0, bisect_right(page.sentences, relation.span.start, key=lambda s: s.start) - 1)
            named.setdefault(place.id, (place, []))[1].append((number, relation))
    accounts: dict[int, list[Account]] = {}
    for account in (a for event in events for a in event.accounts):
        accounts.setdefault(account.sentence.index, []).append(account)
    places = [place for place, _ in named.values()]
    told = [_as_told(page, mentions, accounts, filed) for _, mentions in named.values()]
    placed = np.array(["placed" in found for found in told], bool)
    lead = np.array([any(0 < n <= _LEAD for n, _ in mentions) for _, mentions in named.values()], bool)
    counts = np.array([len(mentions) for _, mentions in named.values()], float)
    common = {
        "any": 1.0,
        "collection": float(collected),
        "events": min(_MANY_EVENTS, len(events)) / _MANY_EVENTS,
        "places": min(_MANY_PLACES, len(places)) / _MANY_PLACES,
    }
    if collected:  # its places have nothing to do with one another
        lies = [_itself(place, units) for place in places]
    else:
        lies = _among(places, units, counts, {"placed": placed, "in the lead": lead})
    known = zip(places, told, lies, strict=True)
    return [(place, {**common, **found, **around}) for place, found, around in known]


def _as_told(
    page: Page,
    mentions: Sequence[tuple[int, Relation]],
    accounts: Mapping[int, Sequence[Account]],
    filed: Sequence[_SPAN],
) -> Features:
    """Return what the words around the mentions of a place say of it, each with the number of its sentence."""
    found: Features = {f"named {min(_MANY, len(mentions))} times": 1.0}
    for number, relation in mentions:
        sentence, span = page.sentences[number], relation.span
        found |= said(sentence.words, _SAID)
        before = [t.lower for t in sentence.tokens if t.end <= span.start][-_BEFORE:]
        after = [t.lower for t in sentence.tokens if t.start >= span.end][:_AFTER]
        found |= {f"before {word}": _BESIDE for word in before}
        found |= {f"after {word}": _BESIDE for word in after}
        found |= {f"right before {word}": _BESIDE for word in before[-1:]}
        found |= {f"right after {word}": _BESIDE for word in after[:1]}
        found[relation.kind.value] = 1.0
        found[f"sentence {min(number, _LEAD + 1)}"] = 1.0
        facts = {
            "measured": relation.distance is not None,
            "opens its sentence": len(before) < _LEAD,
            "headline": sentence.is_title,
            "heads its section": any(head.span == span for head in page.sections.places.values()),
            "dateline": any(start <= span.start < end for start, end in filed),
        }
        found |= {name: 1.0 for name, holds in facts.items() if holds}
        for account in accounts.get(number, ()):
            names = ["beside an event"]
            if any(p.relation.span == span for p in account.placed):
                names += ["placed", *(["placed by strong words"] if account.seeds and not account.trigger.weak else [])]
            found |= {name: max(found.get(name, 0.0), account.told) for name in names}
    return found


def _among(
    places: Sequence[Place],
    units: Collection[str],
    counts: NDArray[np.float64],
    sets: Mapping[str, NDArray[np.bool_]],
) -> list[Features]:
    """Return how each place lies among the others of its text, and among some of them, by what these are."""
    if not places:
        return []
    lon, lat = (np.array([getattr(p.point, axis) for p in places]) for axis in ("x", "y"))
    apart = haversine_m(lon[:, None], lat[:, None], lon[None, :], lat[None, :]) / 1000
    found: list[Features] = []
    for i, place in enumerate(places):
        others = np.flatnonzero(np.arange(len(places)) != i)
        told = _itself(place, units)
        told |= _shares(place, [places[k] for k in others.tolist()], apart[i, others], counts[others])
        for what, holds in sets.items():
            told |= _beside(what, apart[i, others[holds[others]]], is_one=bool(holds[i]))
        found.append(told)
    return found


def _itself(place: Place, units: Collection[str]) -> Features:
    """Return what a place is: how wide, how large, the seat of its unit, in a unit that the text names."""
    name, town = fold(place.name), width(place) == 0
    holding = [fold(unit) for unit in (place.admin1, place.admin2) if unit]
    facts = {
        f"width {width(place)}": True,
        "in a named unit": any(unit in units and (town or unit != name) for unit in holding),
        "seat of its province": town and bool(place.admin1) and fold(place.admin1 or "") == name,
        "seat of its district": town and bool(place.admin2) and fold(place.admin2 or "") == name,
        "of unknown size": place.population == 0,
    }
    found = {name: 1.0 for name, holds in facts.items() if holds}
    return {**found, "people": log10(1 + place.population) / MOST_PEOPLE} if town else found


def _shares(place: Place, others: Sequence[Place], km: NDArray[np.float64], counts: NDArray[np.float64]) -> Features:
    """Return how many of the other towns and districts, each as often as it is named, lie near a place or in its units."""
    if not others:
        return {"alone": 1.0}
    most = max(p.population for p in others)
    home = [p.country == place.country for p in others]
    share = [at and p.admin1 == place.admin1 for p, at in zip(others, home, strict=True)]
    district = [at and bool(place.admin2) and p.admin2 == place.admin2 for p, at in zip(others, home, strict=True)]
    return {
        **{f"within {far} km": float(counts[km < far].sum() / counts.sum()) for far in _AROUND_KM},
        "nearest": _far(km),
        "in its province": sum(share) / len(others),
        "in its district": sum(district) / len(others),
        "in other lands": 1 - sum(home) / len(others),
        "largest": float(place.population > most),
        "larger": max(-1.0, min(1.0, (log10(1 + place.population) - log10(1 + most)) / 2)),
    }


def _beside(what: str, km: NDArray[np.float64], *, is_one: bool) -> Features:
    """Return how a place lies to those others that are something, and whether it is one of them."""
    if not len(km):
        return {f"only one {what}": 1.0} if is_one else {}
    far = _far(km)
    found = {f"far from {what}": far, f"beside {what}": 1.0, f"share of {what}": float((km < _NEAR_KM).mean())}
    return {**found, f"is {what}": 1.0} if is_one else {**found, f"not {what}": 1.0, f"not {what}, far": far}


def _far(km: NDArray[np.float64]) -> float:
    return min(_MOST_FAR, log10(max(_CLOSE_KM, float(km.min())) / _CLOSE_KM) / 2)
