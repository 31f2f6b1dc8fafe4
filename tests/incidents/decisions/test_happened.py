"""At which of a text's places anything happened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from incident_inputs import place, relation, resolve

from geoinc.incidents.decisions import happened
from geoinc.incidents.decisions.scorer import Scorer
from geoinc.incidents.find import events_of
from geoinc.incidents.scene import Story
from geoinc.model import Document, RelationKind

if TYPE_CHECKING:
    import pytest

TEXT = (
    "Gunmen killed four farmers in Alba on Monday, police said.\n\nThe wounded were taken to the hospital in Beta.\n\n"
    "Beta has had no rain this year."
)


def known() -> dict[str, dict[str, float]]:
    document = Document(TEXT)
    story = Story(*events_of(document, resolve(document, ["Alba"]), ()))
    names = {"Alba": place("Alba", at=(10.0, 10.0)), "Beta": place("Beta", at=(10.3, 10.0))}
    told = [relation(document, name, RelationKind.AT, found) for name, found in names.items()]
    return {p.name: f for p, f in happened.features(replace(story.page, relations=told), story.events, ())}


def test_words_beside_a_place_and_its_event_are_known() -> None:
    alba, beta = known()["Alba"], known()["Beta"]
    assert "beside an event" in alba
    assert {"right before in", "before hospital", "said wounded", "right after ."} <= beta.keys()


def test_how_far_the_other_places_lie_is_known() -> None:
    alba = known()["Alba"]
    assert (alba["within 25 km"], alba["within 50 km"]) == (0.0, 1.0)


def test_each_place_is_weighed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(happened, "load", lambda _name: Scorer({"before in": 1.0}))
    document = Document(TEXT)
    story = Story(*events_of(document, resolve(document, ["Alba"]), ()))
    assert list(story.happened.values()) == [happened._BESIDE]


def test_places_of_a_collection_have_nothing_to_do_with_one_another() -> None:
    document = Document("Alba: gunmen killed four farmers.\nBeta: a bomb hurt two.")
    story = Story(*events_of(document, resolve(document, ["Alba", "Beta"]), ()))
    alone, beside = (happened.features(story.page, story.events, (), collected=c) for c in (True, False))
    assert all("alone" not in found and "nearest" not in found for _, found in alone)
    assert any("nearest" in found for _, found in beside)
