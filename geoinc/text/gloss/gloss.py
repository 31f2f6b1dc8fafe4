"""The gloss of a text: its pieces in English, one after another, and the way back to the original's offsets.

The stages that are learned from English, or hold English forms, read the gloss as if it were the text: "8 км к востоку
от Хашама" is "8 km east of Хашам". Where a language orders words in another way, rewrites of its wordbook put
them in order. Words that the wordbook lacks stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geoinc.model import Document, Relation, Span
from geoinc.text.gloss.pieces import NAME, Piece

if TYPE_CHECKING:
    from geoinc.language.wordbook import Wordbook

_FIRST: Final = 0xE000
_FIRST_LARGE: Final = 0xEC00
_MOST_NAMES: Final = _FIRST_LARGE - _FIRST
"""So many names of a stretch are told apart in its gloss; the signs that stand for large ones follow those for others."""

_CLOSING: Final = frozenset(",.;:!?)]%")
_SLOT: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text: code points ``start`` to ``end``, and how the gazetteer writes it (``base``).

    ``large`` ones are of countries, units and regions.
    """

    start: int
    end: int
    base: str
    large: bool = False


@dataclass(frozen=True, slots=True)
class Gloss:
    """A gloss ``text``; ``names`` are (start, end) in it of the names given, in their order (None: beyond the limit).

    ``_piece_of`` is, for each of its characters, the number of the piece that it comes from.
    """

    document: Document
    original: Document
    names: tuple[tuple[int, int] | None, ...]
    pieces: tuple[Piece, ...]
    _piece_of: tuple[int, ...]

    @property
    def text(self) -> str:
        """The gloss itself."""
        return self.document.text

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the original of characters ``start`` to ``end`` of the gloss."""
        numbers = self._piece_of[start:end] or self._piece_of[-1:]
        touched = [self.pieces[i] for i in numbers if i >= 0]
        if not touched:
            return 0, 0
        return min(p.start for p in touched), max(p.end for p in touched)

    def span(self, span: Span) -> Span:
        """Return a span of the gloss as one of the original, in its own words."""
        start, end = self.back(span.start, span.end)
        return Span(self.original.id, start, end, self.original.text[start:end])

    def relation(self, relation: Relation) -> Relation:
        """Return a relation of the gloss with spans of the original; anchors keep the gloss's words for them."""
        anchors = tuple(replace(a, span=self.span(a.span)) for a in relation.anchors)
        return replace(relation, anchors=anchors, span=self.span(relation.span), gloss=relation.span.text)


def gloss(document: Document, pieces: Sequence[Piece], names: Sequence[Named], book: Wordbook) -> Gloss:
    """Return the gloss of a document, or of the part of it that pieces cover.

    Parameters
    ----------
    pieces
        Of the text, with these names.
    names
        Sorted, not overlapping; written as their ``base``.
    """
    signs_of = {n.start: chr((_FIRST_LARGE if n.large else _FIRST) + i) for i, n in enumerate(names[:_MOST_NAMES])}
    signs, owners = _joined(pieces, signs_of)
    for pattern, template in book.rewrites:
        signs, owners = _rewritten(signs, owners, pattern, template)
    text, piece_of = [], list[int]()
    places: list[tuple[int, int] | None] = [None] * len(names)
    length = 0
    for sign, owner in zip(signs, owners, strict=True):
        number = (ord(sign) - _FIRST) % _MOST_NAMES
        named = _is_private(sign) and number < len(names)
        words = names[number].base if named else sign
        if named:
            places[number] = (length, length + len(words))
        text.append(words)
        piece_of += [owner] * len(words)
        length += len(words)
    glossed = replace(document, text="".join(text), title=None)
    return Gloss(glossed, document, tuple(places), tuple(pieces), tuple(piece_of))


def _joined(pieces: Sequence[Piece], signs: dict[int, str]) -> tuple[str, list[int]]:
    """Return the pieces' English in a row, names as one private sign each, and the piece of each sign."""
    text, owners = list[str](), list[int]()
    for i, piece in enumerate(pieces):
        sign = signs.get(piece.start) if piece.tag == NAME else None
        words = sign or "".join(c for c in piece.gloss if not _is_private(c))
        if not words:
            continue
        if text and text[-1][-1:] not in {"\n", "("} and words[0] not in _CLOSING and words != "\n":
            text.append(" ")
            owners.append(-1)
        text.append(words)
        owners += [i] * len(words)
    return "".join(text), owners


def _is_private(sign: str) -> bool:
    """Whether a sign may stand for a name, and so for nothing else."""
    return _FIRST <= ord(sign) < _FIRST_LARGE + _MOST_NAMES


def _rewritten(signs: str, owners: list[int], pattern: re.Pattern[str], template: str) -> tuple[str, list[int]]:
    parts, kept, at = list[str](), list[int](), 0
    for match in pattern.finditer(signs):
        if match.start() < at or match.start() == match.end():
            continue
        parts.append(signs[at : match.start()])
        kept += owners[at : match.start()]
        _fill(match, template, owners, parts, kept)
        at = match.end()
    parts.append(signs[at:])
    kept += owners[at:]
    return "".join(parts), kept


def _fill(match: re.Match[str], template: str, owners: list[int], parts: list[str], kept: list[int]) -> None:
    """Put a template in the place of a match: its slots keep their pieces, its own words are of the match's first."""
    first, at = owners[match.start()], 0
    for slot in _SLOT.finditer(template):
        parts.append(template[at : slot.start()])
        kept += [first] * (slot.start() - at)
        start, end = match.span(slot[1])
        if start >= 0:
            parts.append(match.string[start:end])
            kept += owners[start:end]
        at = slot.end()
    parts.append(template[at:])
    kept += [first] * (len(template) - at)
