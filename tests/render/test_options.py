"""Options of a map."""

from __future__ import annotations

import pytest

from geoinc.errors import SettingsError
from geoinc.render.options import Basemap, MapOptions, Tiles, basemap_from, tiles_from


def test_osm_is_credited() -> None:
    (tiles,) = tiles_from("osm")
    assert "OpenStreetMap" in tiles.attribution


def test_the_choice_is_of_streets_imagery_and_topographic() -> None:
    assert [one.name for one in tiles_from("choice")] == ["Streets", "Imagery", "Topographic"]
    assert tiles_from(["osm", "choice", "streets"]) == tiles_from("choice")
    assert tiles_from(None) == ()


def test_whom_to_credit_follows_the_address() -> None:
    tiles = tiles_from("https://t.example/{z}/{x}/{y}.png © Example people")
    assert tiles == (Tiles("https://t.example/{z}/{x}/{y}.png", "© Example people"),)


def test_an_address_may_have_subdomains() -> None:
    assert Tiles("https://{s}.tiles.example/{z}/{x}/{y}.png").origin == "https://*.tiles.example"


def test_wmts_names_are_translated() -> None:
    tiles = Tiles("https://t.example/{TileMatrix}/{TileRow}/{TileCol}.png")
    assert tiles.template == "https://t.example/{z}/{y}/{x}.png"


@pytest.mark.parametrize(
    "address",
    ["javascript:{z}", "https://t.example/plain.png", "https://t.example/{z}; script-src *", "file:///{z}/{x}/{y}"],
)
def test_what_is_no_tile_address_is_refused(address: str) -> None:
    with pytest.raises(SettingsError):
        Tiles(address)


@pytest.mark.parametrize("blur_m", [0, -5, 1e9, float("nan")])
def test_a_blur_that_hides_nothing_or_all_is_refused(blur_m: float) -> None:
    with pytest.raises(SettingsError):
        MapOptions(blur_m=blur_m)


def test_a_basemap_is_named() -> None:
    assert basemap_from("plain") is Basemap.PLAIN
    with pytest.raises(SettingsError, match="rich or plain"):
        basemap_from("lavish")
