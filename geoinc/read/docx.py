"""Word documents (DOCX) to documents: paragraphs and the rows of tables, in order."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from geoinc.model import Document
from geoinc.read.files import MAX_BYTES, ZIP_DAMAGE, refuse
from geoinc.read.markup import parse_xml, texts
from geoinc.read.records import ReadOptions, one_document
from geoinc.read.rows import day_of, with_headline, words

if TYPE_CHECKING:
    from pathlib import Path

    from lxml import etree

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"
_CORE = "docProps/core.xml"


def from_docx(path: Path, data: bytes, options: ReadOptions) -> Document:  # noqa: ARG001 - XML says its own encoding
    """Return the document of a DOCX file; a table's row is a line, its cells divided by bars.

    Raises
    ------
    UnreadableFileError
        Where it is no DOCX file, or holds no text.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = parse_xml(path, _member(path, archive, _BODY))
            core = parse_xml(path, _member(path, archive, _CORE)) if _CORE in archive.namelist() else None
    except (*ZIP_DAMAGE, KeyError) as error:
        raise refuse(path, f"it is no Word document ({error})", "save it as .docx again, or as text") from None
    blocks = [_block(element) for element in body.iter(f"{_WORD}p", f"{_WORD}tr") if not _inside_row(element)]
    text = words("\n\n".join(block for block in blocks if block.strip()))
    if not text.strip():
        raise refuse(path, "it holds no text", "give a document with text")
    facts = (
        {} if core is None else {str(e.tag).rpartition("}")[2]: words(e.text).strip() for e in core.iter() if e.text}
    )
    title = facts.get("title") or None
    return Document(with_headline(title, text), title=title, published=day_of(facts.get("created")))


def _member(path: Path, archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > MAX_BYTES:
        raise refuse(path, f"its text unpacks to more than {MAX_BYTES / 1e6:.0f} MB", "split it")
    return archive.read(name)


def _inside_row(element: etree._Element) -> bool:
    return element.tag == f"{_WORD}p" and next(element.iterancestors(f"{_WORD}tr"), None) is not None


def _block(element: etree._Element) -> str:
    if element.tag == f"{_WORD}tr":
        cells = (" ".join(_line(p) for p in cell.iter(f"{_WORD}p")) for cell in element.iter(f"{_WORD}tc"))
        return " | ".join(cell.strip() for cell in cells)
    return _line(element)


def _line(paragraph: etree._Element) -> str:
    return texts(paragraph, {f"{_WORD}t": None, f"{_WORD}tab": "\t", f"{_WORD}br": "\n"})


DOCX = one_document(from_docx)
