"""Small real gazetteers for tests: compiled from a few records, opened like any other."""

from __future__ import annotations

import tempfile
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.build.compile import compile_records
from geoinc.gazetteer.records import Name, NameKind, PlaceRecord
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely import Geometry

_COUNTER = iter(range(1, 1_000_000))


def gazetteer(*records: PlaceRecord | Iterable[PlaceRecord]) -> Gazetteer:
    """Return a real gazetteer of these records, compiled into a temporary folder that goes with it.

    >>> gazetteer(place("Khusham", 40.29, 35.3, country="SY")).search("Khusham")[0].place.name
    'Khusham'
    """
    every = [record for one in records for record in ((one,) if isinstance(one, PlaceRecord) else one)]
    folder = tempfile.TemporaryDirectory(prefix="geoinc-")
    path = Path(folder.name) / "test.geoinc"
    compile_records(every, path)
    opened = Gazetteer.open(path)
    weakref.finalize(opened, folder.cleanup)
    return opened


def place(  # noqa: PLR0913 - what a place may have
    name: str,
    lon: float,
    lat: float,
    *,
    kind: PlaceKind = PlaceKind.SETTLEMENT,
    country: str | None = None,
    admin1: str | None = None,
    admin2: str | None = None,
    code: str | None = None,
    population: int = 0,
    names: Iterable[str] = (),
    demonyms: Iterable[str] = (),
    abbreviations: Iterable[str] = (),
    id: str = "",  # noqa: A002 - as the record's own field
) -> PlaceRecord:
    """Return a record of a place with a made-up id, for :func:`gazetteer`."""
    kinds = ((names, NameKind.ALTERNATE), (demonyms, NameKind.DEMONYM), (abbreviations, NameKind.ABBREVIATION))
    return PlaceRecord(
        id=id or f"test:{next(_COUNTER)}",
        name=name,
        kind=kind,
        lon=lon,
        lat=lat,
        country=country,
        admin1=admin1,
        admin2=admin2,
        code=code,
        population=population,
        names=tuple(Name(text, kind) for texts, kind in kinds for text in texts),
        source="test",
    )


class NoAreas:
    """Stands for the areas derived for the default where a test's default has none."""

    def __call__(self) -> dict[str, Geometry]:
        """Return no areas."""
        return {}

    def close(self) -> None:
        """Nothing is going on."""
