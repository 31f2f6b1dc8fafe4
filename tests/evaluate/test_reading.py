"""Documents are read each on its own, in their order."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from geoinc.errors import GeoincError
from geoinc.evaluate import reading
from geoinc.model import Document
from geoinc.pipeline import Pipeline


def test_each_document_is_read_alone_and_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def incidents_of(document: Document) -> Sequence[str]:
        asked.append(document.id)
        return (document.id,)

    monkeypatch.setattr(reading, "incidents_of", incidents_of)
    documents = [Document("x", id=name) for name in "cab"]
    with reading.reader() as read_all:
        assert list(read_all(documents)) == [("c",), ("a",), ("b",)]
    assert asked == ["c", "a", "b"]


def test_a_document_that_cannot_be_read_is_not_scored_as_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_self: Pipeline, _document: Document, **_: object) -> None:
        message = "broken"
        raise ValueError(message)

    monkeypatch.setattr(Pipeline, "read", fail)
    with pytest.raises(GeoincError, match=r"a1.*broken"):
        reading.incidents_of(Document("Shells hit Gao.", id="a1"))
