"""Users go on adding layers to the map."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import folium

from geoinc.model import Document, Findings
from geoinc.render import to_html, to_map

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
from page_blocks import page_data


def test_a_title_is_escaped() -> None:
    html = to_html(Findings(), title="<script>alert(1)</script>{{body}}")
    assert "<title>&lt;script&gt;alert(1)&lt;/script&gt;{{body}}</title>" in html


def test_lone_surrogates_can_be_written() -> None:
    findings = Findings(documents=(Document("bad \ud800 text", title="\udfff"),))
    to_html(findings, title="\ud83d").encode("utf-8")


def test_a_page_without_layers_of_users_is_written_without_folium(article: Findings) -> None:
    for options in ({}, {"title": "Own {{body}}", "tiles": "osm"}):
        assert to_html(article, **options) == to_map(article, **options).get_root().render()


def test_a_page_is_written_where_folium_cannot_be_imported(article: Findings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] in {"folium", "branca", "pandas"}]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("folium", "branca", "pandas"):
        monkeypatch.setitem(sys.modules, name, None)
    assert page_data(to_html(article))["incidents"]


def test_users_go_on_adding_layers(article: Findings, tmp_path: Path) -> None:
    made = to_map(article)
    assert isinstance(made, folium.Map)
    folium.CircleMarker([35.3, 40.3], popup="mine").add_to(made)
    made.save(tmp_path / "map.html")
    html = (tmp_path / "map.html").read_text("utf-8")
    assert "circleMarker" in html
    assert page_data(html)["incidents"]
