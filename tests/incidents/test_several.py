from __future__ import annotations

import pytest
from incident_inputs import locate, place, relation, resolve

from geoinc.incidents.place import Level, Placed, all_relations, located
from geoinc.incidents.several import listed
from geoinc.model import ALSO, Document, PlaceKind, Relation, RelationKind

PLACES = {
    "Alba": place("Alba", at=(10.0, 10.0)),
    "Bern": place("Bern", at=(10.5, 10.0)),
    "Coro": place("Coro", at=(10.0, 10.5)),
    "North": place("North", PlaceKind.ADMIN1, at=(10.2, 10.2)),
}


def relations(text: str) -> list[Relation]:
    document = Document(text)
    return all_relations(document, resolve(document, {n: p for n, p in PLACES.items() if n in text}), [])


@pytest.mark.parametrize(
    ("text", "also"),
    [
        ("Missiles struck Alba, Bern and Coro on Friday.", ["Bern", "Coro"]),
        ("Marches were held in Alba and Bern.", ["Bern"]),
        ("Shells hit the towns of Alba, Bern, and the village of Coro.", ["Bern", "Coro"]),
        ("Shells hit Alba as well as Bern.", ["Bern"]),
        ("A blast hit Alba, Bern.", []),
        ("A blast hit Alba, North.", []),
        ("Fighters left Alba before they attacked Bern.", []),
        ("Alba was shelled, and then Bern.", []),
    ],
)
def test_a_list_of_places_has_an_and(text: str, also: list[str]) -> None:
    assert [r.span.text for r in relations(text) if ALSO in r.qualifiers] == also


def test_an_event_has_every_place_of_its_list() -> None:
    placed = [Placed(r, Level.CLAUSE) for r in relations("Missiles struck Alba, Bern and Coro on Friday.")]
    location = located(placed, locate)
    assert location.region is not None
    assert [r.span.text for r in location.relations] == ["Alba", "Bern", "Coro"]
    assert all(location.region.area90.contains(PLACES[n].point) for n in ("Alba", "Bern", "Coro"))
    assert location.region.area90.contains(location.region.area50)
    assert location.region.best == PLACES["Alba"].point
    assert location.region.radius_m > 50_000
    assert "several places" in location.explanation


def test_one_place_named_twice_is_one() -> None:
    document = Document("Shells hit Alba and Alba.")
    twice = [
        relation(document, "Alba", RelationKind.AT, PLACES["Alba"]),
        relation(document, "Alba.", RelationKind.AT, PLACES["Alba"]),
    ]
    assert not any(ALSO in r.qualifiers for r in listed(document.text, twice))
