"""Texts without an incident that nothing is learned from and nobody tunes to: how many of them give one."""

from __future__ import annotations

from pathlib import Path

from geoinc.model import Document
from geoinc.pipeline import Pipeline

KEPT_APART = Path(__file__).with_name("negatives_kept_apart.txt")
HIGHEST_FALSE_SHARE = 0.05


def test_few_texts_without_an_incident_give_one() -> None:
    texts = [line.partition("|")[2].strip() for line in KEPT_APART.read_text("utf-8").splitlines() if line[:1] != "#"]
    pipeline = Pipeline.default()
    false = sum(bool(pipeline.run([Document(text)]).incidents) for text in texts)
    assert false <= HIGHEST_FALSE_SHARE * len(texts)
