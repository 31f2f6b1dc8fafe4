from __future__ import annotations

import pytest

from geoinc.gazetteer import Gazetteer
from geoinc.model import Document, PlaceKind
from geoinc.toponyms.resolve import mentions_from_spans
from geoinc.toponyms.resolve.mention_context import TEXT_FEATURES, Link, MentionGroups, read


def reading(text: str, *names: str, gazetteer: Gazetteer | None = None) -> MentionGroups:
    spans, position = [], 0
    for name in names:
        start = text.index(name, position)
        position = start + len(name)
        spans.append((start, position))
    document = Document(text)
    return read(document, mentions_from_spans(document, spans, gazetteer))


def links(found: MentionGroups) -> set[tuple[Link, int, int]]:
    return {(Link(kind), int(row), int(column)) for kind, row, column in zip(*found.links.nonzero(), strict=True)}


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Paris, Texas", Link.COMMA),
        ("Paris in Texas", Link.IN),
        ("Paris in the far north of Texas", Link.IN),
        ("Paris (Texas)", Link.PAREN),
    ],
)
def test_the_words_between_tie_the_first_to_the_second(text: str, link: Link) -> None:
    assert (link, 0, 1) in links(reading(text, "Paris", "Texas"))


@pytest.mark.parametrize("text", ["Texas's Paris", "Texas' own Paris", "the Texas town of Paris"])
def test_an_owner_comes_first(text: str) -> None:
    assert links(reading(text, "Texas", "Paris")) == {(Link.OWNED, 1, 0)}


def test_a_demonym_owns_the_name_behind_it(gazetteer: Gazetteer) -> None:
    found = reading("Syrian border post Khusham", "Syrian", "Khusham", gazetteer=gazetteer)
    assert links(found) == {(Link.OWNED, 1, 0)}
    assert found.demonym == (True, False)


def test_peers_are_tied_both_ways() -> None:
    assert links(reading("Paris and London", "Paris", "London")) == {(Link.PEER, 0, 1), (Link.PEER, 1, 0)}


def test_a_chain_ties_its_ends() -> None:
    found = links(reading("Paris, Lamar County, Texas", "Paris", "Lamar County", "Texas"))
    assert (Link.CHAIN, 0, 2) in found


@pytest.mark.parametrize("text", ["Paris. Texas", "Paris\nTexas", "Paris " + "very " * 20 + "far from Texas"])
def test_sentences_and_distance_part(text: str) -> None:
    assert links(reading(text, "Paris", "Texas")) == set()


def test_mentions_of_a_name_are_one_group() -> None:
    found = reading("Paris and PARIS and London", "Paris", "PARIS", "London")
    assert found.group_of == (0, 0, 1)
    assert found.counts.tolist() == [2, 1]


def test_a_name_with_two_containers_is_two_groups() -> None:
    found = reading("Paris, Texas, and Paris, France", "Paris", "Texas", "Paris", "France")
    assert found.group_of == (0, 1, 2, 3)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("the city of Boone was", PlaceKind.SETTLEMENT),
        ("the province of the Boone was", PlaceKind.ADMIN1),
        ("near Lake Boone was", PlaceKind.LAKE),
        ("Boone county was", PlaceKind.ADMIN2),
        ("the Boone River was", PlaceKind.RIVER),
    ],
)
def test_words_beside_a_name_ask_for_a_kind(text: str, kind: PlaceKind) -> None:
    assert kind in reading(text, "Boone").cues[0]


@pytest.mark.parametrize("text", ["Boone was", "the Boone family", "Boone. The river rose"])
def test_other_words_ask_for_nothing(text: str) -> None:
    assert reading(text, "Boone").cues == (frozenset(),)


@pytest.mark.parametrize("text", ["BEIRUT (Reuters) - Two", "BEIRUT — Two", "BEIRUT, Lebanon (AP) — Two"])
def test_datelines(text: str) -> None:
    found = reading(text, "BEIRUT")
    assert found.text[0, TEXT_FEATURES.index("dateline")]
    assert not reading("They met in Beirut on Monday.", "Beirut").text[0, TEXT_FEATURES.index("dateline")]


@pytest.mark.parametrize(
    "text",
    ["Cases rose in nine provinces of Texas.", "Cases in Texas by province follow.", "They live in counties of Texas."],
)
def test_words_for_its_parts_ask_for_nothing(text: str) -> None:
    assert reading(text, "Texas").own_cues == (frozenset(),)
