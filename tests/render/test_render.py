"""The page as a file."""

from __future__ import annotations

import re

import pytest
from page_blocks import page_data

from geoinc.model import Document, Findings
from geoinc.render import to_html


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


@pytest.mark.parametrize("findings", [Findings(), Findings(documents=(Document("Nothing happened."),))])
def test_findings_without_anything_make_a_page(findings: Findings) -> None:
    assert page_data(to_html(findings))["box"] is None
