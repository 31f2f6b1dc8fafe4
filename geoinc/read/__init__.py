"""Files to documents: texts, pages, mails, tables, feeds, crawls, archives.

``read(path)`` gives the one document of a file; :mod:`geoinc.read.inputs` streams those of many files. Readers go by
the ending of a name (:mod:`geoinc.read.registry`); whatever cannot be used is told in one line that names it and the
remedy.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geoinc.errors import UnreadableFileError

if TYPE_CHECKING:
    from os import PathLike

    from geoinc.model import Document

__all__ = ["read"]


def read(path: str | PathLike[str], *, encoding: str | None = None) -> Document:
    """Return the document in a file.

    Parameters
    ----------
    path
        A text, Markdown file, web page, PDF, Word document, mail or web archive; its name becomes ``Document.id``. A table,
        feed, crawl or archive of one document is read too.
    encoding
        The file's character encoding, where it is not UTF-8 (text) or not declared (web pages).

    Raises
    ------
    UnreadableFileError
        Where the file is missing, a directory, empty, binary, over 20 MB, cannot be decoded, or holds several documents.
    MissingExtraError
        Where its kind needs an extra that is not installed.
    """
    from geoinc.read.files import content, refuse
    from geoinc.read.records import WHOLE, ReadOptions, Source
    from geoinc.read.registry import is_known, reader_of

    path = Path(path)
    source = Source(str(path))
    if not is_known(source) or not path.is_file():
        content(path) if not path.is_file() else reader_of(source)  # says what is wrong with it
    documents = []
    for record in reader_of(source).records(source, ReadOptions(encoding=encoding), WHOLE):
        if record.document is None:
            message = f"{record.where}: {record.why}"
            raise UnreadableFileError(message, file=str(path), why=record.why)
        documents.append(record.document)
        if len(documents) > 1:
            raise refuse(path, "it holds several documents", "give it to geoinc map or geoinc batch run")
    if not documents:
        raise refuse(path, "it holds no document", "give a file with text")
    return documents[0]
