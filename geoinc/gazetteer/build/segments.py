"""Compiling packs, each on its own: what is slow about their names is done once for each."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from geoinc import settings
from geoinc.errors import GazetteerError
from geoinc.gazetteer.file.container import Container
from geoinc.gazetteer.packs import store
from geoinc.progress import progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geoinc.gazetteer.packs.store import Pack

FEW_PLACES: Final = 5_000
"""Fewer places than this are compiled before a second process has started."""


def compiled(packs: Sequence[Pack]) -> list[Path]:
    """Return the compiled files of packs, making those that are missing, on two cores where that helps.

    Raises
    ------
    PackError
        For a pack whose file is damaged.
    GazetteerError
        Where the folder cannot be written.
    """
    missing = [pack for pack in packs if not _is_whole(store.segment(pack))]
    large = sorted((pack for pack in missing if pack.places > FEW_PLACES), key=lambda pack: (-pack.places, pack.name))
    other = large[1::2] if (os.cpu_count() or 1) > 1 else []
    with _elsewhere([pack.name for pack in other]):
        for pack in progress([pack for pack in missing if pack not in other], label="Gazetteer: packs"):
            compile_pack(pack)
    for pack in other:
        if not _is_whole(store.segment(pack)):  # the other process could not: here its error is told
            compile_pack(pack)
    return [store.segment(pack) for pack in packs]


def _is_whole(path: Path) -> bool:
    """Tell whether a pack is compiled; a file that is damaged or of another version is made again."""
    try:
        Container.open(path)
    except GazetteerError:
        return False
    return True


def compile_pack(pack: Pack) -> None:
    """Compile a pack into its own file."""
    from geoinc.gazetteer.build.compile import compile_records

    compile_records(store.records(pack), store.segment(pack))


@contextmanager
def _elsewhere(names: Sequence[str]) -> Iterator[None]:
    """Compile packs in a process of its own meanwhile; a fork would copy what this one holds, threads and all."""
    if not names:
        yield
        return
    command = [sys.executable, "-P", "-m", "geoinc.gazetteer.build.segments", *names]
    environment = {**os.environ, "GEOINC_DATA": str(settings.default().data_dir)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as other:  # noqa: S603 - our own module
        try:
            yield
            other.wait()
        finally:
            if other.poll() is None:
                other.terminate()


if __name__ == "__main__":
    for _name in sys.argv[1:]:
        compile_pack(store.get(_name))
