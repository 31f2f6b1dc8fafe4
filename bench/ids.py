"""How many incidents keep their ids over what happens to collections of reports: ``python bench/ids.py CORPUS.jsonl [LIMIT]``.

For each change it prints how many of the incidents of before are known after it: by their id, in ``Incident.was`` of another,
and by their id with the earlier report given (``previous=``).
"""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import geoinc
from geoinc.pipeline import Pipeline
from geoinc.read.jsonlines import objects

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORTER = 0.6
"""The share of a text that its shorter form has."""


def documents(path: Path, limit: int) -> list[geoinc.Document]:
    """Return a fixed sample of the texts of a corpus."""
    rows = [row for _, row in objects(path)]
    chosen = random.Random(0).sample(rows, min(limit, len(rows)))
    return [geoinc.Document(row["text"], id=f"{i}.txt", published=row.get("published")) for i, row in enumerate(chosen)]


def shorter(document: geoinc.Document) -> geoinc.Document:
    """Return a document as it was before it grew: cut after a sentence."""
    cut = document.text.rfind(". ", 0, int(len(document.text) * SHORTER))
    return replace(document, text=document.text[: cut + 1] if cut > 0 else document.text)


def told(name: str, pipeline: Pipeline, before: Sequence[geoinc.Document], after: Sequence[geoinc.Document]) -> None:
    """Print what of one run is known in the next."""
    former = pipeline.run(before).incidents
    alone = pipeline.run(after).incidents
    given = pipeline.run(after, former=former).incidents
    ids, was = {i.id for i in alone}, {w for i in alone for w in i.was}
    kept = {i.id for i in given} | {w for i in given for w in i.was}
    by_id = sum(i.id in ids for i in former)
    by_was = sum(i.id in was and i.id not in ids for i in former)
    with_report = sum(i.id in kept for i in former)
    print(f"{name:24} {len(former):4} before, {by_id:4} by id, {by_was:3} in was; {with_report:4} with previous=")


def main(path: str, limit: str = "60") -> None:
    """Print the table."""
    given, pipeline = documents(Path(path), int(limit)), Pipeline.default()
    half = given[: len(given) // 2]
    renamed = [replace(d, id=f"x-{d.id}") for d in given]
    random.Random(1).shuffle(renamed)
    told("renamed and shuffled", pipeline, given, renamed)
    told("twice as many reports", pipeline, half, given)
    told("texts grown from 60 %", pipeline, [shorter(d) for d in given], given)


if __name__ == "__main__":
    main(*sys.argv[1:])
