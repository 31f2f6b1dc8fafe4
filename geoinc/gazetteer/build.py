"""Building the default gazetteer: once, by one process, whole or not at all."""

from __future__ import annotations

import hashlib
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from geoinc import settings
from geoinc.errors import GazetteerError
from geoinc.gazetteer import container, embedded, packs, packstore
from geoinc.gazetteer.compile import compile_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geoinc.gazetteer.records import Record

CURATED_SUFFIXES = {".csv", ".geojson", ".toml"}

BUILD_VERSION = 3
"""Raised when the same sources would compile into something else, so that defaults are built again."""


def default_path() -> Path:
    """Return the compiled default (or the file chosen by the settings), building it where needed."""
    chosen = settings.default().gazetteer
    if chosen is not None:
        return chosen
    path = settings.default().data_dir / "gazetteer.geoinc"
    if not is_current(path):
        build(path)
    return path


def is_current(path: Path) -> bool:
    """Tell whether a compiled file can be read and comes from the sources as they are now."""
    try:
        return bool(container.Container.open(path).facts["fingerprint"] == fingerprint())
    except GazetteerError:
        return False


def build(path: Path) -> str:
    """Compile all sources into ``path``; where another process is at it, wait and take its result."""
    with _lock(path):
        if is_current(path):
            return container.Container.open(path).content_hash
        return compile_records(_with_progress(all_records()), path, fingerprint=fingerprint())


def all_records() -> Iterator[Record]:
    """Yield the records of every source, best first: curated and installed packs, then the embedded packages."""
    yield from packs.records()
    yield from embedded.records()
    embedded.cities.cache_clear()


def fingerprint() -> str:
    """Return a digest of the source files' sizes and times, and of the versions of format and build."""
    digest = hashlib.sha256(f"{container.FORMAT_VERSION}.{BUILD_VERSION}".encode())
    for file in _source_files():
        facts = file.stat()
        digest.update(f"{file.name}:{facts.st_size}:{facts.st_mtime_ns}".encode())
    return digest.hexdigest()


def _source_files() -> tuple[Path, ...]:
    curated = sorted(path for path in packs.folder().rglob("*") if path.suffix in CURATED_SUFFIXES)
    return (*curated, *packstore.source_files(), *embedded.source_files())


def _with_progress(records: Iterable[Record]) -> Iterable[Record]:
    from tqdm import tqdm

    progress: Any = tqdm(records, desc="Compiling the gazetteer", unit=" places", disable=not sys.stderr.isatty())
    return progress  # type: ignore[no-any-return]


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Hold an exclusive lock beside ``path``; it vanishes with its process, however that ends."""
    import fcntl

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.with_name(f".{path.name}.lock").open("w")
    except OSError as error:
        raise container.unwritable(path, error) from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
