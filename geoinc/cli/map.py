"""``geoinc map``: articles to an interactive map and GIS files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from geoinc.cli.inputs import read_all
from geoinc.cli.terminal import progress
from geoinc.errors import UnreadableFileError

if TYPE_CHECKING:
    from geoinc.report import Report

DEFAULT_NAME = "incidents"


@click.command("map")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", default=Path("output"), type=click.Path(path_type=Path), help="Folder for the results.")
@click.option("-f", "--format", "formats", default="html,geojson", show_default=True, help="Endings, comma-separated.")
@click.option("--name", help="File name of the results, without ending [default: the article's, or 'incidents'].")
@click.option("--encoding", help="Character encoding of the files, where it is not UTF-8.")
@click.option("--corrections", type=click.Path(path_type=Path), help="A person's corrections (CSV or TOML).")
@click.option("--lexicon", type=click.Path(path_type=Path), help="More event triggers (TOML).")
@click.option("--tiles", help="URL of map tiles ({z}/{x}/{y}) to offer in the page; needs a network to show.")
@click.option("--blur", type=click.FloatRange(min=1), help="Coarsen every place to this many metres.")
def map_command(
    *,
    files: tuple[Path, ...],
    output: Path,
    formats: str,
    name: str | None,
    encoding: str | None,
    corrections: Path | None,
    lexicon: Path | None,
    tiles: str | None,
    blur: float | None,
) -> None:
    """Map the incidents that FILES report, and write the map and the GIS files into a folder.

    Results go to NAME.html, NAME.geojson and so on. A file that cannot be used is told in one line; the others
    still go through.
    """
    from geoinc.pipeline import Pipeline

    documents = read_all(files, encoding=encoding)
    if not documents:
        message = f"none of the {len(files)} files could be used"
        raise UnreadableFileError(message)
    pipeline = Pipeline.default(corrections=corrections, lexicon=lexicon)
    report = pipeline.run(documents, progress=progress)
    for note in report.notes:
        click.echo(note, err=True)
    stem = name or (files[0].stem if len(files) == 1 else DEFAULT_NAME)
    options = {"html": {"tiles": tiles, "blur_m": blur}}
    for ending in _endings(formats):
        for path in report.save(output / f"{stem}.{ending}", **options.get(ending, {})):
            click.echo(str(path))
    click.echo(_summary(report), err=True)


def _endings(formats: str) -> list[str]:
    return list(dict.fromkeys(part.strip().lstrip(".").lower() for part in formats.split(",") if part.strip()))


def _summary(report: Report) -> str:
    located = sum(incident.location.region is not None for incident in report.incidents)
    return f"{len(report.incidents)} incidents, {located} of them located"
