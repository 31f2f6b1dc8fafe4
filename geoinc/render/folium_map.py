"""The map as a ``folium.Map``, inside one self-contained page, to which users can add folium layers.

The classes are made on first use, since importing folium takes a second and 100 MB. They replace folium's page
(links to CDNs, a viewport that cannot be zoomed) by our own, and keep its way of adding layers. A page to which
nobody adds anything is the same without folium (:func:`plain`).
"""

from __future__ import annotations

import html
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from geoinc.render import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    import folium

    from geoinc.render.options import MapOptions

MAP_NAME = "geoinc"

_BODY = f'<div class="folium-map" id="map_{MAP_NAME}"></div>'
_SCRIPT = f"""
var map_{MAP_NAME} = L.map("map_{MAP_NAME}",
  {{center: [20, 0], zoom: 2, minZoom: 1, maxZoom: 19, zoomControl: false, attributionControl: false, zoomSnap: 0.5,
   worldCopyJump: false, preferCanvas: true, keyboard: true}});"""
_TEMPLATE = f"{{% macro html(this, kwargs) %}}{_BODY}{{% endmacro %}}{{% macro script(this, kwargs) %}}{_SCRIPT}{{% endmacro %}}"
_INDENT = "\n    "
"""What branca puts before each element."""


@lru_cache(maxsize=1)
def _classes() -> tuple[type[Any], type[Any]]:
    import folium
    from branca.element import Figure
    from folium.template import Template

    class IncidentFigure(Figure):
        """The page: header, skeleton, data, scripts, policy."""

        def __init__(self, blocks: list[str], options: MapOptions) -> None:
            super().__init__()
            self.blocks, self.options = blocks, options

        def render(self, **kwargs: Any) -> str:  # noqa: ANN401 - as branca has it
            for child in list(self._children.values()):
                child.render(**kwargs)
            return _assemble(self, kwargs)

    class IncidentMap(folium.Map):
        """A folium map without folium's links to elsewhere."""

        _template = Template(_TEMPLATE)
        default_js: list[tuple[str, str]] = []  # noqa: RUF012 - as folium has it
        default_css: list[tuple[str, str]] = []  # noqa: RUF012 - as folium has it

    return IncidentFigure, IncidentMap


def build(blocks: list[str], options: MapOptions) -> folium.Map:
    """Return the map with its data blocks (script elements of type application/json)."""
    figure_class, map_class = _classes()
    made: folium.Map = map_class(tiles=None)
    made._id = MAP_NAME  # noqa: SLF001 - branca's ids are random, and the same findings must give the same file
    made._name = "map"  # noqa: SLF001 - the same
    figure_class(blocks, options).add_child(made, name=made.get_name())
    return made


def plain(blocks: list[str], options: MapOptions) -> str:
    """Return the page of a map as :func:`build` gives it, to which nothing is added; without importing folium."""
    return _page(blocks, options, body=_INDENT + _BODY, script=_INDENT + _SCRIPT)


def _assemble(figure: Any, kwargs: dict[str, Any]) -> str:  # noqa: ANN401 - the figure's class is made late
    (made,) = figure._children.values()  # noqa: SLF001 - branca offers no other way
    added = bool(made._children)  # noqa: SLF001 - the same
    return _page(
        figure.blocks,
        figure.options,
        body=figure.html.render(**kwargs),
        script=figure.script.render(**kwargs),
        beside=[page.default_icon(), page.asset("added.js")] if added else [],
        links=_links(figure, kwargs) if added else "",
    )


def _page(  # noqa: PLR0913 - the parts of a page
    blocks: list[str], options: MapOptions, *, body: str, script: str, beside: Sequence[str] = (), links: str = ""
) -> str:
    """Return a page of its parts; ``beside`` are scripts, and ``links`` elements, that added layers need."""
    scripts = [page.leaflet_js(), *beside, script, page.app_js()]
    style = page.leaflet_css() + page.app_css()
    fill = {
        "policy": _policy(options, scripts, style, links),
        "title": html.escape(_encodable(options.title or "Incident map")),
        "style": style,
        "links": links,
        "body": body,
        "data": "\n".join(blocks),
        "scripts": "\n".join(f"<script>{text}</script>" for text in scripts),
    }
    return _fill(page.asset("page.html"), fill)


def _encodable(text: str) -> str:
    """Return text that UTF-8 can write: lone surrogates become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _fill(template: str, values: dict[str, str]) -> str:
    """Return a template with ``{{name}}`` replaced in one pass, so that no value is looked into."""
    import re

    return re.sub(r"\{\{(\w+)\}\}", lambda match: values[match[1]], template)


def _links(figure: Any, kwargs: dict[str, Any]) -> str:  # noqa: ANN401 - the figure's class is made late
    return str(figure.header.render(**kwargs))


def _policy(options: MapOptions, scripts: list[str], style: str, links: str) -> str:
    images = list(dict.fromkeys(one.origin for one in options.tiles))
    hashes = [page.source_hash(text) for text in scripts]
    if not links:
        return page.policy(scripts=hashes, styles=[page.source_hash(style)], images=images)
    hosts = _hosts(links)
    return page.policy(
        scripts=[*hashes, *hosts], styles=["'unsafe-inline'", *hosts], images=[*images, "http:", "https:"]
    )


def _hosts(links: str) -> list[str]:
    """Return the origins that layers added by the user link to."""
    import re

    found = re.findall(r"(?:src|href)=\"(https?://[^\"\s]+)\"", links)
    return sorted({f"{urlsplit(url).scheme}://{urlsplit(url).netloc}" for url in found})
