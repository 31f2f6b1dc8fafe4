from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from geoinc.errors import DownloadError
from geoinc.gazetteer.sources import download

CONTENT = bytes(range(256)) * 2_000


def test_a_file_is_downloaded_whole(site: Any, tmp_path: Path) -> None:
    site.files["/a.zip"] = CONTENT
    seen: list[tuple[int, int | None]] = []

    target = download.fetch(f"{site.address}/a.zip", tmp_path / "sub/a.zip", on_bytes=lambda *now: seen.append(now))

    assert target.read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert [path.name for path in target.parent.iterdir()] == ["a.zip"]


def test_a_connection_that_breaks_is_continued(site: Any, tmp_path: Path) -> None:
    site.files["/a.zip"] = CONTENT
    site.cut_after = 100_000

    target = download.fetch(f"{site.address}/a.zip", tmp_path / "a.zip")

    assert target.read_bytes() == CONTENT
    assert site.asked == [("/a.zip", None), ("/a.zip", "bytes=100000-")]


def test_a_part_from_before_is_continued(site: Any, tmp_path: Path) -> None:
    site.files["/a.zip"] = CONTENT
    (tmp_path / "a.zip.part").write_bytes(CONTENT[:1_000])

    target = download.fetch(f"{site.address}/a.zip", tmp_path / "a.zip")

    assert target.read_bytes() == CONTENT
    assert site.asked == [("/a.zip", "bytes=1000-")]


def test_a_server_that_cannot_continue_sends_it_all_again(site: Any, tmp_path: Path) -> None:
    site.files["/a.zip"] = CONTENT
    site.ranges = False
    (tmp_path / "a.zip.part").write_bytes(b"x" * 1_000)

    assert download.fetch(f"{site.address}/a.zip", tmp_path / "a.zip").read_bytes() == CONTENT


def test_a_complete_part_needs_no_more(site: Any, tmp_path: Path) -> None:
    site.files["/a.zip"] = CONTENT
    (tmp_path / "a.zip.part").write_bytes(CONTENT)

    assert download.fetch(f"{site.address}/a.zip", tmp_path / "a.zip").read_bytes() == CONTENT


def test_a_part_longer_than_the_file_is_thrown_away(site: Any, tmp_path: Path) -> None:
    site.files["/a.zip"] = CONTENT
    (tmp_path / "a.zip.part").write_bytes(CONTENT + b"more")

    assert download.fetch(f"{site.address}/a.zip", tmp_path / "a.zip").read_bytes() == CONTENT


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256"])
def test_a_published_checksum_is_compared(site: Any, tmp_path: Path, algorithm: str) -> None:
    site.files["/a.zip"] = CONTENT
    digest = hashlib.new(algorithm, CONTENT).hexdigest()
    site.files["/a.sum"] = f"{digest}  a.zip\n".encode()

    url = f"{site.address}/a.zip"
    assert download.fetch(url, tmp_path / "a.zip", checksum_url=f"{site.address}/a.sum").is_file()


def test_a_file_that_differs_from_its_checksum_is_deleted(site: Any, tmp_path: Path) -> None:
    site.files["/a.zip"] = CONTENT
    site.files["/a.sum"] = b"0" * 64

    with pytest.raises(DownloadError, match="differs from its published checksum"):
        download.fetch(f"{site.address}/a.zip", tmp_path / "a.zip", checksum_url=f"{site.address}/a.sum")

    assert list(tmp_path.iterdir()) == []


def test_a_missing_file_says_so(site: Any, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="404 Not Found"):
        download.fetch(f"{site.address}/none.zip", tmp_path / "none.zip")


def test_an_unreachable_server_says_so(tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="run the command again"):
        download.fetch("http://127.0.0.1:9/a.zip", tmp_path / "a.zip")


def test_a_mirror_stands_in_for_the_host(site: Any, tmp_path: Path) -> None:
    site.files["/mirror/export/SY.zip"] = CONTENT

    target = download.fetch(
        "https://download.example.org/export/SY.zip", tmp_path / "SY.zip", mirror=f"{site.address}/mirror/"
    )

    assert target.read_bytes() == CONTENT


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/a", "a.zip"])
def test_only_the_web_is_downloaded(url: str, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="only http and https"):
        download.fetch(url, tmp_path / "a")
