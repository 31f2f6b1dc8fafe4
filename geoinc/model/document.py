"""The document, and spans of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass, field
from datetime import date

INERT_SCHEMES = frozenset(
    {"http", "https", "ftp", "ftps", "sftp", "file", "urn", "doi", "hdl", "mailto", "news", "tag"}
)
"""The schemes of addresses that a document may have: whoever opens a file of ours may click on them."""

_SCHEME = re.compile(r"([a-z][a-z0-9+-]+):", re.IGNORECASE)
_BLANK = re.compile(r"[\x00-\x20\x7f-\x9f]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
NO_CHARACTER = "\ufffd"

BETWEEN_AREAS = ";"
"""Separates the areas of one text that names several: "Mali; Niger"."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text and what is known about its publication. Offsets everywhere are code points into ``text``.

    ``near`` is what the caller knows of where it speaks of: countries and units, by name ("Idlib, Syria") or ISO 3166-1
    code, one or several (a sequence, or one string with semicolons); it is kept as a tuple.

    Half characters (lone surrogates), which no file can hold, become U+FFFD, one for one; an address that would run
    something when it is opened (``javascript:``) is none.
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
        for name in ("text", "id", "title", "source", "uri"):
            value = getattr(self, name)
            if isinstance(value, str) and not value.isascii():
                object.__setattr__(self, name, whole_characters(value))
        object.__setattr__(self, "uri", inert(self.uri))
        if not self.id:
            from hashlib import sha256

            digest = sha256(self.text.encode()).hexdigest()
            object.__setattr__(self, "id", f"doc-{digest[:12]}")


def whole_characters(text: str) -> str:
    r"""Return a text with U+FFFD for each half character.

    >>> whole_characters("a\ud800b") == "a\ufffdb"
    True
    """
    return _SURROGATE.sub(NO_CHARACTER, text)


def inert(address: str | None) -> str | None:
    r"""Return an address that runs nothing when it is opened, as browsers read it, or None.

    >>> inert("https://example.org/a"), inert("example.org/a"), inert(" java\nscript:alert(1)")
    ('https://example.org/a', 'example.org/a', None)
    """
    if address is None:
        return None
    found = _SCHEME.match(_BLANK.sub("", address))
    return address if found is None or found[1].lower() in INERT_SCHEMES else None


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
