"""Sentences as newspapers write them, several relations each."""

from __future__ import annotations

import pytest

from geoinc import testing
from geoinc.gazetteer import Gazetteer
from geoinc.model import Document, Mention, MentionKind, PlaceKind, Reason, Relation, Resolution
from geoinc.model import RelationKind as Kind
from geoinc.phrase import locate
from geoinc.relations.parse import find_relations


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return testing.gazetteer(
        testing.place("Zambia", 28, -14, kind=PlaceKind.COUNTRY, country="ZM", code="ZM", population=17_000_000, demonyms=["Zambian"]),
        testing.place("Malawi", 34, -13.5, kind=PlaceKind.COUNTRY, country="MW", code="MW", population=18_000_000, demonyms=["Malawian"]),
        testing.place("Eastern Province", 32.3, -13.2, kind=PlaceKind.ADMIN1, country="ZM", code="ZM.03"),
        testing.place("Lusaka", 28.28, -15.41, country="ZM", population=1_700_000),
        testing.place("Chipata", 32.65, -13.64, kind=PlaceKind.ADMIN2, country="ZM", code="ZM.03.CH"),
        testing.place("Chipata", 32.65, -13.64, country="ZM", population=98_000),
        testing.place("Lundazi", 33.18, -12.28, kind=PlaceKind.ADMIN2, country="ZM", code="ZM.03.LU"),
        testing.place("Lundazi", 33.18, -12.29, country="ZM", population=16_000),
        testing.place("Likoma", 34.73, -12.06, country="MW", population=9000),
        testing.place("Likoma Island", 34.73, -12.07, kind=PlaceKind.ISLAND, country="MW"),
        testing.place("Kafue", 28.18, -15.77, country="ZM", population=29_000),
        testing.place("Kafue River", 27.5, -15.6, kind=PlaceKind.RIVER, country="ZM"),
        testing.place("Namwala", 26.44, -15.75, country="ZM", population=8000),
    )  # fmt: skip


Named = tuple[str, PlaceKind, MentionKind]
TOWN, COUNTRY, UNIT = PlaceKind.SETTLEMENT, PlaceKind.COUNTRY, PlaceKind.ADMIN1
LITERAL, ACTING, ADJECTIVE = MentionKind.LITERAL, MentionKind.ASSOCIATIVE, MentionKind.DEMONYM


def read(text: str, gazetteer: Gazetteer, *named: Named) -> list[Relation]:
    found = []
    for name, kind, sense in named:
        every = [gazetteer.place_at(int(i)) for i in gazetteer.indices(name)]
        place = next((p for p in every if p.kind is kind), None) or gazetteer.place_at(gazetteer.demonym(name) or 0)
        start = text.index(name)
        found.append(Resolution(Mention(start, start + len(name), name, kind=sense), place, probability=0.9))
    return find_relations(Document(text), found, gazetteer)


def test_a_thing_named_at_once_is_its_name(gazetteer: Gazetteer) -> None:
    text = "A bus overturned 40 km north of the capital, Lusaka, on Monday."
    (relation,) = read(text, gazetteer, ("Lusaka", TOWN, LITERAL))
    assert (relation.kind, relation.anchors[0].text) == (Kind.OFFSET, "Lusaka")
    assert relation.span.text == "40 km north of the capital, Lusaka"


def test_somebody_else_after_the_comma_is_not_the_name(gazetteer: Gazetteer) -> None:
    text = "It lies 3 km from the town, Lusaka officials said."
    (relation,) = read(text, gazetteer, ("Lusaka", TOWN, LITERAL))
    assert relation.anchors[0].reason is Reason.UNNAMED_ANCHOR


def test_a_part_of_a_country_gives_way_to_the_unit_it_owns(gazetteer: Gazetteer) -> None:
    text = "Floods hit eastern Zambia's Eastern Province last week."
    (relation,) = read(text, gazetteer, ("Zambia", COUNTRY, LITERAL), ("Eastern Province", UNIT, LITERAL))
    assert (relation.kind, relation.anchors[0].text) == (Kind.IN, "Eastern Province")


@pytest.mark.parametrize(
    "text",
    [
        "A bus overturned 40 km north of Zambia's Lusaka on Monday.",
        "A bus overturned 40 km north of Zambia's city of Lusaka on Monday.",
        "A bus overturned 40 km north of Zambia's northeastern garrison town of Lusaka on Monday.",
    ],
)
def test_what_a_state_owns_is_measured_from_not_the_state(text: str, gazetteer: Gazetteer) -> None:
    (relation,) = read(text, gazetteer, ("Zambia", COUNTRY, LITERAL), ("Lusaka", TOWN, LITERAL))
    assert (relation.kind, relation.anchors[0].text) == (Kind.OFFSET, "Lusaka")


def test_what_a_state_owns_and_is_no_place_leaves_the_state(gazetteer: Gazetteer) -> None:
    text = "A bus overturned 40 km north of Zambia's Copper Line on Monday."
    (relation,) = read(text, gazetteer, ("Zambia", COUNTRY, LITERAL))
    assert relation.anchors[0].text == "Zambia"


def test_an_adjective_does_not_narrow(gazetteer: Gazetteer) -> None:
    text = "They landed 12 km from Likoma on the Malawian shore."
    relation, *_ = read(text, gazetteer, ("Likoma", TOWN, LITERAL), ("Malawian", COUNTRY, ADJECTIVE))
    assert relation.span.text == "12 km from Likoma"
    assert not relation.qualifiers


def test_a_border_is_of_units_and_a_tip_of_an_island(gazetteer: Gazetteer) -> None:
    text = "Raiders crossed the Chipata/Lundazi border and a boat sank off the southern tip of Likoma."
    found = read(text, gazetteer, *((name, TOWN, LITERAL) for name in ("Chipata", "Lundazi", "Likoma")))
    kinds = {r.kind: [a.candidates[0].place.kind for a in r.anchors] for r in found}
    assert kinds == {Kind.BORDER: [PlaceKind.ADMIN2] * 2, Kind.OFF_COAST: [PlaceKind.ISLAND]}


def test_outskirts_of_a_town_that_is_said_to_act(gazetteer: Gazetteer) -> None:
    text = "The southern outskirts of Lusaka woke to gunfire."
    (relation,) = read(text, gazetteer, ("Lusaka", TOWN, ACTING))
    assert (relation.kind, relation.anchors[0].candidates[0].place.name) == (Kind.OUTSKIRTS, "Lusaka")


def test_the_stream_is_a_river(gazetteer: Gazetteer) -> None:
    text = "The crash was 5 km downstream of Namwala on the Kafue."
    (relation,) = read(text, gazetteer, ("Namwala", TOWN, LITERAL), ("Kafue", TOWN, LITERAL))
    assert [a.candidates[0].place.kind for a in relation.anchors] == [TOWN, PlaceKind.RIVER]


def test_an_unknown_river_is_named_and_unknown(gazetteer: Gazetteer) -> None:
    text = "Camps line the eastern bank of the Ngwerere River."
    (relation,) = read(text, gazetteer)
    assert relation.anchors[0].reason is Reason.NO_ANCHOR


@pytest.mark.parametrize(
    ("phrase", "kinds"),
    [
        ("near the Zambian-Malawian border", [Kind.BORDER]),
        ("at the border between Zambia and Malawi", [Kind.BORDER]),
        ("6 km west of Chipata, eastern Zambia", [Kind.OFFSET, Kind.PART]),
        ("in Lundazi, eastern Zambia", [Kind.IN, Kind.PART]),
        ("on the Chipata-Lundazi road", [Kind.ROAD]),
    ],
)
def test_phrases_of_several_words(gazetteer: Gazetteer, phrase: str, kinds: list[Kind]) -> None:
    found = locate(phrase, gazetteer)
    assert [r.kind for r in found.relations] == kinds
    assert all(anchor.candidates for r in found.relations for anchor in r.anchors)


def test_in_a_town_of_a_country_lies_in_that_country(gazetteer: Gazetteer) -> None:
    (relation,) = locate("in Chipata, Zambia", gazetteer).relations
    assert relation.anchors[0].candidates[0].place.country == "ZM"


def test_a_hyphen_that_joins_no_places_makes_no_road(gazetteer: Gazetteer) -> None:
    (relation,) = locate("on the Pan-Zambian highway", gazetteer).relations
    assert len(relation.anchors) == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A convoy was hit 15 km from Chipata.", TOWN),
        ("A convoy was hit 15 km from Chipata district.", PlaceKind.ADMIN2),
        ("A convoy was seen in Chipata.", PlaceKind.ADMIN2),
    ],
)
def test_distances_are_told_from_the_town_of_a_resolved_unit(gazetteer: Gazetteer, text: str, kind: PlaceKind) -> None:
    (relation,) = read(text, gazetteer, ("Chipata", PlaceKind.ADMIN2, LITERAL))
    assert relation.anchors[0].candidates[0].place.kind is kind
