"""One report under several heads is read once, and each outlet that prints it is a source."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geoinc.batch import reprints, run
from geoinc.batch.engines import InProcess
from geoinc.batch.folder import Folder
from geoinc.batch.months import Months
from geoinc.batch.plan import Plan, Work
from geoinc.batch.reprints import Reprint, adds_nothing, body_of
from geoinc.model import Document, Mention, Place, Region, Span
from geoinc.pipeline import Pipeline

pytest.importorskip("pyarrow")

BODY = (
    "A bomb exploded at a fish market in Aden, the port city in southern Yemen, on Monday morning, killing nine people and"
    " wounding 14 others, police and a hospital director said.\n\n"
    "Nobody has claimed the attack. Two traders from Taiz were among the dead, their families told reporters.\n"
)
DAY = date(2021, 3, 2)


def printed(head: str, name: str, body: str = BODY) -> Document:
    return Document(head + body, id=name, published=DAY, source=f"{name}.example.org")


FIRST = printed("Bomb in Aden kills nine\n\n", "first")
AGAIN = printed("Nine killed in Yemen\nBy Jane Doe\n\n", "again")
BARE = printed("", "bare")
MORE = printed("Aden bomb kills 11\n\n", "more")
OTHER = printed("Bomb in Aden kills nine\n\n", "other", BODY.replace("14 others", "15 others"))


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.default()


def test_a_body_begins_below_the_short_lines() -> None:
    bodies = {document.id: body_of(document) for document in (FIRST, AGAIN, BARE, MORE, OTHER)}
    digests = {name: body.digest for name, body in bodies.items() if body is not None}
    assert len({digests[name] for name in ("first", "again", "bare", "more")}) == 1
    assert digests["other"] != digests["first"]
    assert [bodies[name].start for name in ("first", "bare")] == [len(FIRST.text) - len(BODY), 0]  # type: ignore[union-attr]
    assert body_of(Document("Two people were killed in Aden, police said.")) is None


def test_a_head_that_tells_more_is_read() -> None:
    for document, nothing in ((AGAIN, True), (MORE, False), (printed("Blast in Mukalla\n\n", "x"), False)):
        body = body_of(document)
        assert body is not None
        assert adds_nothing(document, body.start) is nothing, document.text[:30]


def spans(value: Any) -> list[Span | Mention]:
    """Return everything in a noun that stands in a text."""
    if isinstance(value, Span | Mention):
        return [value]
    if isinstance(value, tuple | list):
        return [span for item in value for span in spans(item)]
    if isinstance(value, dict):
        return spans(list(value.values()))
    if not is_dataclass(value) or isinstance(value, Place | Region | Document):
        return []
    return [span for each in fields(value) for span in spans(getattr(value, each.name))]


@pytest.mark.parametrize("document", [AGAIN, BARE])
def test_every_span_of_a_moved_reading_is_in_its_text(pipeline: Pipeline, document: Document) -> None:
    original = pipeline.read(FIRST)
    (one, other) = (body_of(FIRST), body_of(document))
    assert one is not None
    assert other is not None
    moved = reprints.reading_of(Reprint(document, one.start, other.start - one.start), original)
    found = spans(moved)
    assert found
    assert all(document.text[s.start : s.end] == s.text for s in found)
    assert {s.document_id for s in found if isinstance(s, Span)} == {document.id}
    assert [i.casualties for i in moved.incidents] == [i.casualties for i in original.incidents]
    named, left = ([s for s in told if isinstance(s, Mention)] for told in (spans(original), found))
    assert len(named) > len(left), "what stands in the other's head is gone"


def test_an_original_below_its_reprint_moves_the_other_way(pipeline: Pipeline) -> None:
    body = body_of(FIRST)
    assert body is not None
    moved = reprints.reading_of(Reprint(FIRST, 0, body.start), pipeline.read(BARE))
    assert all(FIRST.text[s.start : s.end] == s.text for s in spans(moved))


def table(path: Path, documents: list[Document]) -> Path:
    rows = [
        {"id": d.id, "text": d.text, "source": d.source, "date": str(d.published) if d.published else None}
        for d in documents
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.mark.parametrize("monthly", [False, True])
def test_a_run_reads_it_once_and_names_every_source(
    tmp_path: Path, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch, *, monthly: bool
) -> None:
    asked: Counter[str] = Counter()
    read = Pipeline.read

    def counted(self: Pipeline, document: Document, **options: Any) -> Any:
        asked[document.id] += 1
        return read(self, document, **options)

    monkeypatch.setattr(Pipeline, "read", counted)
    folder = Folder(tmp_path / "run")
    undated = Document(AGAIN.text, id="undated", source="undated.example.org")
    given = table(tmp_path / "r.jsonl", [FIRST, AGAIN, MORE, OTHER, BARE, undated])
    plan = run.prepare([given], folder, Work(records=2), pipeline)
    incidents, documents, counts = outcome(plan, folder, pipeline, monthly=monthly)
    assert dict(asked) == {"first": 1, "more": 1, "other": 1, "undated": 1}
    assert counts == {"in": 6, "ok": 4, "dead": 0, "filtered": 2}
    assert documents >= {"first", "again", "more", "other", "bare"}
    (bombing,) = [
        i for i in incidents if i.title == "Bombing in Aden" and any(s.document_id == "first" for s in i.spans)
    ]
    assert {s.document_id for s in bombing.spans} >= {"first", "again", "bare"}
    assert bombing.casualties["killed"].low == 9


def outcome(
    plan: Plan, folder: Folder, pipeline: Pipeline, *, monthly: bool
) -> tuple[list[Any], set[str], dict[str, int]]:
    found = run.drive(plan, folder, InProcess(), run.Limits())
    if monthly:
        with Months(plan, folder, pipeline) as months:
            reports = [month.report for month in months.reports(found)]
            whole = months.whole
    else:
        whole, report = run.finish(plan, folder, found, pipeline)
        reports = [report]
        assert sum("below its head it is first" in note for note in report.notes) == 2
    counts = {name: whole.counts[name] for name in ("in", "ok", "dead", "filtered")}
    return [i for r in reports for i in r.incidents], {d.id for r in reports for d in r.documents}, counts
