"""Many documents in memory give what reading them one by one gives."""

from __future__ import annotations

import pytest
from batch_world import PLACES

from geoinc.batch import many
from geoinc.batch.engines import Engine, InProcess
from geoinc.model import Document
from geoinc.pipeline import Pipeline

pytest.importorskip("pyarrow")


class Interrupted(Engine):
    """Does the first task, then Ctrl-C is pressed."""

    def run(self, tasks: object) -> object:  # type: ignore[override]
        yield from InProcess().run(list(tasks)[:1])  # type: ignore[call-overload]
        raise KeyboardInterrupt


def some(count: int) -> list[Document]:
    return [
        Document(f"A bomb exploded at a market in {PLACES[n % 6]} on Monday, killing {n + 2} people.", id=f"d{n}")
        for n in range(count)
    ]


def test_many_documents_give_what_reading_one_by_one_gives(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "TOGETHER", 2)
    report = many.run(pipeline, some(5), InProcess())
    together = pipeline.run(some(5))
    for part in ("documents", "resolutions", "incidents", "notes"):
        assert getattr(report.findings, part) == getattr(together.findings, part), part
    assert dict(report.locations) == dict(together.locations)


def test_an_interrupt_gives_what_is_done(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "TOGETHER", 2)
    report = many.run(pipeline, some(5), Interrupted())
    assert [d.id for d in report.documents] == ["d0", "d1"]
    assert "stopped after 2 of 5 documents; the others are not in the report" in report.notes
