"""Nothing is swallowed: what cannot be meant or written is refused before the work, what is half done has status 3."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from command_line_runs import REPORT, Run

import geoinc
from geoinc.export import FORMATS
from geoinc.read import inputs


@pytest.fixture
def no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where a file is read: a refusal comes before that."""

    def read(*_: object) -> None:
        pytest.fail("the work had begun")

    monkeypatch.setattr(inputs, "documents", read)


@pytest.mark.usefixtures("no_work")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--near", "Nowhereland"], "near 'Nowhereland': no country, unit or place of this name is known; write"),
        (["--tiles", "bad"], "tiles are 'bad'; give an http"),
        (["--format", ""], "--format '' names no format; give one or more, such as"),
        (["--format", " , "], "names no format"),
        (["--format", "shp"], "the ending '.shp' is not known; use .html or one of"),
        (["--name", "../x"], "--name '../x' is no name of a file; give one without folders"),
        (["--name", ""], "is no name of a file"),
        (["--corrections", "none.csv"], "none.csv: cannot be read as corrections"),
        (["--lexicon", "none.toml"], "none.toml: it cannot be read"),
        (["--previous", "none.geojson"], "none.geojson: there is no such file; check the path"),
        (["--postgis", "host=/nonexistent"], "the database refused"),
    ],
)
def test_what_cannot_be_used_is_refused_before_the_work(run: Run, tmp_path: Path, words: list[str], told: str) -> None:
    ended = run("map", REPORT, "-o", tmp_path / "out", *words)
    assert ended.status == 1
    assert told in ended.err
    assert ended.err.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("no_work")
def test_a_folder_that_cannot_be_written_is_refused_before_the_work(run: Run, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("")
    ended = run("map", REPORT, "-o", taken / "deep")
    assert (ended.status, ended.out) == (1, "")
    assert "is no folder; choose another folder with --output" in ended.err
    closed = Path("/proc") if os.geteuid() == 0 else tmp_path / "closed"
    if not closed.exists():
        closed.mkdir(mode=0o500)
    assert "cannot be written; choose another folder" in run("map", REPORT, "-o", closed / "x").err


def test_a_bad_choice_is_wrong_usage(run: Run) -> None:
    assert run("gazetteer", "search", "Paris", "--limit", "-1").status == 2
    assert run("map").status == 2


def test_a_country_is_known_by_its_codes_and_name_or_refused(run: Run) -> None:
    for country in ("us", "USA", "usa", "United States"):
        ended = run("gazetteer", "search", "Paris", "--country", country, "--limit", 3)
        assert ended.status == 0
        assert all(", US)" in line for line in ended.out.splitlines())
    ended = run("gazetteer", "search", "Paris", "--country", "Zembla")
    assert (ended.status, ended.out) == (1, "")
    assert "write a code such as SY" in ended.err


def test_an_unknown_unit_loses_no_distance(run: Run) -> None:
    ended = run("locate", "8 parsecs east of Paris")
    assert (ended.status, ended.out) == (1, "")
    assert "“8 parsecs” is no distance that is read; give one in km" in ended.err


def test_what_is_half_done_has_a_status_and_a_summary(run: Run, tmp_path: Path) -> None:
    ended = run("map", REPORT, tmp_path / "none.txt", "-o", tmp_path, "-f", "geojson")
    assert ended.status == 3
    assert f"{tmp_path / 'none.txt'}: there is no such file" in ended.err
    assert ended.err.endswith("done in part: 1 of the inputs could not be used (told above)\n")
    assert (tmp_path / "incidents.geojson").exists()


def test_a_result_that_cannot_be_written_leaves_the_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "khusham.csv").mkdir()
    ended = run("map", REPORT, "-o", tmp_path, "-f", "geojson,csv", "--overwrite")
    assert ended.status == 3
    assert "khusham.csv" in ended.err
    assert "1 of the results could not be written" in ended.err
    assert (tmp_path / "khusham.geojson").exists()


def test_the_ids_of_an_earlier_report_are_kept(run: Run, tmp_path: Path) -> None:
    report = tmp_path / "raid.txt"
    report.write_text("Gunmen attacked a village. Three people were killed.\n")
    assert run("map", report, "-o", tmp_path, "-f", "gpkg").status == 0
    [before] = geoinc.load(tmp_path / "raid.gpkg").incidents
    report.write_text("Gunmen attacked a village. Three people were killed. It was near Bria on 3 May 2017.\n")
    assert run("map", report, "-o", tmp_path, "-f", "gpkg", "--previous", tmp_path / "raid.gpkg").status == 0
    [after] = geoinc.load(tmp_path / "raid.gpkg").incidents
    assert after.start is not None
    assert after.id == before.id


def test_the_help_names_every_format(run: Run) -> None:
    told = " ".join(run("map", "--help").out.split()).replace(" and png.", ", png").split("The endings are ")[1]
    named = set(told.partition(" Options:")[0].split(", "))
    assert named == {"html", *(ending.removeprefix(".") for ending in FORMATS)}
