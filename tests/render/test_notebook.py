"""The map within a notebook."""

from __future__ import annotations

from geoinc.model import Findings
from geoinc.render.notebook import report_html


def test_a_notebook_gets_a_frame_or_a_hint(article: Findings) -> None:
    assert report_html(article, limit=10).startswith("<iframe srcdoc=")
    assert "save" in report_html(article, limit=1)
