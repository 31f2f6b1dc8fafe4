"""``geoinc evaluate locations``: score relative locations against rows with known positions."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("locations")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
@click.option("--genre", type=click.Choice(["metric", "news", "maritime"]), help="Read all rows as this genre.")
@click.option("--failures", is_flag=True, help="List rows without a region, and those over 50 km off.")
def locations(files: tuple[Path, ...], *, as_json: bool, genre: str | None, failures: bool) -> None:
    """Score geoinc locate on FILES of JSON lines (id, text, lat, lon, uncertainty_m?, source)."""
    from geoinc.evaluate import locations as scores
    from geoinc.gazetteer import Gazetteer
    from geoinc.model import Genre

    gazetteer = Gazetteer.default()
    reports = {}
    for path in files:
        outcomes = list(scores.evaluate(scores.read_rows(path), gazetteer, genre=Genre(genre) if genre else None))
        reports[path.name] = scores.report(outcomes)
        if failures:
            click.echo(scores.failures(outcomes))
        if not as_json:
            click.echo(scores.as_text(path.name, reports[path.name]))
    if as_json:
        click.echo(json.dumps(reports, indent=1))
