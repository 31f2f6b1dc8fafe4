"""The document, and spans of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass, field
from datetime import date, datetime

from geoinc.errors import InputError

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
    code, one or several (a sequence, or one string with semicolons); it is kept as a tuple. ``published`` also takes a
    date-time, a pandas or numpy one, and ISO 8601 text ("2017-01-03"); it is kept as a date.

    Half characters (lone surrogates), which no file can hold, become U+FFFD, one for one; an address that would run
    something when it is opened (``javascript:``) is none.

    Raises
    ------
    TypeError
        Where a field is of another type; names the right one.
    InputError
        Where ``published`` is text that is no ISO 8601 date.
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
        text: object = self.text
        if not isinstance(text, str):
            message = f"the text of a Document is a str, not {_kind(text)}{_how_to_read(text)}"
            raise TypeError(message)
        self._take("text", text)
        self._take("id", self.id)
        if self.title is not None:
            self._take("title", self.title)
        if self.source is not None:
            self._take("source", self.source)
        if self.uri is not None:
            self._take("uri", self.uri)
            object.__setattr__(self, "uri", inert(self.uri))
        if self.published is not None:
            object.__setattr__(self, "published", day_of(self.published))
        if self.near != ():
            object.__setattr__(self, "near", areas_of(self.near))
        if not self.id:
            from hashlib import sha256

            digest = sha256(self.text.encode()).hexdigest()
            object.__setattr__(self, "id", f"doc-{digest[:12]}")

    def _take(self, name: str, value: object) -> None:
        """Keep the words of a field with whole characters."""
        if not isinstance(value, str):
            message = f"{name} of a Document is a str, not {_kind(value)}; write {name}={str(value)!r}"
            raise TypeError(message)
        if not value.isascii():
            object.__setattr__(self, name, whole_characters(value))


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
    if near is None or near == ():
        return ()
    given: object = near
    if given is not None and not isinstance(given, Iterable):
        message = f"near is the name of a place or several, not {_kind(near)}; write near='Idlib, Syria'"
        raise TypeError(message)
    texts = () if near is None else (near,) if isinstance(near, str) else tuple(near)
    wrong: list[object] = [text for text in texts if not isinstance(text, str)]
    if wrong:
        message = f"near holds names of places, not {_kind(wrong[0])}; write near=['Mali', 'Niger']"
        raise TypeError(message)
    parts = (part.strip() for text in texts for part in text.split(BETWEEN_AREAS))
    return tuple(dict.fromkeys(part for part in parts if part))


def day_of(published: object) -> date | None:
    """Return a publication date given as a date, a date-time (also of pandas or numpy) or ISO 8601 text.

    >>> day_of("2017-01-03"), day_of(datetime(2017, 1, 3, 22, 15)), day_of(None)
    (datetime.date(2017, 1, 3), datetime.date(2017, 1, 3), None)
    """
    if type(published).__name__ == "datetime64":
        published = published.astype("datetime64[D]").item()  # type: ignore[attr-defined]
    if published is None or published != published:  # noqa: PLR0124 - pandas' NaT and a float NaN are not themselves
        return None
    if isinstance(published, datetime):
        return published.date()
    if isinstance(published, date):
        return published
    if not isinstance(published, str):
        message = f"published is a date, not {_kind(published)}; write published=date(2017, 1, 3) or '2017-01-03'"
        raise TypeError(message)
    try:
        return datetime.fromisoformat(published.strip()).date()
    except ValueError:
        message = f"published is {published!r}, which is no ISO 8601 date; write '2017-01-03' (year-month-day)"
        raise InputError(message, published=published) from None


def _kind(value: object) -> str:
    return type(value).__name__


def _how_to_read(value: object) -> str:
    return f"; read the file: geoinc.read({str(value)!r})" if hasattr(value, "__fspath__") else ""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points ``start`` to ``end`` (exclusive) of the document ``document_id``, and the words there."""

    document_id: str
    start: int
    end: int
    text: str = field(default="", compare=False)
