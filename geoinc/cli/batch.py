"""``geoinc batch``: many documents, on every core or a cluster, resumable."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from geoinc.cli.inputs import with_columns
from geoinc.cli.outcome import done_in_part
from geoinc.cli.verbosity import bar, tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geoinc.batch.changes import IncidentChange
    from geoinc.batch.engines import Engine
    from geoinc.batch.folder import Folder
    from geoinc.batch.gather import Harvest
    from geoinc.batch.plan import Plan
    from geoinc.pipeline import Pipeline
    from geoinc.report import Report

    Parts = Sequence[tuple[str, int, int]]

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = "html,gpkg,geojson,parquet"
NAME = "incidents"
OUT = click.argument("out", metavar="DIR")


def _working(command: F) -> F:
    """Add the options that say with what a run is done; they change nothing of what is found."""
    for option in reversed(
        [
            click.option("--workers", type=click.IntRange(1), help="Worker processes  [default: one a core]"),
            click.option(
                "--engine",
                type=click.Choice(["processes", "dask", "in-process"]),
                default="processes",
                show_default=True,
                help="What runs them.",
            ),
            click.option(
                "--scheduler", metavar="tcp://…", help="A Dask scheduler that is there; implies --engine dask."
            ),
            click.option(
                "--time-limit",
                type=click.FloatRange(min=0),
                help="Seconds a document may take, 0 for no limit  [default: 300]",
            ),
            click.option("--memory-limit", type=click.IntRange(200), help="MB a worker may take  [default: 4000]"),
            click.option(
                "--local",
                type=click.Path(path_type=Path),
                help="A folder on each worker's own disk for a copy of the gazetteer.",
            ),
            click.option(
                "-f", "--format", "formats", default=FORMATS, show_default=True, help="Endings, comma-separated."
            ),
            click.option(
                "--monthly",
                is_flag=True,
                help="Merge and map month by month, into DIR/months/YYYY-MM: for more than some hundred thousand documents.",
            ),
            click.option("--title", help="Heading of the page."),
            click.option(
                "--blur",
                type=click.FloatRange(min=1),
                help="Coarsen every place of the map and the files to this many metres.",
            ),
        ]
    ):
        command = option(command)
    return command


@click.group()
def batch() -> None:
    """Map many documents: a folder, a table of reports, a crawl, on every core or a cluster.

    A run lies in a folder of its own and survives whatever ends it: geoinc batch resume goes on where it was. Documents
    that cannot be read are listed in dead-letters.jsonl, and the others go through.
    """


@batch.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option("--out", required=True, metavar="DIR", help="The run's folder, or an address such as s3://bucket/run.")
@with_columns
@click.option("--encoding", help="Character encoding of texts and tables, where it is not UTF-8.")
@click.option(
    "--near", multiple=True, metavar="PLACE", help="Country, unit or ISO code that they speak of; again for more."
)
@click.option(
    "--fast",
    is_flag=True,
    help="Read web pages with resiliparse and htmldate: faster, now and then with a line of furniture.",
)
@click.option(
    "--corrections", type=click.Path(path_type=Path, exists=True), help="A person's corrections (CSV or TOML)."
)
@click.option("--lexicon", type=click.Path(path_type=Path, exists=True), help="More event triggers (TOML).")
@click.option("--outlets/--no-outlets", default=True, help="Learn from the run where outlets are at home.")
@click.option("--partition", type=click.IntRange(1), default=500, show_default=True, help="Documents a partition.")
@_working
def run(
    inputs: tuple[str, ...],
    *,
    out: str,
    columns: tuple[str, ...],
    encoding: str | None,
    near: tuple[str, ...],
    fast: bool,
    corrections: Path | None,
    lexicon: Path | None,
    outlets: bool,
    partition: int,
    **working: Any,  # noqa: ANN401 - the options of _working
) -> None:
    """Map the incidents of INPUTs: files, folders, addresses, or - for a pipe.

    The map and the files go to DIR/incidents.html and so on, each partition's incidents, mentions and claims as GeoParquet
    to folders beside them.
    """
    from geoinc.batch import run as batch_run
    from geoinc.batch.folder import Folder
    from geoinc.batch.plan import Work
    from geoinc.batch.tables import needed
    from geoinc.pipeline import Pipeline
    from geoinc.read.records import ReadOptions
    from geoinc.read.rows import columns_of

    needed()
    folder = Folder.of(out)
    options = ReadOptions(encoding=encoding, columns=columns_of(columns), fast=fast, near=near)
    work = Work(
        options=options,
        corrections=str(corrections.resolve()) if corrections else None,
        lexicon=str(lexicon.resolve()) if lexicon else None,
        outlets=outlets,
        records=partition,
    )
    _go(lambda: batch_run.prepare(inputs, folder, work, Pipeline.default()), folder, **working)


@batch.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option("--out", required=True, metavar="DIR", help="The run's folder, or an address such as s3://bucket/run.")
@_working
def add(inputs: tuple[str, ...], *, out: str, **working: Any) -> None:  # noqa: ANN401 - the options of _working
    """Add INPUTs to a run that is whole, and tell what changed.

    New, changed, merged, split and gone incidents go to DIR/changes.csv and DIR/changes.geojson. Ids and corrections stay.
    """
    from geoinc.batch import run as batch_run
    from geoinc.batch.folder import Folder

    folder = Folder.of(out)
    _go(lambda: batch_run.add(inputs, folder), folder, **working)


@batch.command()
@OUT
@click.option("--retry-dead", is_flag=True, help="Try the documents that failed once more.")
@_working
def resume(out: str, *, retry_dead: bool, **working: Any) -> None:  # noqa: ANN401 - the options of _working
    """Go on with the run in DIR, whatever ended it."""
    from geoinc.batch import run as batch_run
    from geoinc.batch.folder import Folder
    from geoinc.batch.plan import Plan

    folder = Folder.of(out)

    def planned() -> Plan:
        plan = Plan.load(folder)
        if retry_dead:
            tell(f"{batch_run.forget_dead(plan, folder)} parts with failures are done again")
        return plan

    _go(planned, folder, **working)


@batch.command()
@OUT
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def status(out: str, *, as_json: bool) -> None:
    """Say how far the run in DIR is: documents, failures, rate, time to go."""
    import json
    from dataclasses import asdict

    from geoinc.batch import run as batch_run
    from geoinc.batch.folder import DEAD_LETTERS, Folder

    now = batch_run.status(Folder.of(out))
    if as_json:
        click.echo(json.dumps(asdict(now) | {"eta_s": now.eta_s}))
        return
    state = "whole" if now.is_whole else "not whole yet"
    click.echo(f"{now.found:,} of {now.documents:,} documents done ({now.read:,} read), {state}")
    click.echo(
        f"{now.incidents:,} incidents before merging, {now.dead:,} documents failed{f', see {out}/{DEAD_LETTERS}' if now.dead else ''}"
    )
    if now.rate and not now.is_whole:
        click.echo(f"{now.rate:.1f} documents/s, about {(now.eta_s or 0) / 60:.0f} minutes to go")
    if now.found:
        click.echo(f"{now.seconds:,.0f} s of work, {1000 * now.seconds / now.found:.1f} ms a document")


def _go(planned: Callable[[], Plan], folder: Folder, **working: Any) -> None:  # noqa: ANN401 - the options of _working
    """Do what is missing of a planned run, write its map and files, and seal it."""
    from geoinc.batch import run as batch_run
    from geoinc.batch.folder import DEAD_LETTERS
    from geoinc.pipeline import Pipeline

    with folder.in_use():
        plan = planned()
        endings = _endings(working["formats"])
        pipeline = Pipeline.default(
            corrections=Path(plan.work.corrections) if plan.work.corrections else None,
            lexicon=Path(plan.work.lexicon) if plan.work.lexicon else None,
        )
        batch_run.checked(plan, folder, pipeline)
        limits = _limits(working)
        with _stoppable(folder), _engine(working) as engine:
            found = batch_run.drive(plan, folder, engine, limits, _watched)
        done = (_by_month if working["monthly"] else _at_once)(plan, folder, found, pipeline, endings, working)
        batch_run.seal(plan, folder, found, done.whole, done.files)
    folder.leave()
    for path in done.files:
        click.echo(folder.where(path))
    if plan.former:
        from geoinc.batch.changes import summary

        tell(f"since the run before: {summary(done.changes)}")
    whole, counts = done.whole, done.whole.counts
    tell(f"{counts['ok']:,} of {counts['in']:,} documents read, {counts['filtered']:,} repeats")
    tell(f"{done.incidents:,} incidents, {done.located:,} of them located")
    if whole.dead:
        done_in_part(f"done in part: {len(whole.dead):,} documents could not be used, see {folder.name}/{DEAD_LETTERS}")


@dataclass(slots=True)
class _Done:
    """What a run gave: counts and failures, the files, what changed, how many incidents and how many of them located."""

    whole: Harvest
    files: list[Path] = field(default_factory=list)
    changes: list[IncidentChange] = field(default_factory=list)
    incidents: int = 0
    located: int = 0

    def add(self, report: Report, home: Path, endings: Sequence[str], working: dict[str, Any]) -> None:
        """Write the files of a report, and count it."""
        shared = report if working["blur"] is None else report.blurred(blur_m=working["blur"])
        options = {"title": working["title"], "blur_m": working["blur"]}
        for ending in endings:
            target = home / f"{NAME}.{ending}"
            self.files += report.save(target, **options) if target.suffix == ".html" else shared.save(target)
        self.incidents += len(report.incidents)
        self.located += sum(incident.location.region is not None for incident in report.incidents)


def _at_once(  # noqa: PLR0917 - what finishing a run takes
    plan: Plan, folder: Folder, found: Parts, pipeline: Pipeline, endings: Sequence[str], working: dict[str, Any]
) -> _Done:
    """Merge and map a run as one."""
    from geoinc.batch import run as batch_run

    whole, report = batch_run.finish(plan, folder, found, pipeline)
    done = _Done(whole, changes=batch_run.changed(plan, folder, report, pipeline))
    done.add(report, folder.path, endings, working)
    return done


def _by_month(  # noqa: PLR0917 - what finishing a run takes
    plan: Plan, folder: Folder, found: Parts, pipeline: Pipeline, endings: Sequence[str], working: dict[str, Any]
) -> _Done:
    """Merge and map a run month by month."""
    from geoinc.batch import changes
    from geoinc.batch import run as batch_run
    from geoinc.batch.months import HOME, Months

    with Months(plan, folder, pipeline) as months:
        done = _Done(months.whole)
        for month in months.reports(found):
            home = folder.path / HOME / month.name
            done.add(month.report, home, endings, working)
            if plan.former:
                done.files += changes.write(home, month.changes, month.report.findings)
                done.changes += month.changes
        for note in months.notes:
            tell(note)
    batch_run.tell_dead(plan, folder, months.whole)
    return done


def _limits(working: dict[str, Any]) -> Any:  # noqa: ANN401 - imported on use
    from geoinc import settings
    from geoinc.batch.run import MEMORY_LIMIT_MB, Limits

    given = working["time_limit"]
    return Limits(
        time_s=(settings.default().seconds_per_document if given is None else given) or None,
        memory_mb=working["memory_limit"] or MEMORY_LIMIT_MB,
        local=working["local"],
    )


def _engine(working: dict[str, Any]) -> Engine:
    from geoinc.batch.engines import Dask, InProcess, Processes

    if working["scheduler"] or working["engine"] == "dask":
        return Dask(working["scheduler"], workers=working["workers"])
    return InProcess() if working["engine"] == "in-process" else Processes(working["workers"])


@contextmanager
def _stoppable(folder: Folder) -> Iterator[None]:
    """Turn Ctrl-C and a polite end into a line that says how to go on; workers' journals hold what is done."""
    from geoinc.errors import BatchError

    for number in (signal.SIGINT, signal.SIGTERM):  # a shell starts what runs in the background with SIGINT ignored
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        message = f"stopped; what is done is kept: geoinc batch resume {folder.name}"
        raise BatchError(message) from None


def _watched(items: Iterable[Any], total: int, label: str) -> Iterable[Any]:
    return bar(items, total=total, label=label)


def _endings(formats: str) -> list[str]:
    """Return the endings of the files to write; an unknown one is refused before any work is done."""
    from geoinc.export import writer

    endings = dict.fromkeys(part.strip().lstrip(".").lower() for part in formats.split(",") if part.strip())
    for ending in endings:
        if ending != "html":
            writer(Path(f"{NAME}.{ending}"))
    return list(endings)
