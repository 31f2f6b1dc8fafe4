"""``geoinc evaluate incidents``: score rows of one incident, event types and incident templates."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("incidents")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE…"
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
@click.option("--limit", type=click.IntRange(1), help="Score a fixed sample of at most so many objects a file.")
@click.option("--untold", is_flag=True, help="Hold the country of each row back, instead of giving it as near.")
@click.option(
    "--bulletins",
    type=click.IntRange(1),
    metavar="N",
    help="Make N bulletins of ten reports each from the rows of all FILEs, and score how many are told apart.",
)
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Read in so many processes.")
def incidents(
    files: tuple[Path, ...], *, as_json: bool, limit: int | None, untold: bool, bulletins: int | None, jobs: int
) -> None:
    """Score incidents on FILEs of JSON lines: rows of one incident each, snippets with a label, or texts with MUC-4 templates."""
    from geoinc.evaluate.incidents import as_text, evaluate_bulletins, evaluate_file
    from geoinc.evaluate.reading import reader
    from geoinc.gazetteer import Gazetteer

    gazetteer = Gazetteer.default()
    with reader(jobs=jobs) as read_all:
        if bulletins:
            reports = {"bulletins": evaluate_bulletins(files, read_all, bulletins, limit=limit)}
        else:
            reports = {
                path.name: evaluate_file(path, read_all, gazetteer, limit=limit, told=not untold) for path in files
            }
    for name, scores in reports.items():
        if not as_json:
            click.echo(as_text(name, scores))
    if as_json:
        click.echo(json.dumps(reports, indent=1))
