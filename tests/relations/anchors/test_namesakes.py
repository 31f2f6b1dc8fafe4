from __future__ import annotations

import pytest

from geoinc import testing
from geoinc.gazetteer import Gazetteer
from geoinc.model import PlaceKind, RelationKind
from geoinc.phrase import locate
from geoinc.relations.anchors.namesakes import coordinated
from geoinc.relations.clauses import AnchorName

CLASSES = frozenset(("river", "district", "county"))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return testing.gazetteer(
        testing.place("Brazil", -52, -10, kind=PlaceKind.COUNTRY, country="BR", code="BR", population=210_000_000),
        testing.place("São Paulo", -49, -22, kind=PlaceKind.ADMIN1, country="BR", code="BR.SP", population=44_000_000),
        testing.place("São Paulo", -46.63, -23.55, country="BR", admin1="BR.SP", population=12_000_000),
        testing.place("Tocantins", -48, -10, kind=PlaceKind.ADMIN1, country="BR", code="BR.TO", population=1_500_000),
        testing.place("Tocantins", -48.6, -10.2, country="BR", admin1="BR.TO", population=9000),
        testing.place("Tocantins River", -49, -6, kind=PlaceKind.RIVER, country="BR", names=["Rio Tocantins"]),
        testing.place("Araguaia", -48.5, -6, kind=PlaceKind.RIVER, country="BR"),
        testing.place("Peru", -75, -10, kind=PlaceKind.COUNTRY, country="PE", code="PE", population=32_000_000),
        testing.place("Peru", -46.0, -22.0, country="BR", population=300),
        testing.place("Brazil", -46.1, -22.1, country="PE", population=300),
    )


def best(gazetteer: Gazetteer, phrase: str) -> list[PlaceKind]:
    (relation,) = locate(phrase, gazetteer).relations
    return [anchor.candidates[0].place.kind for anchor in relation.anchors]


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("São Paulo", PlaceKind.SETTLEMENT),
        ("in São Paulo", PlaceKind.SETTLEMENT),
        ("São Paulo state", PlaceKind.ADMIN1),
        ("in São Paulo province", PlaceKind.ADMIN1),
        ("northern São Paulo", PlaceKind.ADMIN1),
        ("Tocantins", PlaceKind.ADMIN1),
        ("the mouth of the Tocantins", PlaceKind.RIVER),
        ("west bank of the Tocantins", PlaceKind.RIVER),
    ],
)
def test_the_words_say_which_namesake(gazetteer: Gazetteer, phrase: str, kind: PlaceKind) -> None:
    assert best(gazetteer, phrase) == [kind]


def test_a_bare_town_is_no_mixture_with_its_unit(gazetteer: Gazetteer) -> None:
    (relation,) = locate("São Paulo", gazetteer).relations
    assert len(relation.anchors[0].candidates) == 1


@pytest.mark.parametrize("phrase", ["confluence of the Araguaia and Tocantins rivers", "confluence of the Tocantins and the Araguaia"])  # fmt: skip
def test_rivers_meet_not_states(gazetteer: Gazetteer, phrase: str) -> None:
    assert best(gazetteer, phrase) == [PlaceKind.RIVER, PlaceKind.RIVER]


def test_countries_outweigh_hamlets_that_lie_together(gazetteer: Gazetteer) -> None:
    (relation,) = locate("at the border between Brazil and Peru", gazetteer).relations
    assert relation.kind is RelationKind.BORDER
    assert [a.candidates[0].place.kind for a in relation.anchors] == [PlaceKind.COUNTRY] * 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Indus and Kabul rivers", ["Indus river", "Kabul river"]),
        ("Orange and Lake counties", ["Orange county", "Lake county"]),
        ("Indus and Kabul towers", ["Indus", "Kabul"]),
    ],
)
def test_a_plural_is_the_class_of_all(text: str, words: list[str]) -> None:
    first, rest = text.split(" and ")
    last = rest.split(" ")[0]
    names = (AnchorName(0, len(first), first), AnchorName(text.index(last), text.index(last) + len(last), last))
    assert [name.text for name in coordinated(names, text, CLASSES)] == words


def test_one_name_has_no_plural() -> None:
    assert coordinated((AnchorName(0, 9, "Two rivers"),), "Two rivers", CLASSES)[0].text == "Two rivers"


@pytest.mark.parametrize(("phrase", "kind"), [("Tocantins state, Brazil", RelationKind.IN), ("Tocantins, Brazil", RelationKind.AT)])  # fmt: skip
def test_a_name_with_its_class_is_meant_within_its_borders(
    gazetteer: Gazetteer, phrase: str, kind: RelationKind
) -> None:
    (relation,) = locate(phrase, gazetteer).relations
    assert relation.kind is kind
    assert relation.anchors[0].candidates[0].place.kind is PlaceKind.ADMIN1
