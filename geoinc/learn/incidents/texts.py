"""The texts that the incidents stage learns from: rows of databases, snippets, chapters of a treebank, our own."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from geoinc.incidents.place import all_relations
from geoinc.model import Document, Relation, Resolution
from geoinc.pipeline import Pipeline
from geoinc.read.jsonlines import objects
from geoinc.text.sentences import sentences

OWN = Path(__file__).with_name("told.txt")
NO_INCIDENTS = frozenset({"ATTRIB", "DIPLO", "CHANGE_TO_GROUP_ACT", "AGREEMENT", "NON_VIOL_TERRIT_TRANSFER", "OTHER", "HQ_ESTABLISHED"})  # fmt: skip
"""Labels of snippets that are no incidents on a map, or not always."""
PEACEFUL = ("academic", "bio", "interview", "speech", "textbook", "voyage")
"""Genres of the treebank that hardly tell of incidents here and now."""
_CHAPTER = 6
"""So many sentences of the treebank make a text."""
_LATER = timedelta(days=2)
FOLDS = 4
PUBLISHED = date(2024, 6, 12)
"""Of every other text that no date of publication is known of: whether its days are known is no sign of what it tells."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to learn from: its table, whether it tells of an incident, and what is recorded of that."""

    table: str
    document: Document
    told: bool
    row: dict[str, Any] = field(default_factory=dict, compare=False)
    part: int | None = None
    """The fold of a text that goes with others of its file."""

    @property
    def fold(self) -> int:
        """The part of all texts that this one is of, from 0 to :data:`FOLDS`: each is left out once."""
        return self.part if self.part is not None else sha256(self.document.text.encode()).digest()[0] % FOLDS


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text with its resolved mentions and relations."""

    text: Text
    resolutions: tuple[Resolution, ...]
    relations: tuple[Relation, ...]

    @property
    def every_relation(self) -> list[Relation]:
        """The relations, with those of bare place names."""
        return all_relations(self.text.document, self.resolutions, self.relations)


def rows(folder: Path, table: str, *, most: int | None = None) -> list[Text]:
    """Return the rows of a table, published two days after they happened; at most so many, chosen by a hash."""
    found = [o for _, o in objects(folder / f"{table}.jsonl")]
    found.sort(key=lambda o: sha256(f"{o.get('id')}{o['text']}".encode()).digest())
    return [Text(table, _document(o), told=True, row=o) for o in found[:most]]


def _document(row: dict[str, Any]) -> Document:
    day = date.fromisoformat(row["date"]) + _LATER if row.get("date") else None
    return Document(row["text"], id=str(row.get("id") or ""), published=day, near=row.get("country") or "")


def snippets(folder: Path) -> list[Text]:
    """Return the snippets whose label is an incident."""
    found = (o for _, o in objects(folder / "case2021_event_types.jsonl"))
    return [Text("snippets", Document(o["text"]), told=True, row=o) for o in found if o["label"] not in NO_INCIDENTS]


def reports(folder: Path) -> list[Text]:
    """Return the news reports that have templates; others may tell of what their guidelines do not cover."""
    found = []
    for _, row in objects(folder / "muc4_mixed.jsonl"):
        stated = (row.get("dateline") or {}).get("date")
        document = Document(row["text"], id=str(row["id"]), published=date.fromisoformat(stated) if stated else None)
        if row["templates"]:
            found.append(Text("reports", document, told=True, row=row))
    return found


def news(folder: Path, most: int) -> list[Text]:
    """Return at most so many articles of each corpus of news, whatever they tell, chosen by a hash."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        texts = sorted((o["text"] for _, o in objects(path)), key=lambda t: sha256(t.encode()).digest())
        found += [Text("news", Document(text), told=False) for text in texts[:most]]
    return found


def own() -> Iterator[Text]:
    """Yield our own texts."""
    for line in OWN.read_text("utf-8").splitlines():
        if line[:1] in {"+", "-"}:
            kind, _, text = line[2:].partition("|")
            told = line[0] == "+"
            yield Text("own" if told else "none", Document(text.strip()), told=told, row={"kind": kind.strip()})


def passages(folder: Path) -> Iterator[Text]:
    """Yield passages of news articles, of which nothing is known; most tell of no incident."""
    for name in ("geovirus", "geowebnews", "lgl"):
        for _, row in objects(folder / f"{name}.jsonl"):
            document = Document(row["text"])
            told = sentences(document)
            for first in range(0, len(told), _CHAPTER):
                part = told[first : first + _CHAPTER]
                yield Text("news", Document(row["text"][part[0].start : part[-1].end]), told=False)


def chapters(treebank: Path) -> Iterator[Text]:
    """Yield short chapters of the peaceful genres of a treebank (CoNLL-U, compressed), which tell of no incident."""
    for book in _books(treebank):
        for start in range(0, len(book), _CHAPTER):
            yield Text("chapters", Document(" ".join(book[start : start + _CHAPTER])), told=False)


def _books(treebank: Path) -> Iterator[list[str]]:
    book: list[str] = []
    words: list[str] = []
    peaceful = False
    with gzip.open(treebank, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc"):
                if peaceful and book:
                    yield book
                book, peaceful = [], any(f"_{genre}_" in line for genre in PEACEFUL)
            elif line[:1].isdigit() and line.split("\t", 1)[0].isdigit():
                columns = line.rstrip("\n").split("\t")
                words.append(columns[1] + ("" if "SpaceAfter=No" in columns[-1] else " "))
            elif not line.strip() and words:
                book.append("".join(words).strip())
                words = []
    if peaceful and book:
        yield book


def every_other_dated(texts: Iterable[Text]) -> list[Text]:
    """Return texts of which every other one that tells, and every other one that does not, is published on a day."""
    seen: Counter[bool] = Counter()
    found = []
    for text in texts:
        seen[text.told] += 1
        dated = seen[text.told] % 2 == 0
        found.append(replace(text, document=replace(text.document, published=PUBLISHED)) if dated else text)
    return found


def prepared(texts: list[Text], pipeline: Pipeline) -> list[Prepared]:
    """Return texts with what the stages before this one find in them."""
    from geoinc.relations.parse import find_relations

    found = []
    for text in texts:
        resolutions = tuple(pipeline.find_places(text.document))
        relations = tuple(find_relations(text.document, resolutions, pipeline.gazetteer))
        found.append(Prepared(text, resolutions, relations))
    return found
