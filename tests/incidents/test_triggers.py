from __future__ import annotations

from pathlib import Path

import pytest
from incident_inputs import triggers

from geoinc.incidents.frames.lexicon import index
from geoinc.incidents.frames.matcher import Told


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Warplanes bombed a depot.", "air strike"),
        ("Gunmen kidnapped a judge.", "abduction"),
        ("A suicide bomber struck.", "suicide bombing"),
        ("Troops clashed with rebels.", "armed clash"),
        ("Protesters marched on the square.", "peaceful protest"),
        ("A landslide buried two houses.", "natural disaster"),
        ("Police arrested two men.", "arrest"),
        ("Rebels fired rockets at the town.", "shelling"),
        ("Two skiffs chased a tanker.", "suspicious approach"),
        ("Two men were beaten in the market.", "attack"),
        ("A nurse was stoned by a crowd.", "attack"),
        ("Pirates boarded a tanker.", "hijacking"),
        ("Raiders burned two villages.", "property destruction"),
    ],
)
def test_types(text: str, kind: str) -> None:
    assert kind in {t.type for t in triggers(text)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Rebels attacked the base.", Told.FACT),
        ("Rebels did not attack the base.", Told.NEGATED),
        ("Rebels will attack the base.", Told.POSSIBLE),
        ("Rebels could attack the base.", Told.POSSIBLE),
        ("Rebels were trying to attack the base.", Told.ATTEMPTED),
        ("Rebels threatened to attack the base.", Told.PLANNED),
        ("If rebels attack the base, it will fall.", Told.POSSIBLE),
        ("There was no attack.", Told.NEGATED),
        ("Police denied that there had been an explosion.", Told.DENIED),
        ("Rebels may try to attack the base.", Told.POSSIBLE),
        ("Shelling of the town could resume.", Told.POSSIBLE),
    ],
)
def test_how_an_event_is_meant(text: str, told: Told) -> None:
    assert triggers(text)[-1].told is told


def test_an_event_told_before_is_definite() -> None:
    assert triggers("Two died in the attack.")[-1].definite
    assert not triggers("Two died in an attack.")[-1].definite


def test_a_verb_of_no_weight_and_its_noun_are_one() -> None:
    [found] = triggers("Troops carried out an attack on the village.")
    assert found.text == "attack"
    frame, read = found.frame, found.read
    assert frame is not None
    assert read is not None
    assert (read.text_of(frame.attacker), read.text_of(frame.target)) == ("Troops", "the village")


@pytest.mark.parametrize(
    "text",
    ["He had a heart attack.", "The union voted for a rail strike.", "They struck a deal.", "In March 3 men left."],
)
def test_idioms_are_dropped(text: str) -> None:
    assert triggers(text) == []


def test_frames_of_ones_own_are_added(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[[frame]]\ntype = "attack"\nverbs = ["zap"]\n', "utf-8")
    assert [t.text for t in triggers("Raiders zapped the mill.", index((path,)))] == ["zapped"]


def test_names_are_no_triggers() -> None:
    assert triggers("The mayor met Dick Lynch and Ann March there.") == []
    assert triggers("Rebels Attack Base In North")[0].text == "attack"


@pytest.mark.parametrize(
    "text",
    [
        "The firm launched a rocket into orbit.",
        "The army test-fired two missiles.",
        "It fired two missiles into the sea.",
    ],
)
def test_tests_of_arms_are_no_attacks(text: str) -> None:
    assert not triggers(text)
