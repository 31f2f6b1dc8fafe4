"""Productions of ground and water: "in the hills above X", "where the A meets the B", "on the far bank from X"."""

from __future__ import annotations

import re
from functools import lru_cache

from geoinc.model import RelationKind
from geoinc.relations import lexicon, patterns
from geoinc.relations.clauses import AnchorName, AnchorReader, Clause
from geoinc.relations.productions.grammar import Target, several, target
from geoinc.relations.productions.metric import with_target


@lru_cache(maxsize=1)
def ground_words() -> tuple[str, ...]:
    """Return the patterns of terrain.csv."""
    return tuple(row.need("noun") for row in lexicon.read("terrain.csv", ("noun",)))


@lru_cache(maxsize=1)
def ground_pattern() -> re.Pattern[str]:
    """Return the pattern of "in the hills above", "on a mountain overlooking"."""
    nouns = "|".join(sorted(ground_words(), key=len, reverse=True)).replace(" ", r"\s+")
    return patterns.compiled("ground", grounds=nouns)


def ground(match: re.Match[str], reader: AnchorReader) -> Clause | None:
    """Build what is near a place, and on such ground."""
    found = target(reader, match.end())
    if found is None:
        return None
    if match["link"].lower() in patterns.words("partitive"):
        return with_target(Clause(RelationKind.IN, match.start(), match.end()), found)
    clause = Clause(RelationKind.NEAR, match.start(), match.end(), qualifiers=("vicinity",))
    return with_target(clause, found)


@lru_cache(maxsize=1)
def meeting_pattern() -> re.Pattern[str]:
    """Return the pattern of "where the A meets the B", of which it is the head."""
    return patterns.compiled("meeting")


def meeting(match: re.Match[str], reader: AnchorReader) -> Clause | None:
    """Build the confluence of two rivers, or the mouth of one that meets the sea."""
    meets, meet = patterns.compiled("meets"), patterns.compiled("meet")
    first = reader.after(match.end(), stop=meets)
    link = meets.match(reader.text, first.end) if first else None
    second = reader.after(link.end(), stop=meet) if link else None
    if first is None or link is None or second is None:
        return None
    ends = meet.match(reader.text, second.end)
    if patterns.compiled("merely_and").match(link.group()) and ends is None:
        return None
    end = ends.end() if ends else second.end
    if patterns.compiled("sea").search(second.text):
        return Clause(RelationKind.MOUTH, match.start(), end, names=(first,))
    return Clause(RelationKind.CONFLUENCE, match.start(), end, names=(first, second))


@lru_cache(maxsize=1)
def three_borders_pattern() -> re.Pattern[str]:
    """Return the pattern of "where the borders of A, B and C meet", "the tri-border area of A, B and C"."""
    return patterns.compiled("three_borders")


def three_borders(match: re.Match[str], reader: AnchorReader) -> Clause | None:
    """Build the common borders of three countries or more."""
    meet = patterns.compiled("meet")
    names = several(reader, match.end(), stop=meet)
    if len(names) < 2:
        return None
    ends = meet.match(reader.text, names[-1].end)
    return Clause(RelationKind.BORDER, match.start(), ends.end() if ends else names[-1].end, names=names)


@lru_cache(maxsize=1)
def opposite_pattern() -> re.Pattern[str]:
    """Return the pattern of "across the Dnieper from", "on the other bank of the Nile from"."""
    return patterns.compiled("opposite")


def opposite(match: re.Match[str], reader: AnchorReader) -> Clause | None:
    """Build what lies across a river from a place."""
    name: AnchorName | None = reader.after(match.end())
    if name is None or not name.named:
        return None
    clause = Clause(RelationKind.NEAR, match.start(), match.end(), qualifiers=("opposite",))
    return with_target(clause, Target((name,), (), name.end))
