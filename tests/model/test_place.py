"""Absence has a reason and presence has none; only what speaks of the ground may be pinned."""

from __future__ import annotations

import pytest
from shapely import Point

from geoinc.model import Mention, MentionKind, Place, PlaceKind, Reason, Resolution

GAO = Place("x:1", "Gao", PlaceKind.SETTLEMENT, Point(0.0, 16.3))


def test_a_resolution_has_a_place_or_a_reason() -> None:
    with pytest.raises(ValueError, match="either a place or a reason"):
        Resolution(Mention(0, 3, "Gao"), None)
    with pytest.raises(ValueError, match="either a place or a reason"):
        Resolution(Mention(0, 3, "Gao"), GAO, reason=Reason.AMBIGUOUS)


@pytest.mark.parametrize("kind", list(MentionKind))
def test_only_literal_mentions_are_pinned(kind: MentionKind) -> None:
    assert Resolution(Mention(0, 3, "Gao", kind), GAO, probability=0.9).pinned is (
        kind in {MentionKind.LITERAL, MentionKind.LITERAL_MODIFIER}
    )


def test_every_reason_is_a_sentence_for_people() -> None:
    assert all(" " in reason.value and reason.value[0].islower() for reason in Reason)


def test_a_place_without_a_loader_has_no_extent() -> None:
    assert GAO.extent is None
