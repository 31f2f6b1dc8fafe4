from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from geoinc import testing
from geoinc.cli.evaluate_locations import locations as command
from geoinc.errors import InputError, UnreadableFileError
from geoinc.evaluate import locations
from geoinc.gazetteer import Gazetteer
from geoinc.model import PlaceKind


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return testing.gazetteer(
        testing.place("Peru", -75, -10, kind=PlaceKind.COUNTRY, country="PE", code="PE"),
        testing.place("Uchiza", -76.46, -8.46, country="PE", population=20_000),
    )


def written(tmp_path: Path, *rows: dict[str, object] | str) -> Path:
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows) + "\n", "utf-8")
    return path


RIGHT = {"id": "a", "text": "57 km E of Uchiza, Peru", "lat": -8.46, "lon": -75.94, "source": "test"}
WRONG = {"id": "b", "text": "57 km E of Uchiza, Peru", "lat": 8.46, "lon": -75.94, "uncertainty_m": 500}
UNKNOWN = {"id": "c", "text": "9 km E of Atlantis", "lat": 0, "lon": 0}
UNPARSED = {"id": "d", "text": "-", "lat": 0, "lon": 0}


def test_figures(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rows = locations.read_rows(written(tmp_path, RIGHT, WRONG, UNKNOWN, UNPARSED))
    figures = locations.report(list(locations.evaluate(rows, gazetteer)))
    whole = figures["all"]
    assert (whole["rows"], whole["parsed"], whole["found"], whole["over_50_km"]) == (4, 75.0, 50.0, 50.0)
    assert (whole["coverage90"], figures["distance"]["50-100 km"]["rows"]) == (50.0, 2)
    assert figures["family"]["offset"]["error_median_km"] > 500
    assert figures["genre"].keys() == {"metric", "news"}
    assert whole["circle_ratio"] > 5
    assert sum(figures["reasons"].values()) == 2


def test_a_records_own_units_are_context(tmp_path: Path) -> None:
    (row,) = locations.read_rows(written(tmp_path, {**RIGHT, "country": "Mexico", "county": "Ozuluama"}))
    assert row.context == "Ozuluama, Mexico"


@pytest.mark.parametrize("bad", ["{", "[]", '{"id": "x", "text": "y", "lat": "north", "lon": 0}', '{"text": "y"}'])
def test_a_bad_row_is_named_by_file_and_line(tmp_path: Path, bad: str) -> None:
    with pytest.raises(InputError, match=r"rows\.jsonl, line 2"):
        locations.read_rows(written(tmp_path, RIGHT, bad))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        locations.read_rows(tmp_path / "none.jsonl")


def test_the_command_prints_json(tmp_path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Gazetteer, "default", lambda: gazetteer)
    result = CliRunner().invoke(command, [str(written(tmp_path, RIGHT, UNKNOWN)), "--json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.output)["rows.jsonl"]["all"]["found"] == 50.0


def test_the_command_prints_a_table_and_failures(
    tmp_path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Gazetteer, "default", lambda: gazetteer)
    result = CliRunner().invoke(command, [str(written(tmp_path, RIGHT, WRONG, UNKNOWN)), "--failures"])
    assert result.exit_code == 0, result.output
    assert "family offset" in result.output
    assert "c\t9 km E of Atlantis\tthe place it is relative to is not in the gazetteer" in result.output
    assert "km off" in result.output
