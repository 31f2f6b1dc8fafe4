"""PDF files to documents, through pypdf: the text layer, page after page."""

from __future__ import annotations

import io
import logging
import re
from datetime import date
from typing import TYPE_CHECKING

from geoinc.errors import MissingExtraError
from geoinc.model import Document
from geoinc.read.files import printable_name, refuse
from geoinc.read.records import ReadOptions, one_document
from geoinc.read.rows import with_headline, words

if TYPE_CHECKING:
    from pathlib import Path

    from pypdf import PdfReader

_HYPHEN = re.compile(r"(?<=[a-zà-ÿ])-\n(?=[a-zà-ÿ])")
"""A word cut at a line's end."""
_WRAPPED = re.compile(r"(?<![.!?:;\n])\n(?=[^\n\s])")
"""A line's end within a paragraph."""
_FEWEST_LETTERS = 20

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what is wrong with a file is told with its name


def from_pdf(path: Path, data: bytes, options: ReadOptions) -> Document:  # noqa: ARG001 - a PDF says its own encoding
    """Return the document of a PDF with a text layer; words cut at line ends are joined.

    Raises
    ------
    UnreadableFileError
        Where it is a scan without text, encrypted, or damaged.
    MissingExtraError
        Where pypdf is not installed.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        message = f"{printable_name(path)}: PDFs are read by pypdf: pip install 'geoinc[pdf]'"
        raise MissingExtraError(message) from None
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise refuse(path, "it is encrypted", "save it without a password")
        text = "\n\n".join(page.extract_text() for page in reader.pages)
        title, published = _title(reader), _published(reader)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        if isinstance(error, ValueError) and hasattr(error, "remedy"):
            raise
        why = (str(error).splitlines() or [type(error).__name__])[0]
        raise refuse(path, f"it is no PDF that can be read ({why})", "print it to a new PDF") from None
    if sum(map(str.isalpha, text)) < _FEWEST_LETTERS:
        raise refuse(path, "it has no text layer: it is a scan", "run it through text recognition first")
    text = _WRAPPED.sub(" ", _HYPHEN.sub("", words(text)))
    return Document(with_headline(title, text), title=title, published=published)


def _title(reader: PdfReader) -> str | None:
    found = reader.metadata.title if reader.metadata else None
    return words(found).strip() or None


def _published(reader: PdfReader) -> date | None:
    """Return the day that the file says it was made on."""
    made = reader.metadata.creation_date if reader.metadata else None
    return made.date() if made is not None else None


PDF = one_document(from_pdf)
