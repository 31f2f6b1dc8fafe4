"""Documents are read each on its own, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geoinc.evaluate import reading
from geoinc.model import Document

if TYPE_CHECKING:
    import pytest


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
