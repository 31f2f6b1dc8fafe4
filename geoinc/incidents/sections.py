"""Sections of a bulletin: stretches of a text under headings that name where what they tell happened ("Macomia.", "TAIZ -").

Or records of labelled lines, one of which gives the place ("Location: Djibo, Soum").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from geoinc.incidents.ground import AREAS, COUNTRY, anchor_places, anchor_start, narrowest_width
from geoinc.model import Anchor, Relation, RelationKind
from geoinc.text.headings import Heading, headings, words_in

_FEWEST = 2
"""One heading with a place may be a title or a dateline."""
_MOST_OTHERS = 1
"""Of the words of a heading only one may be no place's ("Taiz city", "Rural Arauca")."""
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class Sections:
    """Where the sections of a text start (code points, in order), the place in the heading of each that names one, and which are records."""

    starts: Sequence[int] = ()
    places: Mapping[int, Relation] = field(default_factory=dict)
    records: frozenset[int] = frozenset()

    def at(self, position: int) -> int:
        """Return the number of the section that a code point is in; 0 before the first heading."""
        return bisect_right(self.starts, position)

    def record(self, position: int) -> int | None:
        """Return where the record that a code point is in starts; None where it is in none."""
        number = self.at(position)
        return self.starts[number - 1] if number in self.records else None

    def heading(self, position: int) -> Relation | None:
        """Return the place in the heading of the section that a code point is in."""
        return self.places.get(self.at(position))

    def ground(self, position: int, own: list[Relation]) -> list[Relation]:
        """Return what places words at a code point: their own places, or their heading's where those are none or wider."""
        heading = self.heading(position)
        if heading is None:
            return own
        wide = narrowest_width(heading)
        return own if any(narrowest_width(r) <= wide for r in own) or wide >= COUNTRY else [heading]

    def added_to(self, relations: Sequence[Relation]) -> Sequence[Relation]:
        """Return the relations of a text with those of its headings that are none of them."""
        known = set(map(id, relations))
        more = [r for r in self.places.values() if id(r) not in known]
        return sorted([*relations, *more], key=lambda r: r.span.start) if more else relations


def sections(text: str, relations: Sequence[Relation]) -> Sections:
    """Return the sections of a text; none where fewer than two headings name a place, the title left out."""
    heads = _with_records(text, headings(text))
    known = _Named.of(relations) if heads else _Named()
    found = [(number, head.dated, known.place(text, head)) for number, (_, head) in enumerate(heads, start=1)]
    placed = [(number, dated, place) for number, dated, place in found if place is not None]
    if placed and placed[0][1] and not all(dated for _, dated, _ in placed):
        placed = placed[1:]  # "Pemba, 4 August." says where the bulletin was filed.
    several = len({p.id for _, _, place in placed for p in anchor_places([place])}) >= _FEWEST
    if not several and not any(heads[number - 1][1].record for number, _, _ in placed):
        return Sections()
    records = frozenset(number for number, _, _ in placed if heads[number - 1][1].record)
    return Sections(tuple(start for start, _ in heads), {number: place for number, _, place in placed}, records)


def _with_records(text: str, heads: Sequence[Heading]) -> list[tuple[int, Heading]]:
    """Return headings, each with where its section starts: with its line, a record (no line of it is empty, or it is a row) with its first one."""
    blocks = [0, *(m.end() for m in _EMPTY_LINE.finditer(text))] if heads else [0]
    found: list[tuple[int, Heading]] = []
    record = -1
    for head in heads:
        line = text.rfind("\n", 0, head.start) + 1
        block = line if head.row else blocks[bisect_right(blocks, head.start) - 1]
        if head.record:
            while found and found[-1][0] >= block:
                found.pop()
            found.append((block, head))
            record = block
        elif block != record:
            found.append((line, head))
    return found


@dataclass(frozen=True, slots=True)
class _Named:
    """The relations of a text that rest on places, by where the name stands and their order, and the first anchor of each name."""

    starts: Sequence[tuple[int, int]] = ()
    relations: Sequence[Relation] = ()
    anchors: Mapping[str, Anchor] = field(default_factory=dict)

    @classmethod
    def of(cls, relations: Sequence[Relation]) -> _Named:
        placed = sorted((anchor_start(r), i) for i, r in enumerate(relations) if any(anchor_places([r])))
        anchors = {a.text: a for r in reversed(relations) for a in reversed(r.anchors) if a.candidates}
        return cls(placed, relations, anchors)

    def place(self, text: str, heading: Heading) -> Relation | None:
        """Return the narrowest place that a heading names, where it names little else; of a record what is measured out comes first."""
        start, end = heading.start, heading.end
        between = self.starts[bisect_left(self.starts, (start,)) : bisect_left(self.starts, (end,))]
        inside = [self.relations[i] for i in sorted(i for _, i in between)]
        spans = [(a.span.start, a.span.end) for r in inside for a in r.anchors]
        others = [m for m in words_in(text, heading) if not any(a <= m.start() < b for a, b in spans)]
        if inside and heading.record:
            return min(inside, key=lambda r: (r.distance is None, narrowest_width(r)))
        if inside and len(others) <= _MOST_OTHERS:
            return min(inside, key=narrowest_width)
        # A name alone is often known only by what the text says of it.
        named = self.anchors.get(text[start:end])
        if inside or named is None:
            return None
        span = replace(named.span, start=start, end=end)
        kind = RelationKind.IN if named.candidates[0].place.kind in AREAS else RelationKind.AT
        return Relation(kind, (replace(named, span=span),), span)
