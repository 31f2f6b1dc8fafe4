"""Reading a command's inputs: each that cannot be used is told in one line, the others go through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from geoinc.cli.terminal import printable
from geoinc.cli.verbosity import tell
from geoinc.errors import UnreadableFileError
from geoinc.read.rows import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from geoinc.model import Document


__all__ = ["Inputs", "columns_of", "read_all", "with_columns"]


with_columns = click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FACT=COLUMN",
    help="Where a table has the text, title, date, outlet, country, id or url: --column text=body",
)
"""The option by which columns of tables are named; :func:`columns_of` reads it."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The documents of inputs, and a line for each that could not be used."""

    documents: tuple[Document, ...]
    failed: tuple[str, ...] = ()


def read_all(
    files: Iterable[Path],
    *,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    limit_s: float | None = None,
) -> Inputs:
    """Return the documents of files and folders; what cannot be used is told on stderr as it is met.

    Raises
    ------
    UnreadableFileError
        Where nothing can be used.
    """
    from geoinc.read.inputs import documents
    from geoinc.read.records import ReadOptions

    found: list[Document] = []
    failed: list[str] = []
    for record in documents(files, ReadOptions(encoding=encoding, columns=columns or {}), limit_s=limit_s):
        if record.note:
            tell(f"{record.where}: {record.note}")
        if record.document is None and record.why:
            failed.append(f"{record.where}: {record.why}")
            click.echo(printable(f"geoinc: {failed[-1]}"), err=True)
        elif record.document is not None:
            found.append(record.document)
    if not found:
        message = f"none of the {len(failed)} inputs could be used"
        raise UnreadableFileError(message)
    return Inputs(tuple(found), tuple(failed))
