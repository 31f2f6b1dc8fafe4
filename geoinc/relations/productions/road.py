"""Productions of places along a road: "at kilometre 45 of the A–B highway", "15 km from A on the road to B"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from geoinc.model import Distance, RelationKind
from geoinc.relations import units
from geoinc.relations.clauses import Clause, Name, Reader
from geoinc.relations.productions.grammar import ROADS, attached, pair, split_pair

WINDING = 0.7
"""Roads are longer than the way as the crow flies, seldom by more than this (Ballou et al. 2002: 1.2 to 1.4 times)."""

MARK = r"(?:kilomet(?:er|re)|km|mile)(?:\s*(?:post|marker|mark|point))?\s*\.?\s*"
BETWEEN = re.compile(
    rf"\s*(?:the\s+)?(?:main\s+)?{ROADS}\s+(?:that\s+)?(?:(?:linking|connecting|joining|links|connects)|"
    r"(?:(?:leading|running)\s+)?(?:from|between))\s+",
    re.IGNORECASE,
)
NAMED = re.compile(rf"\s*(?:the\s+)?(?P<pair>[^,;.()]{{3,60}}?)\s+{ROADS}\b", re.IGNORECASE)
TOWARDS = re.compile(
    rf",?\s+(?:(?:on|along)\s+the\s+(?:main\s+)?{ROADS}\s+(?:leading\s+)?(?:to|towards?)|towards?|"
    r"in\s+the\s+direction\s+of|on\s+the\s+way\s+to|en\s+route\s+to)\s+(?:the\s+)?(?=(?-i:[^\W\d_a-z]))"
    rf"|,?\s+(?:on|along)\s+the\s+(?=[^,;.]{{2,60}}?\s{ROADS}\b)",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def post_pattern() -> re.Pattern[str]:
    """Return the pattern of "at kilometre 45 of", "km 45 on", "20 km along"."""
    post = rf"(?:\b(?:at|near)\s+)?(?:the\s+)?\b{MARK}(?P<number>\d+(?:\.\d+)?)\s+(?:of|on|along)(?=\s)"
    return re.compile(rf"{post}|(?P<dist>{units.pattern()})\s+(?:along|up|down)(?=\s+(?:the\s)?)", re.IGNORECASE)


def post(match: re.Match[str], reader: Reader) -> Clause | None:
    """Build a distance from a road's first end, on the road."""
    said = match["dist"] or f"{match['number']} {'miles' if 'mile' in match.group().lower() else 'km'}"
    distance = units.read(said)
    names, end = _road(reader, match.end())
    if distance is None or len(names) != len("AB"):
        return None
    return _on_road(distance, names, match.start(), end)


def _road(reader: Reader, position: int) -> tuple[tuple[Name, ...], int]:
    """Read "the road from A to B" or "the A–B road"."""
    between = BETWEEN.match(reader.text, position)
    if between:
        return pair(reader, between.end())
    named = NAMED.match(reader.text, position)
    if not named:
        return (), position
    whole = Name(named.start("pair"), named.end("pair"), named["pair"])
    return attached(reader, split_pair(whole)), named.end()


@lru_cache(maxsize=1)
def out_pattern() -> re.Pattern[str]:
    """Return the pattern of "20 km out of", "15 km from", before a name and "on the road to"."""
    return re.compile(
        rf"(?P<dist>{units.pattern()})\s+(?:away\s+)?(?:from|out\s+of|outside(?:\s+of)?|out\s+from|past|beyond)\s+(?=\S)",
        re.IGNORECASE,
    )


def out(match: re.Match[str], reader: Reader) -> Clause | None:
    """Build a distance from one place on the road to another."""
    distance = units.read(match["dist"])
    first = reader.after(match.end(), stop=TOWARDS)
    link = TOWARDS.match(reader.text, first.end) if first else None
    if distance is None or first is None or link is None or not first.named:
        return None
    names, end = _other_end(first, link, reader)
    return _on_road(distance, names, match.start(), end) if names else None


def _other_end(first: Name, link: re.Match[str], reader: Reader) -> tuple[tuple[Name, ...], int]:
    """Return both ends of "on the road to B", "on the B road", "on the A–B road"."""
    if not re.search(r"the\s+$", link.group()) or "road to" in link.group() or not NAMED.match(reader.text, link.end()):
        second = reader.after(link.end())
        return ((first, second), second.end) if second else ((), 0)
    names, end = _road(reader, link.end())
    return (names if len(names) == len("AB") else (first, *names[:1])), end


def _on_road(distance: Distance, names: tuple[Name, ...], start: int, end: int) -> Clause:
    names = tuple(replace(name, context=name.context or names[-1].context) for name in names)
    low = WINDING * distance.min_m
    along = replace(
        distance, min_m=low, stated_m=(low + min(distance.max_m, 2 * distance.stated_m)) / 2, approximate=True
    )
    road = Clause(RelationKind.ROAD, start, end, names=names)
    return Clause(RelationKind.DISTANCE, start, end, names=names[:1], distance=along, also=(road,))
