"""What a lone name means to a reader anywhere in the world."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geoinc.gazetteer import Gazetteer
from geoinc.learn.resolution import prominence
from geoinc.model import Document
from geoinc.toponyms.resolve import mentions_from_spans, resolve_mentions

NAMES = Path(__file__).with_name("world_names.csv")
"""Names with the countries (ISO 3166-1) that a reader would think of, in our own choice."""

TEMPLATES = (
    "{}",
    "Explosion in {} kills five.",
    "{} mayor resigns",
    "Protesters march in {} over prices, police say.",
    "{} - Schools were closed on Monday.",
)
EXPECTED_SHARE = 0.92


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    return Gazetteer.default()


def country(world: Gazetteer, template: str, name: str) -> str | None:
    document, start = Document(template.format(name)), template.index("{}")
    mentions = mentions_from_spans(document, [(start, start + len(name))], world)
    place = resolve_mentions(document, mentions, world)[0].place
    return None if place is None else place.country


def test_lone_names_are_what_the_world_knows_by_them(world: Gazetteer) -> None:
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    right = sum(
        country(world, template, row["name"]) in row["countries"].split("/") for row in rows for template in TEMPLATES
    )
    assert right / (len(rows) * len(TEMPLATES)) >= EXPECTED_SHARE


@pytest.mark.parametrize(
    ("name", "expected"), [("Athens", "GR"), ("Tripoli", "LY"), ("Kingston", "JM"), ("Peru", "PE"), ("Hanover", "DE")]
)
def test_headlines_mean_the_famous_place(world: Gazetteer, name: str, expected: str) -> None:
    assert country(world, "Two dead in {} fire", name) == expected


def test_drills_of_lone_names_repeat_themselves(gazetteer: Gazetteer) -> None:
    made = prominence.make(gazetteer)
    assert made == prominence.make(gazetteer)
    assert all(len(example.mentions) == 1 for example in made)
    texas = {"geonames:4717560", "geonames:4905687"}
    meant = [e.gold[0].id for e in made if e.mentions[0].text == "Paris" and "namesake" in e.document.id]
    assert sum(identity in texas for identity in meant) < len(meant) / 2
