from __future__ import annotations

from typing import Any

import pytest
import shapely

from geoinc.gazetteer.records import NameKind
from geoinc.gazetteer.sources.importing import BadRow
from geoinc.gazetteer.sources.mapping import ColumnMapping, RowReader
from geoinc.model import PlaceKind

ROW: dict[str, Any] = {"Name": "Conoco", "LON": "40.30944", "lat": 35.33611}


def test_columns_are_found_by_their_usual_names() -> None:
    record = RowReader(pack="mine").record(ROW, 7, None)

    assert (record.id, record.name, record.lon, record.lat) == ("mine:7", "Conoco", 40.30944, 35.33611)
    assert record.source == "mine"


def test_unusual_columns_can_be_named() -> None:
    columns = ColumnMapping(name=("ort",), lon=("laenge",), lat=("breite",), names=("auch",))
    row = {"ort": "Wien", "laenge": 16.37, "breite": 48.21, "auch": "Vienna; Bécs|Beč"}

    record = RowReader(pack="mine", columns=columns).record(row, 1, None)

    assert record.name == "Wien"
    assert [name.text for name in record.names] == ["Vienna", "Bécs", "Beč"]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ({"featurecla": "Range/mtn"}, PlaceKind.MOUNTAIN),
        ({"featurecla": "Lake Centerline"}, PlaceKind.RIVER),
        ({"place": "village", "osm_id": 1}, PlaceKind.SETTLEMENT),
        ({"natural": "peak"}, PlaceKind.MOUNTAIN),
        ({"kind": "admin1"}, PlaceKind.ADMIN1),
        ({"boundary": "administrative", "admin_level": "4"}, PlaceKind.ADMIN1),
        ({"kind": "something else"}, PlaceKind.SPOT),
        ({}, PlaceKind.SPOT),
    ],
)
def test_words_for_kinds_of_several_sources(row: dict[str, Any], kind: PlaceKind) -> None:
    assert RowReader(pack="p").record(ROW | row, 1, None).kind is kind


def test_a_stated_kind_wins() -> None:
    assert (
        RowReader(pack="p", kind=PlaceKind.FACILITY).record(ROW | {"place": "town"}, 1, None).kind is PlaceKind.FACILITY
    )


def test_ids_codes_and_populations_of_natural_earth() -> None:
    row = ROW | {"iso_a2": "SY", "gn_a1_code": "SY.07", "gn_id": 170792.0, "pop_max": 5.0, "kind": "admin1"}

    record = RowReader(pack="ne").record(row, 1, None)

    assert (record.country, record.code, record.admin1) == ("SY", "SY.07", None)
    assert record.same_as == ("geonames:170792",)
    assert record.population == 5


def test_unknown_codes_are_left_out() -> None:
    record = RowReader(pack="ne").record(ROW | {"iso_a2": "-99", "geonameid": -99}, 1, None)

    assert record.country is None
    assert record.same_as == ()


def test_names_of_several_kinds() -> None:
    row = ROW | {"aliases": "Koniko", "abbreviations": "CGP", "demonyms": "Conocan"}

    kinds = {name.text: name.kind for name in RowReader(pack="p").record(row, 1, None).names}

    assert kinds == {"Koniko": NameKind.ALTERNATE, "CGP": NameKind.ABBREVIATION, "Conocan": NameKind.DEMONYM}


def test_names_of_openstreetmap_keep_their_language() -> None:
    (name,) = RowReader(pack="osm").record(ROW | {"name:ar": "كونيكو"}, 1, None).names

    assert (name.text, name.lang) == ("كونيكو", "ar")


def test_the_position_comes_from_the_geometry_where_no_column_says_it() -> None:
    ring = shapely.Point(0, 0).buffer(2).difference(shapely.Point(0, 0).buffer(1))

    record = RowReader(pack="p").record({"name": "Ring"}, 1, ring)

    assert ring.contains(shapely.Point(record.lon, record.lat)), "on the ring, not in its hole"


def test_without_any_position_the_row_is_rejected() -> None:
    with pytest.raises(BadRow, match="no position"):
        RowReader(pack="p").record({"name": "Nowhere"}, 1, None)
