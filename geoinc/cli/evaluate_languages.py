"""``geoinc evaluate languages``: how reports of one event in several languages are read."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("languages")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE…"
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
def languages(files: tuple[Path, ...], *, as_json: bool) -> None:
    """Score events told in several languages, a FILE each (docs/evaluation.md)."""
    from geoinc.evaluate import languages as told
    from geoinc.evaluate.reading import found_in
    from geoinc.progress import progress

    events = [told.read(path) for path in files]
    scores = told.score(progress(events, total=len(events), label="events"), found_in)
    click.echo(json.dumps(scores, indent=1) if as_json else "\n".join(told.as_lines(scores)))
