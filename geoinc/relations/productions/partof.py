"""Productions of what is within: "northern Syria", "in the north of", "in Deir al-Zor province", "on Crete"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from geoinc.model import PlaceKind, RelationKind
from geoinc.relations import directions, patterns
from geoinc.relations.clauses import AnchorName, AnchorReader, Clause
from geoinc.relations.productions.grammar import (
    Target,
    adjectives_pattern,
    class_end,
    parts_in,
    resolved,
    target,
    wholes,
)
from geoinc.relations.productions.metric import with_target

POSSESSIVE_LENGTH = 3
"""Of the 's of an owner and the space after it."""

ON_TOP = frozenset((PlaceKind.ISLAND, PlaceKind.LAKE, PlaceKind.PENINSULA, PlaceKind.MOUNTAIN))


@lru_cache(maxsize=1)
def part_pattern() -> re.Pattern[str]:
    """Return the pattern of "northern and eastern", "central", before a name."""
    return patterns.compiled("part", adjectives=adjectives_pattern())


def part(match: re.Match[str], reader: AnchorReader) -> Clause | None:
    """Build "northern Syria", unless adjective and name together are a name ("North Korea")."""
    words = match["parts"]
    name = reader.after(match.end())
    which = parts_in(words)
    if name is None or not which or not name.named or reader.inside_name(match.start()):
        return None
    if not reader.loose and _is_owned(match, name, reader):
        return with_target(Clause(RelationKind.IN, match.start(), match.end()), Target((name,), (), name.end))
    if len(which) == 1 and _is_whole(words, name, reader):
        return None
    if len(which) == 1 and not reader.loose and not resolved((name,)):
        return None
    name = _unburdened(name, reader)
    inner = _innermost(name, reader)
    if (inner is not None and inner is not name) or _names_all_of(match, reader):
        inner = inner or name
        # "Northern Syria's Idlib province" is all of the province.
        return with_target(Clause(RelationKind.IN, match.start(), match.end()), Target((inner,), (), inner.end))
    clause = Clause(RelationKind.PART, match.start(), match.end(), qualifiers=which)
    return with_target(clause, Target((name,), (), class_end(reader, name)))


def _is_owned(match: re.Match[str], name: AnchorName, reader: AnchorReader) -> bool:
    """Whether the adjective is of a state that a place of it follows: "northern Nigeria's Zamfara"."""
    owned = patterns.compiled("owned_class").match(reader.text, match.end())
    return owned is not None and not owned["noun"] and owned.end() == name.start


def _names_all_of(match: re.Match[str], reader: AnchorReader) -> bool:
    """Whether the adjective tells where all of a place is: "the southern province of X", "Y's southern X"."""
    if not reader.loose:
        return bool(patterns.compiled("class_of").match(reader.text, match.end()))
    owned = patterns.compiled("owned_class").match(reader.text, match.end())
    return bool((owned and owned["noun"]) or patterns.compiled("class_of").match(reader.text, match.end())) or bool(
        patterns.compiled("owns").search(reader.text, max(match.start() - POSSESSIVE_LENGTH, 0), match.start())
    )


def _unburdened(name: AnchorName, reader: AnchorReader) -> AnchorName:
    """Look up "Sinai" itself where the mention was "North Sinai", in "central and North Sinai"."""
    mention = name.resolution.mention if name.resolution else None
    burdened = mention is not None and mention.start < name.start
    return replace(name, resolution=None) if burdened and reader.known(name.text) else name


def _is_whole(words: str, name: AnchorName, reader: AnchorReader) -> bool:
    whole = f"{words} {name.text}"
    if (
        reader.loose
        and patterns.compiled("bare_compass").fullmatch(words)
        and name.text.split()[-1] in patterns.words("features")
    ):
        return True
    if " ".join(whole.lower().split()) in wholes():
        return True
    mention = name.resolution.mention if name.resolution else None
    covered = mention is not None and mention.start < name.start
    # "Rural Damascus Governorate" may be listed without its class.
    return covered or reader.known(whole) or (whole.count(" ") > 1 and reader.known(whole.rpartition(" ")[0]))


@lru_cache(maxsize=1)
def north_of_pattern() -> re.Pattern[str]:
    """Return the pattern of "in the north of", which is a part and no bearing."""
    return patterns.compiled("north_of", direction_word=directions.word_pattern())


def north_of(match: re.Match[str], reader: AnchorReader) -> Clause | None:
    """Build "in the north of Syria"."""
    found = target(reader, match.end())
    if found is None or not all(n.named for n in found.names):
        return None
    clause = Clause(RelationKind.PART, match.start(), match.end(), qualifiers=parts_in(match["dir"]))
    return with_target(clause, found)


@lru_cache(maxsize=1)
def inside_pattern() -> re.Pattern[str]:
    """Return the pattern of "in", "inside", "at" before a name."""
    return patterns.compiled("inside")


def inside(match: re.Match[str], reader: AnchorReader) -> Clause | None:
    """Build "in Deir al-Zor province", "at Khusham"; in running text only of resolved names and "the Libyan capital"."""
    name = _innermost(reader.mentioned(match.end()), reader)
    if name is None or not name.named:
        return None
    if not (reader.loose or resolved((name,)) or patterns.compiled("capital_of").fullmatch(name.text)):
        return None
    said = match["prep"].lower()
    if said in patterns.words("surface_preposition") and not _stands_on(name, reader):
        return None
    kind = RelationKind.AT if said in patterns.words("point_preposition") else RelationKind.IN
    return with_target(Clause(kind, match.start(), match.end()), Target((name,), (), class_end(reader, name)))


def _stands_on(name: AnchorName, reader: AnchorReader) -> bool:
    """Whether a place is one that things are "on": an island, a lake; not "on Syria"."""
    place = name.resolution.place if name.resolution else None
    return reader.loose if place is None else place.kind in ON_TOP


def _innermost(name: AnchorName | None, reader: AnchorReader) -> AnchorName | None:
    """Follow possessives inwards: "in Syria's Deir al-Zor province" is in the province."""
    while name is not None and not reader.loose and (inner := _possessed(name, reader)):
        name = inner
    return name


def _possessed(name: AnchorName, reader: AnchorReader) -> AnchorName | None:
    """Return what a name owns: "Zambia's Eastern Province" as a whole before "Syria's southern Daraa" without its part."""
    for pattern in ("owns", "possessive"):
        link = patterns.compiled(pattern).match(reader.text, name.end)
        inner = reader.mentioned(link.end()) if link else None
        if link and inner and inner.start == link.end():
            return inner
    return None
