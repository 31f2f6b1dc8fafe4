"""Files to documents: text, Markdown and saved web pages.

``read(path)`` decides by the ending; whatever cannot be used raises
:class:`~geoinc.errors.UnreadableFileError` with one line that names the file and the remedy.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geoinc.errors import UnreadableFileError
from geoinc.read.files import content

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike

    from geoinc.model import Document

__all__ = ["ENDINGS", "read"]

HTML_ENDINGS = frozenset({".html", ".htm", ".xhtml"})
MARKDOWN_ENDINGS = frozenset({".md", ".markdown"})
TEXT_ENDINGS = frozenset({".txt", ".text", ""})
ENDINGS = tuple(sorted((HTML_ENDINGS | MARKDOWN_ENDINGS | TEXT_ENDINGS) - {""}))


def read(path: str | PathLike[str], *, encoding: str | None = None) -> Document:
    """Return the document in a file.

    Parameters
    ----------
    path
        A ``.txt``, ``.md`` or ``.html`` file; its name becomes ``Document.id``.
    encoding
        The file's character encoding, where it is not UTF-8 (text) or not declared (web pages).

    Raises
    ------
    UnreadableFileError
        Where the file is missing, a directory, empty, binary, over 20 MB, or cannot be decoded.
    """
    path = Path(path)
    return _reader(path)(path, content(path), encoding)


def _reader(path: Path) -> Callable[[Path, bytes, str | None], Document]:
    ending = path.suffix.lower()
    if ending in HTML_ENDINGS:
        from geoinc.read.html import from_html

        return from_html
    from geoinc.read.text import from_markdown, from_text

    if ending in MARKDOWN_ENDINGS:
        return from_markdown
    if ending in TEXT_ENDINGS or not path.is_file():
        return from_text
    message = f"{path}: files ending in {ending!r} are not read; give one of {', '.join(ENDINGS)}"
    raise UnreadableFileError(message, file=str(path))
