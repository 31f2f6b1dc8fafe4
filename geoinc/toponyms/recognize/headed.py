"""Names that head the lines of a bulletin: "CALOTO. Two youths were shot …", "28 Nov: Depayin. Landmine under an ox cart.".

Such a name stands without any word that tells a place. Where most headings of a text name places of one country, what
else heads a line and is listed there is a place, too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Final

from geoinc.gazetteer.file.columns import NO_COUNTRY, NameFlag
from geoinc.model import Mention, MentionKind
from geoinc.text.headings import headings
from geoinc.text.stretches import Stretches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoinc.gazetteer import Gazetteer
    from geoinc.gazetteer.names.whereabouts import Whereabouts
    from geoinc.text.headings import Heading

_FEWEST: Final = 3
"""Fewer headings that name places of one country are no bulletin's."""
_CANDIDATES: Final = 12
"""So many places of a name, the most important first, say in what country it may lie."""
_NO_PLACE: Final = int(NameFlag.DEMONYM | NameFlag.ORDINARY | NameFlag.ABBREVIATION)
_BEGINS: Final = re.compile(r"(?:[,/(&]|\band|\A)\s*\Z")
_ENDS: Final = re.compile(r"\s*(?:\Z|[,/)&(]|and\b|[a-z]+\Z)")

Hit = tuple[int, int, int]
"""From where to where (code points) the gazetteer lists a name, and the name's key."""


def headed(
    gazetteer: Gazetteer, text: str, mentions: Sequence[Mention], hits: Sequence[Hit], told: Whereabouts
) -> list[Mention]:
    """Return the listed names (``hits``: sorted) in a text's headings, apart from the mentions that are found already."""
    heads = headings(text)
    if len(heads) < _FEWEST:
        return []
    named = [
        (hit, _countries(gazetteer, hit[2]), head.record)
        for head in heads
        for hit in hits[bisect_left(hits, (head.start,)) : bisect_left(hits, (head.end,))]
        if _is_named(gazetteer, text, head, hit)
    ]
    counts = Counter(land for _, lands, _ in named for land in lands if not told or land in told.countries)
    land, most = max(counts.items(), key=lambda item: (item[1], -item[0]), default=(0, 0))
    shared = most >= max(_FEWEST, len(heads) / 2)
    taken = Stretches((m.start, m.end) for m in mentions)
    found = []
    for (start, end, _), lands, labelled in named:
        if (labelled or (shared and land in lands)) and taken.free(start, end):
            taken.add(start, end)
            found.append(Mention(start, end, text[start:end], MentionKind.LITERAL))
    return found


def _is_named(gazetteer: Gazetteer, text: str, head: Heading, hit: Hit) -> bool:
    """Whether a listed name is a heading, or one of those that make it up ("EL BORDO, PATÍA"), and no ordinary word."""
    start, end, key = hit
    odd = _NO_PLACE if not head.record else int(NameFlag.DEMONYM)
    plain = end <= head.end and not int(gazetteer.store.key_flags[key]) & odd
    return plain and bool(_BEGINS.search(text[head.start : start]) and _ENDS.match(text[end : head.end]))


def _countries(gazetteer: Gazetteer, key: int) -> frozenset[int]:
    """Return the numbers of the countries that the most important places of a name lie in."""
    places = gazetteer.indices_of_key(key)[:_CANDIDATES]
    return frozenset(gazetteer.columns.country[places].tolist()) - {NO_COUNTRY}
