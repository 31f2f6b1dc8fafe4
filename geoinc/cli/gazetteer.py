"""``geoinc gazetteer``: look into the gazetteer, and add to it."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from geoinc.cli.outcome import done_in_part, fail
from geoinc.cli.terminal import printable
from geoinc.cli.verbosity import bar, tell
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geoinc.gazetteer.gazetteer import Candidate
    from geoinc.gazetteer.packs.store import Added
    from geoinc.gazetteer.sources.mapping import ColumnMapping

T = TypeVar("T")

KINDS = click.Choice([str(kind) for kind in PlaceKind])


@click.group()
def gazetteer() -> None:
    """Look into the gazetteer and add to it."""


@gazetteer.command()
@click.option("--verify", is_flag=True, help="Read all of it and compare it with its checksums first.")
def info(*, verify: bool) -> None:
    """Say what the gazetteer holds, where it lies, and which packs it is made of."""
    from geoinc.gazetteer.build.default import check
    from geoinc.gazetteer.summary import summary

    for line in check() if verify else ():
        click.echo(printable(line))
    for line in summary():
        click.echo(printable(line))


@gazetteer.command()
@click.argument("name")
@click.option("--country", help="Only places of this country (name or ISO 3166 code).")
@click.option("--kind", type=KINDS, help="Only places of this kind.")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="At most so many.")
def search(name: str, country: str | None, kind: str | None, limit: int) -> None:
    """Find the places that NAME may mean, in any spelling, best first."""
    from geoinc.errors import InputError
    from geoinc.gazetteer import Gazetteer

    kinds = {PlaceKind(kind)} if kind else None
    found = Gazetteer.default().search(name, country=country, kinds=kinds, limit=limit)
    if not found:
        where = f" in {country}" if country else ""
        message = f"the gazetteer has no place like {name!r}{where}"
        raise InputError(message)
    for candidate in found:
        click.echo(printable(_line(candidate)))


@gazetteer.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--name", help="The pack's name  [default: the file's]")
@click.option("--kind", type=KINDS, help="The kind of its places, where the file does not say.")
@click.option("--layer", help="The only layer to read, of a file with several.")
@click.option("--column", "columns", multiple=True, metavar="FACT=COLUMN", help="Where FACT stands: --column name=ort.")
@click.option("--replace", is_flag=True, help="Replace a pack of that name that is from another file.")
@click.option("--rank", default=50, show_default=True, help="Below 0: before the curated pack; the lower, the earlier.")
def add(
    files: tuple[Path, ...],
    *,
    name: str | None,
    kind: str | None,
    layer: str | None,
    columns: tuple[str, ...],
    rank: int,
    replace: bool,
) -> None:
    """Add the places of each FILE: GeoNames, Natural Earth, Who's On First, OpenStreetMap, your own GeoJSON or CSV.

    Each becomes a pack of its own; a file that cannot be used is told, and the others are added.
    """
    from geoinc.gazetteer.packs.install import add_file

    if name and len(files) > 1:
        message = "--name is for one FILE; several are named after themselves"
        raise click.UsageError(message)
    chosen, mapping = PlaceKind(kind) if kind else None, _columns(columns)
    _each(
        files,
        lambda file: add_file(
            file, name=name, kind=chosen, layer=layer, columns=mapping, rank=rank, replace=replace, watch=bar
        ),
    )


@gazetteer.command()
@click.argument("sources", nargs=-1, metavar="SOURCE…")
@click.option(
    "--for",
    "reports",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Install the villages of the countries in which FILE names places that the gazetteer lacks; repeat for more.",
)
@click.option("--sha256", metavar="DIGEST", help="The digest that the one SOURCE must have.")
def install(sources: tuple[str, ...], *, reports: tuple[Path, ...], sha256: str | None) -> None:
    """Download and add SOURCEs, such as geonames:SY, naturalearth:rivers or theatres (46 countries in conflict).

    With --for the reports say which countries: geoinc gazetteer install --for a.txt --for b.txt
    """
    from geoinc.gazetteer.packs.install import expanded
    from geoinc.gazetteer.packs.install import install as install_source

    def fetched(source: str) -> Added:
        with _byte_progress(source) as on_bytes:
            return install_source(source, sha256=sha256, on_bytes=on_bytes, watch=bar)

    if not (sources or reports):
        message = "name a SOURCE such as geonames:YE, or reports with --for FILE"
        raise click.UsageError(message)
    wanted = expanded((*sources, *_asked_for(reports)))
    if sha256 and (len(wanted) != 1 or not re.fullmatch("[0-9a-fA-F]{64}", sha256)):
        message = "--sha256 takes the 64 hexadecimal digits of one SOURCE"
        raise click.UsageError(message)
    if wanted:
        _each(wanted, fetched)


@gazetteer.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
def remove(names: tuple[str, ...]) -> None:
    """Remove packs that were added."""
    from geoinc.gazetteer.packs import store as packstore

    for name in names:
        pack = packstore.remove(name)
        click.echo(f"removed {pack.name} ({pack.places:,} places); geoinc gazetteer build makes it so")


@gazetteer.command()
def build() -> None:
    """Compile the packs into the gazetteer now, instead of on next use."""
    from geoinc.gazetteer.build.default import default_path

    click.echo(str(default_path()))


def _asked_for(reports: Sequence[Path]) -> list[str]:
    """Return the sources of the countries whose villages reports ask for, and say why."""
    if not reports:
        return []
    from geoinc import coverage
    from geoinc.pipeline import Pipeline
    from geoinc.read import read

    pipeline = Pipeline.default()
    documents = [read(path) for path in reports]
    found = coverage.lacks(((document, pipeline.find_places(document)) for document in documents), pipeline.gazetteer)
    for lack in found:
        tell(str(lack))
    if not found:
        tell("every name in them is in the gazetteer, or in a country whose villages are")
    return [lack.source for lack in found]


def _each(items: Sequence[T], add_one: Callable[[T], Added]) -> None:
    """Add one after the other, then compile what is new; what fails is told at the end, and lost alone."""
    from geoinc.errors import GeoincError

    failed: list[GeoincError] = []
    for item in items:
        try:
            _report(add_one(item))
        except GeoincError as error:
            failed.append(error)
    if len(failed) < len(items):
        _compile()
    if failed and len(failed) == len(items) == 1:
        raise failed[0]
    for told in failed:
        click.echo(printable(f"geoinc: {told}"), err=True)
    if failed:
        left = f"{len(failed)} of {len(items)} could not be added (told above)"
        done_in_part(left) if len(failed) < len(items) else fail(left)


def _compile() -> None:
    """Compile what was added; where no bar can be shown, a line says that it takes its time."""
    from geoinc import settings
    from geoinc.gazetteer.build.default import default_path

    chosen = settings.default().gazetteer
    if chosen is not None:
        click.echo(
            f"added; but GEOINC_GAZETTEER names {chosen}, which has no packs: it is used until that is unset", err=True
        )
        return
    if not sys.stderr.isatty():
        tell("compiling the gazetteer …")
    default_path()


def _columns(pairs: tuple[str, ...]) -> ColumnMapping:
    from dataclasses import fields

    from geoinc.gazetteer.sources.mapping import ColumnMapping

    facts = {field.name for field in fields(ColumnMapping)}
    chosen = dict(pair.partition("=")[::2] for pair in pairs)
    if not (facts >= chosen.keys() and all(chosen.values())):
        message = f"--column takes FACT=COLUMN, FACT one of {', '.join(sorted(facts))}"
        raise click.UsageError(message)
    return ColumnMapping(**{fact: (column,) for fact, column in chosen.items()})


@contextmanager
def _byte_progress(label: str) -> Iterator[Callable[[int, int | None], None]]:
    """Show on a terminal how much of a download has come."""
    from tqdm import tqdm

    with tqdm(desc=label, unit="B", unit_scale=True, leave=False, disable=not sys.stderr.isatty()) as bar:

        def on_bytes(done: int, total: int | None) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield on_bytes


def _line(candidate: Candidate) -> str:
    place = candidate.place
    where = ", ".join(part for part in (place.admin2, place.admin1, place.country) if part)
    point = f"{place.point.y:.5f} {place.point.x:.5f}"
    return f"{candidate.score:.2f} {candidate.match:<14} {point:<20} {place.name} ({place.kind}; {where}) {place.id}"


def _report(added: Added) -> None:
    pack = added.pack
    click.echo(f"{pack.name}: {pack.places:,} places added, {pack.rejected:,} rows rejected")
    if added.replaced is not None:
        tell(f"  in place of the {added.replaced.places:,} places that it had")
    for reject in added.examples:
        click.echo(printable(f"  line {reject.line}: {reject.why}"), err=True)
    if added.rejects is not None:
        click.echo(f"  all rejected rows: {added.rejects}", err=True)
