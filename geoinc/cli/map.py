"""``geoinc map``: articles to an interactive map and GIS files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geoinc.cli.inputs import columns_of, read_all, with_columns
from geoinc.cli.outcome import done_in_part
from geoinc.cli.outputs import HTML, Run, check, note, targets
from geoinc.cli.terminal import printable
from geoinc.cli.verbosity import bar, tell
from geoinc.errors import GeoincError

if TYPE_CHECKING:
    from geoinc.model import Document
    from geoinc.pipeline import Pipeline
    from geoinc.report import Report

DEFAULT_NAME = "incidents"


@click.command("map")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", default=Path("output"), type=click.Path(path_type=Path), help="Folder for the results.")
@click.option("-f", "--format", "formats", default="html,geojson", show_default=True, help="Endings, comma-separated.")
@click.option("--name", help="File name of the results, without ending [default: the article's, or 'incidents'].")
@click.option("--encoding", help="Character encoding of the files, where it is not UTF-8.")
@with_columns
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
@click.option("--drop-tables", is_flag=True, help="Drop the schema's geoinc tables first.")
@click.option(
    "--previous",
    type=click.Path(path_type=Path),
    help="An earlier report (.gpkg): incidents that are the same keep their ids.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0),
    metavar="SECONDS",
    help="Give up a document that takes longer, and go on with the others; 0 for no limit  [default: 300]",
)
@click.option("--overwrite", is_flag=True, help="Replace files that another run, or somebody else, wrote.")
def map_command(
    *,
    files: tuple[Path, ...],
    output: Path,
    formats: str,
    name: str | None,
    encoding: str | None,
    columns: tuple[str, ...],
    corrections: Path | None,
    near: tuple[str, ...],
    lexicon: Path | None,
    tiles: tuple[str, ...],
    blur: float | None,
    title: str | None,
    basemap: str,
    postgis: str | None,
    schema: str,
    drop_tables: bool,
    previous: Path | None,
    time_limit: float | None,
    overwrite: bool,
) -> None:
    """Map the incidents that FILES report, and write the map and the GIS files into a folder.

    Results go to NAME.html, NAME.geojson and so on. A file that cannot be used is told in one line; the others still go
    through, and the command ends with 3. A run replaces what a run of the same name, or of the same files, wrote;
    anything else only with --overwrite. The endings are html, geojson, gpkg, kml, kmz, csv, xlsx, acled.csv,
    ucdp.csv, hxl.csv, dwc.csv, timemap.json, parquet, fgb, sld, stix.json and png.
    """
    run = Run(name if name is not None else _stem(files), files, named=name is not None)
    chosen = targets(output, run, formats)
    check(chosen, run, overwrite=overwrite)
    page = {"tiles": _tiles(tiles), "blur_m": blur, "title": title, "basemap": basemap}
    former = _former(previous)
    if postgis:
        _check_database(postgis)
    pipeline = _pipeline(near, corrections=corrections, lexicon=lexicon)
    limit_s = pipeline.settings.seconds_per_document if time_limit is None else time_limit
    inputs = read_all(files, encoding=encoding, columns=columns_of(columns), limit_s=limit_s)
    told = [replace(document, near=near) if near else _known(document, pipeline) for document in inputs.documents]
    from geoinc.pipeline import failed_in, is_stopped

    report = _report(pipeline, told, former, limit_s, corrections=corrections, lexicon=lexicon)
    shared = report if blur is None else report.blurred(blur_m=blur)
    for line in shared.notes:
        tell(line)
    failed = _save(report, shared, chosen, page, run)
    if postgis:
        failed += _to_database(shared, postgis, schema, overwrite=drop_tables)
    tell(_summary(report))
    _end(len(inputs.failed) + failed_in(report.notes), failed, stopped=is_stopped(report.notes))


def _known(document: Document, pipeline: Pipeline) -> Document:
    """Return a document without a country of its table that means nothing, which is told."""
    from geoinc.pipeline import with_known_near

    known, line = with_known_near(document, pipeline.gazetteer)
    if line:
        tell(line)
    return known


def _report(
    pipeline: Pipeline,
    documents: list[Document],
    former: Any,  # noqa: ANN401 - incidents
    limit_s: float,
    *,
    corrections: Path | None,
    lexicon: Path | None,
) -> Report:
    """Return the report on documents: of many by processes on every core. Ctrl-C gives that on what is done."""
    in_turn: dict[str, Any] = {"progress": bar, "former": former, "limit_s": limit_s, "keep": True}
    if len(documents) == 1:  # spares the imports below, a twentieth of a run on one article
        return pipeline.run(documents, **in_turn)
    from geoinc.batch.engines import Processes, usable_cores
    from geoinc.batch.many import MANY, run
    from geoinc.batch.run import Limits

    if len(documents) < MANY or usable_cores() < 2:
        return pipeline.run(documents, **in_turn)
    options: dict[str, Any] = {"corrections": corrections, "lexicon": lexicon, "limits": Limits(time_s=limit_s or None)}
    return run(pipeline, documents, Processes(), **options, former=former, progress=bar)


def _stem(files: tuple[Path, ...]) -> str:
    return files[0].stem if len(files) == 1 and files[0].stem not in {"", "-"} else DEFAULT_NAME


def _tiles(tiles: tuple[str, ...]) -> Any:  # noqa: ANN401 - the renderer's
    """Return the tile services that a user names; one that cannot be used is refused before any work."""
    if not tiles:
        return ()
    from geoinc.render.options import tiles_from

    return tiles_from(tiles)


def _former(previous: Path | None) -> Any:  # noqa: ANN401 - incidents
    if previous is None:
        return ()
    from geoinc.report import load

    return load(previous).incidents


def _check_database(url: str) -> None:
    from geoinc.export.postgis import check as check_database

    check_database(url)


def _pipeline(near: tuple[str, ...], **options: Any) -> Pipeline:  # noqa: ANN401 - the pipeline's
    """Return the pipeline; what it cannot use, and a ``near`` that names nothing known, is refused before any work."""
    from geoinc.gazetteer.names import whereabouts
    from geoinc.incidents.frames.lexicon import index as read_frames
    from geoinc.model.document import areas_of
    from geoinc.pipeline import Pipeline

    pipeline = Pipeline.default(**options)
    whereabouts.read(pipeline.gazetteer, areas_of(near))
    read_frames(pipeline.lexicons)
    return pipeline


def _save(report: Report, shared: Report, chosen: list[Path], page: dict[str, Any], run: Run) -> list[str]:
    """Write the files; what cannot be written is told, and the others are written. Return the former."""
    errors: list[GeoincError] = []
    written: list[Path] = []
    for target in chosen:
        is_page = target.suffix == HTML  # the page coarsens by itself, and says so
        try:
            paths = report.save(target, **page) if is_page else shared.save(target)
        except GeoincError as error:
            errors.append(error)
            continue
        written += paths
        for path in paths:
            click.echo(str(path))
    if not written:
        raise errors[0]
    note(chosen[0].parent, run, written)
    return [_told(error) for error in errors]


def _told(error: GeoincError) -> str:
    line = printable(f"geoinc: {error}")
    click.echo(line, err=True)
    return line


def _to_database(shared: Report, url: str, schema: str, *, overwrite: bool) -> list[str]:
    try:
        for table in shared.to_postgis(url, schema=schema, overwrite=overwrite):
            click.echo(table)
    except GeoincError as error:
        return [_told(error)]
    return []


def _end(unread: int, failed: list[str], *, stopped: bool) -> None:
    """Say what was left undone, if anything was."""
    undone = [f"{unread} of the inputs could not be used"] if unread else []
    undone += [f"{len(failed)} of the results could not be written"] if failed else []
    undone += ["it was stopped before the end"] if stopped else []
    if undone:
        done_in_part(f"done in part: {', and '.join(undone)} (told above)")


def _summary(report: Report) -> str:
    located = sum(incident.location.region is not None for incident in report.incidents)
    return f"{len(report.incidents)} incidents, {located} of them located"
