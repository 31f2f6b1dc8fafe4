"""TimeMap, Forensic Architecture's platform: its events, and beside them the sources and associations they point to.

A server of plain files is enough: EVENTS_EXT is NAME.timemap.json, SOURCES_EXT NAME.timemap.sources.json and
ASSOCIATIONS_EXT NAME.timemap.associations.json.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from geoinc.export.codebooks.shape import DATE, PLACE, CodedIncident, sorted_out, write_with_left_out

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geoinc.model import Findings

UNTYPED = "other"
HOUR = 1
"""Up to this grain (time_precision) a time of day is known."""


def write(findings: Findings, path: Path) -> list[Path]:
    """Write events, sources, associations, and what has no date or no place with the reason."""
    fit, left = sorted_out(findings, (DATE, PLACE))
    stem = path.name.removesuffix(".json")
    files = {
        path: [_event(case) for case in fit],
        path.with_name(f"{stem}.sources.json"): _sources(fit),
        path.with_name(f"{stem}.associations.json"): _associations(fit),
    }
    texts = [(target, json.dumps(content, ensure_ascii=False, indent=1) + "\n") for target, content in files.items()]
    return write_with_left_out(texts, left)


def _event(case: CodedIncident) -> dict[str, Any]:
    values = case.values
    start = case.incident.start
    assert start is not None
    return {
        "id": values["id"],
        "date": f"{start:%m/%d/}{start.year:04d}",
        "time": f"{start:%H:%M}" if case.incident.time_precision == HOUR else "",
        "time_display": values["time_text"] or "",
        "location": values["place"] or values["location_text"] or "",
        "latitude": str(values["latitude"]),
        "longitude": str(values["longitude"]),
        "description": "\n".join([values["title"], *values["quotes"]]),
        "category": _category(case),
        "associations": [_category(case), *values["attackers"], *values["targets"]],
        "sources": [_key(s) for s in values["sources"]],
    }


def _category(case: CodedIncident) -> str:
    return case.values["event_type"] or UNTYPED


def _key(source: dict[str, Any]) -> str:
    """Return a source's id as a path segment can hold it."""
    return quote(source["document"], safe="")


def _sources(fit: Iterable[CodedIncident]) -> dict[str, Any]:
    found = {_key(s): s for case in fit for s in case.values["sources"]}
    return {
        key: {
            "id": key,
            "title": s["title"] or s["document"],
            "type": "Article",
            "url": s["uri"] if (s["uri"] or "").startswith(("http://", "https://")) else "",
            "author": s["source"] or "",
            "date": s["published"] or "",
            "paths": [],
        }
        for key, s in found.items()
    }


def _associations(fit: Iterable[CodedIncident]) -> list[dict[str, Any]]:
    """Return the categories, and a filter an actor by its part in the event."""
    types = dict.fromkeys(_category(case) for case in fit)
    found = [{"id": name, "title": name, "desc": "", "mode": "CATEGORY", "filter_paths": []} for name in types]
    for field in ("attackers", "targets"):
        names = dict.fromkeys(name for case in fit for name in case.values[field] if name not in types)
        found += [
            {"id": name, "title": name, "desc": "", "mode": "FILTER", "filter_paths": [field, name]} for name in names
        ]
    unique = {association["id"]: association for association in found}
    return list(unique.values())
