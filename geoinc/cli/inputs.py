"""Reading a command's files: each that cannot be used is told in one line, the others go through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from geoinc.cli.terminal import printable
from geoinc.errors import UnreadableFileError
from geoinc.read import read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geoinc.model import Document


def read_all(files: Iterable[Path], *, encoding: str | None = None) -> list[Document]:
    """Return the documents of the files that can be used; the others are told on stderr."""
    documents = []
    for file in files:
        try:
            documents.append(read(file, encoding=encoding))
        except UnreadableFileError as error:
            click.echo(printable(f"geoinc: {error}"), err=True)
    return documents
