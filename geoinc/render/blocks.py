"""The data blocks of a page."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

from geoinc.render import payload, rivers
from geoinc.render.basemap import basemap
from geoinc.render.columns import column_blocks
from geoinc.render.extent import context, shown, windows
from geoinc.render.options import Basemap
from geoinc.render.page import data_block, text_block
from geoinc.render.title import title

if TYPE_CHECKING:
    from geoinc.model import Findings
    from geoinc.render.options import MapOptions

TEXT_BUDGET = 12_000_000
"""Characters of reports that a page holds; beyond it, those that no incident rests on stay out first."""

MAX_NAMED = 300
"""Reports that a page of very many incidents lists by name."""


def blocks(findings: Findings, options: MapOptions) -> list[str]:
    """Return the script elements of type application/json that hold the findings and the basemap."""
    base = data_block("geoinc-basemap", _basemap(findings, options))
    if len(findings.incidents) < options.dense_from:
        return [data_block("geoinc-data", _data(findings, options)), base]
    head, (columns, details) = column_blocks(findings)
    data = _head(findings, options) | {"dense": head, "types": head.pop("types"), **_outline(findings)}
    blocks = [text_block("geoinc-columns", columns), text_block("geoinc-details", details)]
    return [data_block("geoinc-data", data), base, *blocks]


def _basemap(findings: Findings, options: MapOptions) -> dict[str, Any]:
    return basemap(
        context(findings),
        findings.labels,
        outlines=findings.outlines,
        windows=windows(findings),
        style=options.basemap,
    )


def _outline(findings: Findings) -> dict[str, Any]:
    """Return what a page of columns keeps beside them: the first reports by name, and no texts."""
    kept = [payload.document(d, told=False) for d in findings.documents[:MAX_NAMED]]
    return {"documents": kept, "reports": len(findings.documents), "places": [], "locations": []}


def _data(findings: Findings, options: MapOptions) -> dict[str, Any]:
    untold = _untold(findings)
    fine = rivers.POINT_BUDGET if options.basemap is Basemap.RICH else 0
    writer = payload.Writer(findings, untold=untold, fine_points=fine)
    incidents = [writer.incident(incident) for incident in findings.incidents]
    told = [document if n not in untold else None for n, document in enumerate(findings.documents)]
    data = {
        **_head(findings, options),
        "incidents": incidents,
        "documents": [payload.document(d, told=n not in untold) for n, d in enumerate(findings.documents)],
        "mentions": [[writer.resolution(r) for r in findings.resolutions.get(d.id, ())] if d else [] for d in told],
        "phrases": [[writer.location(x) for x in findings.locations.get(d.id, ())] if d else [] for d in told],
        "discarded": [writer.discarded(d) for d in findings.discarded],
    }
    return data | {"types": writer.types.rows, "places": writer.places.rows, **_tables(writer)}


def _tables(writer: payload.Writer) -> dict[str, Any]:
    return {"locations": writer.locations.rows, "units": writer.units.rows}


def _untold(findings: Findings) -> frozenset[int]:
    """Return the numbers of documents whose texts exceed the budget, those behind incidents coming first."""
    resting = {span.document_id for incident in findings.incidents for span in incident.spans}
    order = sorted(range(len(findings.documents)), key=lambda n: findings.documents[n].id not in resting)
    sizes = accumulate(len(findings.documents[n].text) for n in order)
    return frozenset(n for n, size in zip(order, sizes, strict=True) if size > TEXT_BUDGET)


def _head(findings: Findings, options: MapOptions) -> dict[str, Any]:
    box = shown(findings)
    return {
        "title": options.title or title(findings),
        "notes": list(findings.notes),
        "blur": options.blur_m,
        "tiles": [
            {
                "name": one.name or one.origin,
                "host": one.origin,
                "url": one.template,
                "by": one.attribution,
                "max": one.max_zoom,
            }
            for one in options.tiles
        ],
        "box": None if box is None else [round(edge, 4) for edge in box],
    }
