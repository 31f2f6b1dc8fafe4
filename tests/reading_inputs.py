"""Reports as files, and what reading them gave."""

from __future__ import annotations

from pathlib import Path

from geoinc.read.inputs import documents
from geoinc.read.records import ReadOptions, Record

REPORT = "A bomb went off near the fish market in Aden on Monday, killing two traders and wounding several others."


def all_of(*paths: Path, **options: object) -> list[Record]:
    return list(documents(paths, ReadOptions(**options)))  # type: ignore[arg-type]


def texts(found: list[Record]) -> list[str]:
    return [r.document.text for r in found if r.document]


def whys(found: list[Record]) -> dict[str, str]:
    return {Path(r.where).name: r.why for r in found if r.document is None}


PAGE = f"<html><head><title>Blast in Aden</title></head><body><article><h1>Blast in Aden</h1><p>{REPORT}</p><p>{REPORT[::-1]}</p></article></body></html>"


def crawl(pages: int, body: str = PAGE) -> bytes:
    """Return a WARC of so many pages, each with a request before it and an image after it."""
    found = []
    for number in range(pages):
        for kind, content_type, payload in (
            ("request", "", "GET / HTTP/1.1\r\n\r\n"),
            ("response", "text/html; charset=utf-8", body),
            ("response", "image/png", "x"),
        ):
            head = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n" if content_type else ""
            block = (head + payload).encode()
            found.append(
                (
                    f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:032}>\r\n"
                    f"WARC-Target-URI: https://www.x.org/{number}\r\nWARC-Date: 2018-02-12T09:00:00Z\r\n"
                    f"Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
                ).encode()
                + block
                + b"\r\n\r\n"
            )
    return b"".join(found)


def write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path
