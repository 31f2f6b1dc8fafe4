"""The Report: what a run found; it saves and shows itself through export and render."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geoinc.errors import ExportError, MissingExtraError
from geoinc.model import Discarded, Document, Findings, Incident, Location, PlaceLabel, Resolution

if TYPE_CHECKING:
    from os import PathLike

    import folium
    import geopandas

INLINE_INCIDENTS = 2_000
"""Above this many incidents a notebook shows a table and says how to save the map."""

HTML_ENDINGS = frozenset({".html", ".htm"})


class TableLayer(StrEnum):
    """The tables that a report can be turned into."""

    INCIDENTS = "incidents"
    AREAS = "areas"
    MENTIONS = "mentions"
    CLAIMS = "claims"


class Report:
    """What a run found: documents, resolutions and locations by document id, incidents, discarded words."""

    __slots__ = ("findings",)

    def __init__(self, findings: Findings) -> None:
        """Store the findings."""
        self.findings = findings

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that were mapped."""
        return self.findings.documents

    @property
    def resolutions(self) -> Mapping[str, Sequence[Resolution]]:
        """Every mention with its place or reason, by document id."""
        return self.findings.resolutions

    @property
    def locations(self) -> Mapping[str, Sequence[Location]]:
        """Every relative location that the texts give, by document id."""
        return self.findings.locations

    @property
    def incidents(self) -> list[Incident]:
        """The incidents, by date and then by place in the text."""
        return list(self.findings.incidents)

    @property
    def discarded(self) -> tuple[Discarded, ...]:
        """Words that were looked at and left out, and why."""
        return self.findings.discarded

    @property
    def labels(self) -> Sequence[PlaceLabel]:
        """Names of surrounding places for the basemap."""
        return self.findings.labels

    @property
    def notes(self) -> tuple[str, ...]:
        """What the run inferred or could not do, a sentence each."""
        return self.findings.notes

    def save(self, path: str | PathLike[str], **options: Any) -> list[Path]:  # noqa: ANN401 - of the renderer
        """Write the report in the format of the path's ending and return the files written.

        ``.html`` is the interactive map and takes the options of :func:`geoinc.render.to_html`; the other
        endings are those of :mod:`geoinc.export`.

        Raises
        ------
        ExportError
            Where the ending is unknown or the file cannot be written; an existing file stays as it was.
        """
        path = Path(path)
        if path.suffix.lower() in HTML_ENDINGS:
            from geoinc.export.files import write_text
            from geoinc.render import to_html

            write_text(path, to_html(self.findings, **options))
            return [path]
        from geoinc.export import write

        return write(self.findings, path, **options)

    def blurred(self, *, blur_m: float) -> Report:
        """Return the report with every position coarsened to cells of ``blur_m`` metres, for people's safety."""
        from geoinc.render.blur import blurred

        return Report(blurred(self.findings, blur_m=blur_m))

    def to_postgis(self, url: str, *, schema: str = "geoinc", overwrite: bool = False) -> list[str]:
        """Upsert the report into a PostGIS database and return the tables written; see :mod:`geoinc.export.postgis`."""
        from geoinc.export.postgis import write

        return write(self.findings, url, schema=schema, overwrite=overwrite)

    def to_map(self) -> folium.Map:
        """Return the map as a folium.Map, to add layers to."""
        from geoinc.render import to_map

        return to_map(self.findings)

    def to_gdf(self, layer: str = TableLayer.INCIDENTS, *, geometry: str | None = None) -> geopandas.GeoDataFrame:
        """Return a GeoDataFrame (EPSG:4326) of the incidents, or of areas, mentions or claims.

        ``to_json``, ``folium.GeoJson``, ``explore``, ``drop_duplicates`` and the writers of geopandas take it.

        Parameters
        ----------
        layer
            incidents, areas (a row an area), mentions or claims.
        geometry
            Of incidents and claims: ``best`` (the point, where left out), ``area50`` or ``area90``.

        Raises
        ------
        ExportError
            Where there is no such layer or geometry.
        """
        from geoinc.export.tidy import tidy

        try:
            chosen = TableLayer(layer)
        except ValueError:
            message = f"there is no layer {layer!r}; use one of {', '.join(TableLayer)}"
            raise ExportError(message, layer=layer) from None
        return tidy(self.findings, chosen, geometry=geometry)

    def explore(self, **options: Any) -> folium.Map:  # noqa: ANN401 - geopandas' own
        """Return geopandas' own interactive map of the incidents' areas; its tiles need a network.

        Raises
        ------
        MissingExtraError
            Where matplotlib or mapclassify, which geopandas wants for it, is not installed.
        """
        if find_spec("mapclassify") is None or find_spec("matplotlib") is None:
            message = "explore() needs what geopandas wants for it: pip install 'geoinc[notebook]'"
            raise MissingExtraError(message)
        shown: folium.Map = _inert(self.to_gdf(TableLayer.AREAS)).explore(**options)
        return shown

    def __repr__(self) -> str:
        """Say in one line what was found."""
        located = sum(i.location.region is not None for i in self.incidents)
        return f"<Report: {len(self.documents)} documents, {len(self.incidents)} incidents, {located} located>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:  # noqa: ANN401 - IPython's own
        """Show the map in a notebook."""
        from geoinc.display import report_bundle

        return report_bundle(self.findings, repr(self), limit=INLINE_INCIDENTS)


def _inert(table: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Return a table whose texts can stand in HTML: folium's tooltips and popups show them as such."""
    from html import escape

    texts = table.select_dtypes(["object", "string", "category"]).columns.drop(table.geometry.name, errors="ignore")
    return table.assign(
        **{name: table[name].astype("object").map(lambda v: escape(v) if isinstance(v, str) else v) for name in texts}
    )


def load(path: str | PathLike[str]) -> Report:
    """Return the report whose incidents were saved to a file.

    Raises
    ------
    ExportError
        Where the file is missing or was not written by geoinc.
    """
    from geoinc.export.load import load as load_findings

    return Report(load_findings(Path(path)))
