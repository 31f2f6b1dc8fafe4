"""What the stages of a run write for one record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from datetime import date

from geoinc.batch.reprints import Reprint
from geoinc.model import Document
from geoinc.pipeline import DocumentFindings


@dataclass(frozen=True, slots=True)
class Read:
    """A record as it was read: its document, or ``why`` there is none.

    ``given`` says that the input dates it; ``names`` and ``shingles`` are its fingerprint's numbers as bytes.
    """

    where: str
    document: Document | None
    _: KW_ONLY
    why: str = ""
    note: str = ""
    given: bool = False
    language: str = ""
    names: bytes = b""
    shingles: bytes = b""


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the whole run knows of a document: its unique id, its date, or the document that it repeats.

    One that is the report of another, under another head, has ``first`` and ``shift`` (:mod:`geoinc.batch.reprints`).
    """

    id: str
    _: KW_ONLY
    published: date | None = None
    note: str = ""
    repeats: str = ""
    first: int = -1
    shift: int = 0


@dataclass(frozen=True, slots=True)
class Outlet:
    """The documents by which an outlet's home is learned, and the home: places' keys, units, vectors, weights as bytes."""

    domain: str
    documents: tuple[Document, ...] = ()
    home: Mapping[str, bytes] | None = None


@dataclass(frozen=True, slots=True)
class RecordFindings:
    """What was found in a record's document, ``why`` nothing could be, or which other it ``repeats``.

    What repeats another in all but its head has a ``reprint``.
    """

    where: str
    reading: DocumentFindings | None
    _: KW_ONLY
    why: str = ""
    stage: str = ""
    notes: tuple[str, ...] = ()
    repeats: str = ""
    reprint: Reprint | None = None
    language: str = ""
