"""Productions of one side of a border: "on the Turkish side of the Syrian border"."""

from __future__ import annotations

import re
from functools import lru_cache

from geoinc.model import RelationKind
from geoinc.relations import patterns
from geoinc.relations.clauses import AnchorName, AnchorReader, Clause
from geoinc.relations.productions.grammar import pair, split_pair

PAIR = 2


@lru_cache(maxsize=1)
def side_pattern() -> re.Pattern[str]:
    """Return the pattern of "on the Turkish side of the"."""
    return patterns.compiled("border_side")


def side(match: re.Match[str], reader: AnchorReader) -> Clause | None:
    """Build the border, and the country on whose side of it something is."""
    own = reader.after(match.start("side"), stop=patterns.compiled("side_end"))
    read = _other(match.end(), reader)
    if own is None or read is None:
        return None
    others, end = read
    names = others if len(others) == PAIR else (own, *others)
    within = Clause(RelationKind.IN, match.start(), end, names=(own,))
    return Clause(RelationKind.BORDER, match.start(), end, names=names, also=(within,))


def _other(position: int, reader: AnchorReader) -> tuple[tuple[AnchorName, ...], int] | None:
    """Return who is on the other side, or both sides, and where the words end; nobody for "the border"."""
    if (between := patterns.compiled("border_between").match(reader.text, position)) is not None:
        names, end = pair(reader, between.end())
        return (names, end) if names else None
    if (link := patterns.compiled("border_with").match(reader.text, position)) is not None:
        name = reader.after(link.end())
        return ((name,), name.end) if name else None
    if (bare := patterns.compiled("border_bare").match(reader.text, position)) is not None:
        return (), bare.end()
    named = patterns.compiled("border_named").match(reader.text, position)
    if named is None:
        return None
    whole = AnchorName(named.start("name"), named.end("name"), named["name"])
    names = split_pair(whole)
    return tuple(
        reader.after(n.start, stop=re.compile(re.escape(reader.text[n.end :][:8]))) or n for n in names
    ), named.end()
