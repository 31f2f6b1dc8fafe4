from __future__ import annotations

from typing import Any

import pytest

from geoinc.errors import SpanError
from geoinc.gazetteer import Gazetteer
from geoinc.model import Document, MentionKind, Reason
from geoinc.toponyms.resolve import mentions_from_spans, resolve_mentions

DOCUMENT = Document("Syrian troops left Khusham.", id="d")


def test_mentions_carry_the_words_and_come_in_text_order() -> None:
    found = mentions_from_spans(DOCUMENT, [(19, 26), (0, 6)])
    assert [m.text for m in found] == ["Syrian", "Khusham"]


def test_a_demonym_is_told_by_the_gazetteer(gazetteer: Gazetteer) -> None:
    kinds = [m.kind for m in mentions_from_spans(DOCUMENT, [(0, 6), (19, 26)], gazetteer)]
    assert kinds == [MentionKind.DEMONYM, MentionKind.LITERAL]


@pytest.mark.parametrize(
    "span", [(-1, 3), (3, 3), (5, 2), (20, 99), ("a", "b"), (1.0, 3), (0, 5.0), (True, 3), 7, (1, 2, 3), None]
)
def test_spans_that_do_not_lie_in_the_text_are_refused(span: Any) -> None:
    with pytest.raises(SpanError) as caught:
        mentions_from_spans(DOCUMENT, [span])
    assert caught.value.span == span


def test_overlapping_spans_are_refused() -> None:
    with pytest.raises(SpanError, match="overlap"):
        mentions_from_spans(DOCUMENT, [(0, 6), (5, 9)])


def test_offsets_are_code_points() -> None:
    document = Document("🔥🔥 خشام burned")
    (found,) = mentions_from_spans(document, [(3, 7)])
    assert found.text == "خشام"


def test_lone_surrogates_are_code_points_like_others() -> None:
    document = Document("\ud800Paris\udfff")
    assert [m.text for m in mentions_from_spans(document, [(1, 6)])] == ["Paris"]


@pytest.mark.parametrize("text", ["", "  ", "...", "\x00"])
def test_a_text_without_words_has_no_places(text: str, gazetteer: Gazetteer) -> None:
    document = Document(text)
    mentions = mentions_from_spans(document, [(0, len(text))] if text else [])
    found = resolve_mentions(document, mentions, gazetteer)
    assert [item.reason for item in found] == [Reason.UNKNOWN_NAME] * len(mentions)
