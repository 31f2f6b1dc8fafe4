"""At which of an article's places anything happened."""

from __future__ import annotations

from dataclasses import replace

from incident_inputs import place, relation, resolve

from geoinc.incidents.decisions import happened
from geoinc.incidents.decisions.scorer import Scorer
from geoinc.incidents.find import events_of
from geoinc.incidents.scene import Story
from geoinc.model import Document, RelationKind

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


def test_a_judge_weighs_each_place_once() -> None:
    document = Document(TEXT)
    story = Story(*events_of(document, resolve(document, ["Alba"]), ()), Scorer({"before in": 1.0}))
    assert list(story.happened.values()) == [happened._BESIDE]


def test_a_message_is_all_of_its_event() -> None:
    document = Document("Gunmen killed four farmers in Alba.")
    assert not Story(*events_of(document, resolve(document, ["Alba"]), ())).happened
