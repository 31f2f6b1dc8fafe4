"""The GeoDataFrame that users get: date-times, categories, nothing unhashable, and GeoJSON at once.

geopandas cannot write a date-time as GeoJSON (``to_json``, ``folium.GeoJson``), and pandas cannot compare lists
(``drop_duplicates``, ``nunique``, ``groupby``). Here date-times become UTC text where features are made, lists of
text are tuples, and lists of mappings are JSON text.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import TYPE_CHECKING, Any

import geopandas
import pandas as pd

from geoinc.errors import ExportError
from geoinc.export.frames import frame, json_text, utc_text

if TYPE_CHECKING:
    from geoinc.model import Findings

GEOMETRIES = ("best", "area50", "area90")
OF_INCIDENTS = frozenset({"incidents", "claims"})
"""Layers whose rows lie at an incident's best point, or cover one of its areas."""


class EventFrame(geopandas.GeoDataFrame):  # type: ignore[misc]  # geopandas has no types
    """A GeoDataFrame whose date-times are UTC text with a Z in GeoJSON; also what is selected from it is one."""

    def iterfeatures(self, **options: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - geopandas' own
        """Yield the rows as GeoJSON features."""
        for feature in super().iterfeatures(**options):
            properties = feature["properties"]
            feature["properties"] = {str(name): _plain(value) for name, value in properties.items()}
            yield feature


def tidy(findings: Findings, layer: str, *, geometry: str | None = None) -> EventFrame:
    """Return a layer as an EventFrame.

    Parameters
    ----------
    geometry
        Of the layers incidents and claims: best (the point), area50 or area90; elsewhere None.

    Raises
    ------
    ExportError
        Where the layer has no such geometry.
    """
    table = frame(findings, layer)
    if geometry is not None:
        table = _with_geometry(table, findings, layer, geometry)
    cells = {name: column.map(_hashable) for name, column in table.items() if column.dtype == "object"}
    return EventFrame(table.assign(**cells))


def _with_geometry(
    table: geopandas.GeoDataFrame, findings: Findings, layer: str, geometry: str
) -> geopandas.GeoDataFrame:
    if geometry not in GEOMETRIES or layer not in OF_INCIDENTS:
        choice = f"use one of {', '.join(GEOMETRIES)}" if layer in OF_INCIDENTS else "it has one; leave geometry out"
        message = f"the layer {layer} has no geometry {geometry!r}; {choice}"
        raise ExportError(message, layer=layer, geometry=geometry)
    regions = {incident.id: incident.location.region for incident in findings.incidents}
    chosen = [regions[name] for name in table["id" if layer == "incidents" else "incident_id"]]
    shapes = [None if region is None else getattr(region, geometry) for region in chosen]
    return table.set_geometry(geopandas.GeoSeries(shapes, index=table.index, crs=table.crs))


def _hashable(value: Any) -> Any:  # noqa: ANN401 - any list field's value
    if not isinstance(value, list | tuple):
        return value
    return json_text(list(value)) if any(isinstance(part, dict) for part in value) else tuple(value)


def _plain(value: Any) -> Any:  # noqa: ANN401 - any cell
    """Return a cell as JSON can hold it."""
    if isinstance(value, pd.Timestamp):
        return utc_text(value if value.tzinfo is not None else value.tz_localize(UTC))
    if isinstance(value, pd.Timedelta):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value
