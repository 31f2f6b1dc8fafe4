"""``geoinc map``: articles to an interactive map and GIS files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geoinc.cli.inputs import read_all
from geoinc.errors import UnreadableFileError
from geoinc.progress import progress

if TYPE_CHECKING:
    from geoinc.report import Report

DEFAULT_NAME = "incidents"
HTML = "html"


@click.command("map")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", default=Path("output"), type=click.Path(path_type=Path), help="Folder for the results.")
@click.option("-f", "--format", "formats", default="html,geojson", show_default=True, help="Endings, comma-separated.")
@click.option("--name", help="File name of the results, without ending [default: the article's, or 'incidents'].")
@click.option("--encoding", help="Character encoding of the files, where it is not UTF-8.")
@click.option("--corrections", type=click.Path(path_type=Path), help="A person's corrections (CSV or TOML).")
@click.option(
    "--near", multiple=True, metavar="PLACE", help="Country, unit or ISO code that they speak of; again for more."
)
@click.option("--lexicon", type=click.Path(path_type=Path), help="More event triggers (TOML).")
@click.option(
    "--tiles",
    multiple=True,
    help="Tiles that the reader may choose to load: streets, imagery, topographic, choice (all three), or"
    " 'ADDRESS © credit' with {z}, {x}, {y}. Repeatable.",
)
@click.option("--blur", type=click.FloatRange(min=1), help="Coarsen every place to this many metres, in every format.")
@click.option("--title", help="Heading of the page [default: the article's title, or what the articles tell of].")
@click.option(
    "--basemap",
    type=click.Choice(["rich", "plain"]),
    default="rich",
    show_default=True,
    help="Rivers, coasts and borders as they run, or a sketch that makes a smaller file.",
)
@click.option("--postgis", metavar="URL", help="Also write to this PostGIS database.")
@click.option("--schema", default="geoinc", show_default=True, help="The database's schema.")
@click.option("--overwrite", is_flag=True, help="Drop the schema's geoinc tables first.")
def map_command(
    *,
    files: tuple[Path, ...],
    output: Path,
    formats: str,
    name: str | None,
    encoding: str | None,
    corrections: Path | None,
    near: tuple[str, ...],
    lexicon: Path | None,
    tiles: tuple[str, ...],
    blur: float | None,
    title: str | None,
    basemap: str,
    postgis: str | None,
    schema: str,
    overwrite: bool,
) -> None:
    """Map the incidents that FILES report, and write the map and the GIS files into a folder.

    Results go to NAME.html, NAME.geojson and so on. A file that cannot be used is told in one line; the others
    still go through. The endings are html, geojson, gpkg, kml, kmz, csv, acled.csv, ucdp.csv, hxl.csv, dwc.csv,
    parquet, fgb, stix.json and png.
    """
    targets = _targets(output, name or _stem(files), formats)
    report = _report(files, encoding=encoding, near=near, corrections=corrections, lexicon=lexicon)
    shared = report if blur is None else report.blurred(blur_m=blur)
    for note in shared.notes:
        click.echo(note, err=True)
    for target in targets:
        page = target.suffix == f".{HTML}"  # the page coarsens by itself, and says so
        options = {"tiles": tiles, "blur_m": blur, "title": title, "basemap": basemap}
        for path in report.save(target, **options) if page else shared.save(target):
            click.echo(str(path))
    if postgis:
        for table in shared.to_postgis(postgis, schema=schema, overwrite=overwrite):
            click.echo(table)
    click.echo(_summary(report), err=True)


def _stem(files: tuple[Path, ...]) -> str:
    return files[0].stem if len(files) == 1 else DEFAULT_NAME


def _targets(output: Path, stem: str, formats: str) -> list[Path]:
    """Return the files to write; an unknown ending is refused before any work is done."""
    from geoinc.export import writer

    endings = dict.fromkeys(part.strip().lstrip(".").lower() for part in formats.split(",") if part.strip())
    targets = [output / f"{stem}.{ending}" for ending in endings]
    for target in targets:
        if target.suffix != f".{HTML}":
            writer(target)
    return targets


def _report(
    files: tuple[Path, ...],
    *,
    encoding: str | None,
    near: tuple[str, ...],
    **options: Any,  # noqa: ANN401 - the pipeline's
) -> Report:
    documents = read_all(files, encoding=encoding)
    if not documents:
        message = f"none of the {len(files)} files could be used"
        raise UnreadableFileError(message)
    from geoinc.pipeline import Pipeline

    told = [replace(document, near=near) if near else document for document in documents]
    return Pipeline.default(**options).run(told, progress=progress)


def _summary(report: Report) -> str:
    located = sum(incident.location.region is not None for incident in report.incidents)
    return f"{len(report.incidents)} incidents, {located} of them located"
