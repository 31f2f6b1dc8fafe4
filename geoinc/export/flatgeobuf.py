"""FlatGeobuf: points in NAME.fgb, areas in NAME.areas.fgb, each with a spatial index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoinc.export.files import replacing_all
from geoinc.export.frames import Tables, by_arrow, flat
from geoinc.export.styles import layers_of

if TYPE_CHECKING:
    from pathlib import Path

    from geoinc.model import Findings


def write(findings: Findings, path: Path) -> list[Path]:
    """Write the incidents' points and areas; the format holds no rows without geometry, so unlocated ones go.

    Layers are named as their files are. The areas are written as multipolygons: a layer has one geometry type.
    """
    areas = path.with_name(f"{path.stem}.areas{path.suffix}")
    layers, tables = layers_of(findings), Tables(findings)
    targets = [path, areas]
    with replacing_all(targets) as temporary:
        for target, written, layer in zip(targets, temporary, layers, strict=True):
            kind = "Point" if layer.geometry == "Point" else "MultiPolygon"
            table = flat(tables.frame(layer.table))
            table[table.geometry.notna()].to_file(
                written,
                driver="FlatGeobuf",
                engine="pyogrio",
                use_arrow=by_arrow(),
                layer=target.stem,
                geometry_type=kind,
                promote_to_multi=kind != "Point",
            )
    return targets
