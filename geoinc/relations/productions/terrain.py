"""Productions of ground and water: "in the hills above X", "where the A meets the B", "on the far bank from X"."""

from __future__ import annotations

import re
from functools import lru_cache

from geoinc.model import RelationKind
from geoinc.relations import lexicon
from geoinc.relations.clauses import Clause, Name, Reader
from geoinc.relations.productions.grammar import Target, several, target
from geoinc.relations.productions.metric import with_target

CAPITAL = r"(?=(?:the\s+)?(?-i:[^\W\d_a-z]))"
MEETS = re.compile(
    r"\s+(?:meets|joins|enters|flows\s+into|empties\s+into|runs\s+into|pours\s+into|and)\s+(?:the\s+)?", re.IGNORECASE
)
MEET = re.compile(r"\s+(?:meet|join|converge)\b", re.IGNORECASE)
SEA = re.compile(r"\b(?:sea|ocean|gulf|bay|mediterranean|atlantic|pacific|caribbean|adriatic|baltic)\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def ground_words() -> tuple[str, ...]:
    """Return the patterns of terrain.csv."""
    return tuple(row.text("noun") for row in lexicon.read("terrain.csv", ("noun",)))


@lru_cache(maxsize=1)
def ground_pattern() -> re.Pattern[str]:
    """Return the pattern of "in the hills above", "on a mountain overlooking"."""
    nouns = "|".join(sorted(ground_words(), key=len, reverse=True)).replace(" ", r"\s+")
    links = (
        r"(?P<link>of|above|near|around|outside|overlooking|surrounding|beyond|behind|close\s+to|next\s+to|outlying)"
    )
    return re.compile(
        rf"\b(?:in|on|at|from|across|over|through)\s+(?:the\s+|an?\s+)?(?-i:(?:[a-z][\w-]*\s+){{0,2}}?(?:{nouns}))\s+"
        rf"(?:just\s+|high\s+|that\s+)?{links}\s+{CAPITAL}",
        re.IGNORECASE,
    )


def ground(match: re.Match[str], reader: Reader) -> Clause | None:
    """Build what is near a place, and on such ground."""
    found = target(reader, match.end())
    if found is None:
        return None
    if match["link"].lower() == "of":
        return with_target(Clause(RelationKind.IN, match.start(), match.end()), found)
    clause = Clause(RelationKind.NEAR, match.start(), match.end(), qualifiers=("vicinity",))
    return with_target(clause, found)


@lru_cache(maxsize=1)
def meeting_pattern() -> re.Pattern[str]:
    """Return the pattern of "where the A meets the B", of which it is the head."""
    return re.compile(rf"\b(?:at\s+the\s+point\s+|near\s+|at\s+)?where\s+(?:the\s+)?{CAPITAL}", re.IGNORECASE)


def meeting(match: re.Match[str], reader: Reader) -> Clause | None:
    """Build the confluence of two rivers, or the mouth of one that meets the sea."""
    first = reader.after(match.end(), stop=MEETS)
    link = MEETS.match(reader.text, first.end) if first else None
    second = reader.after(link.end(), stop=MEET) if link else None
    if first is None or link is None or second is None:
        return None
    ends = MEET.match(reader.text, second.end)
    if link.group().strip().lower().startswith("and") and ends is None:
        return None
    end = ends.end() if ends else second.end
    if SEA.search(second.text):
        return Clause(RelationKind.MOUTH, match.start(), end, names=(first,))
    return Clause(RelationKind.CONFLUENCE, match.start(), end, names=(first, second))


@lru_cache(maxsize=1)
def three_borders_pattern() -> re.Pattern[str]:
    """Return the pattern of "where the borders of A, B and C meet", "the tri-border area of A, B and C"."""
    area = r"(?:\s+(?:area|region|zone|point))?"
    return re.compile(
        r"\b(?:(?:at\s+the\s+point\s+)?where\s+the\s+(?:borders|frontiers)\s+of"
        rf"|(?:(?:at|in|near|on)\s+)?(?:the\s+)?(?:tri|triple|three)[\s-]?(?:border|frontier)s?{area}\s+(?:of|between|shared\s+by))"
        r"\s+(?:the\s+)?(?=(?-i:[^\W\d_a-z]))",
        re.IGNORECASE,
    )


def three_borders(match: re.Match[str], reader: Reader) -> Clause | None:
    """Build the common borders of three countries or more."""
    names = several(reader, match.end(), stop=MEET)
    if len(names) < len("AB"):
        return None
    ends = MEET.match(reader.text, names[-1].end)
    return Clause(RelationKind.BORDER, match.start(), ends.end() if ends else names[-1].end, names=names)


@lru_cache(maxsize=1)
def opposite_pattern() -> re.Pattern[str]:
    """Return the pattern of "across the Dnieper from", "on the other bank of the Nile from"."""
    return re.compile(
        r"\b(?:(?:on\s+)?the\s+(?:opposite|other|far)\s+(?:bank|side|shore)\s+of|(?:just\s+)?across)\s+(?:the\s+)?"
        r"(?P<water>(?-i:[^\W\d_a-z])[\w\s'’-]{2,30}?|river|lake|bay|strait|channel|water)\s+(?:river\s+)?from\s+"
        rf"{CAPITAL}",
        re.IGNORECASE,
    )


def opposite(match: re.Match[str], reader: Reader) -> Clause | None:
    """Build what lies across a river from a place."""
    name: Name | None = reader.after(match.end())
    if name is None or not name.named:
        return None
    clause = Clause(RelationKind.NEAR, match.start(), match.end(), qualifiers=("opposite",))
    return with_target(clause, Target((name,), (), name.end))
