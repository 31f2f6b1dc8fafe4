"""What only the whole run knows of a document: its id, what it repeats, which documents stand for an outlet."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

from geoinc.batch import context, frames
from geoinc.batch.context import SAMPLE, Overview
from geoinc.batch.folder import Folder
from geoinc.batch.frames import OK
from geoinc.batch.rows import DocumentFacts, Outlet, Read
from geoinc.batch.stages import CONTEXT, OUTLETS, READ
from geoinc.model import Document


def identified(*documents: Document, given: bool = True) -> list[DocumentFacts]:
    ids: Counter[str] = Counter()
    seen: dict[bytes, str] = {}
    return [context._identified(Read("", d, given=given), d, ids, seen) for d in documents]


def test_ids_are_unique_and_repeats_are_known() -> None:
    first, second, third = identified(Document("x", id="a"), Document("y", id="a"), Document("x", id="a"))
    assert (first.id, first.repeats) == ("a", "")
    assert second.id not in {"a", third.id}
    assert second.repeats == ""
    assert third.repeats == "a"


def test_other_metadata_is_no_repeat() -> None:
    told = identified(Document("x", id="a", source="one.org"), Document("x", id="b", source="two.org"))
    assert [t.repeats for t in told] == ["", ""]


def test_a_date_that_the_text_says_is_noted() -> None:
    document = Document("x", id="a", published=date(2018, 2, 12))
    assert identified(document)[0].note == ""
    assert "published 2018-02-12, as its text says" in identified(document, given=False)[0].note


def sampled(order: list[int]) -> list[tuple[str, int, int]]:
    overview = Overview(domains=[["news.org"] * len(order)])
    for place in order:
        context._sample(overview, (0, place), DocumentFacts(f"d{place}"))
    assert overview.documents["news.org"] == len(order)
    return sorted(overview.sampled["news.org"])[:SAMPLE]


def test_the_same_documents_stand_for_an_outlet_in_any_order() -> None:
    order = list(range(3 * SAMPLE))
    Random(1).shuffle(order)
    assert sampled(order) == sampled(sorted(order))


def test_documents_without_an_outlet_stand_for_none() -> None:
    overview = Overview(domains=[[None]])
    context._sample(overview, (0, 0), DocumentFacts("a"))
    assert overview.sampled == {}


def test_what_is_put_is_there_once(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    rows = [Read("a", Document("x", id="a"))]
    context.put(folder, "key", rows, [DocumentFacts("a")])
    context.put(folder, "key", rows, [DocumentFacts("other")])
    assert [frames.loads(f.data) for f in folder.rows(READ, "key")] == rows
    assert [frames.loads(f.data) for f in folder.rows(CONTEXT, "key")] == [DocumentFacts("a")]


def test_homes_are_of_outlets_that_have_one(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    home = Outlet("news.org", home={"keys": b""})
    key = context._part(folder, OUTLETS, [frames.dumps(home), frames.dumps(Outlet("other.org"))])
    assert context.learned(folder, [key]) == {"news.org": home}
    assert next(folder.rows(OUTLETS, key)).status == OK
