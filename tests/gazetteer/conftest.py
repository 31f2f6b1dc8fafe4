"""A web server on loopback that can be told to misbehave."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@dataclass
class Site:
    """What the server holds, what it was asked, and how it misbehaves."""

    address: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    cut_after: int | None = None
    ranges: bool = True
    etag: str = '"1"'
    redirects: dict[str, str] = field(default_factory=dict)
    authorized: list[str | None] = field(default_factory=list)


@pytest.fixture
def site() -> Iterator[Site]:
    held = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range")
            held.asked.append((self.path, wanted))
            if self.path in held.redirects:
                self.send_response(302)
                self.send_header("Location", held.redirects[self.path])
                self.end_headers()
                return
            content = held.files.get(self.path)
            if content is None:
                self.send_error(404, "Not Found")
                return
            held.authorized.append(self.headers.get("Authorization"))
            if wanted and self.headers.get("If-Range") != held.etag:
                wanted = None
            start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted and held.ranges else 0
            if start >= len(content) and start:
                self.send_response(416)
                self.send_header("Content-Range", f"bytes */{len(content)}")
                self.end_headers()
                return
            self.send_response(206 if start else 200)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
            if held.etag:
                self.send_header("ETag", held.etag)
            self.send_header("Content-Length", str(len(content) - start))
            self.end_headers()
            body = content[start:]
            if held.cut_after is not None:
                body, held.cut_after = body[: held.cut_after], None
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    held.address = f"http://127.0.0.1:{server.server_port}"
    yield held
    server.shutdown()
    thread.join()
    server.server_close()
