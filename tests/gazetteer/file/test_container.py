"""A compiled file is whole or refused, and a failed write leaves the old one."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from geoinc.errors import GazetteerError
from geoinc.gazetteer.file import container
from geoinc.gazetteer.file.container import Container


def written(folder: Path) -> Path:
    path = folder / "a.geoinc"
    container.write(path, {"numbers": np.arange(5, dtype=np.uint32), "text": b"abc", "none": b""}, {"a": "ü"})
    return path


def test_sections_come_back(tmp_path: Path) -> None:
    opened = Container.open(written(tmp_path))
    assert opened.array("numbers").tolist() == [0, 1, 2, 3, 4]
    assert bytes(opened.buffer("text")) == b"abc"
    assert bytes(opened.buffer("none")) == b""
    assert opened.facts == {"a": "ü"}
    opened.verify()


def test_the_same_content_has_the_same_hash(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    one, other = Container.open(written(tmp_path)), Container.open(written(tmp_path / "x"))
    assert one.content_hash == other.content_hash


@pytest.mark.parametrize("keep", [0, 10, 40, 200, -1])
def test_a_file_cut_short_is_refused(tmp_path: Path, keep: int) -> None:
    path = written(tmp_path)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(GazetteerError, match="build"):
        Container.open(path)


def test_another_version_is_refused_by_number(tmp_path: Path) -> None:
    path = written(tmp_path)
    raw = bytearray(path.read_bytes())
    raw[8] = 99
    path.write_bytes(raw)
    with pytest.raises(GazetteerError, match="format 99"):
        Container.open(path)


def test_a_foreign_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.geoinc"
    path.write_bytes(b"PK" * 100)
    with pytest.raises(GazetteerError, match="not a compiled gazetteer"):
        Container.open(path)


def test_a_damaged_header_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    raw = bytearray(path.read_bytes())
    raw[30] ^= 0xFF
    path.write_bytes(raw)
    with pytest.raises(GazetteerError, match="header is damaged"):
        Container.open(path)


def test_damaged_content_fails_verification(tmp_path: Path) -> None:
    path = written(tmp_path)
    raw = bytearray(path.read_bytes())
    raw[-1] ^= 0xFF
    path.write_bytes(raw)
    with pytest.raises(GazetteerError, match="content hash"):
        Container.open(path).verify()


def test_a_missing_file_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="geoinc gazetteer build"):
        Container.open(tmp_path / "none")


def test_a_folder_that_cannot_be_written_is_told_clearly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(GazetteerError, match="cannot be written"):
        container.write(tmp_path / "file" / "a.geoinc", {}, {})


def test_an_interruption_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path)
    before = path.read_bytes()

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        container.write(path, {"text": b"new"}, {})
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_full_disk_is_told_clearly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(GazetteerError, match="No space left on device"):
        container.write(tmp_path / "a.geoinc", {"text": b"new"}, {})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("bit", range(8))
def test_any_flipped_bit_of_a_section_is_seen_when_it_is_used(tmp_path: Path, bit: int) -> None:
    path = tmp_path / "a.geoinc"
    numbers = np.arange(70_003, dtype=np.uint8)
    container.write(path, {"before": b"abc", "numbers": numbers, "after": b"x"}, {})
    raw = path.read_bytes()
    begin = raw.index(numbers.tobytes())
    for position in (0, 1, 65_535, 65_536, 70_002):
        changed = bytearray(raw)
        changed[begin + position] ^= 1 << bit
        path.write_bytes(changed)
        opened = Container.open(path)
        assert bytes(opened.buffer("before")) == b"abc"
        with pytest.raises(GazetteerError, match="section numbers has changed"):
            opened.array("numbers")


def test_blocks_and_words_that_change_places_are_seen() -> None:
    numbers = np.arange(3 * 8_192, dtype=np.uint64)
    blocks = numbers.reshape(3, -1)
    plain = container.checksum(memoryview(numbers.tobytes()))
    assert container.checksum(memoryview(blocks[[1, 0, 2]].tobytes())) != plain
    swapped = numbers.copy()
    swapped[[3, 9]] = swapped[[9, 3]]
    assert container.checksum(memoryview(swapped.tobytes())) != plain
    moved = numbers.copy()
    moved[3] += 7
    moved[9] -= 7
    assert container.checksum(memoryview(moved.tobytes())) != plain
    assert container.checksum(memoryview(numbers[:-1].tobytes())) != plain
    assert container.checksum(memoryview(b"")) == 0
