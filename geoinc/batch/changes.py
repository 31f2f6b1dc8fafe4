"""What a run that grew changed: new, changed, merged, split and gone incidents, as a table and as GeoJSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from geoinc.batch.folder import written
from geoinc.model import Findings, Incident

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = ("change", "id", "was", "facts", "title", "start", "longitude", "latitude")
CSV_NAME = "changes.csv"
GEOJSON_NAME = "changes.geojson"


class ChangeKind(StrEnum):
    """What became of an incident."""

    NEW = "new"
    CHANGED = "changed"
    MERGED = "merged"
    SPLIT = "split"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class IncidentChange:
    """An incident that is not as it was: what became of it, the former ids, and which of its facts differ.

    A GONE one is the former incident.
    """

    kind: ChangeKind
    incident: Incident
    was: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


FACTS: Mapping[str, Callable[[Incident], Any]] = {
    "types": lambda i: i.types,
    "time": lambda i: (i.start, i.end, i.time_precision),
    "place": lambda i: None if i.location.region is None else (i.location.region.best.wkb, i.location.region.radius_m),
    "actors": lambda i: {(a.name, a.role, a.stance) for a in i.actors},
    "claims": lambda i: {(c.harm, c.min, c.max, c.operator, c.victims, c.speaker, c.negated) for c in i.claims},
    "casualties": lambda i: dict(i.casualties),
    "sources": lambda i: {s.document_id for s in i.spans},
    "status": lambda i: i.status,
    "corrections": lambda i: i.corrections,
}
"""The facts that are compared, by name."""


def changes(former: Sequence[Incident], incidents: Sequence[Incident]) -> list[IncidentChange]:
    """Return what differs between two reports of a run, in order of the new one; what is gone comes last.

    Incidents are known by their ids, which a run that grows keeps, and by the ids that they had (``Incident.was``).
    """
    before = {incident.id: incident for incident in former}
    held = {incident.id for incident in incidents}
    found = [change for incident in incidents if (change := _change(incident, before, held)) is not None]
    known = held | {name for incident in incidents for name in incident.was}
    return [*found, *(IncidentChange(ChangeKind.GONE, old, (old.id,)) for old in former if old.id not in known)]


def _change(incident: Incident, before: Mapping[str, Incident], held: set[str]) -> IncidentChange | None:
    old = before.get(incident.id)
    others = tuple(name for name in incident.was if name in before and (old is None or name not in old.was))
    if old is None:
        parted = tuple(name for name in others if name in held)
        return (
            IncidentChange(ChangeKind.SPLIT, incident, parted)
            if parted
            else IncidentChange(ChangeKind.NEW, incident, others)
        )
    facts = tuple(name for name, of in FACTS.items() if of(old) != of(incident))
    joined = tuple(name for name in others if name not in held)
    if joined:
        return IncidentChange(ChangeKind.MERGED, incident, joined, facts)
    return IncidentChange(ChangeKind.CHANGED, incident, (), facts) if facts else None


def write(folder: Path, found: Sequence[IncidentChange], findings: Findings) -> list[Path]:
    """Write the changes as CSV and as GeoJSON, the points with what became of them; return both paths."""
    from geoinc.export.geojson import dumps, points

    table = io.StringIO(newline="")
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows(_row(change) for change in found)
    collection = points(Findings(documents=findings.documents, incidents=tuple(c.incident for c in found)))
    for feature, change in zip(collection["features"], found, strict=True):
        told = {"change": str(change.kind), "was": "; ".join(change.was), "facts": "; ".join(change.facts)}
        feature["properties"] = told | feature["properties"]
    texts = {CSV_NAME: table.getvalue(), GEOJSON_NAME: dumps(collection)}
    for name, text in texts.items():
        with written(folder / name) as temporary:
            temporary.write_text(text, "utf-8", newline="\n")
    return [folder / name for name in texts]


def _row(change: IncidentChange) -> Iterator[str]:
    from geoinc.export.csvfiles import defused

    incident = change.incident
    region = incident.location.region
    yield from (str(change.kind), defused(incident.id), defused("; ".join(change.was)), "; ".join(change.facts))
    yield defused(incident.title)
    yield incident.start.isoformat() if incident.start else ""
    yield from ("", "") if region is None else (f"{region.best.x:.6f}", f"{region.best.y:.6f}")


def summary(found: Sequence[IncidentChange]) -> str:
    """Return the changes counted, in one line."""
    counts = {kind: sum(change.kind is kind for change in found) for kind in ChangeKind}
    return ", ".join(f"{count} {kind}" for kind, count in counts.items() if count) or "nothing changed"
