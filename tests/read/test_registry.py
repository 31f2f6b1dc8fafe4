"""A reader is found by the ending, by the content, or by the entry point of another package; ranges give what the whole gives."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from reading_inputs import all_of, crawl, texts

from geoinc.read import inputs, registry
from geoinc.read.inputs import documents
from geoinc.read.records import ReadOptions, Source
from geoinc.read.registry import ranges, records


@pytest.mark.parametrize("size", [1, 2, 100])
def test_ranges_give_together_what_the_whole_gives(tmp_path: Path, size: int) -> None:
    (tmp_path / "a.csv").write_text('text,id\n"one\nline",1\n\ntwo,2\n"th""ree",3\nfour\n')
    (tmp_path / "b.jsonl").write_text('{"text":"a"}\n\nno\n{"text":"b"}')
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        for name in ("x.txt", "y.txt", "z.txt"):
            archive.writestr(name, name)
    (tmp_path / "d.warc").write_bytes(crawl(3))
    (tmp_path / "e.warc.gz").write_bytes(b"".join(gzip.compress(crawl(1)) for _ in range(3)))
    for path in sorted(tmp_path.iterdir()):
        source = Source(str(path))
        parts = list(ranges(source, ReadOptions(), size))
        assert [r for part in parts for r in records(source, ReadOptions(), part)] == list(
            records(source, ReadOptions())
        ), path
        assert len(parts) == 1 or size < 100


def test_a_pipe_is_known_by_its_content(monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(b'{"text": "piped"}\n')

    monkeypatch.setattr(inputs.sys, "stdin", Input)
    assert texts(list(documents(["-"]))) == ["piped"]


def test_a_reader_of_others_is_found_by_its_entry_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from geoinc.model import Document
    from geoinc.read.records import one_document

    class Point:
        @staticmethod
        def load() -> object:
            return one_document(lambda path, data, options: Document(data.decode().upper()))  # noqa: ARG005

    monkeypatch.setattr(registry, "_installed", lambda: {".telex": Point})
    (tmp_path / "a.telex").write_text("stop")
    assert texts(all_of(tmp_path)) == ["STOP"]
