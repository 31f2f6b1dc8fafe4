"""STIX relates incidents to places and actors, and dates nothing that is not dated."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from export_findings import located
from stix2validator import ValidationOptions, validate_file

from geoinc.export import write
from geoinc.model import (
    Findings,
)


def test_stix_relates_incidents_to_locations(findings: Findings, tmp_path: Path) -> None:
    (path,) = write(findings, tmp_path / "a.stix.json")
    objects = json.loads(path.read_text("utf-8"))["objects"]
    by_id = {o["id"]: o for o in objects}
    ties = [o for o in objects if o["type"] == "relationship"]
    assert [(by_id[t["source_ref"]]["type"], by_id[t["target_ref"]]["type"]) for t in ties] == [
        ("incident", "location")
    ] * 2
    assert by_id[ties[0]["target_ref"]]["precision"] == 3300.0


def test_the_validator_of_stix_finds_nothing_wrong(findings: Findings, tmp_path: Path) -> None:
    (path,) = write(findings, tmp_path / "a.stix.json")
    result = validate_file(str(path), ValidationOptions(version="2.1"))
    assert result.is_valid
    warnings = [str(w) for r in result.object_results for w in r.warnings]
    # A page's hash cannot be known from its text.
    assert [w for w in warnings if "has a URL but no hash" not in w] == []


def test_stix_never_dates_what_nothing_dates_to_1970(findings: Findings, tmp_path: Path) -> None:
    undated = dataclasses.replace(located(), start=None, end=None, spans=(), claims=())
    (path,) = write(dataclasses.replace(findings, incidents=(undated,), documents=()), tmp_path / "a.stix.json")
    objects = json.loads(path.read_text("utf-8"))["objects"]
    assert not [o for o in objects if o["created"].startswith("1970") or o["modified"].startswith("1970")]
