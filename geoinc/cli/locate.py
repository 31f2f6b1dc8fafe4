"""``geoinc locate``: one phrase to coordinates, an area and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from geoinc.cli.terminal import printable
from geoinc.errors import InputError
from geoinc.model import Genre

if TYPE_CHECKING:
    from geoinc.model import Location
    from geoinc.report import Report

SQUARE_METRES_PER_KM2 = 1_000_000
METRES_PER_KM = 1_000
SIZES = {"density": "90 % within", "point-radius": "the guides' circle of"}
"""How the radius of each method is meant."""


@click.command()
@click.argument("phrase")
@click.option("--genre", type=click.Choice([str(g) for g in Genre]), help="How tidily the text states distances.")
@click.option("--method", type=click.Choice(["density", "point-radius"]), default="density", show_default=True)
@click.option(
    "--near", multiple=True, metavar="PLACE", help="Country, unit or ISO code it lies in or near; again for more."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the answer to a file of any format, e.g. a.dwc.csv."
)
@click.option("--map", "open_map", is_flag=True, help="Open the answer on a map.")
@click.option("--json", "as_json", is_flag=True, help="Print GeoJSON.")
def locate(
    phrase: str,
    genre: str | None,
    method: str,
    near: tuple[str, ...],
    output: Path | None,
    *,
    open_map: bool,
    as_json: bool,
) -> None:
    """Locate PHRASE, such as "8 km east of Khusham, Syria"."""
    import geoinc

    location = geoinc.locate(phrase, genre=Genre(genre) if genre else None, near=near, method=method)
    if location.region is None:
        message = f"{phrase!r}: {location.explanation or (location.reason.value if location.reason else '')}"
        raise InputError(message)
    if output is not None:
        for path in _report(phrase, location).save(output):
            click.echo(str(path), err=True)
    if as_json:
        click.echo(_geojson(phrase, location))
        return
    for line in _lines(location):
        click.echo(printable(line))
    if open_map:
        _open(phrase, location)


def _lines(location: Location) -> list[str]:
    from geoinc.geo.geodesy import area_m2

    region = location.region
    assert region is not None
    return [
        f"{region.best.y:.5f} {region.best.x:.5f}",
        f"{SIZES[region.method]} {region.radius_m / METRES_PER_KM:.2f} km, area {area_m2(region.area90) / SQUARE_METRES_PER_KM2:,.1f} km²",
        location.explanation,
        *(f"set aside: {item.relation.span.text}: {item.why}" for item in location.set_aside),
    ]


def _geojson(phrase: str, location: Location) -> str:
    from geoinc.export.geojson import dumps, location_collection

    return dumps(location_collection(phrase, location)).rstrip("\n")


def _report(phrase: str, location: Location) -> Report:
    from geoinc.gazetteer import Gazetteer
    from geoinc.pipeline import findings_of_phrase
    from geoinc.report import Report

    return Report(findings_of_phrase(phrase, location, Gazetteer.default()))


def _open(phrase: str, location: Location) -> None:
    import tempfile

    path = Path(tempfile.mkdtemp(prefix="geoinc-")) / "location.html"
    _report(phrase, location).save(path)
    click.echo(str(path))
    click.launch(path.as_uri())
