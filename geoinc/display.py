"""How the nouns show themselves in Jupyter: the map, cards, and text with its mentions marked.

Everything from an article is escaped; the map is a page of its own in a sandboxed frame (``render.notebook``), so
that a notebook shows it without trusting it.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from geoinc.export.fields import claim_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geoinc.model import Document, Findings, Incident, Location, Resolution

MAX_CHARS = 20_000
METRES_PER_KM = 1_000
CARD = "border:1px solid #8888;border-radius:4px;padding:.6em .8em;margin:.3em 0;max-width:60em"
MARK = "text-decoration:underline 2px #0072b2"


def register(formatter: Any) -> None:  # noqa: ANN401 - IPython's DisplayFormatter
    """Teach IPython to show documents, locations and incidents as cards.

    The nouns themselves know nothing of notebooks. ``import geoinc`` calls this where it runs inside IPython.
    """
    html = formatter.formatters["text/html"]
    for name, card in {"Document": document_html, "Location": location_html, "Incident": incident_html}.items():
        html.for_type_by_name(f"geoinc.model.{name.lower()}", name, card)


def report_bundle(findings: Findings, summary: str, *, limit: int) -> dict[str, Any]:
    """Return a report's MIME bundle: its points as GeoJSON, and the map, or how to save it where it is large."""
    from geoinc.export.geojson import points
    from geoinc.render.notebook import report_html

    bundle: dict[str, Any] = {"text/plain": summary, "text/html": report_html(findings, limit=limit)}
    if len(findings.incidents) <= limit:
        bundle["application/geo+json"] = points(findings)
    return bundle


def incident_html(incident: Incident) -> str:
    """Return a card: title, time, place, claims, quotes."""
    lines = [
        ("When", incident.time_text or "no date given"),
        ("Where", _where(incident.location)),
        ("Types", ", ".join(t.name for t in incident.types)),
        *((("Claim"), claim_sentence(claim)) for claim in incident.claims),
        *((("Says"), " ".join(span.text.split())) for span in incident.spans if span.text),
    ]
    return _card(incident.title, lines)


def location_html(location: Location) -> str:
    """Return a card with the answer, how it came about, and a small map of the working."""
    lines = [
        ("Where", _where(location)),
        *(("Set aside", f"{s.relation.span.text}: {s.why}") for s in location.set_aside),
    ]
    return _card(location.text or "Location", lines, _working_svg(location))


def document_html(document: Document, resolutions: Sequence[Resolution] = ()) -> str:
    """Return the text with its mentions marked."""
    head = " · ".join(str(part) for part in (document.source, document.published) if part)
    body = _marked(document.text[:MAX_CHARS], resolutions)
    more = "…" if len(document.text) > MAX_CHARS else ""
    return (
        f'<div style="{CARD}"><b>{escape(document.title or document.id)}</b> <small>{escape(head)}</small>'
        f'<div dir="auto" style="white-space:pre-wrap">{body}{more}</div></div>'
    )


def _marked(text: str, resolutions: Iterable[Resolution]) -> str:
    parts, position = [], 0
    for resolution in sorted(resolutions, key=lambda r: r.mention.start):
        mention = resolution.mention
        if mention.start < position or mention.end > len(text):
            continue
        told = resolution.place.name if resolution.place else (resolution.reason.value if resolution.reason else "")
        title = escape(f"{mention.kind}: {told}", quote=True)
        parts.append(escape(text[position : mention.start]))
        parts.append(f'<span style="{MARK}" title="{title}">{escape(text[mention.start : mention.end])}</span>')
        position = mention.end
    return "".join([*parts, escape(text[position:])])


def _where(location: Location) -> str:
    if location.region is None:
        return location.reason.value if location.reason else ""
    best, radius_km = location.region.best, location.region.radius_m / METRES_PER_KM
    return f"{best.y:.4f} {best.x:.4f}, 90 % within {radius_km:.1f} km: {location.explanation}"


def _card(title: str, lines: Iterable[tuple[str, str]], extra: str = "") -> str:
    rows = "".join(f"<dt><b>{escape(k)}</b></dt><dd>{escape(v)}</dd>" for k, v in lines if v)
    return f'<div style="{CARD}"><b>{escape(title)}</b><dl>{rows}</dl>{extra}</div>'


VIEW_PX = 320
STROKES = {"anchor": "#0072b2", "band": "#e69f00", "cone": "#009e73", "area": "#999999"}


def _working_svg(location: Location) -> str:
    """Return a drawing, north up, of the steps of a location around its 90 % area."""
    region = location.region
    if region is None:
        return ""
    import shapely

    from geoinc.geo.geodesy import LocalFrame

    frame = LocalFrame(region.best.x, region.best.y)
    half = 2.5 * region.radius_m
    view = shapely.box(-half, -half, half, half)
    shapes = [(STROKES.get(w.role, "#666666"), "none", w.geometry) for w in location.working]
    shapes += [("#d55e00", "#d55e0033", region.area90), ("#d55e00", "#d55e0066", region.area50)]
    paths = [
        f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{half / 100:.0f}"/>'
        for stroke, fill, shape in shapes
        if (d := _svg_path(shapely.intersection(shapely.make_valid(frame.project(shape)), view)))
    ]
    dot = f'<circle r="{half / 50:.0f}" fill="#000"/>'
    return (
        f'<svg width="{VIEW_PX}" height="{VIEW_PX}" viewBox="{-half:.0f} {-half:.0f} {2 * half:.0f} {2 * half:.0f}" '
        f'role="img" aria-label="How the location came about">{"".join(paths)}{dot}</svg>'
    )


def _svg_path(geometry: Any) -> str:  # noqa: ANN401 - any shapely geometry
    import shapely

    rings = []
    for part in shapely.get_parts(geometry):
        lines = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
        rings += [line.coords for line in lines if line.geom_type in {"LineString", "LinearRing"}]
    return "".join("M" + "L".join(f"{x:.0f} {-y:.0f}" for x, y, *_ in ring) for ring in rings)
