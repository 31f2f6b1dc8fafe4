"""``geoinc evaluate toponyms``: how well place names are recognised and resolved."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geoinc.model import MentionKind

if TYPE_CHECKING:
    from geoinc.evaluate.resolution import ResolutionScores
    from geoinc.evaluate.toponyms import KindScores, SpanScores, ToponymReport


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file.")
@click.option(
    "--without",
    type=click.Choice([str(kind) for kind in MentionKind]),
    multiple=True,
    help="Leave mentions of this kind out (demonym, for gold that has none).",
)
@click.option("--recognizer", default="default", show_default=True, help="The recogniser to score.")
def toponyms(files: tuple[Path, ...], without: tuple[str, ...], recognizer: str, *, as_json: bool) -> None:
    """Score recognition and resolution on annotated FILEs (docs/evaluation.md describes their format)."""
    from geoinc.evaluate.corpora import read_annotated
    from geoinc.evaluate.toponyms import evaluate
    from geoinc.gazetteer import Gazetteer
    from geoinc.toponyms.recognize import named

    corpora = [(path, read_annotated(path)) for path in files]
    gazetteer = Gazetteer.default()
    tagger = named(recognizer, gazetteer)
    left_out = frozenset(map(MentionKind, without))
    for path, corpus in corpora:
        report = evaluate(path.stem, corpus, tagger, gazetteer, without=left_out)
        click.echo(json.dumps(report.as_dict(), ensure_ascii=False) if as_json else table(report))


def table(report: ToponymReport) -> str:
    """Return a report as lines for people."""
    return "\n".join(
        [
            f"{report.name}: {report.documents} documents, {report.documents_per_s:,.0f} documents/s",
            _spans_line("recognition, strict", report.strict),
            _spans_line("recognition, overlap", report.overlap),
            *_kind_lines(report.kinds),
            *_resolution_lines("from gold spans", report.from_gold),
            *_resolution_lines("end to end", report.end_to_end),
        ]
    )


def _spans_line(name: str, scores: SpanScores) -> str:
    shares = f"P {_figure(scores.precision)}  R {_figure(scores.recall)}  F1 {_figure(scores.f1)}"
    return f"  {name:<22} {shares}  ({scores.gold} annotated, {scores.predicted} found)"


def _kind_lines(kinds: KindScores) -> list[str]:
    if not kinds.compared:
        return []
    literal = kinds.same_literal / kinds.compared
    head = f"  kinds                  {kinds.same_kind / kinds.compared:.3f} right, literal or not {literal:.3f}"
    return [head, *(_spans_line(f"  {kind}", scores) for kind, scores in kinds.by_kind.items() if scores.gold)]


def _resolution_lines(name: str, scores: ResolutionScores) -> list[str]:
    return [
        f"  {name:<22} within 161 km {_figure(scores.acc161)}  (of {scores.toponyms} linked; {scores.resolved} resolved)",
        f"  {'':<22} AUC {_figure(scores.auc)}  mean {_figure(scores.mean_km)} km  median {_figure(scores.median_km)} km",
        f"  {'':<22} exact id {_figure(scores.exact_id)}  country {_figure(scores.country)}",
        f"  {'':<22} right of resolved {_figure(scores.precision161)}  calibration error {_figure(scores.ece)}",
    ]


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
