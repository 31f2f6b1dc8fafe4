"""Sources open what they name, and what breaks in one entry costs that entry alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from reading_inputs import all_of, crawl, texts, whys

from geoinc.errors import UnreadableFileError
from geoinc.read import read
from geoinc.read.inputs import documents
from geoinc.read.records import Record, Source


def test_devices_are_refused() -> None:
    with pytest.raises(UnreadableFileError, match="no regular file"):
        read(Path(os.devnull))


def test_addresses_are_opened_by_fsspec() -> None:
    fsspec = pytest.importorskip("fsspec")
    with fsspec.open("memory://reports/r.csv", "w") as file:
        file.write("text\nfrom afar\n")
    assert texts(list(documents(["memory://reports/r.csv"]))) == ["from afar"]
    (missing,) = documents(["memory://reports/none.csv"])
    assert "cannot be opened" in missing.why


def test_tables_are_read_from_object_storage(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    import shelf  # noqa: F401 - registers itself

    (tmp_path / "r.jsonl").write_text('{"text": "one"}\n{"text": "two"}\n')
    (tmp_path / "r.csv").write_text("text\nthree\n")
    found = documents([f"shelf://{tmp_path}/r.jsonl", f"shelf://{tmp_path}/r.csv", f"shelf://{tmp_path}/none.csv"])
    assert texts(list(found)) == ["one", "two", "three"]


def test_whatever_breaks_in_one_entry_costs_that_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from geoinc.read import warc

    whole = warc.page_document

    def broken(path: Path, *arguments: object, **options: object) -> object:
        if path.name.endswith("#3"):
            message = "too deep\nby far"
            raise RecursionError(message)
        return whole(path, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(warc, "page_document", broken)
    (tmp_path / "a.warc").write_bytes(crawl(3))
    found = all_of(tmp_path)
    assert len(texts(found)) == 2
    assert whys(found) == {"a.warc, record 3": "it cannot be read (RecursionError: too deep)"}


@pytest.mark.parametrize(
    ("uri", "name", "ending"),
    [
        ("s3://b/a/Reports.CSV", "Reports.CSV", ".csv"),
        ("/x/crawl.warc.gz", "crawl.warc.gz", ".warc"),
        ("week.zip!/monday/attack.html", "attack.html", ".html"),
        ("/x/only.gz", "only.gz", ".gz"),
        ("reports", "reports", ""),
    ],
)
def test_a_source_is_known_by_its_last_part(uri: str, name: str, ending: str) -> None:
    source = Source(uri)
    assert (source.name, source.ending, source.is_remote) == (name, ending, uri.startswith("s3:"))


def test_bytes_in_hand_are_opened_as_a_file() -> None:
    source = Source("a.zip!/b.txt", data=b"Shells fell.")
    assert (source.size(), source.open().read(), source.content()) == (12, b"Shells fell.", b"Shells fell.")
    with pytest.raises(UnreadableFileError, match="it is empty"):
        Source("a.txt", data=b"  ").content()


def test_a_refusal_names_its_entry_once() -> None:
    assert Record.refused("a.csv, row 2", ValueError("a.csv, row 2: no text")).why == "no text"
