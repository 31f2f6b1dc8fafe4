"""Building the default gazetteer: once, by one process, whole or not at all.

A compiled file remembers the installation that made it, and the files and folders it was made of. Opening the default
only compares their sizes and times, so that no reader of sources is loaded for it; an installation that shares the data
folder with the one that made the file compares what is in them. Packs are known by the hashes in their names, wherever
they lie.
"""

from __future__ import annotations

import hashlib
import logging
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geoinc import settings
from geoinc.errors import GazetteerError
from geoinc.gazetteer.file import container
from geoinc.progress import progress
from geoinc.whole_files import locked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geoinc.gazetteer.build.areas import DerivedAreas
    from geoinc.gazetteer.records import PlaceRecord

BUILD_VERSION: Final = 5
"""Raised when the same sources would compile into something else, so that defaults are built again."""

FILE_NAME: Final = "gazetteer.geoinc"
JOINED_NAME: Final = "gazetteer-with-packs.geoinc"
CURATED_SUFFIXES: Final = frozenset({".csv", ".geojson", ".toml"})
_ABSENT: Final = -1
_logger = logging.getLogger(__name__)


def default_path() -> Path:
    """Return the compiled default (or the file chosen by the settings), building it where needed.

    Without packs it is one file of what geoinc brings. Packs of the user are compiled once each, and joined with it.
    """
    chosen = settings.default().gazetteer
    if chosen is not None:
        return chosen
    try:
        return _built()
    except container.DamagedError as error:  # what was to be joined is damaged: it is made anew
        Path(error.path).unlink(missing_ok=True)
        return _built()


def _built() -> Path:
    path = settings.default().data_dir / FILE_NAME
    if not is_current(path):
        build(path)
    return _with_packs(path)


def open_default() -> container.Container:
    """Open the compiled default, which is built anew where it turns out to be damaged."""
    path = default_path()
    if path == settings.default().gazetteer:
        return container.Container.open(path)

    def heal() -> container.Container:
        _logger.warning("the gazetteer %s is damaged, and is built anew", path)
        if not _is_whole(path):
            path.unlink(missing_ok=True)
        return container.Container.open(default_path())

    return container.Container.open(path, heal=heal)


def _is_whole(path: Path) -> bool:
    """Tell whether a file is as it was written: another process may have made it anew already."""
    try:
        container.Container.open(path).verify()
    except GazetteerError:
        return False
    return True


def check() -> Iterator[str]:
    """Read all compiled files and packs whole, and yield a line for each; what is damaged is built anew.

    Raises
    ------
    PackError
        For a pack whose own data are damaged: only its source can bring them back.
    GazetteerError
        For a damaged file of the user's, which only the user can make anew.
    """
    from geoinc.gazetteer.packs import store

    used = default_path()
    if used == settings.default().gazetteer:
        container.Container.open(used).verify()
        yield f"{used}: whole"
        return
    packs = store.packs()
    for pack in packs:
        count = sum(1 for _ in store.records(pack))
        yield f"pack {pack.name}: whole, {count:,} places"
    base = settings.default().data_dir / FILE_NAME
    for path in dict.fromkeys([base, *map(store.segment, packs), used]):
        if not path.is_file():
            continue
        whole = _is_whole(path)
        if not whole:
            path.unlink()
        yield f"{path}: {'whole' if whole else 'damaged; it is built anew'}"
    default_path()


def is_current(path: Path) -> bool:
    """Tell whether a compiled file can be read and comes from the sources as they are now."""
    facts = _facts(path)
    trace = facts.get("trace") or []
    if facts.get("build") != BUILD_VERSION or facts.get("early", []) != _early():
        return False
    if facts.get("installed") == _installed() and trace and all(_seen(Path(p)) == [p, *f] for p, *f in trace):
        return True
    return "made_of" in facts and facts["made_of"] == fingerprint()


def _installed() -> str:
    """Return the folder of the package: another installation may bring other sources, whose files are others."""
    return str(Path(__file__).resolve().parents[2])


def fingerprint() -> str:
    """Return a SHA-256, hexadecimal, of the names and contents of the sources, wherever they lie."""
    digest = hashlib.sha256()
    for path in sources():
        if path.is_file():
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{path.name}\n{content}\n".encode())
    return digest.hexdigest()


def _early() -> list[str]:
    """Return the packs that come before the curated one, by names that say what is in them, wherever they lie."""
    from geoinc.gazetteer.packs import store

    return [store.segment(pack).stem for pack in store.packs() if pack.rank < 0]


def _facts(path: Path) -> dict[str, Any]:
    try:
        return container.Container.open(path).facts
    except GazetteerError:
        return {}


def build(path: Path) -> str:
    """Compile what geoinc brings into ``path`` and return the content hash; where another process is at it, wait for it.

    Raises :class:`GazetteerError` where the folder cannot be written. An interruption leaves what was there.
    """
    from geoinc.gazetteer.build.compile import compile_records

    with _lock(path):
        if is_current(path):
            return container.Container.open(path).content_hash
        trace = [_seen(source) for source in sources()]
        facts = {
            "trace": trace, "build": BUILD_VERSION, "early": _early(),
            "installed": _installed(), "made_of": fingerprint(),
        }  # fmt: skip
        with closing(derived_areas()) as areas:
            return compile_records(all_records(), path, facts=facts, watch=_with_progress, areas=areas)


def _with_packs(base: Path) -> Path:
    """Return the file in which the user's packs are joined with what geoinc brings, or that alone without packs."""
    from geoinc.gazetteer.packs import store

    packs = [pack for pack in store.packs() if pack.rank >= 0]
    path = base.with_name(JOINED_NAME)
    if not packs:
        path.unlink(missing_ok=True)
        return base
    made_of = [container.Container.open(base).content_hash, *(store.segment(pack).name for pack in packs)]
    if _facts(path).get("joined") == [BUILD_VERSION, *made_of]:
        return path
    from geoinc.gazetteer.build.segments import compiled
    from geoinc.gazetteer.build.union import union

    with _lock(path):
        if _facts(path).get("joined") != [BUILD_VERSION, *made_of]:
            files = [base, *compiled(packs)]
            union(files, path, facts={"joined": [BUILD_VERSION, *made_of], "build": BUILD_VERSION})
    return path


def derived_areas() -> DerivedAreas:
    """Return the areas derived for the records, which another process works out meanwhile."""
    from geoinc.gazetteer.build.areas import DerivedAreas

    return DerivedAreas()


def all_records() -> Iterator[PlaceRecord]:
    """Yield the records that are compiled together, best first: packs before the curated one, that, and the embedded."""
    from geoinc.gazetteer.packs import curated, store
    from geoinc.gazetteer.sources import embedded

    for pack in store.packs():
        if pack.rank < 0:
            yield from store.records(pack)
    yield from curated.plain_records()
    curated.forget()
    yield from embedded.records()
    embedded.forget()


def sources() -> list[Path]:
    """Return the files and folders that the default is made of, packs apart."""
    from geoinc.gazetteer.packs import curated
    from geoinc.gazetteer.sources import embedded

    ours = curated.folder()
    tables = sorted(path for path in ours.rglob("*") if path.suffix in CURATED_SUFFIXES)
    folders = (ours, ours / "places", ours / "admin2")
    return [*folders, *tables, *embedded.source_files()]


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
    """Hold the exclusive lock of what is being built."""
    with ExitStack() as stack:
        try:
            settings.default().own_folder()
            stack.enter_context(locked(path))
        except OSError as error:
            raise container.unwritable(path, error) from error
        yield
