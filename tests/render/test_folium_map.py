"""Users go on adding layers to the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import folium

from geoinc.model import Document, Findings
from geoinc.render import to_html, to_map

if TYPE_CHECKING:
    from pathlib import Path
from page_blocks import page_data


def test_a_title_is_escaped() -> None:
    html = to_html(Findings(), title="<script>alert(1)</script>{{body}}")
    assert "<title>&lt;script&gt;alert(1)&lt;/script&gt;{{body}}</title>" in html


def test_lone_surrogates_can_be_written() -> None:
    findings = Findings(documents=(Document("bad \ud800 text", title="\udfff"),))
    to_html(findings, title="\ud83d").encode("utf-8")


def test_users_go_on_adding_layers(article: Findings, tmp_path: Path) -> None:
    made = to_map(article)
    assert isinstance(made, folium.Map)
    folium.CircleMarker([35.3, 40.3], popup="mine").add_to(made)
    made.save(tmp_path / "map.html")
    html = (tmp_path / "map.html").read_text("utf-8")
    assert "circleMarker" in html
    assert page_data(html)["incidents"]
