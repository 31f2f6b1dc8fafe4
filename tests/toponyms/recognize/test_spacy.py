from __future__ import annotations

import pytest

from geoinc.gazetteer import Gazetteer
from geoinc.model import Document, MentionKind
from geoinc.toponyms.recognize.spacy import SpacyRecognizer, trimmed


@pytest.mark.parametrize(
    ("words", "kept"), [("the Red Sea", "Red Sea"), ("Mali's", "Mali"), ("The Gambia’s", "Gambia"), ("The ", "The ")]
)
def test_articles_and_possessives_are_trimmed(words: str, kept: str) -> None:
    start, end = trimmed(words, 0, len(words))
    assert words[start:end] == kept


def test_a_pipeline_replaces_the_tagger(gazetteer: Gazetteer) -> None:
    spacy = pytest.importorskip("spacy", reason="the spacy extra is not installed")
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "Mosul"}, {"label": "NORP", "pattern": "Iraqi"}])
    mentions = SpacyRecognizer(pipeline, gazetteer).recognize(Document("Iraqi police died in Mosul."))
    assert [(m.text, m.kind) for m in mentions] == [("Iraqi", MentionKind.DEMONYM), ("Mosul", MentionKind.LITERAL)]
