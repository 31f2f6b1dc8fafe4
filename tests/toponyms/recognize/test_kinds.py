"""Rows of weights by which a mention's sense is told."""

from __future__ import annotations

import numpy as np
import pytest

from geoinc.gazetteer import Gazetteer
from geoinc.model import MentionKind
from geoinc.toponyms.recognize.features import analyse
from geoinc.toponyms.recognize.kinds import ANNOTATED, BITS, KINDS, PHRASE_TEMPLATES, TEMPLATES, kind_rows
from geoinc.toponyms.recognize.names import Names
from geoinc.toponyms.recognize.words import Vocabulary


def rows(gazetteer: Gazetteer, text: str, word: str) -> np.ndarray[tuple[int, int], np.dtype[np.intp]]:
    found = analyse(text, Vocabulary(), Names(gazetteer))
    at = found.tokens.words.index(word)
    return kind_rows(found, [(at, at)])


def test_a_mention_has_a_row_a_template(gazetteer: Gazetteer) -> None:
    found = rows(gazetteer, "Shells fell on Mosul.", "Mosul")
    assert found.dtype == np.intp
    assert found.shape == (1, len(TEMPLATES) + len(PHRASE_TEMPLATES))
    assert found.min() >= 0
    assert found.max() < 1 << BITS


def test_no_mentions_have_no_rows(gazetteer: Gazetteer) -> None:
    found = analyse("Shells fell.", Vocabulary(), Names(gazetteer))
    assert kind_rows(found, []).shape == (0, len(TEMPLATES) + len(PHRASE_TEMPLATES))


def test_what_stands_around_a_mention_changes_its_rows(gazetteer: Gazetteer) -> None:
    ground, government = (
        rows(gazetteer, "Shells fell on Mosul.", "Mosul"),
        rows(gazetteer, "Mosul said it fell.", "Mosul"),
    )
    assert (ground != government).sum() > len(TEMPLATES) // 2


@pytest.mark.parametrize("kind", ANNOTATED.values())
def test_annotations_lead_to_kinds_that_are_learned(kind: MentionKind) -> None:
    assert kind in KINDS


def test_only_what_may_be_pinned_is_literal() -> None:
    assert {name for name, kind in ANNOTATED.items() if kind is MentionKind.LITERAL} == {
        "Literal", "Mixed", "Coercion", "Embedded_Literal",
    }  # fmt: skip
