"""GeoParquet 1.1 with a bbox covering column, so that readers skip what they do not show."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from geoinc.errors import MissingExtraError
from geoinc.export.files import replacing_all
from geoinc.export.frames import flat, frame

if TYPE_CHECKING:
    from pathlib import Path

    from geoinc.model import Findings


def write(findings: Findings, path: Path) -> list[Path]:
    """Write the incidents' points to ``path`` and their areas to NAME.areas.parquet.

    Raises
    ------
    MissingExtraError
        Where pyarrow is not installed.
    """
    if find_spec("pyarrow") is None:
        message = "GeoParquet needs pyarrow: pip install 'geoinc[parquet]'"
        raise MissingExtraError(message)
    areas = path.with_name(f"{path.stem}.areas{path.suffix}")
    with replacing_all([path, areas]) as temporary:
        for target, layer in zip(temporary, ("incidents", "areas"), strict=True):
            flat(frame(findings, layer)).to_parquet(target, schema_version="1.1.0", write_covering_bbox=True)
    return [path, areas]
