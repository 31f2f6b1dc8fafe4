from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from geoinc import settings
from geoinc.errors import DownloadError, PackError, PackNotFoundError
from geoinc.gazetteer.packs import curated, install, store
from geoinc.model import PlaceKind

ROW = "\t".join(["167899", "Khushām", "Khusham", "خشام", "35.30088", "40.28916", "P", "PPL", "SY", *[""] * 10])


@pytest.fixture(autouse=True)
def home(tmp_path: Path, site: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    chosen = settings.Settings(data_dir=tmp_path, mirror=site.address)
    monkeypatch.setattr(settings, "default", lambda: chosen)
    return tmp_path


def _zip(name: str, text: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("readme.txt", "about the columns")
        archive.writestr(name, text)
    return buffer.getvalue()


def test_a_country_of_geonames_is_downloaded_and_added(site: Any, home: Path) -> None:
    site.files["/export/dump/SY.zip"] = _zip("SY.txt", f"{ROW}\n1\tbad\n")

    added = install.install("geonames:sy")

    assert (added.pack.name, added.pack.places, added.pack.rejected) == ("geonames-sy", 1, 1)
    (record,) = store.records(added.pack)
    assert record.id == "geonames:167899"
    assert list((home / "downloads").iterdir()) == [], "the download is not kept"


def test_a_download_that_fails_changes_nothing() -> None:
    with pytest.raises(DownloadError, match="404"):
        install.install("geonames:SY")

    assert store.packs() == []


def test_a_download_that_is_no_archive_is_refused(site: Any) -> None:
    site.files["/export/dump/SY.zip"] = b"<html>come back later</html>"

    with pytest.raises(PackError, match="cannot be imported"):
        install.install("geonames:SY")


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ("geonames:SY", "https://download.geonames.org/export/dump/SY.zip"),
        ("geonames:allCountries", "https://download.geonames.org/export/dump/allCountries.zip"),
        ("naturalearth:rivers", "https://naciscdn.org/naturalearth/10m/physical/ne_10m_rivers_lake_centerlines.zip"),
        ("whosonfirst:sy", "https://data.geocode.earth/wof/dist/sqlite/whosonfirst-data-admin-sy-latest.db.bz2"),
    ],
)
def test_recipes(source: str, url: str) -> None:
    assert install.find(source).url == url


@pytest.mark.parametrize("source", ["geonames", "geonames:Syria!", "naturalearth:unicorns", "elsewhere:SY"])
def test_unknown_sources_list_what_there_is(source: str) -> None:
    with pytest.raises(PackNotFoundError, match=r"there are|it has"):
        install.find(source)


def test_a_file_of_the_users_own_is_added(tmp_path: Path) -> None:
    path = tmp_path / "My Wells.csv"
    path.write_text("name,lon,lat\nWell 1,40.3,35.3\n", "utf-8")

    added = install.add_file(path, kind=PlaceKind.FACILITY)

    (record,) = store.records(added.pack)
    assert (added.pack.name, record.id, record.kind) == ("my-wells", "my-wells:2", PlaceKind.FACILITY)


def test_codes_and_names_find_places_by_their_geonames_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from geoinc.gazetteer.sources import embedded

    monkeypatch.setattr(embedded, "records", lambda: iter(()))
    monkeypatch.setattr(curated, "places", lambda: iter(()))
    path = tmp_path / "admin1CodesASCII.txt"
    path.write_text("SY.07\tDayr az Zawr\tDayr az Zawr\t170792\nXX.01\tNowhere\tNowhere\t1\n", "utf-8")

    added = install.add_file(path)

    (record,) = store.records(added.pack)
    assert (record.id, record.code) == ("geonames:170792", "SY.07")
    assert added.examples[0].why == "no position is known for unit XX.01"
