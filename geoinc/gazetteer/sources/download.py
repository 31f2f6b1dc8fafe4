"""Downloads that go on where they stopped, are checked where a digest is published, and appear whole or not at all."""

from __future__ import annotations

import hashlib
import re
import urllib.error
import urllib.request
from http import HTTPStatus
from http.client import HTTPException
from typing import TYPE_CHECKING, Any, Final, NoReturn
from urllib.parse import urlsplit, urlunsplit

from geoinc.errors import DownloadError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TIMEOUT_S: Final = 60
ATTEMPTS: Final = 4
CHUNK_BYTES: Final = 1 << 18
SCHEMES: Final = frozenset({"http", "https"})
MAX_CHECKSUM_BYTES: Final = 100_000
DIGESTS: Final = {32: "md5", 40: "sha1", 64: "sha256"}
"""A hexadecimal digest's length tells its kind."""

PARTIAL: Final = HTTPStatus.PARTIAL_CONTENT
TRANSIENT: Final = (urllib.error.URLError, HTTPException, TimeoutError, ConnectionError)


def fetch(
    url: str,
    target: Path,
    *,
    mirror: str | None = None,
    checksum_url: str | None = None,
    on_bytes: Callable[[int, int | None], None] | None = None,
) -> Path:
    """Download a file to ``target``; a part left from before is continued.

    Parameters
    ----------
    url
        What to download, over http or https.
    target
        Where it will lie; ``target.part`` holds it until it is complete and checked.
    mirror
        Scheme, host and perhaps a path that stand in for those of the address.
    checksum_url
        The address of a published digest.
    on_bytes
        Told the bytes so far, and of how many (None: not known).

    Raises
    ------
    DownloadError
        If it cannot be had, is cut short every time, or has another digest than the published one.
    """
    address = mirrored(url, mirror)
    part = target.with_name(f"{target.name}.part")
    part.parent.mkdir(parents=True, exist_ok=True)
    for attempt in range(1, ATTEMPTS + 1):
        try:
            _continue(address, part, on_bytes)
            break
        except urllib.error.HTTPError as error:
            _give_up(address, f"the server says {error.code} {error.reason}")
        except TRANSIENT as error:
            if attempt == ATTEMPTS:
                _give_up(address, f"{error}; run the command again to go on with it")
    if checksum_url is not None:
        _check(part, mirrored(checksum_url, mirror), address)
    part.replace(target)
    return target


def mirrored(url: str, mirror: str | None) -> str:
    """Return the address at a mirror: its scheme, host and path before the path of the original.

    Raises
    ------
    DownloadError
        For an address that is not http or https.
    """
    parts = urlsplit(url)
    if mirror:
        base = urlsplit(mirror)
        parts = parts._replace(scheme=base.scheme, netloc=base.netloc, path=base.path.rstrip("/") + parts.path)
    if parts.scheme not in SCHEMES or not parts.netloc:
        _give_up(urlunsplit(parts), "only http and https addresses are downloaded")
    return urlunsplit(parts)


def _continue(url: str, part: Path, on_bytes: Callable[[int, int | None], None] | None) -> None:
    """Fetch what is missing of a file; begin anew where the server cannot continue, or the file has changed."""
    start = part.stat().st_size if part.is_file() else 0
    headers = {"User-Agent": "geoinc", **({"Range": f"bytes={start}-"} if start else {})}
    try:
        response = urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=TIMEOUT_S)  # noqa: S310 - http(s) only
    except urllib.error.HTTPError as error:
        if not (start and error.code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE):
            raise
        if _length_in(error.headers.get("Content-Range")) == start:
            return
        part.unlink()
        _continue(url, part, on_bytes)
        return
    with response:
        _save(response, part, start if response.status == PARTIAL else 0, on_bytes)


def _save(response: Any, part: Path, start: int, on_bytes: Callable[[int, int | None], None] | None) -> None:  # noqa: ANN401
    length = response.headers.get("Content-Length")
    total = start + int(length) if length else None
    done = start
    with part.open("ab" if start else "wb") as file:
        while chunk := response.read(CHUNK_BYTES):
            file.write(chunk)
            done += len(chunk)
            if on_bytes is not None:
                on_bytes(done, total)
    if total is not None and done < total:
        message = f"the connection closed after {done:,} of {total:,} bytes"
        raise ConnectionError(message)


def _length_in(content_range: str | None) -> int | None:
    found = re.fullmatch(r"bytes \*/(\d+)", content_range or "")
    return int(found[1]) if found else None


def _check(part: Path, checksum_url: str, url: str) -> None:
    """Compare with the published digest; a file that differs is deleted, for it cannot be continued."""
    try:
        with urllib.request.urlopen(checksum_url, timeout=TIMEOUT_S) as response:  # noqa: S310 - http(s) only
            text = response.read(MAX_CHECKSUM_BYTES).decode("ascii", "replace")
    except (*TRANSIENT, urllib.error.HTTPError) as error:
        _give_up(checksum_url, f"the published checksum cannot be had ({error})")
    found = re.search(r"\b(?:[0-9a-fA-F]{64}|[0-9a-fA-F]{40}|[0-9a-fA-F]{32})\b", text)
    if found is None:
        _give_up(checksum_url, "it holds no checksum")
    with part.open("rb") as file:
        digest = hashlib.file_digest(file, DIGESTS[len(found[0])]).hexdigest()
    if digest != found[0].lower():
        part.unlink()
        _give_up(url, "it differs from its published checksum; the download was deleted, try again")


def _give_up(url: str, why: str) -> NoReturn:
    message = f"{url} was not downloaded: {why}"
    raise DownloadError(message, url=url, why=why)
