from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from geoinc.errors import PackError
from geoinc.gazetteer.sources import archives

TEXT = "# comment\nfirst\n\nsecond\n"


def _zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_plain_and_packed_files_have_the_same_lines(tmp_path: Path) -> None:
    plain = tmp_path / "a.txt"
    plain.write_text(TEXT, "utf-8")
    packed = tmp_path / "b.txt.gz"
    packed.write_bytes(gzip.compress(TEXT.encode()))
    zipped = _zipped(tmp_path / "c.zip", {"readme.txt": b"x" * 500, "c.txt": TEXT.encode()})

    expected = [(2, "first"), (4, "second")]
    assert list(archives.lines(plain)) == expected
    assert list(archives.lines(packed)) == expected
    assert list(archives.lines(zipped, prefer=("c.txt",))) == expected


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/passwd", "a/../../b.txt", "C:\\x.txt"])
def test_members_that_climb_out_are_refused(tmp_path: Path, name: str) -> None:
    zipped = _zipped(tmp_path / "evil.zip", {name: b"x"})

    with pytest.raises(PackError, match="outside the archive"):
        list(archives.lines(zipped))


def test_a_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    bomb = _zipped(tmp_path / "bomb.zip", {"bomb.txt": b"0" * 100_000_000})

    with pytest.raises(PackError, match="would unpack to 100,000,000 bytes"):
        list(archives.lines(bomb))


def test_a_packed_bomb_is_refused_on_the_way(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.txt.gz"
    bomb.write_bytes(gzip.compress(b"0\n" * 5_000_000))

    with pytest.raises(PackError, match="bytes and more"):
        list(archives.lines(bomb))


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_truncated_zip_is_refused(tmp_path: Path, share: float) -> None:
    whole = _zipped(tmp_path / "whole.zip", {"a.txt": bytes(range(256)) * 400}).read_bytes()
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole[: int(len(whole) * share)])

    with pytest.raises(PackError, match=r"cut\.zip cannot be imported"):
        list(archives.lines(cut))


def test_a_truncated_gzip_is_refused(tmp_path: Path) -> None:
    cut = tmp_path / "cut.txt.gz"
    cut.write_bytes(gzip.compress(TEXT.encode() * 1_000)[:-12])

    with pytest.raises(PackError, match="damaged or cut short"):
        list(archives.lines(cut))


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="there is no such file"):
        list(archives.lines(tmp_path / "none.txt"))


def test_an_empty_archive_says_so(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="the archive is empty"):
        list(archives.lines(_zipped(tmp_path / "e.zip", {})))
