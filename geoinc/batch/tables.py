"""A partition's incidents, mentions and claims as GeoParquet, a file each."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from geoinc.batch import frames
from geoinc.batch.folder import TABLES, written
from geoinc.batch.stages import FIND
from geoinc.errors import MissingExtraError
from geoinc.model import Findings

if TYPE_CHECKING:
    from pathlib import Path

    from geoinc.batch.folder import Folder
    from geoinc.batch.rows import RecordFindings
    from geoinc.gazetteer import Gazetteer


def needed() -> None:
    """Refuse to begin where the tables cannot be written.

    Raises
    ------
    MissingExtraError
        Where pyarrow is not installed.
    """
    if find_spec("pyarrow") is None:
        message = "a run writes GeoParquet, which needs pyarrow: pip install 'geoinc[batch]'"
        raise MissingExtraError(message)


def write(folder: Folder, partition: str, gazetteer: Gazetteer) -> list[Path]:
    """Write the tables of a partition whose frames are written, and return the files."""
    from geoinc.export.frames import flat, frame

    findings = _findings(folder.part(FIND, partition), gazetteer)
    paths = []
    for name in TABLES:
        path = folder.table(name, partition)
        table = flat(frame(findings, name))
        with written(path) as temporary:
            table.to_parquet(temporary, schema_version="1.1.0", write_covering_bbox=True)
        paths.append(path)
    return paths


def _findings(part: Path, gazetteer: Gazetteer) -> Findings:
    """Return what a part holds, its incidents as they are told in each document."""
    with part.open("rb") as file:
        rows: list[RecordFindings] = [
            frames.loads(f.data, gazetteer) for f, _ in frames.read(file) if f.status == frames.OK
        ]
    readings = [row.reading for row in rows if row.reading is not None]
    return Findings(
        documents=tuple(r.document for r in readings),
        resolutions={r.document.id: r.resolutions for r in readings},
        incidents=tuple(i for r in readings for i in r.incidents),
    )
