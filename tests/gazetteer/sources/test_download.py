from __future__ import annotations

import base64
import hashlib
import json
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from geoinc.errors import DownloadError
from geoinc.gazetteer.sources import download

CONTENT = bytes(range(256)) * 2_000


def _part(tmp_path: Path, site: Any, content: bytes, validator: str = '"1"') -> None:
    (tmp_path / "a.zip.part").write_bytes(content)
    note = {"url": f"{site.address}/a.zip", "validator": validator}
    (tmp_path / "a.zip.part.json").write_text(json.dumps(note))


def test_a_file_is_downloaded_whole(site: Any, tmp_path: Path) -> None:
    site.files["/a.zip"] = CONTENT
    seen: list[tuple[int, int | None]] = []

    target = download.fetch(f"{site.address}/a.zip", tmp_path / "sub/a.zip", on_bytes=lambda *now: seen.append(now))

    assert target.read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert sorted(path.name for path in target.parent.iterdir()) == ["a.zip"]


def test_a_connection_that_breaks_is_continued(site: Any, tmp_path: Path) -> None:
    site.files["/a.zip"] = CONTENT
    site.cut_after = 100_000

    target = download.fetch(f"{site.address}/a.zip", tmp_path / "a.zip")

    assert target.read_bytes() == CONTENT
    assert site.asked == [("/a.zip", None), ("/a.zip", "bytes=100000-")]


def test_a_part_from_before_is_continued(site: Any, tmp_path: Path) -> None:
    site.files["/a.zip"] = CONTENT
    _part(tmp_path, site, CONTENT[:1_000])

    target = download.fetch(f"{site.address}/a.zip", tmp_path / "a.zip")

    assert target.read_bytes() == CONTENT
    assert site.asked == [("/a.zip", "bytes=1000-")]


def test_a_server_that_cannot_continue_sends_it_all_again(site: Any, tmp_path: Path) -> None:
    site.files["/a.zip"] = CONTENT
    site.ranges = False
    _part(tmp_path, site, b"x" * 1_000)

    assert download.fetch(f"{site.address}/a.zip", tmp_path / "a.zip").read_bytes() == CONTENT


def test_a_complete_part_needs_no_more(site: Any, tmp_path: Path) -> None:
    site.files["/a.zip"] = CONTENT
    _part(tmp_path, site, CONTENT)

    assert download.fetch(f"{site.address}/a.zip", tmp_path / "a.zip").read_bytes() == CONTENT


def test_a_part_longer_than_the_file_is_thrown_away(site: Any, tmp_path: Path) -> None:
    site.files["/a.zip"] = CONTENT
    _part(tmp_path, site, CONTENT + b"more")

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


def test_a_part_of_a_file_that_has_changed_is_thrown_away(site: Any, tmp_path: Path) -> None:
    site.files["/a.zip"] = CONTENT
    _part(tmp_path, site, b"x" * 1_000, validator='"older"')

    assert download.fetch(f"{site.address}/a.zip", tmp_path / "a.zip").read_bytes() == CONTENT


@pytest.mark.parametrize("note", [None, "", "[]", '{"url": "http://other.example/a.zip", "validator": "1"}'])
def test_a_part_of_unknown_origin_is_thrown_away(site: Any, tmp_path: Path, note: str | None) -> None:
    site.files["/a.zip"] = CONTENT
    (tmp_path / "a.zip.part").write_bytes(b"x" * 1_000)
    if note is not None:
        (tmp_path / "a.zip.part.json").write_text(note)

    assert download.fetch(f"{site.address}/a.zip", tmp_path / "a.zip").read_bytes() == CONTENT
    assert site.asked == [("/a.zip", None)]


@pytest.mark.parametrize("etag", ["", 'W/"weak"'])
def test_without_a_strong_validator_a_broken_download_begins_anew(site: Any, tmp_path: Path, etag: str) -> None:
    site.files["/a.zip"], site.etag, site.cut_after = CONTENT, etag, 100_000

    assert download.fetch(f"{site.address}/a.zip", tmp_path / "a.zip").read_bytes() == CONTENT
    assert site.asked == [("/a.zip", None), ("/a.zip", None)]


def test_a_digest_that_the_user_knows_is_compared(site: Any, tmp_path: Path) -> None:
    site.files["/a.zip"] = CONTENT
    url = f"{site.address}/a.zip"
    download.fetch(url, tmp_path / "a.zip", sha256=hashlib.sha256(CONTENT).hexdigest().upper())
    with pytest.raises(DownloadError, match="differs"):
        download.fetch(url, tmp_path / "b.zip", sha256="0" * 64)


def test_a_redirect_to_another_place_of_the_web_is_followed(site: Any, tmp_path: Path) -> None:
    site.files["/b.zip"] = CONTENT
    site.redirects["/a.zip"] = f"{site.address}/b.zip"

    assert download.fetch(f"{site.address}/a.zip", tmp_path / "a.zip").read_bytes() == CONTENT


@pytest.mark.parametrize("target", ["ftp://example.org/a", "file:///etc/passwd", "data:,x"])
def test_a_redirect_out_of_the_web_is_refused(site: Any, tmp_path: Path, target: str) -> None:
    site.redirects["/a.zip"] = target

    with pytest.raises(DownloadError, match=r"not as safe|not allowed|says 302"):
        download.fetch(f"{site.address}/a.zip", tmp_path / "a.zip")


def test_https_is_never_left_for_http() -> None:
    asked = urllib.request.Request("https://example.org/a")
    with pytest.raises(DownloadError, match="not as safe"):
        download._Redirects().redirect_request(asked, None, 302, "", {}, "http://example.org/a")


def test_name_and_password_go_to_their_host_alone_and_into_no_message(site: Any, tmp_path: Path) -> None:
    site.files["/a.zip"] = CONTENT
    secret = site.address.replace("//", "//me:pa%20ss@")
    download.fetch("https://example.org/a.zip", tmp_path / "a.zip", mirror=secret)
    assert site.authorized == [f"Basic {base64.b64encode(b'me:pa ss').decode()}"]

    asked = urllib.request.Request("https://example.org/a", headers={"Authorization": "Basic x"})
    sent_on = download._Redirects().redirect_request(asked, None, 302, "", {}, "https://example.net/a")
    assert sent_on is not None
    assert not sent_on.has_header("Authorization")

    for mirror in (secret, "http://me:pa%20ss@127.0.0.1:9", "http://me:pa%20ss@[::1", "http://me:pa%20ss@host:port"):
        with pytest.raises(DownloadError) as told:
            download.fetch("https://example.org/none.zip", tmp_path / "b.zip", mirror=mirror)
        assert "pa%20ss" not in f"{told.value}{told.value.facts}"


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
