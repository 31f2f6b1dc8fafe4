"""The page as a file."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import folium
import pytest

from geoinc.model import Document, Findings
from geoinc.render import to_html, to_map
from geoinc.render.notebook import report_html

if TYPE_CHECKING:
    from pathlib import Path


def data_of(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="geoinc-data">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_one_article_takes_less_than_600_kb(article: Findings) -> None:
    assert len(to_html(article).encode("utf-8")) <= 600_000


def test_the_same_findings_give_the_same_file(article: Findings) -> None:
    assert to_html(article) == to_html(article)


def test_nothing_is_linked_to(article: Findings) -> None:
    html = to_html(article)
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=[\"']?(?:https?:)?//", html)
    assert "jquery" not in html.lower()


def test_the_policy_allows_no_network(article: Findings) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', to_html(article))
    assert policy
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    assert "http" not in policy[1]


def test_tiles_are_the_only_images_let_in(article: Findings) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', to_html(article, tiles="osm"))
    assert policy
    assert "img-src data: blob: https://tile.openstreetmap.org;" in policy[1]


def test_a_title_is_escaped() -> None:
    html = to_html(Findings(), title="<script>alert(1)</script>{{body}}")
    assert "<title>&lt;script&gt;alert(1)&lt;/script&gt;{{body}}</title>" in html


def test_lone_surrogates_can_be_written() -> None:
    findings = Findings(documents=(Document("bad \ud800 text", title="\udfff"),))
    to_html(findings, title="\ud83d").encode("utf-8")


@pytest.mark.parametrize("findings", [Findings(), Findings(documents=(Document("Nothing happened."),))])
def test_findings_without_anything_make_a_page(findings: Findings) -> None:
    assert data_of(to_html(findings))["box"] is None


def test_users_go_on_adding_layers(article: Findings, tmp_path: Path) -> None:
    made = to_map(article)
    assert isinstance(made, folium.Map)
    folium.CircleMarker([35.3, 40.3], popup="mine").add_to(made)
    made.save(tmp_path / "map.html")
    html = (tmp_path / "map.html").read_text("utf-8")
    assert "circleMarker" in html
    assert data_of(html)["incidents"]


def test_a_notebook_gets_a_frame_or_a_hint(article: Findings) -> None:
    assert report_html(article, limit=10).startswith("<iframe srcdoc=")
    assert "save" in report_html(article, limit=1)
