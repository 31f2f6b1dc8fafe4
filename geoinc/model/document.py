"""The document, and spans of it."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Document:
    """A text and what is known about its publication. Offsets everywhere are code points into ``text``."""

    text: str
    _: KW_ONLY
    id: str = ""
    title: str | None = None
    published: date | None = None
    source: str | None = None
    uri: str | None = None

    def __post_init__(self) -> None:
        """Give a document without an id one derived from its text."""
        if not self.id:
            from hashlib import sha256

            digest = sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
            object.__setattr__(self, "id", f"doc-{digest[:12]}")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points ``start`` to ``end`` (exclusive) of the document ``document_id``, and the words there."""

    document_id: str
    start: int
    end: int
    text: str = field(default="", compare=False)
