"""One report printed by several outlets under heads of their own: read once, and told as a source each.

Two texts are one report where all below their heads is the same, letter by letter, of one date, and the head of the later
one names nobody, no place and no number that the rest does not: then reading it gives what reading the first one gave.
Whatever differs more is read, and found to be a near copy when claims are counted (:mod:`geoinc.text.fingerprints`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from geoinc.model import Alternative, Document, Incident, Mention, Place, Region, Relation, Span
from geoinc.text.boilerplate import furniture
from geoinc.text.numbers import find_quantities

if TYPE_CHECKING:
    from geoinc.pipeline import DocumentFindings

_LINE: Final = 120
"""A line of so many characters is no headline, byline or dateline: the report begins with it."""
_SHORTEST: Final = 200
"""A report shorter than this may be the same by chance ("Two people were killed, police said.")."""
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Body:
    """What stands below a text's head: where it begins, and a digest of it with what else its reading depends on."""

    start: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Reprint:
    """A document that is another under another head: ``first`` is where that one's report begins, ``shift`` how far off its own is."""

    document: Document
    first: int
    shift: int


def body_of(document: Document) -> Body | None:
    """Return what stands below a document's head, None where it is too short to tell one report from another."""
    start = 0
    position = 0
    for line in document.text.splitlines(keepends=True):
        if len(line.strip()) >= _LINE:
            start = position
            break
        position += len(line)
    body = document.text[start:].rstrip()
    if len(body) < _SHORTEST:
        return None
    told = repr((body, document.published, document.near)).encode("utf-8", "surrogatepass")
    return Body(start, hashlib.sha256(told).digest())


def adds_nothing(document: Document, start: int) -> bool:
    """Whether the head of a document names nobody, no place and no number that the rest does not."""
    head, body = document.text[:start], document.text[start:]
    for span in furniture(document):
        if span.end <= start:
            head = f"{head[: span.start]}{' ' * (span.end - span.start)}{head[span.end :]}"
    known = {word.casefold() for word in _WORD.findall(body)}
    names = (w for w in _WORD.findall(head) if w[0].isupper() or any(c.isdigit() for c in w))
    if not all(word.casefold() in known for word in names):
        return False
    counts = {(q.min, q.max) for q in find_quantities(body)}
    return all((q.min, q.max) in counts for q in find_quantities(head))


def reading_of(reprint: Reprint, original: DocumentFindings) -> DocumentFindings:
    """Return the reading of a reprint: that of the original, its spans moved, without what rests on the original's head."""
    moving = _Moving(reprint)
    return replace(
        original,
        document=reprint.document,
        resolutions=moving.all(original.resolutions),
        relations=moving.all(tuple(original.relations)),
        incidents=moving.all(original.incidents),
        discarded=moving.all(original.discarded),
        notes=(),
    )


_GONE: Final = object()
_WHOLE: Final = (Place, Region, Alternative)
"""Of these nothing stands in a text."""


class _Moving:
    """Moves nouns to another text; what rests on words that are not there is gone."""

    def __init__(self, reprint: Reprint) -> None:
        self._to, self._first, self._shift = reprint.document.id, reprint.first, reprint.shift

    def all(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        moved = (self._moved(value) for value in values)
        return tuple(value for value in moved if value is not _GONE)

    def _moved(self, value: Any) -> Any:  # noqa: ANN401 - any noun
        if isinstance(value, Span | Mention):
            if value.start < self._first:
                return _GONE
            moved = replace(value, start=value.start + self._shift, end=value.end + self._shift)
            return replace(moved, document_id=self._to) if isinstance(moved, Span) else moved
        if isinstance(value, tuple):
            return self.all(value)
        if isinstance(value, Mapping):
            items = {key: self._moved(item) for key, item in value.items()}
            return {key: item for key, item in items.items() if item is not _GONE}
        if not is_dataclass(value) or isinstance(value, _WHOLE):
            return value
        return self._of_fields(value)

    def _of_fields(self, noun: Any) -> Any:  # noqa: ANN401 - any noun
        changed = {}
        for each in fields(noun):
            old = getattr(noun, each.name)
            new = self._moved(old)
            if new is _GONE:
                return _GONE
            if isinstance(noun, Relation) and each.name == "anchors" and len(new) < len(old):
                return _GONE
            if isinstance(noun, Incident) and each.name == "spans" and not new:
                return _GONE
            if new is not old:
                changed[each.name] = new
        return replace(noun, **changed) if changed else noun
