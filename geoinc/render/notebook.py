"""The map inside a notebook: a frame that holds the whole page, so that nothing is written beside the notebook."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geoinc.model import Findings

FRAME_HEIGHT_PX = 640


def report_html(findings: Findings, *, limit: int) -> str:
    """Return the map as a frame for a notebook, or, beyond ``limit`` incidents, a line that says how to save it."""
    count = len(findings.incidents)
    if count > limit:
        return (
            f"<p>{count} incidents are too many for a notebook's cell: "
            "<code>report.save('map.html')</code> writes the map as a file.</p>"
        )
    from geoinc.render import to_html

    page = html.escape(to_html(findings), quote=True)
    return (
        f'<iframe srcdoc="{page}" title="Map of {count} incidents" width="100%" height="{FRAME_HEIGHT_PX}" '
        'style="border:1px solid #999" sandbox="allow-scripts allow-downloads allow-popups allow-modals"></iframe>'
    )
