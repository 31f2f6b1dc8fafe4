from __future__ import annotations

from dataclasses import replace

from incident_inputs import place, relation, resolve

from geoinc.incidents.ground import agree
from geoinc.incidents.place import Level, Placed, all_relations, as_aim, chosen, dateline_relation, specific
from geoinc.model import Distance, Document, Mention, MentionKind, PlaceKind, Relation, RelationKind, Resolution

TOWN = place("Alba", at=(10.0, 10.0), admin1="North")
OTHER = place("Bern", at=(10.5, 10.0), admin1="South")
PROVINCE = place("North", PlaceKind.ADMIN1, at=(10.2, 10.2))
COUNTRY = place("Xland", PlaceKind.COUNTRY, at=(11.0, 11.0))
DOCUMENT = Document("Rebels attacked Alba and Bern in North, Xland.")


def at(name: str, where: object, kind: RelationKind = RelationKind.AT) -> object:
    return relation(DOCUMENT, name, kind, where)  # type: ignore[arg-type]


def test_a_bare_name_makes_a_relation_and_others_keep_theirs() -> None:
    given = relation(DOCUMENT, "in North", RelationKind.IN, PROVINCE)
    found = all_relations(DOCUMENT, resolve(DOCUMENT, {"Alba": TOWN, "North": PROVINCE, "Xland": COUNTRY}), [given])
    assert [(r.kind, r.span.text) for r in found] == [
        (RelationKind.AT, "Alba"),
        (RelationKind.IN, "in North"),
        (RelationKind.IN, "Xland"),
    ]


def test_unpinned_mentions_make_none() -> None:
    people = Resolution(Mention(0, 6, "Rebels", MentionKind.DEMONYM), COUNTRY, probability=1.0)
    assert all_relations(DOCUMENT, [people], []) == []


def test_ground_agrees_within_and_not_across() -> None:
    town, other, province, country = (at(p.name, p) for p in (TOWN, OTHER, PROVINCE, COUNTRY))
    assert agree([town], [province]) == agree([town], [country]) == 1
    assert agree([town], [other]) == agree([other], [province]) == -1
    assert agree([town], []) == 0


def test_own_words_go_before_headlines_and_countries() -> None:
    town, other, country = at("Alba", TOWN), at("Bern", OTHER), at("Xland", COUNTRY, RelationKind.IN)
    placed = [Placed(other, Level.HEADLINE), Placed(country, Level.CLAUSE), Placed(town, Level.CLAUSE)]
    assert chosen(placed) == (town,)
    assert chosen([Placed(other, Level.HEADLINE)]) == (other,)


def test_who_aims_at_a_town_is_near_it() -> None:
    assert as_aim(at("Alba", TOWN)).kind is RelationKind.NEAR
    assert as_aim(at("North", PROVINCE, RelationKind.IN)).kind is RelationKind.IN


def test_a_dateline_supports_its_country() -> None:
    document = Document("ALBA, 9 Oct 88 (News) -- A bomb exploded in a village of Xland.")
    found = dateline_relation(document, resolve(document, {"ALBA": TOWN, "Xland": COUNTRY}))
    assert found is not None
    assert found.anchors[0].candidates[0].place is COUNTRY


def at_distance(where: object, kind: RelationKind, *, km: int) -> Relation:
    distance = Distance(km * 1000.0, km * 1000.0, km * 1000.0, 500.0, "km")
    return replace(at("Alba", where, kind), distance=distance)  # type: ignore[type-var]


def test_a_place_that_only_measures_is_not_where_it_was() -> None:
    away = at_distance(TOWN, RelationKind.OFFSET, km=18)
    assert chosen([Placed(at("Alba", TOWN), Level.CLAUSE), Placed(away, Level.CLAUSE)]) == (away,)  # type: ignore[arg-type]


def test_beside_a_border_is_not_within_the_country_behind_it() -> None:
    neighbour = place("Yland", PlaceKind.COUNTRY, at=(12.0, 11.0), country="YY")
    beside = at_distance(neighbour, RelationKind.DISTANCE, km=2)
    assert agree([at("Alba", TOWN)], [beside]) == 0  # type: ignore[list-item]


def test_narrow_and_measured_statements_are_the_more_specific() -> None:
    near = Distance(4_000, 6_000, 5_000, 1_000)
    measured = relation(DOCUMENT, "Alba", RelationKind.DISTANCE, TOWN, distance=near)
    town, bare = at("Alba", TOWN), at("Alba", TOWN, RelationKind.BEARING)
    country, nowhere = at("Xland", COUNTRY), Relation(RelationKind.AT, (), town.span)
    ordered = [measured, town, bare, country, nowhere]
    assert [specific(r) for r in (measured, town, bare, nowhere)] == [(0, False), (0, True), (2, True), (5, True)]
    assert sorted({id(r): r for r in reversed(ordered)}.values(), key=specific) == ordered
