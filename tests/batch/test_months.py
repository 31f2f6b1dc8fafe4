"""A run merged month by month: nothing twice, nothing missing, an event over the border of two months once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from batch_world import PLACES, World

from geoinc.batch import run
from geoinc.batch.engines import InProcess
from geoinc.batch.folder import Folder
from geoinc.batch.months import UNDATED, Month, Months
from geoinc.batch.plan import Plan, Work
from geoinc.pipeline import Pipeline

pytest.importorskip("pyarrow")

BORDER = "A bomb exploded at a market in Aden on 30 March 2021, killing nine people and wounding 14, police said."


def rows() -> list[dict[str, str]]:
    found = [
        {
            "id": f"r{n}",
            "text": f"Gunmen attacked a school in {PLACES[n % 6]} on Monday, killing {n + 2} people, police said.",
            "date": f"2021-{1 + n // 4:02}-{3 + 6 * (n % 4):02}",
        }
        for n in range(12)
    ]
    found.insert(3, {"id": "early", "text": BORDER, "date": "2021-03-31"})
    found.append({"id": "late", "text": f"{BORDER} Shops are open again.", "date": "2021-04-02"})
    found.append({"id": "much later", "text": f"{BORDER} A court sat on it.", "date": "2021-07-02"})
    found.append({"id": "some day", "text": "A bomb exploded at a school in Taiz, killing 44 people, police said."})
    return found


def table(path: Path, given: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in given))
    return path


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.default()


def months_of(plan: Plan, folder: Folder, pipeline: Pipeline) -> list[Month]:
    found = run.drive(plan, folder, InProcess(), run.Limits())
    with Months(plan, folder, pipeline) as months:
        given = list(months.reports(found))
        run.seal(plan, folder, found, months.whole, [])
    assert not (folder.path / "work" / "months").exists()
    return given


def test_each_incident_is_in_one_month_with_all_that_tell_of_it(tmp_path: Path, pipeline: Pipeline) -> None:
    folder = Folder(tmp_path / "run")
    plan = run.prepare([table(tmp_path / "r.jsonl", rows())], folder, Work(records=4, tables=False), pipeline)
    months = {month.name: month.report for month in months_of(plan, folder, pipeline)}
    assert list(months) == ["2021-01", "2021-02", "2021-03", "2021-04", "2021-07", UNDATED]
    told = [tuple(sorted({s.document_id for s in i.spans})) for report in months.values() for i in report.incidents]
    assert sorted(told) == sorted([*((f"r{n}",) for n in range(12)), ("early", "late"), ("much later",), ("some day",)])
    ids = [incident.id for report in months.values() for incident in report.incidents]
    assert len(set(ids)) == len(ids)
    (march,) = [i for i in months["2021-03"].incidents if len({s.document_id for s in i.spans}) == 2]
    assert {d.id for d in months["2021-03"].documents} == {"r8", "r9", "r10", "r11", "early", "late"}
    assert march.casualties["killed"].best == 9
    assert [d.id for d in months["2021-04"].documents] == ["late"]
    assert json.loads((folder.path / "manifest.json").read_text())["documents"]["ok"] == 16


def test_within_a_month_it_is_what_one_report_gives(tmp_path: Path, pipeline: Pipeline) -> None:
    given = table(tmp_path / "r.jsonl", [row for row in rows() if row.get("date", "").startswith("2021-02")])
    folder, other = Folder(tmp_path / "run"), Folder(tmp_path / "other")
    plan = run.prepare([given], folder, Work(tables=False), pipeline)
    (month,) = months_of(plan, folder, pipeline)
    same = run.prepare([given], other, Work(tables=False), pipeline)
    _, report = run.finish(same, other, run.drive(same, other, InProcess(), run.Limits()), pipeline)
    for part in ("documents", "resolutions", "incidents", "discarded", "notes", "units", "region"):
        assert getattr(month.report.findings, part) == getattr(report.findings, part), part


def test_a_run_that_grows_tells_the_changes_of_each_month(tmp_path: Path, pipeline: Pipeline) -> None:
    folder = Folder(tmp_path / "run")
    first, *more = rows()
    plan = run.prepare([table(tmp_path / "a.jsonl", more)], folder, Work(tables=False), pipeline)
    months_of(plan, folder, pipeline)
    grown = run.add([table(tmp_path / "b.jsonl", [first])], folder)
    told = {month.name: [change.kind for change in month.changes] for month in months_of(grown, folder, pipeline)}
    assert told.pop("2021-01") == ["new"]
    assert not any(told.values())


def test_the_command_writes_a_folder_a_month(tmp_path: Path) -> None:
    world = World(tmp_path)
    given = table(tmp_path / "r.jsonl", [*rows(), {"id": "x", "text": ""}])
    (tmp_path / "c.csv").write_text("kind,incident\nwrong,inc-0000000000000000\n")
    said = world.run(
        *("run", given, "--out", tmp_path / "run", "--monthly", "--format", "geojson,html", "--corrections"),
        *(tmp_path / "c.csv", "--engine", "in-process"),
        code=3,
    )
    assert "16 of 17 documents read" in said
    assert "15 incidents, 15 of them located" in said
    assert said.count("no such incident in this run") == 1
    made = sorted(str(path.relative_to(tmp_path / "run")) for path in (tmp_path / "run" / "months").rglob("*.*"))
    assert made == [
        f"months/{month}/incidents.{ending}"
        for month in ("2021-01", "2021-02", "2021-03", "2021-04", "2021-07", UNDATED)
        for ending in ("areas.geojson", "geojson", "html")
    ]
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text())
    assert sorted(manifest["files"]) == made
