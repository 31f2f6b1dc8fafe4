from __future__ import annotations

import zipfile
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
import shared

from geoinc.errors import PackError
from geoinc.gazetteer.records import PlaceRecord, Reject
from geoinc.gazetteer.sources import importers
from geoinc.gazetteer.sources.importers import Format
from geoinc.gazetteer.sources.mapping import RowReader

READER = RowReader(pack="test")


def _counts(path: Path) -> tuple[int, int]:
    items = list(importers.read(path, READER))
    rejects = sum(isinstance(item, Reject) for item in items)
    return len(items) - rejects, rejects


@pytest.mark.parametrize(
    ("name", "found", "places", "rejects"),
    [
        ("geonames/AD.txt", Format.GEONAMES, 3_268, 0),
        ("geonames/SY_from_wof.txt", Format.GEONAMES, 10_573, 0),
        ("wof/wof_sy.jsonl.gz", Format.WOF_LINES, 10_422, 260),
        ("wof/wof_sy_admin.geojson", Format.WOF_GEOJSON, 78, 4),
        ("naturalearth/ne_10m_rivers_lake_centerlines.json", Format.VECTOR, 1_366, 89),
        ("naturalearth/ne_50m_admin_1_states_provinces.json", Format.VECTOR, 100, 0),
    ],
)
def test_real_files(name: str, found: Format, places: int, rejects: int) -> None:
    path = shared.path(f"data/gazetteer/{name}")

    assert importers.detect(path) is found
    assert _counts(path) == (places, rejects)


def test_natural_earth_is_credited() -> None:
    path = shared.path("data/gazetteer/naturalearth/ne_50m_admin_1_states_provinces.json")

    first = next(item for item in importers.read(path, READER) if isinstance(item, PlaceRecord))

    assert first.source == "Natural Earth"
    assert first.licence == "public domain"


def test_a_zip_of_geonames_and_a_zip_of_a_shapefile_are_told_apart(tmp_path: Path) -> None:
    dump = tmp_path / "SY.zip"
    with zipfile.ZipFile(dump, "w") as archive:
        archive.writestr("readme.txt", "columns and more " * 100)
        archive.writestr("SY.txt", "\t".join(["1", "A", "A", "", "35", "40", "P", "PPL", "SY", *[""] * 10]) + "\n")
    gpd.GeoDataFrame({"name": ["A"]}, geometry=[shapely.Point(40, 35)], crs="EPSG:4326").to_file(tmp_path / "ne_x.shp")
    shape = tmp_path / "ne_x.zip"
    with zipfile.ZipFile(shape, "w") as archive:
        for part in tmp_path.glob("ne_x.[!z]*"):
            archive.write(part, part.name)

    assert importers.detect(dump) is Format.GEONAMES
    assert _counts(dump) == (1, 0)
    assert importers.detect(shape) is Format.VECTOR
    assert _counts(shape) == (1, 0)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("empty.txt", b"", "it is empty"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00", "none of the formats known"),
        ("prose.txt", b"Once upon a time there was a place.\n", "none of the formats known"),
        ("cut.zip", b"PK\x03\x04 and no more", "cut short"),
    ],
)
def test_what_is_no_source_is_refused(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(PackError, match=why):
        list(importers.read(path, READER))


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="folder"):
        importers.detect(tmp_path)
    with pytest.raises(PackError, match="no such file"):
        importers.detect(tmp_path / "none.csv")


def test_rows_with_an_id_that_is_taken_are_rejected(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,name,lon,lat\n1,A,1,2\n1,B,3,4\n2,C,5,6\n", "utf-8")

    assert _counts(path) == (2, 1)
