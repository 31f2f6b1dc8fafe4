"""``geoinc evaluate incidents``: score event types and incident templates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoinc.model import Document, Incident


@click.command("incidents")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE…"
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
def incidents(files: tuple[Path, ...], *, as_json: bool) -> None:
    """Score incidents on FILEs of JSON lines: snippets with a label, or texts with MUC-4 templates."""
    from geoinc.evaluate.incidents import as_text, evaluate_file
    from geoinc.pipeline import Pipeline

    pipeline = Pipeline.default()

    def find(document: Document) -> Sequence[Incident]:
        return pipeline.read(document).incidents

    reports = {path.name: evaluate_file(path, find, pipeline.gazetteer) for path in files}
    for name, scores in reports.items():
        if not as_json:
            click.echo(as_text(name, scores))
    if as_json:
        click.echo(json.dumps(reports, indent=1))
