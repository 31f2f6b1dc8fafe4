"""The map as a ``folium.Map``, inside one self-contained page, to which users can add folium layers.

The classes are made on first use, since importing folium takes a second. They replace folium's page
(links to CDNs, a viewport that cannot be zoomed) by our own, and keep its way of adding layers.
"""

from __future__ import annotations

import html
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from geoinc.render import page

if TYPE_CHECKING:
    import folium

    from geoinc.render.options import MapOptions

MAP_NAME = "geoinc"

_SCRIPT = """
{% macro html(this, kwargs) %}<div class="folium-map" id="{{ this.get_name() }}"></div>{% endmacro %}
{% macro script(this, kwargs) %}
var {{ this.get_name() }} = L.map("{{ this.get_name() }}",
  {center: [20, 0], zoom: 2, minZoom: 1, maxZoom: 19, zoomControl: false, attributionControl: false, zoomSnap: 0.5,
   worldCopyJump: false, preferCanvas: true, keyboard: true});
{% endmacro %}
"""


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

        _template = Template(_SCRIPT)
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


def _assemble(figure: Any, kwargs: dict[str, Any]) -> str:  # noqa: ANN401 - the figure's class is made late
    (made,) = figure._children.values()  # noqa: SLF001 - branca offers no other way
    added = bool(made._children)  # noqa: SLF001 - the same
    scripts = [page.leaflet_js(), *([page.default_icon(), page.asset("added.js")] if added else [])]
    scripts += [figure.script.render(**kwargs), page.app_js()]
    style = page.leaflet_css() + page.app_css()
    links = _links(figure, kwargs) if added else ""
    fill = {
        "policy": _policy(figure.options, scripts, style, links),
        "title": html.escape(_encodable(figure.options.title or "Incident map")),
        "style": style,
        "links": links,
        "body": figure.html.render(**kwargs),
        "data": "\n".join(figure.blocks),
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
