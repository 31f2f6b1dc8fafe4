"""``geoinc evaluate reports``: how reports of several events, background and asides are read."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("reports")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE…"
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
def reports(files: tuple[Path, ...], *, as_json: bool) -> None:
    """Score reports with the events that they tell (docs/evaluation.md)."""
    from geoinc.evaluate import reports as told
    from geoinc.evaluate.reading import incidents_of
    from geoinc.progress import progress

    rows = [report for path in files for report in told.read(path)]
    scores = told.score(progress(rows, total=len(rows), label="reports"), incidents_of)
    click.echo(json.dumps(scores, indent=1) if as_json else "\n".join(told.as_lines(scores)))
