"""``geoinc evaluate places``: how well the places that reports name are found."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("places")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE…"
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
@click.option("--limit", type=click.IntRange(1), help="Score a fixed sample of at most so many rows a file.")
@click.option("--untold", is_flag=True, help="Hold the country of each row back, instead of giving it as near.")
def places(files: tuple[Path, ...], *, as_json: bool, limit: int | None, untold: bool) -> None:
    """Score the places named in FILEs of rows, against where each row's incident was (docs/evaluation.md)."""
    from geoinc.evaluate import named_places
    from geoinc.evaluate.rows import read_row, sample
    from geoinc.pipeline import Pipeline
    from geoinc.progress import progress
    from geoinc.read.jsonlines import objects

    read = {path.name: [read_row(*item) for item in sample(list(objects(path)), limit)] for path in files}
    pipeline = Pipeline.default()
    reports = {
        name: named_places.score(progress(rows, total=len(rows), label="rows"), pipeline.find_places, told=not untold)
        for name, rows in read.items()
    }
    for name, scores in reports.items():
        if not as_json:
            click.echo("\n".join([name, *named_places.as_lines(scores)]))
    if as_json:
        click.echo(json.dumps(reports, indent=1))
