"""Why toponyms are resolved wrongly, told by rule: the first cause that fits counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from geoinc.evaluate.resolution import M_PER_KM, NEAR_KM, outcome
from geoinc.evaluate.toponyms import LinkedToponym
from geoinc.gazetteer.file.columns import KINDS
from geoinc.gazetteer.names.fold import fold
from geoinc.geo import geodesy
from geoinc.model import Place, PlaceKind
from geoinc.settings import MIN_PROBABILITY
from geoinc.toponyms.resolve import lexicon
from geoinc.toponyms.resolve.resolver import Resolver

MOST = 20
COUNTRIES = {PlaceKind.COUNTRY, PlaceKind.TERRITORY}
TOWNS = {PlaceKind.SETTLEMENT, PlaceKind.QUARTER}
UNITS = {PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.ADMIN3}
ROADS = {"street", "st", "road", "rd", "avenue", "ave", "highway", "hwy", "route", "interstate", "boulevard", "drive"}


def print_causes(cases: Mapping[str, Sequence[LinkedToponym]], resolver: Resolver) -> None:
    """Print the most frequent causes of end-to-end errors over all corpora, with counts by corpus."""
    counts = {corpus: _count(own, resolver) for corpus, own in cases.items()}
    total: Counter[str] = sum(counts.values(), Counter())
    print(f"| cause ({total.total()} errors) | {' | '.join(counts)} | all |")
    for cause, number in total.most_common(MOST):
        print(f"| {cause} | {' | '.join(str(own[cause]) for own in counts.values())} | {number} |")


def _count(cases: Sequence[LinkedToponym], resolver: Resolver) -> Counter[str]:
    return Counter(cause for case in cases if (cause := cause_of(case, resolver)) is not None)


def cause_of(case: LinkedToponym, resolver: Resolver) -> str | None:
    """Return why a case is wrong end to end, at the default threshold; None where it is right."""
    told = case.end_to_end
    if told is not None and told.probability >= MIN_PROBABILITY and outcome(case.gold, told).near:
        return None
    words = case.document.text[case.gold.start : case.gold.end]
    near, far = _known(words, case, resolver)
    if told is None:
        return f"not recognised: {_unseen(words, known=bool(near or far))}"
    exact = (told.mention.start, told.mention.end) == (case.gold.start, case.gold.end)
    if not exact and case.from_gold is not None and outcome(case.gold, case.from_gold).near:
        return "recognised in other bounds, and so resolved elsewhere"
    if told.place is not None and told.probability < MIN_PROBABILITY and outcome(case.gold, told).near:
        return "right place, below the threshold"
    if not near:
        return _not_held(words, far)
    return _mistaken(near, told.place)


def _known(words: str, case: LinkedToponym, resolver: Resolver) -> tuple[list[PlaceKind], list[PlaceKind]]:
    """Return the kinds of the places of a name: those near the gold, and the others, most important first."""
    keys = resolver.source.find(words).keys[:, 0]
    columns = resolver.gazetteer.columns
    gold = np.full(len(keys), case.gold.lon), np.full(len(keys), case.gold.lat)
    distance_km = geodesy.haversine_m(columns.lon[keys], columns.lat[keys], *gold) / M_PER_KM
    kinds = [KINDS[number] for number in columns.kind[keys]]
    near = [kind for kind, km in zip(kinds, distance_km, strict=True) if km <= NEAR_KM]
    return near, [kind for kind, km in zip(kinds, distance_km, strict=True) if km > NEAR_KM]


def _unseen(words: str, *, known: bool) -> str:
    if ROADS.intersection(fold(words).split()):
        return "street, road or highway"
    return f"{'a name' if known else 'not a name'} of the gazetteer, {'several words' if ' ' in words else 'one word'}"


def _not_held(words: str, far: Sequence[PlaceKind]) -> str:
    """Name what the gazetteer lacks: no place of the name lies near the gold."""
    if far and far[0] in COUNTRIES:
        return "country: the gold point is over 161 km from ours"
    if far and far[0] not in TOWNS | UNITS:
        return "continent, sea or other wide place: the gold point is over 161 km from ours"
    return f"{_class_of(words, far)}, not in the gazetteer"


def _class_of(words: str, far: Sequence[PlaceKind]) -> str:
    if ROADS.intersection(fold(words).split()):
        return "street or road"
    asked = next((kinds for word in fold(words).split() if (kinds := lexicon.load().generics.get(word))), frozenset())
    if asked & {PlaceKind.FACILITY}:
        return "building, site or organisation"
    if asked & {PlaceKind.RIVER, PlaceKind.LAKE, PlaceKind.SEA, PlaceKind.MOUNTAIN, PlaceKind.ISLAND}:
        return "river, lake, island or mountain"
    if asked:
        return "county, district, township or other unit"
    return "only namesakes known: the place itself" if far else "a name of no known place"


def _mistaken(near: Sequence[PlaceKind], place: Place | None) -> str:
    if place is None:
        return "in the gazetteer, not resolved"
    if place.kind in TOWNS:
        return "town of that name elsewhere" if near[0] in TOWNS else f"{near[0]} taken for a town of its name"
    if place.kind in COUNTRIES | UNITS:
        return f"{'town' if near[0] in TOWNS else near[0]} taken for a {place.kind} of its name"
    return "wide place, river or site of that name elsewhere"
