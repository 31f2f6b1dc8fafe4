"""FlatGeobuf: points in NAME.fgb, areas in NAME.areas.fgb, each with a spatial index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoinc.export.files import replacing_all
from geoinc.export.frames import flat, frame

if TYPE_CHECKING:
    from pathlib import Path

    from geoinc.model import Findings


def write(findings: Findings, path: Path) -> list[Path]:
    """Write the incidents' points and areas; the format holds no rows without geometry, so unlocated ones go.

    The areas are written as multipolygons: a layer has one geometry type.
    """
    areas = path.with_name(f"{path.stem}.areas{path.suffix}")
    with replacing_all([path, areas]) as temporary:
        for target, (layer, kind) in zip(temporary, (("incidents", "Point"), ("areas", "MultiPolygon")), strict=True):
            table = flat(frame(findings, layer))
            table[table.geometry.notna()].to_file(
                target, driver="FlatGeobuf", engine="pyogrio", geometry_type=kind, promote_to_multi=kind != "Point"
            )
    return [path, areas]
