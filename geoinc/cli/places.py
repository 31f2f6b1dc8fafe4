"""``geoinc places``: what was recognised, and as what."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geoinc.cli.terminal import printable
from geoinc.cli.verbosity import tell

if TYPE_CHECKING:
    from geoinc.model import Resolution


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--encoding", help="Character encoding of the file, where it is not UTF-8.")
@click.option(
    "--near", multiple=True, metavar="PLACE", help="Country, unit or ISO code that it speaks of; again for more."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def places(file: Path, encoding: str | None, near: tuple[str, ...], *, as_json: bool) -> None:
    """Show every place name in FILE: where it stands, in what sense it is used, which place it is or why none."""
    from geoinc.pipeline import Pipeline, foreign_note
    from geoinc.read import read

    given = read(file, encoding=encoding)
    note = foreign_note(given)
    if note:
        tell(f"geoinc: {note}")
    document = replace(given, near=near) if near else given
    for resolution in Pipeline.default().find_places(document):
        found = _row(resolution)
        click.echo(json.dumps(found, ensure_ascii=False) if as_json else _line(found))


def _row(resolution: Resolution) -> dict[str, Any]:
    mention, place = resolution.mention, resolution.place
    row: dict[str, Any] = {"start": mention.start, "end": mention.end, "text": mention.text, "kind": str(mention.kind)}
    if place is None:
        return row | {"reason": resolution.reason.value if resolution.reason else None}
    return row | {
        "id": place.id,
        "place": place.name,
        "within": [part for part in (place.admin1, place.country) if part],
        "lon": round(place.point.x, 5),
        "lat": round(place.point.y, 5),
        "probability": round(resolution.probability, 3),
        "pinned": resolution.pinned,
    }


def _line(row: dict[str, Any]) -> str:
    head = f"{row['start']:>6}  {printable(row['text'])}  [{row['kind']}]"
    if "id" not in row:
        return f"{head}  not mapped: {row['reason']}"
    where = ", ".join([row["place"], *row["within"]])
    pin = "" if row["pinned"] else "  (named, not pinned)"
    return f"{head}  {printable(where)}  {row['lat']:.4f} {row['lon']:.4f}  {row['probability']:.2f}  {row['id']}{pin}"
