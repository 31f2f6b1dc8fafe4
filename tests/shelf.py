"""An object store on this disk, ``shelf:///folder``: objects appear whole, with no rename, no append and no lock.

It offers what object stores offer and nothing else, so that what wants more fails here. Real processes share it.
"""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import fsspec
from fsspec import AbstractFileSystem
from fsspec.spec import AbstractBufferedFile


class RangedFile(AbstractBufferedFile):
    """An object that is read by ranges, as fsspec reads those of a network."""

    def _fetch_range(self, start: int, end: int) -> bytes:
        data: bytes = self.fs.cat_file(self.path)
        return data[start:end]


class Shelf(AbstractFileSystem):
    """Objects as files."""

    protocol = "shelf"
    cachable = False

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return str(path).removeprefix("shelf://").rstrip("/")

    def _path(self, name: str) -> Path:
        return Path(self._strip_protocol(name))

    def info(self, path: str, **_: Any) -> dict[str, Any]:
        found = self._path(path)
        return {"name": str(found), "size": found.stat().st_size, "type": "file" if found.is_file() else "directory"}

    def exists(self, path: str, **_: Any) -> bool:
        return self._path(path).is_file()

    def ls(self, path: str, detail: bool = True, **_: Any) -> list[Any]:  # noqa: FBT001, FBT002 - as fsspec has it
        names = [str(found) for found in self._path(path).iterdir() if not found.name.startswith(".")]
        return [self.info(name) for name in names] if detail else names

    def cat_file(self, path: str, *_: Any, **__: Any) -> bytes:
        return self._path(path).read_bytes()

    def get_file(self, rpath: str, lpath: str, *_: Any, **__: Any) -> None:
        Path(lpath).write_bytes(self.cat_file(rpath))

    def put_file(self, lpath: str, rpath: str, *_: Any, **__: Any) -> None:
        self.pipe_file(rpath, Path(lpath).read_bytes())

    def pipe_file(self, path: str, value: bytes, mode: str = "overwrite", **_: Any) -> None:
        target = self._path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(value)
        try:
            if mode == "create":
                os.link(name, target)
            else:
                Path(name).replace(target)
        finally:
            Path(name).unlink(missing_ok=True)

    def rm_file(self, path: str) -> None:
        self._path(path).unlink()

    def modified(self, path: str) -> datetime:
        return datetime.fromtimestamp(self._path(path).stat().st_mtime, UTC)

    def _open(self, path: str, mode: str = "rb", **_: Any) -> RangedFile:
        assert mode == "rb", "objects are written whole"
        return RangedFile(self, path, mode, size=self.info(path)["size"])


fsspec.register_implementation("shelf", Shelf, clobber=True)
