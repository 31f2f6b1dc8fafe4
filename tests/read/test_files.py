"""Bytes to characters; what cannot be used is named with a remedy."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from reading_inputs import REPORT, all_of, write

from geoinc.errors import UnreadableFileError
from geoinc.read import read
from geoinc.read.files import MAX_BYTES


def test_text_in_another_encoding_is_told_by_its_look(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(("Вчера в городе произошёл взрыв, сообщили местные власти и очевидцы. " * 4).encode("cp1251"))
    assert read(path).text.startswith("Вчера в городе")


def test_a_name_outside_utf8_is_printable(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    try:
        Path(path).write_text(REPORT)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (record,) = all_of(tmp_path)
    assert record.document
    assert record.document.id == "caf\\xe9.txt"
    assert record.where.encode()


def test_utf16_with_a_mark_is_read(tmp_path: Path) -> None:
    assert read(write(tmp_path, "a.txt", "Köln".encode("utf-16"))).text == "Köln"


def test_encoding_can_be_named(tmp_path: Path) -> None:
    assert read(write(tmp_path, "a.txt", "Málaga".encode("cp1252")), encoding="cp1252").text == "Málaga"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b" \n", "it is empty"),
        ("program.txt", b"\x7fELF\0\0\0", "binary file"),
        ("old.txt", "Málaga".encode("cp1252"), "--encoding"),
        ("page.html", b"<html><body><script>go()</script></body></html>", "no article text"),
        ("photo.jpg", b"\xff\xd8", "are not read"),
        ("big.txt", b"x" * (MAX_BYTES + 1), "split it"),
    ],
)
def test_unusable_files_are_named_with_a_remedy(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = write(tmp_path, name, data)
    with pytest.raises(UnreadableFileError) as caught:
        read(path)
    assert str(path) in str(caught.value)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_file_and_directory(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="no such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(UnreadableFileError, match="directory"):
        read(tmp_path)


def test_unknown_encoding_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="no encoding 'klingon'"):
        read(write(tmp_path, "a.txt", "x"), encoding="klingon")
