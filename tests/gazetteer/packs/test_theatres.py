"""The tables of places that reporting names: every row loads, has an id of its own, and lies in its country."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import shared

from geoinc.gazetteer.sources import tables
from geoinc.learn import known
from geoinc.learn.positions import METRES_PER_DEGREE, OUTSIDE_DEG
from geoinc.model import PlaceKind

PLACES = tables.folder() / "places"
THEATRES = sorted(PLACES.glob("theatre_*.csv"))
LEAST_NAMED = 2


@pytest.mark.parametrize("path", THEATRES, ids=lambda path: path.stem)
def test_rows_load_and_have_ids_of_their_own(path: Path) -> None:
    rows = list(tables.rows(path, tables.PLACE_COLUMNS))
    ids = Counter(row.need("id") for row in rows)
    assert [text for text, count in ids.items() if count > 1] == []
    for row in rows:
        assert PlaceKind(row.need("kind"))
        assert row.point() != (0.0, 0.0)
        assert len(row.need("name")) > LEAST_NAMED


def test_no_id_stands_in_two_theatres() -> None:
    ids = Counter(row.need("id") for path in THEATRES for row in tables.rows(path, tables.PLACE_COLUMNS))
    assert [text for text, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("path", THEATRES, ids=lambda path: path.stem)
def test_rows_lie_in_their_country(path: Path) -> None:
    folder = shared.path("data/gazetteer")
    stray = []
    for row in tables.rows(path, tables.PLACE_COLUMNS):
        within = known.boundaries(row.need("country"), folder)
        if row.text("admin1") not in within.areas:
            continue  # a unit that the boundaries lack, as Somaliland's
        allowed = OUTSIDE_DEG + row.number("uncertainty_m", default=0.0) / METRES_PER_DEGREE
        if within.off_deg(*row.point(), None) > allowed:
            stray.append(row.text("name"))
    assert not stray
