"""STIX 2.1: a bundle of one incident and one location object an incident, and the relationship between them.

Ids are UUIDs of version 5 over our own ids, so that two runs give the same bundle.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from geoinc.export.fields import PEOPLE_FIELDS, Subject, incident_subjects, row
from geoinc.export.files import write_text
from geoinc.export.frames import utc_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geoinc.model import Findings

NAMESPACE = uuid5(NAMESPACE_URL, "geoinc")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for an unknown publication date in ``created`` and ``modified``, which STIX requires."""


def write(findings: Findings, path: Path) -> list[Path]:
    """Write the bundle."""
    bundle = {"type": "bundle", "id": _id("bundle", str(path.name)), "objects": list(_objects(findings))}
    write_text(path, json.dumps(bundle, ensure_ascii=False, indent=1) + "\n")
    return [path]


def _objects(findings: Findings) -> Iterator[dict[str, Any]]:
    for subject in incident_subjects(findings):
        incident = _incident(subject)
        yield incident
        if subject.incident.location.region is not None:
            location = _location(subject)
            yield location
            yield _relationship(incident, location)


def _id(kind: str, key: str) -> str:
    return f"{kind}--{uuid5(NAMESPACE, f'{kind}:{key}')}"


def _common(kind: str, key: str, subject: Subject) -> dict[str, Any]:
    stamp = utc_text(_published(subject)).replace("Z", ".000Z")
    return {"type": kind, "spec_version": "2.1", "id": _id(kind, key), "created": stamp, "modified": stamp}


def _published(subject: Subject) -> datetime:
    days = [
        d.published
        for s in subject.incident.spans
        if (d := subject.documents.get(s.document_id)) is not None and d.published is not None
    ]
    return datetime.combine(min(days), time(), UTC) if days else EPOCH


def _incident(subject: Subject) -> dict[str, Any]:
    values = row(PEOPLE_FIELDS, subject)
    written = _common("incident", values["id"], subject) | {
        "name": values["title"],
        "description": "\n".join(values["quotes"]),
        "labels": values["event_types"],
        "external_references": [_reference(s) for s in values["sources"]],
        "x_geoinc_start": utc_text(values["event_start"]) if values["event_start"] else None,
        "x_geoinc_end": utc_text(values["event_end"]) if values["event_end"] else None,
        "x_geoinc_claims": (values["claims_summary"] or "").splitlines(),
    }
    return {key: value for key, value in written.items() if value not in (None, [], "")}


def _reference(source: dict[str, Any]) -> dict[str, Any]:
    reference = {"source_name": source["source"] or source["document"], "description": source["title"]}
    if (source["uri"] or "").startswith(("http://", "https://")):
        reference["url"] = source["uri"]
    return {key: value for key, value in reference.items() if value}


def _location(subject: Subject) -> dict[str, Any]:
    values = row(PEOPLE_FIELDS, subject)
    written = _common("location", values["id"], subject) | {
        "name": values["location_text"],
        "description": values["location_why"],
        "latitude": values["latitude"],
        "longitude": values["longitude"],
        "precision": values["radius_m"],
    }
    return {key: value for key, value in written.items() if value not in (None, "")}


def _relationship(incident: dict[str, Any], location: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "relationship",
        "spec_version": "2.1",
        "id": _id("relationship", incident["id"]),
        "created": incident["created"],
        "modified": incident["modified"],
        "relationship_type": "located-at",
        "source_ref": incident["id"],
        "target_ref": location["id"],
    }
