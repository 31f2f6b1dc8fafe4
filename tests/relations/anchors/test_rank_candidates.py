from __future__ import annotations

from dataclasses import replace

import pytest
import shapely

from geoinc import testing
from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.names.context import Context
from geoinc.model import PlaceKind
from geoinc.relations import directions, units
from geoinc.relations.anchors.rank_candidates import Candidates, candidates, choose, choose_pair


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return testing.gazetteer(
        testing.place("Homs", 36.72, 34.73, country="SY", population=775_000, id="test:homs"),
        testing.place("Palmyra", 38.28, 34.56, country="SY", population=50_000, id="test:syria"),
        testing.place("Palmyra", -77.23, 43.06, country="US", population=60_000, id="test:new-york"),
        testing.place("Lonely", 10.0, 0.0, country="GA", population=2000, id="test:lonely"),
        testing.place("Lonely", 20.0, 0.0, country="CD", population=2000, id="test:crowded"),
        *(testing.place(f"Town {n}", 20.0 + n / 50, 0.5, country="CD", population=9000) for n in range(9)),
        testing.place("Santa Fe", 30.0, 40.0, country="AR", population=900, id="test:same-letters"),
        testing.place("Santa Fé", 31.0, 41.0, country="AR", population=1200, id="test:accent"),
        testing.place(
            "Georgia",
            43.5,
            42.0,
            kind=PlaceKind.COUNTRY,
            country="GE",
            code="GE",
            population=3_700_000,
            id="test:country",
        ),
        testing.place("Georgia", -73.1, 44.7, country="US", population=4500, id="test:town"),
    )


def found(gazetteer: Gazetteer, name: str, *kinds: PlaceKind) -> Candidates:
    return candidates(gazetteer, name, [int(i) for i in gazetteer.indices(name)], Context(), kinds)


def best(gazetteer: Gazetteer, name: str, phrase: str | None = None, *kinds: PlaceKind) -> str:
    distance, bearing = (None, None)
    if phrase:
        distance, bearing = (
            units.read(phrase.split(" of ")[0].rsplit(" ", 1)[0]),
            directions.read(phrase.rsplit(" ", 1)[1]),
        )
    return gazetteer.store.id_at(choose(gazetteer, found(gazetteer, name, *kinds), distance, bearing)[0].index)


def test_probabilities_add_up_and_descend(gazetteer: Gazetteer) -> None:
    shares = [c.probability for c in choose(gazetteer, found(gazetteer, "Palmyra"))]
    assert sum(shares) == pytest.approx(1)
    assert shares == sorted(shares, reverse=True)


def test_no_candidates_no_choice(gazetteer: Gazetteer) -> None:
    assert choose(gazetteer, Candidates()) == ()


def test_the_same_letters_count_more_than_some_people(gazetteer: Gazetteer) -> None:
    assert best(gazetteer, "Santa Fe") == "test:same-letters"
    assert best(gazetteer, "Santa Fé") == "test:accent"


def test_the_preferred_kind_wins_in_a_context(gazetteer: Gazetteer) -> None:
    numbers = {gazetteer.columns.country_number(code) for code in ("US", "GE")}
    both = Context(home=frozenset(numbers))
    indices = [int(i) for i in gazetteer.indices("Georgia")]
    for kind, name in ((PlaceKind.SETTLEMENT, "test:town"), (PlaceKind.COUNTRY, "test:country")):
        best = choose(gazetteer, candidates(gazetteer, "Georgia", indices, both, (kind,)))[0]
        assert gazetteer.place_at(best.index).id == name


def test_a_bare_name_of_a_country_is_the_country(gazetteer: Gazetteer) -> None:
    best = choose(gazetteer, found(gazetteer, "Georgia", PlaceKind.SETTLEMENT))[0]
    assert gazetteer.place_at(best.index).id == "test:country"


def test_an_anchor_with_nearer_towns_is_less_likely(gazetteer: Gazetteer) -> None:
    assert best(gazetteer, "Lonely", "60 km N") == "test:lonely"


def test_pairs_are_neighbours(gazetteer: Gazetteer) -> None:
    _, palmyra = choose_pair(gazetteer, found(gazetteer, "Homs"), found(gazetteer, "Palmyra"))
    assert gazetteer.store.id_at(palmyra[0].index) == "test:syria"
    assert palmyra[0].probability > 0.99


def test_what_the_world_knows_outweighs_towns_called_so() -> None:
    mountains = replace(
        testing.place("Andes", -70.0, -20.0, kind=PlaceKind.MOUNTAIN, id="test:range"),
        geometry=shapely.box(-75.0, -40.0, -65.0, 5.0),
        source="geoinc",
    )
    known = testing.gazetteer(mountains, testing.place("Andes", -75.9, 5.66, country="CO", population=21_000))

    best = choose(known, found(known, "Andes"))[0]

    assert known.place_at(best.index).id == "test:range"
