"""``geoinc map`` as a user runs it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
ARTICLES = sorted(path for path in EXAMPLES.iterdir() if path.is_file())
"""The folders beside them hold what is scored, no articles."""


def geoinc(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "geoinc", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})


@pytest.fixture(scope="module")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    folder = tmp_path_factory.mktemp("out")
    return folder, geoinc("map", *ARTICLES, "-o", folder)


def test_examples_become_a_map_and_geojson(mapped: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, run = mapped
    assert run.returncode == 0, run.stderr
    names = {"incidents.html", "incidents.geojson", "incidents.areas.geojson"}
    assert {p.name for p in folder.iterdir() if not p.name.startswith(".")} == names
    assert {Path(line).name for line in run.stdout.split()} == names


def test_the_examples_incidents_are_found(mapped: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    features = json.loads((mapped[0] / "incidents.geojson").read_text("utf-8"))["features"]
    where = [f["geometry"]["coordinates"] for f in features if f["geometry"]]
    for name, lon, lat in (("Khusham", 40.3, 35.3), ("Brass", 5.9, 3.8), ("Gwoza", 13.6, 11.2), ("Taiz", 44.0, 13.6)):
        assert any(abs(x - lon) < 0.7 and abs(y - lat) < 0.7 for x, y in where), name


def test_two_runs_give_the_same_bytes(mapped: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path) -> None:
    geoinc("map", *ARTICLES, "-o", tmp_path, PYTHONHASHSEED="7")
    for path in mapped[0].iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_a_bad_file_is_told_and_the_others_go_through(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    run = geoinc("map", tmp_path / "empty.txt", tmp_path / "none.txt", EXAMPLES / "khusham.txt", "-o", tmp_path / "out")
    assert run.returncode == 3
    assert run.stderr.endswith("geoinc: done in part: 2 of the inputs could not be used (told above)\n")
    assert f"{tmp_path / 'empty.txt'}: it is empty" in run.stderr
    assert f"{tmp_path / 'none.txt'}: there is no such file" in run.stderr
    assert (tmp_path / "out" / "incidents.html").exists()


def test_nothing_usable_is_an_error_in_one_line(tmp_path: Path) -> None:
    run = geoinc("map", tmp_path, "-o", tmp_path / "out")
    assert run.returncode == 1
    assert run.stderr.count("\n") == 2
    assert "it is a directory" in run.stderr
    assert not (tmp_path / "out").exists()


def test_a_text_without_places_or_date_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The meeting was long and nobody said anything of note.\n")
    run = geoinc("map", path, "-o", tmp_path / "out")
    assert run.returncode == 0
    assert "a.txt: no place was found" in run.stderr
    assert "a.txt: no incident was found" in run.stderr
    assert "a.txt: it has no publication date" in run.stderr


def test_an_unknown_format_names_the_known(tmp_path: Path) -> None:
    run = geoinc("map", EXAMPLES / "khusham.txt", "-o", tmp_path, "-f", "shp")
    assert run.returncode == 1
    assert ".gpkg" in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_area_is_refused_before_any_work(tmp_path: Path) -> None:
    run = geoinc("map", EXAMPLES / "khusham.txt", "-o", tmp_path / "out", "--near", "Syria", "--near", "Zembla")
    assert run.returncode == 1
    assert run.stderr.startswith("geoinc: near 'Zembla'")
    assert run.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_wrong_usage_exits_with_2() -> None:
    assert geoinc("map").returncode == 2
    assert geoinc("nonsense").returncode == 2


def test_help_loads_nothing_heavy() -> None:
    code = "import sys; from geoinc.cli.main import cli; cli(['--help'], standalone_mode=False); print(sorted(m for m in sys.modules if m in {'shapely', 'numpy', 'pandas'}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.rstrip().endswith("[]")
    for name in ("map", "places", "locate", "gazetteer", "evaluate"):
        assert name in run.stdout


def test_blur_keeps_exact_coordinates_out(tmp_path: Path) -> None:
    run = geoinc("map", EXAMPLES / "khusham.txt", "-o", tmp_path, "--blur", "20000")
    assert run.returncode == 0, run.stderr
    exact = geoinc("locate", "Khusham, Syria").stdout.split()[:2]
    for path in tmp_path.iterdir():
        assert not any(number in path.read_text("utf-8") for number in exact)


@pytest.mark.parametrize(
    "odd", [("--name", "../../x"), ("--name", "/elsewhere/x"), ("--name", ".."), ("--format", "html,../../x.csv")]
)
def test_results_stay_in_their_folder(tmp_path: Path, odd: tuple[str, str]) -> None:
    run = geoinc("map", EXAMPLES / "khusham.txt", "-o", tmp_path / "deep" / "out", *odd)

    assert run.returncode == 1
    assert "is no name of a file" in run.stderr or "leads to another folder" in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_gives_the_map_of_what_is_read_and_ends_with_3(tmp_path: Path) -> None:
    text = (EXAMPLES / "khusham.txt").read_text()
    for number in range(150):
        (tmp_path / f"a{number:03}.txt").write_text(f"{text}\n{number}\n")
    command = [
        sys.executable,
        "-m",
        "geoinc",
        "-vv",
        "map",
        str(tmp_path),
        "-o",
        str(tmp_path / "out"),
        "-f",
        "geojson",
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    assert process.stderr
    said = ""
    while "a003.txt: " not in said:
        said = process.stderr.readline()
    process.send_signal(signal.SIGINT)
    said = process.communicate()[1]
    assert process.returncode == 3, said
    assert "done in part: it was stopped before the end" in said
    assert json.loads((tmp_path / "out" / f"{tmp_path.name}.geojson").read_text("utf-8"))["features"]


def test_a_table_is_mapped_by_its_columns_and_a_bad_cell_costs_itself(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text('what,when,land\n"A bomb exploded in Aden on Monday, killing two people.",2021-03-02,Qwertzland\n')
    columns = [word for pair in ("text=what", "date=when", "country=land") for word in ("--column", pair)]
    run = geoinc("map", path, "-o", tmp_path / "out", "-f", "geojson", *columns)
    assert run.returncode == 0, run.stderr
    assert "Qwertzland" in run.stderr
    assert json.loads((tmp_path / "out" / "r.geojson").read_text("utf-8"))["features"]
