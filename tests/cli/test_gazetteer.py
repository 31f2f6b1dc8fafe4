from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geoinc import settings, testing
from geoinc.cli.gazetteer import gazetteer
from geoinc.errors import DownloadError, PackError, PackNotFoundError
from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.build import default as build
from geoinc.gazetteer.packs import install
from geoinc.model import PlaceKind


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    chosen = settings.Settings(data_dir=tmp_path / "data")
    monkeypatch.setattr(settings, "default", lambda: chosen)
    source = tmp_path / "source.csv"
    source.write_text("what the small default is made of")
    monkeypatch.setattr(build, "sources", lambda: [source])
    monkeypatch.setattr(build, "all_records", lambda: iter([testing.place("Khusham", 40.28916, 35.30088)]))
    monkeypatch.setattr(build, "derived_areas", testing.NoAreas)
    return tmp_path


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(gazetteer, arguments)


def test_add_and_remove(home: Path) -> None:
    path = home / "wells.csv"
    path.write_text("name,lon,lat\nWell 1,40.3,35.3\nWell 2,500,35\n", "utf-8")

    added = _run("add", str(path), "--name", "wells", "--kind", "facility")

    assert added.exit_code == 0
    assert "wells: 1 places added, 1 rows rejected" in added.output
    assert "line 3: lon 500.0, lat 35.0 lie outside the world" in added.output
    assert "removed wells" in _run("remove", "wells").output


def test_several_files_are_added_at_once_and_one_that_fails_is_lost_alone(home: Path) -> None:
    (home / "wells.csv").write_text("name,lon,lat\nWell 1,40.3,35.3\n", "utf-8")
    (home / "dams.csv").write_text("name,lon,lat\nDam 1,38.5,35.8\n", "utf-8")

    added = _run("add", str(home / "wells.csv"), str(home / "none.csv"), str(home / "dams.csv"))

    assert added.exit_code == 3
    assert "1 of 3 could not be added" in added.output
    assert "wells: 1 places added" in added.output
    assert "compiling the gazetteer" in added.output
    assert Gazetteer.default().search("Dam 1")[0].place.name == "Dam 1"
    assert _run("add", str(home / "wells.csv"), str(home / "dams.csv"), "--name", "both").exit_code == 2


def test_columns_can_be_named(home: Path) -> None:
    path = home / "orte.csv"
    path.write_text("ort,laenge,breite\nWien,16.37,48.21\n", "utf-8")

    columns = ("--column", "name=ort", "--column", "lon=laenge", "--column", "lat=breite")

    assert "orte: 1 places added" in _run("add", str(path), *columns).output
    assert _run("add", str(path), "--column", "colour=ort").exit_code == 2


def test_a_file_that_cannot_be_imported_is_an_error(home: Path) -> None:
    assert isinstance(_run("add", str(home / "none.csv")).exception, PackError)
    assert isinstance(_run("remove", "none").exception, PackNotFoundError)


def test_reports_say_which_countries_to_install(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    yemen = testing.place("Yemen", 47.5, 15.5, kind=PlaceKind.COUNTRY, country="YE", code="YE")
    small = testing.gazetteer(yemen, testing.place("Sanaa", 44.2, 15.35, country="YE", population=2_000_000))
    monkeypatch.setattr(Gazetteer, "default", staticmethod(lambda: small))
    asked: list[str] = []

    def refused(source: str, **_: object) -> None:
        asked.append(source)
        message = "no network here"
        raise DownloadError(message)

    monkeypatch.setattr(install, "install", refused)
    report = home / "report.txt"
    report.write_text("Shells fell on Sanaa, Yemen. In the village of Zubolo three people were killed.", "utf-8")

    found = _run("install", "--for", str(report))

    assert asked == ["geonames:YE"]
    assert "1 name in Yemen is not in the gazetteer (Zubolo)" in found.output
    assert isinstance(found.exception, DownloadError)
    assert _run("install").exit_code == 2


def test_search_prints_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    small = testing.gazetteer(testing.place("Khusham", 40.28916, 35.30088, country="SY", id="geonames:167899"))
    monkeypatch.setattr(Gazetteer, "default", staticmethod(lambda: small))

    found = _run("search", "khusham")

    assert found.exit_code == 0
    assert "35.30088 40.28916" in found.output
    assert "geonames:167899" in found.output
    assert _run("search", "Zzyzxqw").exit_code == 1


def test_all_commands_have_help() -> None:
    for command in ("info", "search", "add", "install", "remove", "build"):
        assert _run(command, "--help").exit_code == 0
