"""Building the default gazetteer: once, by one process, whole or not at all.

A compiled file remembers the files and folders it was made of. Opening the default only compares their sizes and
times, so that no reader of sources is loaded for it.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geoinc import settings
from geoinc.errors import GazetteerError
from geoinc.gazetteer.file import container
from geoinc.progress import progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geoinc.gazetteer.records import Record

BUILD_VERSION: Final = 4
"""Raised when the same sources would compile into something else, so that defaults are built again."""

FILE_NAME: Final = "gazetteer.geoinc"
CURATED_SUFFIXES: Final = frozenset({".csv", ".geojson", ".toml"})
_ABSENT: Final = -1


def default_path() -> Path:
    """Return the compiled default (or the file chosen by the settings), building it where needed."""
    chosen = settings.default().gazetteer
    if chosen is not None:
        return chosen
    path = settings.default().data_dir / FILE_NAME
    if not is_current(path):
        build(path)
    return path


def is_current(path: Path) -> bool:
    """Tell whether a compiled file can be read and comes from the sources as they are now."""
    try:
        facts = container.Container.open(path).facts
    except GazetteerError:
        return False
    trace = facts.get("trace") or []
    return bool(trace) and facts.get("build") == BUILD_VERSION and all(_seen(Path(p)) == [p, *f] for p, *f in trace)


def build(path: Path) -> str:
    """Compile all sources into ``path`` and return the content hash; where another process is at it, take its result.

    Raises :class:`GazetteerError` where the folder cannot be written. An interruption leaves what was there.
    """
    from geoinc.gazetteer.build.compile import compile_records

    with _lock(path):
        if is_current(path):
            return container.Container.open(path).content_hash
        trace = [_seen(source) for source in sources()]
        facts = {"trace": trace, "build": BUILD_VERSION}
        return compile_records(all_records(), path, facts=facts, watch=_with_progress)


def all_records() -> Iterator[Record]:
    """Yield the records of every source, best first: curated and installed packs, then the embedded packages."""
    from geoinc.gazetteer.packs import curated, store
    from geoinc.gazetteer.sources import embedded

    installed = store.packs()
    for pack in installed:
        if pack.rank < 0:
            yield from store.records(pack)
    yield from curated.records()
    for pack in installed:
        if pack.rank >= 0:
            yield from store.records(pack)
    yield from embedded.records()
    embedded.forget()


def sources() -> list[Path]:
    """Return the files and folders that the default is made of."""
    from geoinc.gazetteer.packs import curated, store
    from geoinc.gazetteer.sources import embedded

    ours = curated.folder()
    tables = sorted(path for path in ours.rglob("*") if path.suffix in CURATED_SUFFIXES)
    folders = (ours, ours / "places", ours / "admin2", store.folder())
    return [*folders, *tables, *store.source_files(), *embedded.source_files()]


def _seen(path: Path) -> list[str | int]:
    """Return path, size (0 for a folder) and time of a source; an absent one is told by -1."""
    try:
        facts = path.stat()
    except OSError:
        return [str(path), _ABSENT, _ABSENT]
    return [str(path), 0 if path.is_dir() else facts.st_size, facts.st_mtime_ns]


def _with_progress(label: str, items: Iterable[Any]) -> Iterable[Any]:
    return progress(items, label=f"Gazetteer: {label}")


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Hold an exclusive lock beside ``path``; it vanishes with its process, however that ends."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.with_name(f".{path.name}.lock").open("w")
    except OSError as error:
        raise container.unwritable(path, error) from error
    with file:
        _wait_for(file.fileno())
        yield


def _wait_for(descriptor: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: two processes may build at once; the rename keeps either result whole
        return
    fcntl.flock(descriptor, fcntl.LOCK_EX)
