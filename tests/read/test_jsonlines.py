from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geoinc.errors import InputError, UnreadableFileError
from geoinc.read.jsonlines import objects

if TYPE_CHECKING:
    from pathlib import Path


def test_only_line_feeds_end_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '\ufeff{"text": "one\u2028two\x0bthree\x85four"}\r\n\n{"text": ""}\n'.replace("\x0b", "\\u000b"), "utf-8"
    )
    found = list(objects(path))
    assert [row["text"] for _, row in found] == ["one\u2028two\x0bthree\x85four", ""]
    assert [where.rsplit(", ", 1)[1] for where, _ in found] == ["line 1", "line 3"]


@pytest.mark.parametrize("line", ["{", "[1]", "7", "[" * 100_000])
def test_a_line_that_is_no_object_names_itself(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": "x"}}\n{line}\n', "utf-8")
    with pytest.raises(InputError, match=r"a\.jsonl, line 2: not"):
        list(objects(path))


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    latin = tmp_path / "b.jsonl"
    latin.write_bytes(b'{"text": "caf\xe9"}')
    for path in (tmp_path / "none.jsonl", tmp_path, latin):
        with pytest.raises(UnreadableFileError, match=path.name):
            list(objects(path))
