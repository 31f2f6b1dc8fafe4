"""The gazetteer of a run in a worker: by path and hash, copied to the worker's own disk where that is wanted."""

from __future__ import annotations

import shutil
from pathlib import Path

from geoinc.batch.folder import written
from geoinc.errors import GazetteerError
from geoinc.gazetteer import Gazetteer


def opened(path: Path, content_hash: str, *, local: Path | None = None) -> Gazetteer:
    """Return the gazetteer of a path, mapped into memory, and the very one of the hash.

    Parameters
    ----------
    local
        A folder on the worker's own disk: the file is copied there once, whoever comes first.

    Raises
    ------
    GazetteerError
        Where it is missing, or another.
    """
    if local is not None:
        path = _copied(path, content_hash, local)
    if not path.is_file():
        message = f"{path}: there is no gazetteer; run geoinc gazetteer build on this machine, or mount the folder, and resume"
        raise GazetteerError(message, path=str(path))
    gazetteer = Gazetteer.open(path)
    if gazetteer.container.content_hash != content_hash:
        message = (
            f"{path}: it is another gazetteer than the one that the run began with; put that back, or start a new run"
        )
        raise GazetteerError(message, path=str(path))
    return gazetteer


def _copied(path: Path, content_hash: str, local: Path) -> Path:
    copy = local / f"{content_hash}{path.suffix}"
    if not copy.is_file() and path.is_file():
        with written(copy) as temporary:
            shutil.copyfile(path, temporary)
    return copy if copy.is_file() else path
