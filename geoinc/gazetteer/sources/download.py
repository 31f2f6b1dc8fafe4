"""Downloads that go on where they stopped, are checked where a digest is known, and appear whole or not at all.

A part is continued only where the server says that the file is still the same (``If-Range``, by the strong validator
that came with the part); anything else begins anew. Nobody is sent from https to a plain address, and name and password
of a mirror go to that host alone and stand in no message.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import urllib.error
import urllib.request
from http import HTTPStatus
from http.client import HTTPException, IncompleteRead, RemoteDisconnected
from typing import TYPE_CHECKING, Any, Final, NoReturn
from urllib.parse import unquote, urlsplit, urlunsplit

from geoinc.errors import DownloadError, GeoincError
from geoinc.whole_files import locked, put, replacing

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
TRANSIENT: Final = (urllib.error.URLError, IncompleteRead, RemoteDisconnected, TimeoutError, ConnectionError)


def fetch(  # noqa: PLR0913 - each option says something else of the download
    url: str,
    target: Path,
    *,
    mirror: str | None = None,
    checksum_url: str | None = None,
    sha256: str | None = None,
    on_bytes: Callable[[int, int | None], None] | None = None,
) -> Path:
    """Download a file to ``target``; a part left from before is continued.

    Parameters
    ----------
    url
        What to download, over http or https.
    target
        Where it will lie; ``target.part`` holds it until it is complete and checked, ``target.part.json`` of what it is.
    mirror
        Scheme, host and perhaps a path that stand in for those of the address.
    checksum_url
        The address of a published digest.
    sha256
        The digest that the caller knows it to have, hexadecimal.
    on_bytes
        Told the bytes so far, and of how many (None: not known).

    Raises
    ------
    DownloadError
        If it cannot be had, is cut short every time, or has another digest than the published one.
    """
    address = mirrored(url, mirror)
    part = target.with_name(f"{target.name}.part")
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        with locked(part.parent):
            _fetch(address, part, on_bytes)
            expected = sha256 if checksum_url is None else _published(mirrored(checksum_url, mirror))
            if expected is not None:
                _check(part, expected, address)
            put(part, target)
            _note_of(part).unlink(missing_ok=True)
    except OSError as error:
        if isinstance(error, GeoincError):
            raise
        _give_up(address, f"{part.parent} cannot be written ({error.strerror}); free space or set GEOINC_DATA")
    return target


def _fetch(address: str, part: Path, on_bytes: Callable[[int, int | None], None] | None) -> None:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            _continue(address, part, on_bytes)
        except urllib.error.HTTPError as error:
            _give_up(address, f"the server says {error.code} {error.reason}")
        except TRANSIENT as error:
            if attempt == ATTEMPTS:
                _give_up(address, f"{error}; run the command again to go on with it")
        except (HTTPException, ValueError) as error:
            _give_up(address, f"the address or the answer cannot be understood ({type(error).__name__})")
        else:
            return


def mirrored(url: str, mirror: str | None) -> str:
    """Return the address at a mirror: its scheme, host and path before the path of the original.

    Raises
    ------
    DownloadError
        For an address that is not http or https.
    """
    try:
        parts = urlsplit(url)
        base = urlsplit(mirror) if mirror else None
    except ValueError:
        _give_up("the address", "it is no address of the web; check GEOINC_MIRROR")
    if base is not None:
        parts = parts._replace(scheme=base.scheme, netloc=base.netloc, path=base.path.rstrip("/") + parts.path)
    if parts.scheme not in SCHEMES or not parts.hostname:
        _give_up(urlunsplit(parts), "only http and https addresses are downloaded")
    return urlunsplit(parts)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows to the web alone, never from https to http, and takes no password to another host."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - urllib's signature
        self,
        req: urllib.request.Request,
        fp: Any,  # noqa: ANN401
        code: int,
        msg: str,
        headers: Any,  # noqa: ANN401
        newurl: str,
    ) -> urllib.request.Request | None:
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if new.scheme not in SCHEMES or (old.scheme == "https" and new.scheme != "https"):
            _give_up(req.full_url, f"the server sends on to {new.scheme}://{new.hostname}, which is not as safe")
        found = super().redirect_request(req, fp, code, msg, headers, newurl)
        if found is not None and (new.scheme, new.hostname, new.port) != (old.scheme, old.hostname, old.port):
            found.remove_header("Authorization")
        return found


def _opened(url: str, headers: dict[str, str]) -> Any:  # noqa: ANN401 - urllib's response
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    sent = {"User-Agent": "geoinc", **headers}
    if parts.username is not None:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        sent["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    request = urllib.request.Request(urlunsplit(parts._replace(netloc=host)), headers=sent)  # noqa: S310 - http(s) only
    return urllib.request.build_opener(_Redirects).open(request, timeout=TIMEOUT_S)


def _continue(url: str, part: Path, on_bytes: Callable[[int, int | None], None] | None) -> None:
    """Fetch what is missing of a file; begin anew where the server cannot continue, or the file has changed."""
    start, validator = _begun(url, part)
    headers = {"Range": f"bytes={start}-", "If-Range": validator} if start and validator else {}
    try:
        response = _opened(url, headers)
    except urllib.error.HTTPError as error:
        if not (headers and error.code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE):
            raise
        if _length_in(error.headers.get("Content-Range")) == start:
            return
        part.unlink()
        _continue(url, part, on_bytes)
        return
    with response:
        goes_on = response.status == PARTIAL and _first_in(response.headers.get("Content-Range")) == start
        if response.status == PARTIAL and not goes_on:
            part.unlink(missing_ok=True)
            message = "the server sent another part than was asked for"
            raise ConnectionError(message)
        if not goes_on:
            _note(url, part, response.headers)
        _save(response, part, start if goes_on else 0, on_bytes)


def _note_of(part: Path) -> Path:
    return part.with_name(f"{part.name}.json")


def _note(url: str, part: Path, headers: Any) -> None:  # noqa: ANN401 - a message of the standard library
    """Write of what a part is before its first byte: its address, and what tells one state of the file from another."""
    part.unlink(missing_ok=True)
    tag = headers.get("ETag") or ""
    validator = headers.get("Last-Modified") or "" if not tag or tag.startswith("W/") else tag
    with replacing(_note_of(part)) as temporary:
        temporary.write_text(json.dumps({"url": _shown(url), "validator": validator}), "utf-8")


def _begun(url: str, part: Path) -> tuple[int, str]:
    """Return how much of a file is there, and its validator; nothing where it is not known to be of that address."""
    try:
        note = json.loads(_note_of(part).read_text("utf-8"))
        if note["url"] == _shown(url) and note["validator"]:
            return part.stat().st_size, str(note["validator"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return 0, ""


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


def _first_in(content_range: str | None) -> int | None:
    found = re.match(r"bytes (\d{1,18})-", content_range or "")
    return int(found[1]) if found else None


def _length_in(content_range: str | None) -> int | None:
    found = re.fullmatch(r"bytes \*/(\d+)", content_range or "")
    return int(found[1]) if found else None


def _published(checksum_url: str) -> str:
    try:
        with _opened(checksum_url, {}) as response:
            text = response.read(MAX_CHECKSUM_BYTES).decode("ascii", "replace")
    except (*TRANSIENT, urllib.error.HTTPError) as error:
        _give_up(checksum_url, f"the published checksum cannot be had ({error})")
    found = re.search(r"\b(?:[0-9a-fA-F]{64}|[0-9a-fA-F]{40}|[0-9a-fA-F]{32})\b", text)
    if found is None:
        _give_up(checksum_url, "it holds no checksum")
    return str(found[0])


def _check(part: Path, expected: str, url: str) -> None:
    """Compare with the expected digest; a file that differs is deleted, for it cannot be continued."""
    with part.open("rb") as file:
        digest = hashlib.file_digest(file, DIGESTS[len(expected)]).hexdigest()
    if digest != expected.lower():
        part.unlink()
        _note_of(part).unlink(missing_ok=True)
        _give_up(url, f"it differs from its published checksum ({digest}); the download was deleted, try again")


def _shown(url: str) -> str:
    """Return an address as it may stand in a message: without name, password and query."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "the address"
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment=""))


def _give_up(url: str, why: str) -> NoReturn:
    message = f"{_shown(url)} was not downloaded: {why}"
    raise DownloadError(message, url=_shown(url), why=why)
