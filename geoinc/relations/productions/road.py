"""Productions of places along a road: "at kilometre 45 of the A–B highway", "15 km from A on the road to B"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from geoinc.model import Distance, RelationKind
from geoinc.relations import patterns, units
from geoinc.relations.clauses import AnchorName, AnchorReader, Clause
from geoinc.relations.productions.grammar import attached, pair, split_pair

WINDING = 0.7
"""Roads are longer than the way as the crow flies, seldom by more than this (Ballou et al. 2002: 1.2 to 1.4 times)."""


@lru_cache(maxsize=1)
def post_pattern() -> re.Pattern[str]:
    """Return the pattern of "at kilometre 45 of", "km 45 on", "20 km along"."""
    return patterns.compiled("road_post", distance=units.pattern())


def post(match: re.Match[str], reader: AnchorReader) -> Clause | None:
    """Build a distance from a road's first end, on the road."""
    miles = patterns.compiled("in_miles").search(match.group())
    said = match["dist"] or f"{match['number']} {'miles' if miles else 'km'}"
    distance = units.read(said)
    names, end = _road(reader, match.end())
    if distance is None or len(names) != 2:
        return None
    return _on_road(distance, names, match.start(), end)


def _road(reader: AnchorReader, position: int) -> tuple[tuple[AnchorName, ...], int]:
    """Read "the road from A to B" or "the A–B road"."""
    between = patterns.compiled("road_between").match(reader.text, position)
    if between:
        return pair(reader, between.end())
    named = patterns.compiled("road_named").match(reader.text, position)
    if not named:
        return (), position
    whole = AnchorName(named.start("pair"), named.end("pair"), named["pair"])
    return attached(reader, split_pair(whole)), named.end()


@lru_cache(maxsize=1)
def out_pattern() -> re.Pattern[str]:
    """Return the pattern of "20 km out of", "15 km from", before a name and "on the road to"."""
    return patterns.compiled("road_out", distance=units.pattern())


def out(match: re.Match[str], reader: AnchorReader) -> Clause | None:
    """Build a distance from one place on the road to another."""
    distance = units.read(match["dist"])
    towards = patterns.compiled("road_towards")
    first = reader.after(match.end(), stop=towards)
    link = towards.match(reader.text, first.end) if first else None
    if distance is None or first is None or link is None or not first.named:
        return None
    names, end = _other_end(first, link, reader)
    return _on_road(distance, names, match.start(), end) if names else None


def _other_end(first: AnchorName, link: re.Match[str], reader: AnchorReader) -> tuple[tuple[AnchorName, ...], int]:
    """Return both ends of "on the road to B", "on the B road", "on the A–B road"."""
    on_a_road = patterns.compiled("the_at_end").search(link.group()) and not patterns.compiled("road_to").search(
        link.group()
    )
    if not on_a_road or not patterns.compiled("road_named").match(reader.text, link.end()):
        second = reader.after(link.end())
        return ((first, second), second.end) if second else ((), 0)
    names, end = _road(reader, link.end())
    return (names if len(names) == 2 else (first, *names[:1])), end


def _on_road(distance: Distance, names: tuple[AnchorName, ...], start: int, end: int) -> Clause:
    names = tuple(replace(name, context=name.context or names[-1].context) for name in names)
    low = WINDING * distance.min_m
    along = replace(
        distance, min_m=low, stated_m=(low + min(distance.max_m, 2 * distance.stated_m)) / 2, approximate=True
    )
    road = Clause(RelationKind.ROAD, start, end, names=names)
    return Clause(RelationKind.DISTANCE, start, end, names=names[:1], distance=along, also=(road,))
