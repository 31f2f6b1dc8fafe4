"""Runs in this process: what the stages give together, and that it is what reading the documents at once gives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from batch_runs import done
from batch_world import dead, manifest, reports

from geoinc.batch import run
from geoinc.batch.folder import Folder
from geoinc.batch.plan import Work
from geoinc.batch.rows import Outlet
from geoinc.errors import BatchError, UnreadableFileError
from geoinc.pipeline import Pipeline
from geoinc.read.inputs import documents

pytest.importorskip("pyarrow")


def test_a_run_gives_what_reading_at_once_gives(tmp_path: Path, pipeline: Pipeline) -> None:
    path = reports(tmp_path / "r.jsonl", 6)
    with path.open("a") as file:
        file.write(json.dumps({"id": "r1", "text": "Gunmen killed four people at a market in Goma on Monday."}) + "\n")
    folder = Folder(tmp_path / "run")
    plan = run.prepare([path], folder, Work(records=2), pipeline)
    report = done(plan, folder, pipeline)
    together = pipeline.run([r.document for r in documents([path]) if r.document])
    for part in ("documents", "resolutions", "incidents", "discarded", "notes", "units", "region"):
        assert getattr(report.findings, part) == getattr(together.findings, part), part
    assert "several documents have one id; the later ones are numbered: r1#2" in report.notes
    assert len(list((tmp_path / "run" / "incidents").glob("part-*.parquet"))) == len(plan.partitions) == 4


def test_dead_and_repeated_documents_are_counted(tmp_path: Path, pipeline: Pipeline) -> None:
    path = reports(tmp_path / "r.jsonl", 2)
    path.write_text(path.read_text() * 2 + "no\n" + json.dumps({"text": "Nothing.", "country": "Qwertzland"}) + "\n")
    folder = Folder(tmp_path / "run")
    plan = run.prepare([path, tmp_path / "none.csv"], folder, Work(), pipeline)
    report = done(plan, folder, pipeline)
    assert manifest(folder.path)["documents"] == {"in": 6, "ok": 3, "dead": 1, "filtered": 2}
    assert [letter["stage"] for letter in dead(folder.path)] == ["input", "read"]
    assert "line 5" in dead(folder.path)[1]["where"]
    assert any("Qwertzland" in note for note in report.notes)
    assert sum("is the same as r0" in note for note in report.notes) == 1
    status = run.status(folder)
    assert (status.documents, status.found, status.dead, status.is_whole) == (6, 6, 1, True)
    before = manifest(folder.path)
    assert run.forget_dead(plan, folder) == 2
    assert not run.status(folder).is_whole
    done(plan, folder, pipeline)
    assert manifest(folder.path) == before


def test_a_run_of_nothing_is_refused(tmp_path: Path, pipeline: Pipeline) -> None:
    with pytest.raises(UnreadableFileError, match="no such file"):
        run.prepare([tmp_path / "none.csv"], Folder(tmp_path / "run"), Work(), pipeline)
    assert not (tmp_path / "run").exists()


def test_a_run_that_grows_tells_what_is_new_and_reads_that_alone(tmp_path: Path, pipeline: Pipeline) -> None:
    folder = Folder(tmp_path / "run")
    plan = run.prepare([reports(tmp_path / "a.jsonl", 3)], folder, Work(records=2), pipeline)
    before = {incident.id for incident in done(plan, folder, pipeline).incidents}
    parts = {path: path.stat().st_mtime_ns for path in (folder.path / "work" / "find").glob("*.part")}
    more = tmp_path / "b.jsonl"
    row = {
        "id": "new",
        "text": "A bomb exploded at a school in Taiz on Friday, killing nine people.",
        "date": "2022-07-02",
    }
    more.write_text(json.dumps(row) + "\n")
    grown = run.add([more], folder)
    report = done(grown, folder, pipeline)
    found = run.changed(grown, folder, report, pipeline)
    assert [change.kind for change in found] == ["new"]
    assert before < {incident.id for incident in report.incidents}
    assert {path: path.stat().st_mtime_ns for path in parts} == parts
    assert run.add([more], folder) == grown


def test_adding_to_a_run_that_is_not_whole_is_refused(tmp_path: Path, pipeline: Pipeline) -> None:
    folder = Folder(tmp_path / "run")
    run.prepare([reports(tmp_path / "a.jsonl", 1)], folder, Work(), pipeline)
    with pytest.raises(BatchError, match="not whole yet"):
        run.add([reports(tmp_path / "b.jsonl", 1)], folder)


def test_homes_of_outlets_are_learned_over_the_run(tmp_path: Path, pipeline: Pipeline) -> None:
    path = tmp_path / "r.jsonl"
    rows = [
        {
            "id": f"{n}",
            "text": f"The mayor of {place}, Texas, opened a road to Dallas, report {n}.",
            "source": "texan.example.com",
        }
        for n, place in enumerate(("Houston", "Austin", "Waco", "Lubbock"))
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    folder = Folder(tmp_path / "run")
    plan = run.prepare([path], folder, Work(tables=False), pipeline)
    done(plan, folder, pipeline)
    from geoinc.batch.context import learned

    keys = [p.stem for p in (folder.path / "work" / "outlets").glob("*.json")]
    homes = learned(folder, keys)
    assert list(homes) == ["example.com"]
    assert isinstance(homes["example.com"], Outlet)


def test_a_crawl_that_is_cut_off_costs_its_end(tmp_path: Path, pipeline: Pipeline) -> None:
    pytest.importorskip("fastwarc")
    import gzip

    said = "A bomb went off near the fish market in Aden on Monday, killing two traders, and police closed the roads."
    page = f"<html><head><title>Blast</title></head><body><article><h1>Blast</h1><p>{said}</p><p>{said[::-1]}</p></article></body></html>"
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}".encode()
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: https://www.x.org/a\r\n"
        b"WARC-Date: 2018-02-12T09:00:00Z\r\nContent-Type: application/http\r\n"
        b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(block), block)
    )
    member = gzip.compress(record)
    (tmp_path / "a.warc.gz").write_bytes(member + member[: len(member) // 2])
    folder = Folder(tmp_path / "run")
    plan = run.prepare([tmp_path / "a.warc.gz"], folder, Work(tables=False), pipeline)
    report = done(plan, folder, pipeline)
    counts = manifest(folder.path)["documents"]
    assert counts["ok"] == len(report.documents) == 1
    assert counts["in"] == counts["ok"] + counts["dead"]
    assert report.documents[0].uri == "https://www.x.org/a"
