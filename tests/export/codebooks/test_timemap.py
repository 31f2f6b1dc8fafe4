"""TimeMap: events, sources and associations."""

from __future__ import annotations

import json
from pathlib import Path

from geoinc.export import write
from geoinc.model import (
    Findings,
)


def test_timemap_events_point_to_sources_and_associations(findings: Findings, tmp_path: Path) -> None:
    events, sources, associations, *_ = (
        json.loads(p.read_text("utf-8")) for p in write(findings, tmp_path / "a.timemap.json") if p.suffix == ".json"
    )
    (event,) = events
    assert (event["date"], event["time"], event["latitude"]) == ("05/04/2019", "", "26.64")
    assert set(event["sources"]) <= set(sources)
    assert set(event["associations"]) <= {a["id"] for a in associations}
    assert event["category"] in {a["id"] for a in associations if a["mode"] == "CATEGORY"}
