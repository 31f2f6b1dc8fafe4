"""Findings as an interactive map: one HTML file that opens anywhere and shows its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoinc.render.options import Basemap, MapOptions, Tiles, basemap_from, tiles_from

if TYPE_CHECKING:
    from collections.abc import Iterable

    import folium

    from geoinc.model import Findings

__all__ = ["Basemap", "MapOptions", "Tiles", "to_html", "to_map"]


def to_map(
    findings: Findings,
    *,
    tiles: str | Tiles | Iterable[str | Tiles] | None = None,
    blur_m: float | None = None,
    title: str | None = None,
    basemap: str | Basemap = Basemap.RICH,
) -> folium.Map:
    """Return the map as a ``folium.Map``; layers added to it are drawn over ours, and ``save`` writes the page.

    Parameters
    ----------
    findings
        What a run found.
    tiles
        What the reader may choose to load: ``"streets"``, ``"imagery"``, ``"topographic"``, ``"choice"`` (all three), an
        address with {z}, {x}, {y}, :class:`Tiles`, or several of these. Without it nothing can ever be requested.
    blur_m
        Coarsen every position to cells of this many metres, and leave exact ones out of the file.
    title
        Heading of the page.
    basemap
        ``"rich"`` or ``"plain"``: how much ground the page holds, rivers as they run or a sketch.

    Raises
    ------
    SettingsError
        For tiles, a blur or a basemap that cannot be used.
    """
    from geoinc.render.folium_map import build

    options = MapOptions(title=title, tiles=tiles_from(tiles), blur_m=blur_m, basemap=basemap_from(basemap))
    return build(_blocks(findings, options), options)


def to_html(
    findings: Findings,
    *,
    tiles: str | Tiles | Iterable[str | Tiles] | None = None,
    blur_m: float | None = None,
    title: str | None = None,
    basemap: str | Basemap = Basemap.RICH,
) -> str:
    """Return the page as text: what :func:`to_map` writes, in half the time and memory where it is the first."""
    from geoinc.render.folium_map import plain

    options = MapOptions(title=title, tiles=tiles_from(tiles), blur_m=blur_m, basemap=basemap_from(basemap))
    return plain(_blocks(findings, options), options)


def _blocks(findings: Findings, options: MapOptions) -> list[str]:
    """Return the data of the page."""
    from geoinc.render.blocks import blocks
    from geoinc.render.blur import blurred

    return blocks(findings if options.blur_m is None else blurred(findings, blur_m=options.blur_m), options)
