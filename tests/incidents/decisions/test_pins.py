"""What a text tells for and against a pin of one of its events."""

from __future__ import annotations

from dataclasses import replace

from incident_inputs import place, relation, resolve

from geoinc.incidents.decisions import certainty
from geoinc.incidents.decisions.pins import evidence, of_scene
from geoinc.incidents.decisions.scorer import load
from geoinc.incidents.find import events_of
from geoinc.incidents.scene import Scene, Story
from geoinc.model import Document, RelationKind


def test_an_article_says_how_each_event_is_told_and_where_its_others_were() -> None:
    text = (
        "Gunmen killed four farmers in Alba on Monday, police said.\n\nThey fled on motorcycles towards the hills.\n\n"
        "On Friday a bomb wounded nine people at the market in Alba, a doctor said.\n\nNobody was arrested."
    )
    document = Document(text)
    resolutions = resolve(document, ["Alba"])
    story = Story(*events_of(document, resolutions, ()))
    alba = relation(document, "Alba", RelationKind.AT, place("Alba"))
    first, second = evidence(story, [Scene((alba,), 0.8, ((alba, 0.8),)) for _ in story.events])
    assert first is not None
    assert second is not None
    assert first["toll"] == second["toll"] == 1.0
    assert first["first"] == second["place of the first"] == 1.0
    assert evidence(story, [Scene((), 0.1) for _ in story.events]) == [{}, {}]


def test_a_message_bears_itself_out() -> None:
    document = Document("Gunmen killed four farmers in Alba.")
    story = Story(*events_of(document, resolve(document, ["Alba"]), ()))
    assert evidence(story, [Scene((), 0.0) for _ in story.events]) == [None]


def test_some_of_what_bears_out_a_pin_says_something_else_among_messages() -> None:
    document = Document(
        "- Gunmen killed four farmers in Alba on 3 May.\n- A bomb wounded a priest in Beta on 4 May.\n"
        "- Rebels abducted two nurses in Gama on 5 May.\n- Bandits burned a bus in Delta on 6 May."
    )
    story = Story(*events_of(document, resolve(document, ["Alba", "Beta", "Gama", "Delta"]), ()))
    alba = relation(document, "Alba", RelationKind.AT, place("Alba"))
    found = evidence(story, [Scene((alba,), 0.8, ((alba, 0.8),)) for _ in story.events])
    assert all(told is not None and told["collected"] and told["collected odds"] == told["odds"] for told in found)


def test_a_surer_scene_makes_a_surer_pin_and_an_area_a_less_sure_one() -> None:
    scorer, alba = load(certainty.PIN), relation(Document("Alba"), "Alba", RelationKind.AT, place("Alba"))
    scene = Scene((alba,), 0.9, ((alba, 0.9),))
    doubtful = replace(scene, probability=0.5, others=((alba, 0.5),))
    assert scorer.score(of_scene(scene)) > scorer.score(of_scene(doubtful))
    assert scorer.score({"size": 0.0}) > scorer.score({"size": 2.0})
