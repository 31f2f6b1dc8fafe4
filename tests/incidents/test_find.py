from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from incident_inputs import locate, place, relation, resolve

from geoinc.incidents import find_incidents, merge, resolve_published
from geoinc.model import Document, Harm, Incident, PlaceKind, RelationKind, Role, Status

PUBLISHED = date(2020, 6, 10)
SEEDS = sorted((Path(__file__).parents[2].parent / "shared" / "seeds").glob("*.txt"))
HIGHEST_FALSE_SHARE = 0.1


def incidents(text: str, *places: str, published: date | None = PUBLISHED) -> list[Incident]:
    document = Document(text, published=published)
    return find_incidents(document, resolve(document, places), [], locate)


def test_an_incident_has_type_time_place_toll_and_the_words_behind_them() -> None:
    text = "Gunmen attacked a market in Alba on Monday, killing 12 people and wounding 30, police said."
    [found] = incidents(text, "Alba")
    assert found.types[0].name == "attack"
    assert found.start is not None
    assert found.start.date() == date(2020, 6, 8)
    assert [r.anchors[0].text for r in found.location.relations] == ["Alba"]
    assert (found.casualties[Harm.KILLED].best, found.casualties[Harm.WOUNDED].best) == (12, 30)
    assert {c.speaker for c in found.claims} == {"police"}
    assert ("Gunmen", Role.ATTACKER) in {(a.name, a.role) for a in found.actors}
    assert [s.text for s in found.fields["time"]] == ["on Monday"]
    assert all(text[s.start : s.end] == s.text for spans in found.fields.values() for s in spans)


def test_sentences_about_one_event_are_one_incident() -> None:
    text = (
        "A bomb exploded at a hotel in Alba on Monday. Six people died in the blast. The explosion was heard for miles."
    )
    assert len(incidents(text, "Alba")) == 1


def test_two_events_in_one_text_stay_apart() -> None:
    text = "Rebels ambushed a convoy near Alba on Monday, killing three soldiers.\n\nMeanwhile, gunmen kidnapped a judge in Bern on Tuesday."
    assert Counter(i.types[0].name for i in incidents(text, "Alba", "Bern")) == {"armed clash": 1, "abduction": 1}


def test_without_words_for_a_place_there_is_none() -> None:
    [found] = incidents("Gunmen killed 12 villagers on Monday.")
    assert found.location.region is None
    assert found.location.reason is not None


def test_without_a_publication_date_none_is_invented() -> None:
    [found] = incidents("Gunmen killed 12 villagers in Alba on Monday.", "Alba", published=None)
    assert found.start is None


def test_what_is_told_as_long_past_is_background() -> None:
    [found] = incidents("Militants had bombed the port of Alba in May 2018.", "Alba")
    assert found.status is Status.BACKGROUND


def test_where_somebody_speaks_is_no_place_of_the_event() -> None:
    [found] = incidents(
        "Rebels shelled a village near Alba on Monday, the minister told reporters in Bern.", "Alba", "Bern"
    )
    assert [r.anchors[0].text for r in found.location.relations] == ["Alba"]


def test_an_aim_locates_but_is_no_event() -> None:
    text = "Troops clashed with rebels on Monday. The rebels were trying to capture the town of Alba."
    [found] = incidents(text, "Alba")
    assert "armed group takes territory" not in {t.name for t in found.types}
    assert [r.kind for r in found.location.relations] == [RelationKind.NEAR]


def test_a_toll_of_a_month_and_of_no_place_is_no_event() -> None:
    text = "Gunmen shot two nurses dead at Arden on Sunday. The army said that 403 rebels were killed in January."
    assert [i.casualties[Harm.KILLED].best for i in incidents(text, "Arden")] == [2]
    somewhere = "Gunmen shot two nurses dead at Arden on Sunday.\n\nThe army said that its jets killed 403 rebels at Bruck in January."
    assert any(i.casualties[Harm.KILLED].best == 403 for i in incidents(somewhere, "Arden", "Bruck"))


def test_reading_twice_gives_the_same() -> None:
    text = "Gunmen attacked a market in Alba on Monday, killing 12 people."
    assert incidents(text, "Alba") == incidents(text, "Alba")


def test_empty_and_odd_texts_are_survived() -> None:
    for text in ("", " \n\n ", "killed", "؟!", "A" * 5000, "killed killed killed\n" * 50):
        assert isinstance(incidents(text), list)


def test_pages_of_negatives_yield_few_incidents(record_property: pytest.RecordProperty) -> None:  # type: ignore[name-defined]
    pages = tomllib.loads(Path(__file__).with_name("negatives.toml").read_text("utf-8"))["page"]
    false = [p["text"] for p in pages if incidents(p["text"], *p["places"])]
    record_property("false_share", len(false) / len(pages))
    assert len(false) <= HIGHEST_FALSE_SHARE * len(pages), false


PLACES = {
    "Deir al-Zor province": place("Deir al-Zor", PlaceKind.ADMIN1, at=(40.1, 35.2), country="SY"),
    "Deir al-Zour": place("Deir al-Zour", at=(40.14, 35.33), country="SY", admin1="Deir al-Zor"),
    "Khusham": place("Khusham", at=(40.29, 35.3), country="SY", admin1="Deir al-Zor"),
    "Syria": place("Syria", PlaceKind.COUNTRY, at=(38.0, 35.0), country="SY"),
    "Iraq": place("Iraq", PlaceKind.COUNTRY, at=(43.0, 33.0), country="IQ"),
    "Egypt": place("Egypt", PlaceKind.COUNTRY, at=(30.0, 27.0), country="EG"),
    "central and North Sinai": place("Sinai", PlaceKind.ADMIN1, at=(33.8, 30.5), country="EG"),
}
LINE = place("de-confliction line", PlaceKind.LINE, at=(40.2, 35.3), country="SY")


@pytest.fixture(scope="module")
def founding() -> list[Incident]:
    if not SEEDS:
        pytest.skip("the founding articles are not here (../shared/seeds)")
    documents, _ = resolve_published([Document(path.read_text("utf-8")) for path in SEEDS])
    found: list[Incident] = []
    for document in documents:
        relations = []
        if "east of the de-confliction line" in document.text:
            relations.append(relation(document, "east of the de-confliction line", RelationKind.BEARING, LINE))
        found += find_incidents(document, resolve(document, PLACES), relations, locate)
    return merge(found, documents, locate=locate)


def test_the_founding_articles_give_five_incidents(founding: list[Incident]) -> None:
    assert Counter(i.types[0].name for i in founding) == {
        "air strike": 1,
        "military operation": 1,
        "attack": 1,
        "shelling": 1,
        "armed group takes territory": 1,
    }


def test_the_strike_is_of_the_night_of_7_february(founding: list[Incident]) -> None:
    [strike] = [i for i in founding if i.types[0].name == "air strike"]
    assert strike.start is not None
    assert strike.end is not None
    assert (strike.start.date(), strike.end.date()) == (date(2018, 2, 7), date(2018, 2, 8))
    assert len({s.document_id for s in strike.spans}) == 2


def test_the_claims_stand_side_by_side(founding: list[Incident]) -> None:
    [strike] = [i for i in founding if i.types[0].name == "air strike"]
    said = {(str(c.harm), c.min, c.max, c.speaker) for c in strike.claims}
    assert {
        ("killed", 0, 0, "officials"),
        ("wounded", 0, 0, "officials"),
        ("killed", 100, 100, "US military official"),
        ("killed", None, None, "Syrian Observatory"),
        ("wounded", 25, None, "Russian MoD"),
        ("wounded", 25, 25, "Russian Federation's defense ministry"),
        ("killed", 0, 0, "Russian Federation's defense ministry"),
        ("wounded", 1, 1, None),
        ("killed", 0, 0, "officials (to Fox News)"),
        ("wounded", 0, 0, "officials (to Fox News)"),
    } == said
    assert strike.casualties[Harm.KILLED].disputed


def test_background_is_dated_as_such(founding: list[Incident]) -> None:
    background = {i.types[0].name: i for i in founding if i.status is Status.BACKGROUND}
    assert set(background) == {"shelling", "armed group takes territory"}
    assert background["shelling"].location.region is None
    taken = background["armed group takes territory"].start
    assert taken is not None
    assert (taken.year, taken.month) == (2017, 9)


def test_steps_of_one_event_are_its_phases() -> None:
    text = "Rebels attacked the army base at Alba on Monday. After the attack, warplanes carried out airstrikes on the rebels near Alba."
    [found] = incidents(text, "Alba")
    assert {p.types[0].name for p in found.phases} == {"attack", "air strike"}
    assert all(p.location.region is not None for p in found.phases)


@pytest.mark.parametrize(
    "text",
    [
        "killed\t3\t" * 60,
        "killed 3\u2028" * 60,
        "The army accused the rebels of shelling " * 60,
        "killed 5, " + "including 3 men, " * 60,
        "killed " + " ".join(map(str, range(500))),
        "\u202e killed \ud800 3 people " * 60,
        "Two died in Arden and one each in " + "Bruck and " * 60,
    ],
)
def test_hostile_texts_are_survived(text: str) -> None:
    document = Document(text, published=date(2021, 5, 6))
    assert find_incidents(document, [], [], locate) == find_incidents(document, [], [], locate)


def test_a_long_collection_is_gathered_in_runs() -> None:
    text = "Gunmen killed 12 people in Arden on 4 May 2021. " * 450
    assert 1 < len(find_incidents(Document(text), [], [], locate)) < 5


def test_a_headline_of_two_events_tells_both_apart() -> None:
    text = (
        "Bus bomb kills nine in Alba; gunmen free prisoners in Bern\n\n"
        "A bomb went off in a bus in Alba on Monday, killing nine passengers, police said.\n\n"
        "In Bern, gunmen stormed the prison on Tuesday and freed forty inmates, wounding two guards."
    )
    assert {i.location.relations[0].anchors[0].text for i in incidents(text, "Alba", "Bern")} == {"Alba", "Bern"}


def test_a_sentence_of_another_town_tells_of_another_event() -> None:
    text = (
        "Missiles struck a block of flats in Alba on Monday, killing six people, the mayor said.\n\n"
        "Rescuers dug for survivors until dark.\n\n"
        "Bern, a city near the border, was attacked with drones hours before, and three people were wounded."
    )
    tolls = [{h: t.best for h, t in i.casualties.items()} for i in incidents(text, "Alba", "Bern")]
    assert tolls == [{Harm.KILLED: 6}, {Harm.WOUNDED: 3}]


def test_what_is_told_again_of_the_same_sides_far_below_is_the_first_event() -> None:
    text = (
        "Al Shabaab fighters attacked an army base near Alba on Monday, killing six soldiers.\n\n"
        "The base guards the road to the coast.\n\nTrade has fallen by half.\n\nThe rainy season begins in May.\n\n"
        "About 300 al Shabaab fighters carried out the attack with tanks and mortars. One soldier was wounded."
    )
    [found] = incidents(text, "Alba")
    assert found.casualties[Harm.WOUNDED].best == 1
