"""What only the whole run knows of a document: a unique id, the date of its story, what it repeats, its outlet's home.

The texts are passed over and not held. Where some have no date they are passed over again, and each leaves its fingerprint,
one or two kilobytes.
"""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from geoinc.batch import frames
from geoinc.batch.folder import Folder, written
from geoinc.batch.frames import OK, RecordFrame
from geoinc.batch.reprints import adds_nothing, body_of
from geoinc.batch.rows import DocumentFacts, Outlet, Read
from geoinc.batch.stages import CONTEXT, OUTLETS, READ, SAMPLES
from geoinc.pipeline import unique_id
from geoinc.text.fingerprints import Fingerprint
from geoinc.text.publication import mates, note_of_mate
from geoinc.toponyms.resolve.sources import domain_of

if TYPE_CHECKING:
    from geoinc.batch.plan import Plan
    from geoinc.model import Document

SAMPLE = 40
"""Documents by which an outlet's home is learned: more change nothing that its sixty places do not hold."""
LEAST = 3
"""An outlet with fewer documents teaches nothing of its home."""
TOGETHER = 25
"""Outlets a task."""


@dataclass(slots=True)
class Overview:
    """What is held of a run's documents: a list for each partition, what is known of each document in order."""

    told: list[list[DocumentFacts]] = field(default_factory=list)
    domains: list[list[str | None]] = field(default_factory=list)
    sampled: dict[str, list[tuple[str, int, int]]] = field(default_factory=dict)
    """For each outlet, a hash, the partition and the place of the documents with the smallest hashes."""
    documents: Counter[str] = field(default_factory=Counter)
    """How many documents each outlet has."""
    numbered: list[str] = field(default_factory=list)
    """The ids that documents were given because theirs were taken."""


def survey(plan: Plan, folder: Folder) -> Overview:
    """Return what the whole run knows, from the documents that were read."""
    overview = Overview()
    ids: Counter[str] = Counter()
    seen: dict[bytes, str] = {}
    bodies: dict[bytes, tuple[str, int]] = {}
    for number in range(len(plan.partitions)):
        overview.told.append([])
        overview.domains.append([])
        for row, document in _documents(plan, folder, number):
            told = _identified(row, document, ids, seen if plan.work.repeats else {})
            if plan.work.repeats and not told.repeats:
                told = _reprinted(told, document, bodies)
            if told.id != document.id:
                overview.numbered.append(told.id)
            place = (number, len(overview.told[number]))
            overview.told[number].append(told)
            overview.domains[number].append(domain_of(document) if plan.work.outlets else None)
            if not told.repeats:
                _sample(overview, place, told)
    dated = [told.published is not None for of_partition in overview.told for told in of_partition if not told.repeats]
    if any(dated) and not all(dated):
        _date(plan, folder, overview)
    return overview


def _date(plan: Plan, folder: Folder, overview: Overview) -> None:
    """Give documents without a date that of another which tells the same story."""
    prints: list[Fingerprint] = []
    dates: list[date | None] = []
    places: list[tuple[int, int]] = []
    for number, of_partition in enumerate(overview.told):
        for position, (told, (row, _)) in enumerate(zip(of_partition, _documents(plan, folder, number), strict=True)):
            if not told.repeats:
                prints.append(_print(row))
                dates.append(told.published)
                places.append((number, position))
    for undated, mate in mates(prints, dates):
        _inherit(overview, places[undated], places[mate])
    days = {told.id: told.published for of_partition in overview.told for told in of_partition if not told.repeats}
    for of_partition in overview.told:
        of_partition[:] = [replace(t, published=days.get(t.repeats)) if t.repeats else t for t in of_partition]


def _documents(plan: Plan, folder: Folder, number: int) -> Iterator[tuple[Read, Document]]:
    for frame in folder.rows(READ, plan.partitions[number].id):
        if frame.status == OK:
            row: Read = frames.loads(frame.data)
            assert row.document is not None
            yield row, row.document


def _identified(row: Read, document: Document, ids: Counter[str], seen: dict[bytes, str]) -> DocumentFacts:
    """Return a document's unique id, what it repeats in every field, and where its date comes from."""
    whole = (document.text, document.title, document.published, document.source, document.uri, document.near)
    key = hashlib.sha256(repr(whole).encode("utf-8", "surrogatepass")).digest()
    repeats = seen.get(key, "")
    own = unique_id(document.id, ids)
    seen.setdefault(key, own)
    note = ""
    if document.published and not row.given:
        note = f"{document.uri or document.title or own}: published {document.published}, as its text says"
    return DocumentFacts(own, published=document.published, note=note, repeats=repeats)


def _reprinted(told: DocumentFacts, document: Document, bodies: dict[bytes, tuple[str, int]]) -> DocumentFacts:
    """Return what is known of a document, with the one whose report it is under another head."""
    body = body_of(document)
    if body is None:
        return told
    if body.digest not in bodies:
        bodies[body.digest] = (told.id, body.start)
        return told
    original, first = bodies[body.digest]
    if not adds_nothing(document, body.start):
        return told
    return replace(told, repeats=original, first=first, shift=body.start - first)


def _print(row: Read) -> Fingerprint:
    return Fingerprint(np.frombuffer(row.names, np.uint32), np.frombuffer(row.shingles, np.uint32))


def _sample(overview: Overview, place: tuple[int, int], told: DocumentFacts) -> None:
    """Keep a document for its outlet's home, where its hash is among the smallest: the same ones in any order."""
    domain = overview.domains[place[0]][place[1]]
    if domain is None:
        return
    overview.documents[domain] += 1
    rank = hashlib.sha256(told.id.encode("utf-8", "surrogatepass")).hexdigest()
    kept = overview.sampled.setdefault(domain, [])
    kept.append((rank, *place))
    if len(kept) > 2 * SAMPLE:
        overview.sampled[domain] = heapq.nsmallest(SAMPLE, kept)


def _inherit(overview: Overview, place: tuple[int, int], mate: tuple[int, int]) -> None:
    own, other = overview.told[place[0]][place[1]], overview.told[mate[0]][mate[1]]
    note = note_of_mate(own.id, other.published, other.id)
    overview.told[place[0]][place[1]] = replace(own, published=other.published, note=note)


def samples(plan: Plan, folder: Folder, overview: Overview, known: Iterable[str]) -> list[tuple[str, int]]:
    """Write the documents by which outlets' homes are learned, and return each part's key and number of outlets.

    Outlets that are ``known`` keep their home: what was found by it stays found.
    """
    known = set(known)
    wanted = sorted(d for d, count in overview.documents.items() if count >= LEAST and d not in known)
    places = {
        (number, place): domain
        for domain in wanted
        for _, number, place in heapq.nsmallest(SAMPLE, overview.sampled[domain])
    }
    held: dict[str, list[Document]] = {domain: [] for domain in wanted}
    for number in sorted({number for number, _ in places}):
        for place, (_, document) in enumerate(_documents(plan, folder, number)):
            if (number, place) in places:
                held[places[number, place]].append(document)
    outlets = [Outlet(domain, tuple(held[domain])) for domain in wanted]
    chunks = [outlets[i : i + TOGETHER] for i in range(0, len(outlets), TOGETHER)]
    return [(_part(folder, SAMPLES, [frames.dumps(o) for o in chunk]), len(chunk)) for chunk in chunks]


def learned(folder: Folder, keys: Iterable[str]) -> dict[str, Outlet]:
    """Return the homes that were learned, by outlet."""
    rows = (frames.loads(f.data) for key in keys for f in folder.rows(OUTLETS, key) if f.status == OK)
    return {outlet.domain: outlet for outlet in rows if outlet.home}


def write(plan: Plan, folder: Folder, overview: Overview, homes: dict[str, Outlet]) -> list[tuple[str, int, int]]:
    """Write what the whole run knows of each partition; return the key, number and records of each.

    The key follows from all that a partition's outcome depends on, so that what is found once is not found again when
    a run grows.
    """
    found = []
    for number, partition in enumerate(plan.partitions):
        read = folder.receipt(READ, partition.id)
        assert read is not None
        told = [frames.dumps(t) for t in overview.told[number]]
        outlets = sorted({d for d in overview.domains[number] if d in homes})
        own = [frames.dumps(homes[d]) for d in outlets if d is not None]
        key = _key([*map(str.encode, sorted(read["files"].values())), partition.id.encode(), *told, b"homes", *own])
        _part(folder, CONTEXT, told, key)
        _part(folder, f"{CONTEXT}-{OUTLETS}", own, key)
        found.append((key, number, read["documents"]["in"]))
    return found


def put(folder: Folder, key: str, read: Sequence[Read], told: Sequence[DocumentFacts]) -> None:
    """Write a partition of documents that are in memory as one that was read, with what is known of them."""
    _part(folder, READ, [frames.dumps(row) for row in read], key)
    _part(folder, CONTEXT, [frames.dumps(row) for row in told], key)
    _part(folder, f"{CONTEXT}-{OUTLETS}", [], key)


def _key(parts: Sequence[bytes]) -> str:
    digested = hashlib.sha256()
    for part in parts:
        digested.update(hashlib.sha256(part).digest())
    return digested.hexdigest()[:24]


def _part(folder: Folder, stage: str, datas: Sequence[bytes], key: str | None = None) -> str:
    """Write a part of the driver's own with its receipt, unless it is there; return its key."""
    key = key or _key(datas)
    if folder.receipt(stage, key) is None:
        path = folder.part(stage, key)
        with written(path) as temporary, temporary.open("wb") as file:
            for data in datas:
                frames.write(file, RecordFrame(data, OK, 0))
        folder.commit(stage, key, [path], {"documents": {"in": len(datas)}})
    return key
