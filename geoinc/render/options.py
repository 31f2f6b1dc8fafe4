"""How a map is to be made: one frozen value, checked where it is built."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from geoinc.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable

DENSE_FROM = 3_000
"""From this many incidents on, they are drawn as pixels from columns; markers of their own cost too much there."""

MIN_BLUR_M, MAX_BLUR_M = 1.0, 500_000.0
"""Below a metre nothing is hidden; beyond 500 km no map is left."""


class Basemap(StrEnum):
    """How much ground the page itself holds: ``RICH`` up to a few hundred KB more, ``PLAIN`` as little as orients."""

    RICH = "rich"
    PLAIN = "plain"


def _scheme(url: str) -> str:
    try:
        return urlsplit(url).scheme
    except ValueError:  # a host that cannot be one, such as "[::1"
        return ""


def _without_key(url: str) -> str:
    """Return an address as it may stand in a message: many carry a key after the question mark, or a name before the host."""
    return re.sub(r"//[^/@]*@", "//", url.partition("?")[0])


@dataclass(frozen=True, slots=True)
class Tiles:
    """A tile service: an address with ``{z}``, ``{x}`` and ``{y}`` (or WMTS' ``{TileMatrix}`` and so on), and whom to credit.

    ``name`` is what the reader chooses by; without one it is the server's.
    """

    url: str
    attribution: str = ""
    max_zoom: int = 19
    name: str = ""

    def __post_init__(self) -> None:
        """Refuse an address that is no http(s) tile template."""
        if _scheme(self.url) not in {"http", "https"} or not re.search(r"\{(z|TileMatrix)\}", self.url):
            message = f"tiles are {_without_key(self.url)!r}; give an http(s) address with {{z}}, {{x}} and {{y}}, or streets, imagery, topographic"
            raise SettingsError(message)
        if re.search(r"[\s;,'\"<>]", self.url):
            message = f"the tile address {_without_key(self.url)!r} holds a character that no address may hold"
            raise SettingsError(message)

    @property
    def origin(self) -> str:
        """The origin for a Content-Security-Policy; ``{s}`` becomes a wildcard."""
        parts = urlsplit(self.url.replace("{s}", "*"))
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def template(self) -> str:
        """The address with Leaflet's placeholders, WMTS' own ones translated."""
        names = {"TileMatrix": "z", "TileCol": "x", "TileRow": "y"}
        return re.sub(r"\{(\w+)\}", lambda m: f"{{{names.get(m[1], m[1])}}}", self.url)


@dataclass(frozen=True, slots=True)
class MapOptions:
    """What a map shows beside the findings. ``blur_m`` coarsens every position to cells of that size."""

    title: str | None = None
    tiles: tuple[Tiles, ...] = ()
    blur_m: float | None = None
    basemap: Basemap = Basemap.RICH
    dense_from: int = DENSE_FROM

    def __post_init__(self) -> None:
        """Refuse a blur that hides nothing or leaves nothing."""
        if self.blur_m is not None and not MIN_BLUR_M <= self.blur_m <= MAX_BLUR_M:
            message = f"blur is {self.blur_m} m; choose between {MIN_BLUR_M:.0f} and {MAX_BLUR_M:.0f} m"
            raise SettingsError(message, value=self.blur_m)


def basemap_from(basemap: str | Basemap) -> Basemap:
    """Return the basemap that a user names.

    Raises
    ------
    SettingsError
        For any other word.
    """
    try:
        return Basemap(basemap)
    except ValueError:
        message = f"basemap is {basemap!r}; choose {' or '.join(Basemap)}"
        raise SettingsError(message, value=basemap) from None


SOURCES = {
    "streets": Tiles("https://tile.openstreetmap.org/{z}/{x}/{y}.png", "© OpenStreetMap contributors", name="Streets"),
    "imagery": Tiles(
        "https://server.arcgisonline.com/ArcGIS/rest/services/World_Imagery/MapServer/tile/{z}/{y}/{x}",
        "Imagery: Esri, Maxar, Earthstar Geographics and others",
        name="Imagery",
    ),
    "topographic": Tiles(
        "https://tile.opentopomap.org/{z}/{x}/{y}.png",
        "© OpenStreetMap contributors, SRTM; style © OpenTopoMap (CC-BY-SA)",
        max_zoom=17,
        name="Topographic",
    ),
}
"""Services that may be used without a key; each has terms of its own (OpenStreetMap's asks for a Referer)."""

_ALIASES = {"osm": ["streets"], "openstreetmap": ["streets"], "choice": list(SOURCES)}


def tiles_from(tiles: str | Tiles | Iterable[str | Tiles] | None) -> tuple[Tiles, ...]:
    """Return the tile services that a user names, each once.

    Parameters
    ----------
    tiles
        ``"streets"`` (or ``"osm"``), ``"imagery"``, ``"topographic"``, ``"choice"`` for all three, an address, one with
        whom to credit after it, a built service, or several of these.
    """
    if tiles is None:
        return ()
    several = [tiles] if isinstance(tiles, str | Tiles) else tiles
    return tuple(dict.fromkeys(service for one in several for service in _services(one)))


def _services(tiles: str | Tiles) -> list[Tiles]:
    if isinstance(tiles, Tiles):
        return [tiles]
    word = tiles.strip().casefold()
    names = _ALIASES.get(word, [word])
    if all(name in SOURCES for name in names):
        return [SOURCES[name] for name in names]
    address, _, credit = tiles.strip().partition(" ")
    return [Tiles(address, credit.strip())]
