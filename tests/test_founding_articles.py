"""The two founding articles, end to end."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import shared

import geoinc
from geoinc.geo.geodesy import area_m2, distance_m
from geoinc.model import Document, Harm, Incident, MentionKind, Role, Status

LON, LAT = 40.30944, 35.33611
"""The battle's published position, 35°20′10″N 40°18′34″E."""


def documents() -> list[Document]:
    return [geoinc.read(p) for p in sorted(shared.path("seeds").glob("*.txt"))]


@pytest.fixture(scope="module")
def report() -> geoinc.Report:
    return geoinc.map_incidents(documents())


def main_incident(report: geoinc.Report) -> Incident:
    return max(report.incidents, key=lambda i: len(i.spans))


def off_m(incident: Incident) -> float:
    region = incident.location.region
    assert region is not None
    return distance_m(region.best.x, region.best.y, LON, LAT)


def test_the_second_article_inherits_the_date_and_says_so(report: geoinc.Report) -> None:
    assert {d.published.isoformat() for d in report.documents if d.published} == {"2018-02-12"}
    assert sum("same story" in note for note in report.notes) == 1


def test_actors_are_never_pinned(report: geoinc.Report) -> None:
    pinned = {r.mention.text for found in report.resolutions.values() for r in found if r.pinned}
    assert (
        pinned & {"Fox News", "CNN", "Mattis", "Garry Long", "Islamic State", "Wilayat Sinai", "Syrian", "Russian"}
        == set()
    )
    assert {"Deir al-Zor", "Khusham", "Egypt"} <= pinned


def test_city_and_province_are_told_apart(report: geoinc.Report) -> None:
    places = {
        (r.mention.text, r.place.id)
        for found in report.resolutions.values()
        for r in found
        if r.place is not None and r.mention.text.startswith("Deir")
    }
    assert ("Deir al-Zour", "geonames:170794") in places
    assert ("Deir al-Zor", "geonames:170792") in places


def test_demonyms_keep_their_kind(report: geoinc.Report) -> None:
    kinds = {r.mention.kind for found in report.resolutions.values() for r in found if r.mention.text == "Syrian"}
    assert kinds == {MentionKind.DEMONYM}


def test_five_incidents(report: geoinc.Report) -> None:
    assert len(report.incidents) == 5
    assert sum(i.status is Status.BACKGROUND for i in report.incidents) == 2


def test_the_strike_is_where_its_phrases_say(report: geoinc.Report) -> None:
    incident = main_incident(report)
    region = incident.location.region
    assert region is not None
    assert off_m(incident) <= 5_000
    assert region.area90.contains(geoinc.locate(f"{LAT} N, {LON} E").region.best)
    assert area_m2(region.area90) <= 300e6
    said = {relation.span.text for relation in incident.location.relations}
    assert any("de-confliction line" in words for words in said)


def test_the_strike_was_in_the_night_of_7_to_8_february(report: geoinc.Report) -> None:
    incident = main_incident(report)
    assert incident.start is not None
    assert incident.end is not None
    assert datetime(2018, 2, 7, tzinfo=UTC) <= incident.start
    assert incident.end < datetime(2018, 2, 9, tzinfo=UTC)


def test_claims_stand_side_by_side_with_their_speakers(report: geoinc.Report) -> None:
    claims = {(c.harm, c.min, c.max, c.negated, (c.speaker or "").split(" (")[0]) for c in main_incident(report).claims}
    speakers = {speaker for *_, speaker in claims}
    assert (Harm.KILLED, 0, 0, True, "officials") in claims
    assert (Harm.WOUNDED, 0, 0, True, "officials") in claims
    assert (Harm.WOUNDED, 1, 1, False, "") in claims
    assert any((h, low) == (Harm.KILLED, 100) and "military official" in s for h, low, _, _, s in claims)
    assert any((h, low, high) == (Harm.WOUNDED, 25, None) and "MoD" in s for h, low, high, _, s in claims)
    assert any((h, low, high) == (Harm.KILLED, None, None) and "Observatory" in s for h, low, high, _, s in claims)
    assert any("Observatory" in s for s in speakers)
    numbers = {n for _, low, high, *_ in claims for n in (low, high)}
    assert numbers & {500, 30, 20} == set()


def test_the_parties_of_the_strike(report: geoinc.Report) -> None:
    actors = main_incident(report).actors
    attackers = {a.name for a in actors if a.role is Role.ATTACKER}
    targets = {a.name for a in actors if a.role is Role.TARGET}
    assert {"US-led coalition", "Pro-government forces (Syria)"} <= attackers
    assert {"Syrian Democratic Forces", "Pro-government forces (Syria)"} <= targets
    assert not {"Syrian Democratic Forces"} & attackers
    assert not {"US-led coalition", "US forces"} & targets
    assert not any(a.name == "Islamic State" for a in actors)


def test_the_sinai_operation_is_its_own(report: geoinc.Report) -> None:
    located = [i for i in report.incidents if i.location.region is not None]
    sinai = [i for i in located if 32 < i.location.region.best.x < 35 and 27 < i.location.region.best.y < 32]
    assert sinai
    assert main_incident(report) not in sinai


def test_last_years_strikes_are_unlocated_background(report: geoinc.Report) -> None:
    strikes = [
        i for i in report.incidents if i.start is not None and i.start.year == 2017 and i.location.region is None
    ]
    assert len(strikes) == 1
    assert strikes[0].status is Status.BACKGROUND


@pytest.mark.parametrize("said", ["six kilometers, or roughly four miles", "20 kilometers"])
def test_another_distance_moves_the_area(said: str) -> None:
    changed = [
        Document(d.text.replace("eight kilometers, or roughly five miles", said), id=d.id, title=d.title)
        for d in documents()
    ]
    before, after = main_incident(geoinc.map_incidents(documents())), main_incident(geoinc.map_incidents(changed))
    assert before.location.region is not None
    assert after.location.region is not None
    assert before.location.region.area90 != after.location.region.area90
