"""Very many incidents as columns: typed arrays, compressed, and details in blocks that are opened on demand.

The page reads the columns at once (``web/src/core/columns.js``) and draws, filters and counts from them; what an
incident says in words stands in compressed blocks of many incidents, as richly as the budget of the file allows.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import IntEnum
from functools import partial
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any

import numpy as np

from geoinc.model import Harm
from geoinc.render import payload
from geoinc.render.page import packed
from geoinc.render.tables import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from geoinc.model import Document, Findings, Incident, Span

BLOCK = 512
"""Incidents in one block of details: a few milliseconds to open."""

BUDGET_BYTES, BUDGET_BYTES_EACH = 13_000_000, 52.0
"""What the details may take: of a hundred thousand incidents 13 MB, beyond 250,000 some 50 bytes each."""

SAMPLES = 12
"""Blocks that are written on trial to see which level fits."""

QUOTE_LENGTH = 320

COORDINATE_DEG = 1e-5
NONE = -(2**31)
MINUTE_S = 60

RADIUS_BASE_M, RADIUS_STEP, RADIUS_NONE = 10.0, 1.06, 255
"""Radii are kept as powers: 10 m · 1.06^code, six per cent apart, up to 27,000 km."""


class Detail(IntEnum):
    """How much of each incident is kept in words."""

    FULL = 0
    BRIEF = 1
    TITLE = 2


def column_blocks(findings: Findings) -> tuple[dict[str, Any], list[str]]:
    """Return the head of the columns for the page's data, and the two blocks of text: columns and details."""
    types = Table()
    parts, facets = _columns(findings, types)
    details = _details(findings, types)
    head = {
        "n": len(findings.incidents),
        "block": BLOCK,
        "parts": [[name, kind, len(data)] for name, kind, data in parts],
        "facets": facets,
        "detail": details[0].name.lower(),
        "offsets": _offsets(details[1]),
    }
    columns = packed(b"".join(data for _, _, data in parts))
    return head | {"types": types.rows}, [columns, "\n".join(details[1])]


def _offsets(blocks: Sequence[str]) -> list[int]:
    return [0, *accumulate(len(block) + 1 for block in blocks)]


def _columns(findings: Findings, types: Table) -> tuple[list[tuple[str, str, bytes]], dict[str, list[str]]]:
    """Return (name, kind, bytes) of each column, and the values of each facet."""
    incidents = findings.incidents
    regions = [incident.location.region for incident in incidents]
    start = _column((_minutes(i.start) for i in incidents), np.int64)
    end = _column((_minutes(i.end or i.start) for i in incidents), np.int64)
    parts = [
        ("lon", "shuffled32", _shuffled(_column((_steps(None if r is None else r.best.x) for r in regions), np.int32))),
        ("lat", "shuffled32", _shuffled(_column((_steps(None if r is None else r.best.y) for r in regions), np.int32))),
        ("t0", "shuffled32", _shuffled(start.astype(np.int32))),
        ("span", "uint32", np.maximum(end - start, 0).astype("<u4").tobytes()),
        ("radius", "uint8", _column((_radius(None if r is None else r.radius_m) for r in regions), np.uint8).tobytes()),
        ("killed", "uint16", _column((_killed(i) for i in incidents), np.uint16).tobytes()),
        ("precision", "uint8", _column((int(i.time_precision) for i in incidents), np.uint8).tobytes()),
    ]
    facets: dict[str, list[str]] = {}
    for name, of in _facets(findings, types):
        counts, index, facets[name] = _ragged(of, incidents)
        parts += [(f"{name}.counts", "uint8", counts), (f"{name}.index", "uint32", index)]
    return parts, facets


def _column(values: Iterator[Any], kind: type) -> NDArray[Any]:
    return np.fromiter(values, dtype=np.dtype(kind).newbyteorder("<"))


def _minutes(moment: datetime | None) -> int:
    """Return the minutes of a place's own clocks: the page counts local time."""
    return NONE if moment is None else int(moment.replace(tzinfo=UTC).timestamp() // MINUTE_S)


def _steps(degrees: float | None) -> int:
    return NONE if degrees is None else round(degrees / COORDINATE_DEG)


def _radius(radius_m: float | None) -> int:
    if radius_m is None:
        return RADIUS_NONE
    power = np.log(max(radius_m, RADIUS_BASE_M) / RADIUS_BASE_M) / np.log(RADIUS_STEP)
    return min(int(np.ceil(power - 1e-9)), RADIUS_NONE - 1)


def _killed(incident: Incident) -> int:
    tally = incident.casualties.get(Harm.KILLED)
    figures = () if tally is None else (tally.best, tally.high, tally.low)
    return min(next((f for f in figures if f is not None), 0), 65_535)


def _shuffled(values: NDArray[np.int32]) -> bytes:
    """Return the bytes of 32-bit numbers plane by plane: neighbours' high bytes are alike and compress."""
    return np.ascontiguousarray(values.astype("<i4").view(np.uint8).reshape(-1, 4).T).tobytes()


def _facets(findings: Findings, types: Table) -> list[tuple[str, Callable[[Incident], list[str]]]]:
    documents = {d.id: d.source or d.title or d.id for d in findings.documents}
    writer = payload.Writer(findings, types=types)

    def kinds(incident: Incident) -> list[str]:
        return [types.rows[writer.type(kind)]["n"] for kind in incident.types]

    def sources(incident: Incident) -> list[str]:
        return [documents[s.document_id] for s in incident.spans if s.document_id in documents]

    return [
        ("type", kinds),
        ("actor", lambda incident: [actor.name for actor in incident.actors]),
        ("source", sources),
        ("status", lambda incident: [incident.status.value]),
    ]


def _ragged(of: Callable[[Incident], list[str]], incidents: Sequence[Incident]) -> tuple[bytes, bytes, list[str]]:
    """Return how many values each incident has, all their numbers in a row, and the values."""
    table, counts, index = Table(), bytearray(), []
    for incident in incidents:
        values = list(islice(dict.fromkeys(of(incident)), 255))
        counts.append(len(values))
        index += [table.number(value, partial(str, value)) for value in values]
    return bytes(counts), np.array(index, "<u4").tobytes(), table.rows


def _details(findings: Findings, types: Table) -> tuple[Detail, list[str]]:
    """Return the richest level whose blocks fit the budget, and all blocks at that level."""
    writer = _IncidentWords(findings, types)
    groups = [findings.incidents[k : k + BLOCK] for k in range(0, len(findings.incidents), BLOCK)]
    level = next((x for x in (Detail.FULL, Detail.BRIEF) if writer.size(groups, x) <= _budget(findings)), Detail.TITLE)
    return level, [writer.block(group, level) for group in groups]


def _budget(findings: Findings) -> float:
    return max(BUDGET_BYTES, BUDGET_BYTES_EACH * len(findings.incidents))


class _IncidentWords:
    """Writes incidents in words, at one of the levels."""

    def __init__(self, findings: Findings, types: Table) -> None:
        self.findings, self.types = findings, types
        self.documents = {document.id: document for document in findings.documents}
        self.numbers = {document.id: n for n, document in enumerate(findings.documents)}

    def size(self, groups: Sequence[Sequence[Incident]], level: Detail) -> float:
        """Return the bytes that all groups would take, from a few of them."""
        tried = groups[:: max(1, len(groups) // SAMPLES)]
        return sum(len(self.block(group, level)) for group in tried) / len(tried) * len(groups)

    def block(self, group: Sequence[Incident], level: Detail) -> str:
        """Return a group as compressed text."""
        write = {Detail.FULL: self._full, Detail.BRIEF: self._brief, Detail.TITLE: self._title}[level]
        rows = json.dumps([write(incident) for incident in group], ensure_ascii=False, separators=(",", ":"))
        return packed(rows.encode("utf-8", "replace"))

    def _full(self, incident: Incident) -> dict[str, Any]:
        writer = payload.Writer(self.findings, types=self.types, documents=self.numbers, embedded=True)
        row = writer.incident(incident)
        row.pop("u", None)  # stands in the columns
        return row | {"loc": writer.locations.rows[row["loc"]], "so": self._sources(incident)}

    def _brief(self, incident: Incident) -> dict[str, Any]:
        return self._title(incident) | payload.slim(
            {
                "tt": incident.time_text,
                "sp": [[-1, s.start, s.end, self._quote(s)] for s in incident.spans[:1]],
                "ca": {h.value: [t.low, t.best, t.high, t.disputed] for h, t in incident.casualties.items()},
                "ac": [{"n": a.name, "r": a.role.value} for a in incident.actors],
                "so": self._sources(incident),
            }
        )

    def _title(self, incident: Incident) -> dict[str, Any]:
        location = incident.location
        why = location.reason.value if location.reason else None
        where = payload.slim({"text": location.text, "why": why})
        return payload.slim({"id": incident.id, "n": incident.title, "loc": where})

    def _quote(self, span: Span) -> str:
        document = self.documents.get(span.document_id)
        words = document.text[span.start : span.end] if document is not None else span.text
        return words if len(words) <= QUOTE_LENGTH else f"{words[:QUOTE_LENGTH]}…"

    def _sources(self, incident: Incident) -> list[list[str | None]]:
        found = (self.documents.get(span.document_id) for span in incident.spans)
        return [_source(document) for document in dict.fromkeys(d for d in found if d is not None)]


def _source(document: Document) -> list[str | None]:
    day = None if document.published is None else document.published.isoformat()
    return [document.title or document.source or document.id, day, document.uri]
