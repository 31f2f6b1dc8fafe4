"""The scene, the day and the toll of an event, wherever its story tells them."""

from __future__ import annotations

from datetime import date

import pytest
from incident_inputs import place, resolve

from geoinc.incidents.decisions.scorer import Scorer
from geoinc.incidents.place import all_relations
from geoinc.incidents.scene import SceneCandidate, choose
from geoinc.model import Document, Harm, Incident, RelationKind
from geoinc.pipeline import Pipeline


def only(text: str, published: date | None = None, near: str = "") -> Incident:
    [found] = Pipeline.default().run([Document(text, id="report", published=published, near=near)]).incidents
    return found


def test_stated_coordinates_are_the_scene_however_far_from_the_event() -> None:
    found = only(
        "YEMEN: A bulk carrier was boarded on 3 May at 0400 local time by seven men in two skiffs, who threatened the watch "
        "and asked for the master, while the ship was under way in position 13-16N 048-59E, south of Mukalla."
    )
    assert RelationKind.COORDINATES in {r.kind for r in found.location.relations}
    assert found.location.region is not None
    assert found.location.region.best.y == pytest.approx(13.27, abs=0.05)


def test_a_sea_alone_is_no_pin() -> None:
    assert only("INDIAN OCEAN: Pirates in two skiffs fired upon a tanker and fled.").location.region is None


def test_a_place_told_twice_is_likelier_than_one_told_as_surely_once() -> None:
    document = Document("A bus from Alba stood in Bern, and a lorry in Alba.")
    places = {"Alba": place("Alba", at=(10.0, 10.0)), "Bern": place("Bern", at=(20.0, 10.0))}
    found = all_relations(document, resolve(document, places), [])
    odds = {"Alba": 1.0, "Bern": 1.3}
    told = [SceneCandidate(r, {"odds": odds[r.anchors[0].text]}, direct=False) for r in found]
    scene = choose(told, Scorer({"odds": 1.0}))
    assert [r.anchors[0].text for r, _ in scene.others] == ["Alba", "Bern"]
    assert {r.anchors[0].text for r in scene.relations} == {"Alba"}


def test_the_day_of_another_sentence_is_the_events() -> None:
    found = only(
        "Two nurses were beaten by armed men at their clinic in Zalingei. The clinic was looted. It was the night of 4 March 2019."
    )
    assert found.start is not None
    assert found.start.date() == date(2019, 3, 4)


@pytest.mark.parametrize(
    ("text", "harm", "number"),
    [
        ("Two nurses (Kenyan and Swiss) were shot dead in Goma.", Harm.KILLED, 2),
        ("A gunman shot dead four people in Denver before turning the gun on himself.", Harm.KILLED, 5),
        ("A vaccinator was stabbed to death in Karachi.", Harm.KILLED, 1),
        ("Three drivers were badly beaten at a checkpoint near Nyala.", Harm.WOUNDED, 3),
    ],
)
def test_people_are_counted_however_they_are_told_of(text: str, harm: Harm, number: int) -> None:
    assert only(text).casualties[harm].best == number


@pytest.mark.parametrize(
    "text",
    [
        "No vessel was boarded this quarter, the port of Lome said.",
        "The ministry in Tripoli denied on Monday that its jets had bombed a clinic.",
    ],
)
def test_what_is_denied_or_of_none_is_no_incident(text: str) -> None:
    assert not Pipeline.default().run([Document(text)]).incidents
