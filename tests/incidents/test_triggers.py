from __future__ import annotations

from pathlib import Path

import pytest

from geoinc.incidents.modality import Modality
from geoinc.incidents.triggers import Trigger, find_triggers, lexicon
from geoinc.model import Document
from geoinc.text.sentences import sentences


def triggers(text: str) -> list[Trigger]:
    return [t for s in sentences(Document(text)) for t in find_triggers(s)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Warplanes bombed a depot.", "air strike"),
        ("Rebels bombed a depot.", "bombing"),
        ("Gunmen kidnapped a judge.", "abduction"),
        ("A suicide bomber struck.", "suicide bombing"),
        ("Troops clashed with rebels.", "armed clash"),
        ("The army recaptured the town.", "government takes territory"),
        ("Protesters marched on the square.", "peaceful protest"),
        ("A landslide buried two houses.", "natural disaster"),
        ("Police arrested two men.", "arrest"),
        ("The army targets militants in the hills.", "military operation"),
        ("Rebels fired rockets at the town.", "shelling"),
        ("Two skiffs were seen as pirates chased a tanker near skiffs.", "suspicious approach"),
        ("The army destroyed an ammunition depot.", "attack"),
    ],
)
def test_types(text: str, kind: str) -> None:
    assert kind in {t.type for t in triggers(text)}


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Rebels attacked the base.", Modality.ASSERTED),
        ("Rebels did not attack the base.", Modality.NEGATED),
        ("Rebels will attack the base.", Modality.FUTURE),
        ("Rebels could attack the base.", Modality.HYPOTHETICAL),
        ("Rebels were trying to attack the base.", Modality.ATTEMPTED),
        ("Rebels threatened to attack the base.", Modality.FUTURE),
        ("If rebels attack the base, it will fall.", Modality.HYPOTHETICAL),
        ("Officials warned of an imminent attack.", Modality.HYPOTHETICAL),
        ("There was no attack.", Modality.NEGATED),
        ("The group denied having attacked the base.", Modality.DENIED),
        ("Rebels may try to attack the base.", Modality.FUTURE),
        ("Shelling of the town could resume.", Modality.HYPOTHETICAL),
    ],
)
def test_how_an_event_is_meant(text: str, modality: Modality) -> None:
    assert triggers(text)[0].modality is modality


def test_an_event_told_before_is_definite() -> None:
    assert triggers("Two died in the attack.")[-1].definite
    assert not triggers("Two died in an attack.")[-1].definite


@pytest.mark.parametrize(
    "text",
    ["He had a heart attack.", "The union voted for a rail strike.", "They struck a deal.", "In March 3 men left."],
)
def test_idioms_are_dropped(text: str) -> None:
    assert triggers(text) == []


def test_a_lexicon_of_ones_own_is_added(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[[trigger]]\ntype = "attack"\nverbs = ["zap"]\n', "utf-8")
    [sentence] = sentences(Document("Raiders zapped the mill."))
    assert [t.text for t in find_triggers(sentence, lexicon((path,)))] == ["zapped"]


def test_names_are_no_triggers() -> None:
    assert triggers("The mayor met Dick Lynch and Ann March there.") == []
    assert triggers("Rebels Attack Base In North")[0].text == "attack"


@pytest.mark.parametrize(
    "text",
    [
        "The firm launched a rocket into orbit.",
        "The army test-fired two missiles.",
        "It fired two missiles into the sea.",
        "The post office launched a drone delivery service.",
    ],
)
def test_tests_and_services_are_no_attacks(text: str) -> None:
    assert not triggers(text)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("A tanker was hit by an uncrewed surface craft off Hodeidah.", ["attack"]),
        ("A tanker was hit by two anti-ship missiles.", ["shelling"]),
        ("The bus was hit by a train.", []),
        ("The economy was hit by inflation.", []),
        ("The town was hit by strikes of teachers.", []),
    ],
)
def test_hit_by_arms_is_an_attack_and_hit_by_misfortune_none(text: str, types: list[str]) -> None:
    assert [t.type for t in triggers(text) if t.text == "hit"] == types
