from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from geoinc.errors import LexiconError
from geoinc.gazetteer import Gazetteer
from geoinc.learn.recognition import train
from geoinc.model import Document, MentionKind
from geoinc.toponyms.recognize.tagger import Tagger

TEXT = "A bomb exploded in Mosul on Monday. Moscow denied it."


def toponym(word: str, kind: str) -> dict[str, object]:
    start = TEXT.index(word)
    return {"start": start, "end": start + len(word), "type": kind}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    row = {"id": "one", "text": TEXT, "toponyms": [toponym("Mosul", "Literal"), toponym("Moscow", "Metonymic")]}
    (tmp_path / "small.jsonl").write_text("\n".join([json.dumps(row)] * 12), "utf-8")
    return tmp_path


def test_what_is_taught_is_recognised(folder: Path, gazetteer: Gazetteer) -> None:
    weights = train.learn(list(train.read_examples(folder, gazetteer)))
    mentions = Tagger(gazetteer, weights).recognize(Document(TEXT))
    assert [(m.text, m.kind) for m in mentions] == [("Mosul", MentionKind.LITERAL), ("Moscow", MentionKind.METONYMIC)]


def test_learning_is_deterministic(folder: Path, gazetteer: Gazetteer) -> None:
    examples = list(train.read_examples(folder, gazetteer))
    assert np.array_equal(train.learn(examples).labels, train.learn(examples).labels)


def test_our_sentences_are_marked_soundly(gazetteer: Gazetteer) -> None:
    sentences = [one for one in train.read_sentences(gazetteer) if one.corpus == train.OWN]
    assert len(sentences) > 100
    assert all(len(one.spans) == len(one.kinds) and None not in one.kinds for one in sentences)


def test_a_wrong_kind_is_rejected_by_line() -> None:
    with pytest.raises(LexiconError, match="line 3: 'place' is none of literal"):
        train.unmarked("In [Mosul](place)", "sentences.txt, line 3")
