"""The data that a page holds, as its scripts read it."""

from __future__ import annotations

import json
import re
from typing import Any

from geoinc.model import Findings
from geoinc.render import blocks
from geoinc.render.options import MapOptions


def page_data(html: str) -> dict[str, Any]:
    """Return the main block of a page."""
    found = re.search(r'<script type="application/json" id="geoinc-data">(.*?)</script>', html, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def data_of(findings: Findings, options: MapOptions | None = None) -> dict[str, Any]:
    """Return the main block that is written of findings."""
    block = blocks.blocks(findings, options or MapOptions())[0]
    data: dict[str, Any] = json.loads(re.sub(r"^<script[^>]*>|</script>$", "", block))
    return data
