"""The document, and spans of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass, field
from datetime import date

BETWEEN_AREAS = ";"
"""Separates the areas of one text that names several: "Mali; Niger"."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text and what is known about its publication. Offsets everywhere are code points into ``text``.

    ``near`` is what the caller knows of where it speaks of: countries and units, by name ("Idlib, Syria") or ISO 3166-1
    code, one or several (a sequence, or one string with semicolons); it is kept as a tuple.
    """

    text: str
    _: KW_ONLY
    id: str = ""
    title: str | None = None
    published: date | None = None
    source: str | None = None
    uri: str | None = None
    near: str | Iterable[str] | None = ()

    def __post_init__(self) -> None:
        """Give a document without an id one derived from its text, and ``near`` one form."""
        object.__setattr__(self, "near", areas_of(self.near))
        if not self.id:
            from hashlib import sha256

            digest = sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
            object.__setattr__(self, "id", f"doc-{digest[:12]}")


def areas_of(near: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return the areas that ``near=`` names, one or several, each once.

    >>> areas_of("Mali; Idlib, Syria"), areas_of(["ML", ""]), areas_of(None)
    (('Mali', 'Idlib, Syria'), ('ML',), ())
    """
    texts = () if near is None else (near,) if isinstance(near, str) else near
    parts = (part.strip() for text in texts for part in text.split(BETWEEN_AREAS))
    return tuple(dict.fromkeys(part for part in parts if part))


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points ``start`` to ``end`` (exclusive) of the document ``document_id``, and the words there."""

    document_id: str
    start: int
    end: int
    text: str = field(default="", compare=False)
