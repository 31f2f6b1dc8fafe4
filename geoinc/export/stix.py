"""STIX 2.1: a bundle of an incident and a location object an incident, and the relationship between them.

What the standard's incident has no property for (times, claims, tolls) stands in an extension, whose definition is in
the bundle, as STIX 2.1 wants it in place of custom properties. Ids are made of our own ids in the form of UUIDs of
version 4, the one that STIX wants, so that two runs give the same bundle and an incident keeps its id. ``created`` is the
day of the first report and ``modified`` a moment of that of the last, which follows from the object's content; where no
report is dated, both are of the day of the incident, and failing that of the extension. A bundle that is replaced tells
which versions were there: what is the same keeps its times, what changed is later than it was, and an incident that
another one holds now is revoked and related to that as its duplicate.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from geoinc.export.codebooks.shape import CodedIncident, cases
from geoinc.export.files import write_text
from geoinc.export.frames import utc_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from geoinc.model import Findings

DEFINED = datetime(2026, 11, 30, tzinfo=UTC)
"""When the extension was defined; it stands for the time of what nothing is dated by, and is never the time of a run."""

STAMPS = ("created", "modified")
A_DAY_MS = 86_400_000

EXTENDED = (
    "was", "status", "event_type", "acled_event_type", "acled_sub_event_type", "ucdp_type", "event_start", "event_end", "local_date", "local_date_end", "time_zone",
    "time_text", "time_grain", "location_why", "attackers", "targets", "claimants", "killed_low", "killed_best",
    "killed_high", "wounded_low", "wounded_best", "wounded_high", "displaced_best", "kidnapped_best", "disputed",
    "claims_summary",
)  # fmt: skip
"""Our fields that the extension carries."""

Object = dict[str, Any]


def write(findings: Findings, path: Path) -> list[Path]:
    """Write the bundle."""
    former = _former(path)
    found = [o for case in cases(findings) for o in _objects(case)]
    told = [_version(o, former.get(o["id"])) for o in (*found, *_merged(findings, former))]
    bundle = {"type": "bundle", "id": _id("bundle", path.name), "objects": [*_common_objects(), *told]}
    write_text(path, json.dumps(bundle, ensure_ascii=False, indent=1) + "\n")
    return [path]


def _former(path: Path) -> dict[str, Object]:
    """Return the objects of the bundle that is replaced, by their ids; none where it is no bundle of ours."""
    try:
        objects = json.loads(path.read_text("utf-8"))["objects"]
        return {o["id"]: o for o in objects if o.get("created_by_ref") == IDENTITY and _moment(o)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _moment(written: Object) -> datetime:
    return datetime.fromisoformat(written["modified"])


def _version(written: Object, former: Object | None) -> Object:
    """Return an object with the time of its version: another content has another one, and a later one than it had."""
    if former is not None and _content(former) == _content(written):
        return {**written, "created": former["created"], "modified": former["modified"]}
    digest = hashlib.sha256(json.dumps(_content(written), sort_keys=True).encode()).digest()
    modified = _moment(written) + timedelta(milliseconds=int.from_bytes(digest[:8]) % A_DAY_MS)
    if former is None:
        return {**written, "modified": _stamp(modified)}
    later = max(modified, _moment(former) + timedelta(milliseconds=1))
    return {**written, "created": former["created"], "modified": _stamp(later)}


def _content(written: Object) -> Object:
    return {name: value for name, value in written.items() if name not in {"created", "modified"}}


def _merged(findings: Findings, former: Mapping[str, Object]) -> Iterator[Object]:
    """Yield the incidents of the former bundle that are parts of others now, revoked, and of which they are."""
    own = {incident.id for incident in findings.incidents}
    for incident in findings.incidents:
        now = _id("incident", incident.id)
        for name in incident.was:
            gone = former.get(_id("incident", name))
            if gone is None or name in own:
                continue
            yield {**gone, "revoked": True}
            yield {
                **_head("relationship", _id("relationship", f"{gone['id']} {now}"), {k: gone[k] for k in STAMPS}),
                "created_by_ref": IDENTITY,
                "relationship_type": "duplicate-of",
                "source_ref": gone["id"],
                "target_ref": now,
            }


def _id(kind: str, key: str) -> str:
    digest = hashlib.sha256(f"geoinc:{kind}:{key}".encode()).digest()
    return f"{kind}--{UUID(bytes=digest[:16], version=4)}"


IDENTITY = _id("identity", "geoinc")
EXTENSION = _id("extension-definition", "incident")


def _common_objects() -> list[Object]:
    stamps = _stamps(DEFINED, DEFINED)
    identity = {
        **_head("identity", IDENTITY, stamps),
        "name": "geoinc",
        "description": "Software that reads incidents out of reports.",
        "identity_class": "system",
    }
    extension = {
        **_head("extension-definition", EXTENSION, stamps),
        "created_by_ref": IDENTITY,
        "name": "geoinc incident",
        "description": "When an incident happened, to whom, and who says so. The fields are those of geoinc's data dictionary.",
        "schema": "geoinc: docs/data-dictionary.md",
        "version": "1.0.0",
        "extension_types": ["property-extension"],
        "extension_properties": [],
    }
    return [identity, {k: v for k, v in extension.items() if v != []}]


def _objects(case: CodedIncident) -> list[Object]:
    incident = _incident(case)
    if case.incident.location.region is None:
        return [incident]
    location = _location(case)
    return [incident, location, _relationship(incident, location)]


def _head(kind: str, identifier: str, stamps: Object) -> Object:
    return {"type": kind, "spec_version": "2.1", "id": identifier, **stamps}


def _stamps(created: datetime, modified: datetime) -> Object:
    return dict(zip(STAMPS, (_stamp(created), _stamp(modified)), strict=True))


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _written(case: CodedIncident) -> Object:
    """Return when the first and the last report were published."""
    days = [date.fromisoformat(s["published"]) for s in case.values["sources"] if s["published"]]
    if days:
        return _stamps(*(datetime.combine(d, time(), UTC) for d in (min(days), max(days))))
    moment = case.values["event_start"] or DEFINED
    return _stamps(moment, moment)


def _own(kind: str, case: CodedIncident) -> Object:
    return {**_head(kind, _id(kind, case.incident.id), _written(case)), "created_by_ref": IDENTITY}


def _incident(case: CodedIncident) -> Object:
    values = case.values
    extended = {name: _json(values[name]) for name in EXTENDED if values[name] not in (None, [], "")}
    written = _own("incident", case) | {
        "name": values["title"],
        "description": "\n".join(values["quotes"]),
        "labels": values["event_types"],
        "external_references": [_reference(s) for s in values["sources"]],
        "extensions": {EXTENSION: {"extension_type": "property-extension", **extended}},
    }
    return {key: value for key, value in written.items() if value not in (None, [], "")}


def _json(value: Any) -> Any:  # noqa: ANN401 - any field's value
    return utc_text(value) if isinstance(value, datetime) else value


def _reference(source: Object) -> Object:
    reference = {"source_name": source["source"] or source["document"], "description": source["title"]}
    if (source["uri"] or "").startswith(("http://", "https://")):
        reference["url"] = source["uri"]
    return {key: value for key, value in reference.items() if value}


def _location(case: CodedIncident) -> Object:
    values = case.values
    written = _own("location", case) | {
        "name": values["place"] or values["location_text"],
        "description": values["location_why"],
        "latitude": values["latitude"],
        "longitude": values["longitude"],
        "precision": values["radius_m"],
        "country": values["country_code"],
        "administrative_area": values["admin1"],
    }
    return {key: value for key, value in written.items() if value not in (None, "")}


def _relationship(incident: Object, location: Object) -> Object:
    return {
        **_head("relationship", _id("relationship", incident["id"]), {k: incident[k] for k in STAMPS}),
        "created_by_ref": IDENTITY,
        "relationship_type": "related-to",  # the standard gives an incident no nearer one
        "description": "The incident happened in this location.",
        "source_ref": incident["id"],
        "target_ref": location["id"],
    }
