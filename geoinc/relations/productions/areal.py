"""Productions without a distance: near, parts, borders, roads, banks, coasts, between, anchorages."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from geoinc.geo import geodesy
from geoinc.model import PlaceKind, RelationKind
from geoinc.model.vocabulary import COMPASS_WORDS
from geoinc.relations import directions, patterns
from geoinc.relations.clauses import AnchorName, AnchorReader, Clause
from geoinc.relations.productions.grammar import (
    Noun,
    Target,
    adjective_pattern,
    adjectives_pattern,
    attached,
    noun_for,
    noun_pattern,
    pair,
    parts_in,
    prepositions,
    resolved,
    several,
    split_pair,
    split_several,
    target,
)
from geoinc.relations.productions.metric import with_target

BROAD = frozenset((PlaceKind.CONTINENT, PlaceKind.COUNTRY, PlaceKind.TERRITORY))
"""Between two of these stand talks and wars, not places."""

SIDES = frozenset((*COMPASS_WORDS, "left", "right"))
"""Qualifiers of the sides that a river has."""

LINEAR = frozenset((PlaceKind.RIVER, PlaceKind.ROAD, PlaceKind.LINE, PlaceKind.COAST, PlaceKind.STRAIT, PlaceKind.LAKE))
MAX_BETWEEN_M = 800_000.0
"""Farther apart, "between X and Y" is a journey."""


@lru_cache(maxsize=1)
def preposition_pattern() -> re.Pattern[str]:
    """Return the pattern of "near", "in the vicinity of", "off the coast of"."""
    words = sorted(prepositions(), key=len, reverse=True)
    any_words = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in words)
    return patterns.compiled("preposition", prepositions=any_words)


def preposition(match: re.Match[str], reader: AnchorReader) -> Clause | None:
    """Build "near Khusham", "off Mogadishu"."""
    entry = prepositions()[" ".join(match["words"].lower().split())]
    if entry.kind is RelationKind.OFF_COAST and _is_parting(match):
        return None
    found = target(reader, match.end())
    if found and reader.loose and reader.known(f"{match['words']} {found.names[0].text}"):
        return None
    if found is None or (entry.named and not reader.loose and not resolved(found.names)):
        return None
    kind = entry.kind
    if not reader.loose and not found.qualifiers and not _sensible(kind, found.names[0]):
        return None
    if "of:border" in found.qualifiers and kind is RelationKind.NEAR:
        kind, found = RelationKind.BORDER, replace(found, qualifiers=found.qualifiers[1:])
    return with_target(
        Clause(kind, match.start(), match.end(), qualifiers=entry.qualifiers), _merged(found, entry.qualifiers)
    )


def _is_parting(match: re.Match[str]) -> bool:
    """Whether "off" belongs to the verb before it: "police sealed off Latakia"."""
    before = match.string[max(0, match.start() - _LONGEST_VERB) : match.start()].split()
    return bool(before) and before[-1].lower() in patterns.words("parting")


_LONGEST_VERB = 16


def _merged(found: Target, qualifiers: tuple[str, ...]) -> Target:
    return replace(found, qualifiers=tuple(dict.fromkeys((*qualifiers, *found.qualifiers))))


@lru_cache(maxsize=1)
def noun_before_pattern() -> re.Pattern[str]:
    """Return the pattern of "on the southern outskirts of", "the mouth of", "east bank of"."""
    return patterns.compiled("noun_before", adjectives=adjectives_pattern(), nouns=noun_pattern(before=True))


def noun_before(match: re.Match[str], reader: AnchorReader) -> Clause | None:
    """Build what a noun before its anchor says."""
    noun = noun_for(match["noun"], before=True)
    which = parts_in(match["which"] or "")
    if noun is None or not _sayable(noun, which, match["noun"]):
        return None
    two = match["link"].lower() not in patterns.words("partitive") or noun.kind is RelationKind.CONFLUENCE
    names, end = pair(reader, match.end()) if two or noun.kind is RelationKind.BORDER else ((), 0)
    found = Target(names, (), end) if names else target(reader, match.end())
    if found is None or (noun.kind is RelationKind.CONFLUENCE and not names):
        return None
    return _noun_clause(noun, which, match, found)


def _sayable(noun: Noun, which: tuple[str, ...], words: str) -> bool:
    """Return whether the noun says something: a part needs to say which, and "Bank of Canada" is no river's."""
    if noun.kind is RelationKind.BANK:
        return bool(SIDES.intersection(which)) or words.islower()
    return noun.kind is not RelationKind.PART or bool(which or noun.qualifiers)


def _noun_clause(noun: Noun, which: tuple[str, ...], match: re.Match[str], found: Target) -> Clause:
    lead = (match["lead"] or "").lower()
    kind, qualifiers = noun.kind, (*noun.qualifiers, *which)
    if noun.kind is RelationKind.OFF_COAST:
        kind = _coast_kind(lead)
        qualifiers = which if kind is RelationKind.OFF_COAST else (*filter(None, (noun.of,)), *which)
    elif lead in patterns.words("offshore") and noun.of in {"of:tip", "of:mouth"}:
        kind, qualifiers = RelationKind.OFF_COAST, (noun.of, *which)
    elif lead in patterns.words("lengthwise") and noun.of:
        kind, qualifiers = RelationKind.ALONG, (noun.of, *which)
    clause = Clause(kind, match.start(), match.end(), qualifiers=tuple(dict.fromkeys(qualifiers)))
    return with_target(clause, found)


def _coast_kind(lead: str) -> RelationKind:
    if lead in patterns.words("offshore"):
        return RelationKind.OFF_COAST
    return RelationKind.NEAR if lead in patterns.words("near_leads") else RelationKind.ALONG


@lru_cache(maxsize=1)
def noun_after_pattern() -> re.Pattern[str]:
    """Return the pattern of "X countryside", "the X–Y border", "X's eastern outskirts", "X Inner Anchorage"."""
    return patterns.compiled("noun_after", adjective=adjective_pattern(), nouns=noun_pattern(before=False))


def noun_after(match: re.Match[str], reader: AnchorReader) -> Clause | None:
    """Build what a noun after its anchor says."""
    name = reader.before(match.start())
    if name is None or (reader.loose and reader.known(f"{name.text}{match.group()}")):
        return None
    noun = noun_for(match["noun"], before=False)
    name, side = _side_of(name, reader)
    if noun is not None and noun.kind is RelationKind.IN and reader.loose:
        name = _first_element(name)
    if noun is not None and noun.kind in {RelationKind.ANCHORAGE, RelationKind.PORT} and reader.loose:
        name = _known_start(name, reader)
    split = split_several(name, reader) if noun is not None and noun.kind is RelationKind.BORDER else split_pair(name)
    names = split if not reader.loose or not reader.known(name.text) else (name,)
    names = attached(reader, names) if noun is not None or _road_ends(names, reader) else (name,)
    which = parts_in(match["which"] or side)
    kind, qualifiers = (noun.kind, noun.qualifiers) if noun else (RelationKind.ROAD, ())
    if noun is not None and noun.kind is RelationKind.OFF_COAST:
        kind, qualifiers = (
            (RelationKind.OFF_COAST, ())
            if noun.pattern in patterns.words("waters")
            else (RelationKind.NEAR, (noun.of,))
        )
    return _after_clause(kind, (*qualifiers, *which), names, match, reader)


def _side_of(name: AnchorName, reader: AnchorReader) -> tuple[AnchorName, str]:
    """Take a part adjective off the front of a loosely read name: "north Hama countryside"."""
    pattern = patterns.compiled("side_of_name", adjective=adjective_pattern())
    found = pattern.match(name.text) if reader.loose else None
    if found is None or reader.known(name.text):
        return name, ""
    return replace(name, text=name.text[found.end() :]), found[1]


def _known_start(name: AnchorName, reader: AnchorReader) -> AnchorName:
    """Take words such as "Tanker" or "Secure" off the end of a port's name until it is known."""
    words = name.text.split()
    for count in range(len(words), 0, -1):
        text = " ".join(words[:count])
        if reader.known(text):
            return replace(name, text=text)
    return name


def _first_element(name: AnchorName) -> AnchorName:
    """Return "Izu Islands" within Japan for "Izu Islands, Japan region"."""
    if not name.context:
        return name
    *others, first = (name.text, *name.context)
    return replace(name, text=first, context=tuple(reversed(others)))


def _after_clause(
    kind: RelationKind,
    qualifiers: tuple[str, ...],
    names: tuple[AnchorName, ...],
    match: re.Match[str],
    reader: AnchorReader,
) -> Clause | None:
    """Refuse in running text what is too weak alone: a region, a road or a port of one name."""
    weak = kind in {RelationKind.ROAD, RelationKind.IN, RelationKind.PORT}
    if len(names) == 1 and weak and not reader.loose:
        return None
    if len(names) > 1 and weak and not reader.loose and not (resolved(names) and _close(names)):
        return None
    if len(names) > 1 and kind is RelationKind.IN:
        kind = RelationKind.BETWEEN
    elif len(names) > 1 and kind not in {RelationKind.BORDER, RelationKind.ROAD}:
        names = names[:1]
    start = names[0].start
    return Clause(kind, start, match.end(), names=names, qualifiers=tuple(dict.fromkeys(qualifiers)))


@lru_cache(maxsize=1)
def named_road_pattern() -> re.Pattern[str]:
    """Return the pattern of "road", "highway" after a pair of names."""
    return patterns.compiled("named_road")


def named_road(match: re.Match[str], reader: AnchorReader) -> Clause | None:
    """Build "along the Badghis–Herat highway"."""
    name = reader.before(match.start())
    names = attached(reader, split_pair(name)) if name else ()
    if len(names) != 2 or not _road_ends(names, reader):
        return None
    return Clause(RelationKind.ROAD, names[0].start, match.end(), names=names)


def _road_ends(names: tuple[AnchorName, ...], reader: AnchorReader) -> bool:
    """Whether a hyphen joins two places: "Pan-American" does not; a dash does."""
    joint = reader.text[names[0].end : names[-1].start]
    return not reader.loose or joint != "-" or all(reader.known(n.text) for n in names)


@lru_cache(maxsize=1)
def between_pattern() -> re.Pattern[str]:
    """Return the pattern of "between", "halfway between", "the road from", "the highway linking"."""
    return patterns.compiled("between")


def between(match: re.Match[str], reader: AnchorReader) -> Clause | None:
    """Build halfway, road and between; plain "between" needs two settlements in running text."""
    names, end = pair(reader, match.end())
    if not names:
        return None
    if reader.loose and "," in names[0].text:
        names = several(reader, match.end())
    if match["half"]:
        kind = RelationKind.HALFWAY
    elif match["road"] or match["way"]:
        kind = RelationKind.ROAD
    elif not reader.loose and not _both_narrow(names):
        return None
    else:
        kind = RelationKind.BETWEEN
    if not reader.loose and not _close(names):
        return None
    return Clause(kind, match.start(), end, names=names)


def _sensible(kind: RelationKind, name: AnchorName) -> bool:
    """Whether a resolved place is of a kind that something is near, or along."""
    place = name.resolution.place if name.resolution else None
    if place is None:
        return True
    if kind is RelationKind.ALONG:
        return place.kind in LINEAR
    return kind is not RelationKind.NEAR or place.kind not in BROAD


def _close(names: tuple[AnchorName, ...]) -> bool:
    """Whether two resolved names are close enough for something between them to be a place, not a journey."""
    points = [n.resolution.place.point for n in names if n.resolution and n.resolution.place]
    if len(points) < len(names):
        return True
    return geodesy.distance_m(points[0].x, points[0].y, points[-1].x, points[-1].y) <= MAX_BETWEEN_M


def _both_narrow(names: tuple[AnchorName, ...]) -> bool:
    places = [n.resolution.place if n.resolution and n.resolution.pinned else None for n in names]
    return all(place is not None and place.kind not in BROAD for place in places)


@lru_cache(maxsize=1)
def postposed_pattern() -> re.Pattern[str]:
    """Return the pattern of "X, near", "X, west of" at the end of a bare phrase's element."""
    return patterns.compiled("postposed", direction=directions.pattern())


def postposed(match: re.Match[str], reader: AnchorReader) -> Clause | None:
    """Build "Micanopy, near" and "Santa Paula, west of"; only in bare phrases."""
    name = reader.before(match.start()) if reader.loose else None
    if name is None:
        return None
    if match["near"]:
        return Clause(RelationKind.NEAR, name.start, match.end(), names=(name,))
    bearing = directions.read(match["dir"])
    return Clause(RelationKind.BEARING, name.start, match.end(), names=(name,), bearing=bearing) if bearing else None
