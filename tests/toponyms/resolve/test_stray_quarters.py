"""Quarters lie near the other places of their text."""

from __future__ import annotations

import pytest

from geoinc.gazetteer import Gazetteer
from geoinc.model import Document, Resolution
from geoinc.toponyms.resolve import mentions_from_spans, resolve_mentions


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    return Gazetteer.default()


def resolve(world: Gazetteer, text: str, *names: str) -> list[Resolution]:
    document = Document(text)
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    return resolve_mentions(document, mentions_from_spans(document, spans, world), world)


def test_a_quarter_of_that_name_in_another_part_of_the_world_is_not_meant(world: Gazetteer) -> None:
    text = "12 June, Goma: shells fell in the Kariakoo quarter. Troops fought near Sake."
    goma, kariakoo, _ = resolve(world, text, "Goma", "Kariakoo", "Sake")
    assert goma.place is not None
    assert kariakoo.place is None
    assert kariakoo.reason is not None


def test_a_quarter_near_the_places_of_its_text_is_meant(world: Gazetteer) -> None:
    (bronx, _) = resolve(world, "A fire in the Bronx neighborhood of New York killed two.", "Bronx", "New York")
    assert bronx.place is not None
    assert bronx.place.country == "US"


def test_a_quarter_alone_is_resolved(world: Gazetteer) -> None:
    (found,) = resolve(world, "Two died in the Kreuzberg quarter.", "Kreuzberg")
    assert found.place is not None
