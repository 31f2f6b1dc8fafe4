"""Spans that a caller already has, made into mentions."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from geoinc.errors import SpanError
from geoinc.model import Document, Mention, MentionKind

if TYPE_CHECKING:
    from geoinc.gazetteer import Gazetteer


def mentions_from_spans(
    document: Document, spans: Iterable[tuple[int, int]], gazetteer: Gazetteer | None = None
) -> list[Mention]:
    """Return one mention a span, in the order of the text.

    The kind is demonym where the gazetteer knows the word as one, else literal.

    Raises
    ------
    SpanError
        If a span is no pair of whole numbers, is empty, lies outside the text, or overlaps another.
    """
    checked = sorted(_checked(document, span) for span in spans)
    for left, right in pairwise(checked):
        if right[0] < left[1]:
            message = f"spans {left} and {right} overlap; give each toponym once"
            raise SpanError(message, document=document.id, spans=(left, right))
    return [_mention(document, start, end, gazetteer) for start, end in checked]


def _checked(document: Document, span: tuple[int, int]) -> tuple[int, int]:
    length = len(document.text)
    try:
        start, end = span
        whole = not any(isinstance(edge, bool | float) for edge in (start, end))
        inside = whole and 0 <= start < end <= length
    except (TypeError, ValueError):
        inside = False
    if not inside:
        message = f"span {span!r} does not lie in the text of {document.id}; give (start, end) within 0 and {length}"
        raise SpanError(message, document=document.id, span=span, length=length)
    return int(start), int(end)


def _mention(document: Document, start: int, end: int, gazetteer: Gazetteer | None) -> Mention:
    text = document.text[start:end]
    demonym = gazetteer is not None and gazetteer.demonym(text) is not None
    return Mention(start, end, text, MentionKind.DEMONYM if demonym else MentionKind.LITERAL)
