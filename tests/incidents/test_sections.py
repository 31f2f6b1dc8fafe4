from __future__ import annotations

from datetime import date

import pytest
from incident_inputs import locate, place, resolve

from geoinc.incidents import find_incidents
from geoinc.incidents.ground import anchor_places, width
from geoinc.incidents.place import all_relations
from geoinc.incidents.sections import Sections, sections
from geoinc.model import Document, Harm, Incident, PlaceKind

PLACES = {
    "Alba": place("Alba", at=(10.0, 10.0)),
    "Bern": place("Bern", at=(10.6, 10.2)),
    "Coro": place("Coro", at=(11.0, 10.0)),
    "North Doria": place("North Doria", PlaceKind.ADMIN1, at=(11.2, 10.3)),
}


def of(text: str) -> Sections:
    document = Document(text)
    return sections(text, all_relations(document, resolve(document, PLACES), []))


def headings(text: str) -> list[tuple[str, str | None]]:
    """Return how each section of a text begins, and the place in its heading."""
    found = of(text)
    named = {n: next(anchor_places([r])).name for n, r in found.places.items()}
    return [
        (text[start:].split(maxsplit=1)[0], named.get(number)) for number, start in enumerate(found.starts, start=1)
    ]


def incidents(text: str) -> dict[str, Incident]:
    """Return the incidents of a text by the place that each is pinned at."""
    document = Document(text, published=date(2020, 6, 10))
    found = find_incidents(document, resolve(document, PLACES), [], locate)
    pinned = (min(anchor_places(i.location.relations), key=width, default=None) for i in found)
    return {where.name if where else "": i for where, i in zip(pinned, found, strict=True)}


@pytest.mark.parametrize(
    "text",
    [
        "Weekly bulletin\n\nAlba. Three people died.\n\nBern. A mine went off.",
        "Weekly bulletin\n\nAlba – Three people died.\n\nBern – A mine went off.",
        "Weekly bulletin\n\nAlba city: three people died.\nRural Bern: a mine went off.",
        "Weekly bulletin\n\nMonday 8 June. Alba. Three people died.\n\nTuesday 9 June. Bern. A mine went off.",
        "Weekly bulletin\n\nAlba\n\nThree people died.\n\nBern\n\nA mine went off.",
        "Weekly bulletin\n\nNorth Doria / Alba. Three people died.\n\nNorth Doria / Bern. A mine went off.",
    ],
)
def test_headings_that_name_places_open_sections(text: str) -> None:
    assert [named for _, named in headings(text)] == ["Alba", "Bern"]


def test_a_heading_without_a_place_ends_the_section_before() -> None:
    text = "Weekly bulletin\n\nAlba. Three died.\n\nBern. A mine went off.\n\nOutlook. More rain is expected."
    assert headings(text) == [("Alba.", "Alba"), ("Bern.", "Bern"), ("Outlook.", None)]


def test_where_a_bulletin_was_filed_is_no_section_of_its_own() -> None:
    text = "Weekly bulletin\n\nCoro, 9 June. Attacks went on.\n\nAlba. Three died.\n\nBern. A mine went off."
    assert headings(text) == [("Coro,", None), ("Alba.", "Alba"), ("Bern.", "Bern")]


@pytest.mark.parametrize(
    "text",
    [
        "Alba: bomb kills three\n\nBERN, June 9 - Three people died in Alba on Monday. Alba has been hit before.",
        "Bomb kills three\n\nBERN - Three people died in Alba.\n\nAlba has seen many raids. Coro is next.",
        "Bomb kills three in Alba.\nBern was quiet: nobody was hurt.",
    ],
)
def test_titles_datelines_and_sentences_are_no_headings(text: str) -> None:
    assert of(text) == Sections()


def test_what_a_section_tells_is_where_its_heading_says() -> None:
    text = (
        "Weekly security bulletin\n\n"
        "Alba. On Monday gunmen stormed a clinic and killed three nurses.\n\n"
        "Bern. On Tuesday a roadside bomb hit a bus, and nine passengers died.\n\n"
        "Outlook. The rains have begun."
    )
    assert set(incidents(text)) == {"Alba", "Bern"}


@pytest.mark.parametrize("lead", ["- ", "• ", "* 8 June, ", "3. "])
def test_a_section_opens_with_its_line_whatever_stands_before_its_place(lead: str) -> None:
    text = (
        "Weekly security bulletin\n\n"
        f"{lead}Alba: on Monday gunmen stormed a clinic and killed three nurses.\n"
        f"{lead}Bern: on Tuesday a roadside bomb hit a bus, and nine passengers died.\n"
        f"{lead}Coro: on Wednesday gunmen burned down a market and killed a guard.\n"
    )
    found = of(text)
    assert [text[start : start + len(lead)] for start in found.starts] == [lead] * 3
    tolls = {name: incident.casualties[Harm.KILLED].best for name, incident in incidents(text).items()}
    assert tolls == {"Alba": 3, "Bern": 9, "Coro": 1}


def test_a_labelled_line_places_its_record() -> None:
    text = (
        "Incident log\n\n"
        "Date: 6 June 2020\nLocation: Alba, North Doria\nSummary: Gunmen stormed a clinic and killed three nurses.\n\n"
        "Date: 7 June 2020\nLocation: Bern, North Doria\nSummary: A roadside bomb killed nine passengers of a bus.\n\n"
        "Date: 8 June 2020\nSummary: Nothing to report.\n"
    )
    found = of(text)
    assert [text[start : start + 17] for start in found.starts[:2]] == ["Date: 6 June 2020", "Date: 7 June 2020"]
    assert [next(anchor_places([r])).name for r in found.places.values()] == ["Alba", "Bern"]
    tolls = {name: incident.casualties[Harm.KILLED].best for name, incident in incidents(text).items()}
    assert (tolls["Alba"], tolls["Bern"]) == (3, 9)


def test_a_record_tells_of_one_event_on_its_day_at_its_place() -> None:
    text = (
        "Incident report\n\nReported on 9 June 2020 by the hub.\n\n"
        "Date: 7 June 2020\nWhere: Bern\nType: Kidnapping\nCasualties: one killed\nWhat: Gunmen abducted four traders and shot a guard dead."
    )
    [found] = find_incidents(
        document := Document(text, published=date(2020, 6, 10)), resolve(document, PLACES), [], locate
    )
    assert [p.name for p in anchor_places(found.location.relations)] == ["Bern"]
    assert found.start is not None
    assert found.start.date() == date(2020, 6, 7)
    assert found.casualties[Harm.KIDNAPPED].best == 4


@pytest.mark.parametrize("edge", ["", "| "])
def test_a_row_of_a_table_is_a_record(edge: str) -> None:
    rows = ["Date | Place | What", "8 June 2020 | Alba | Suicide attack on a camp, five soldiers killed"]
    rows += ["9 June 2020 | Coro | Gunmen killed three traders in an ambush", "9 June 2020 |  | Calm"]
    text = "Incidents of the week\n\n" + "\n".join(edge + row for row in rows)
    assert [text[start:].split("\n")[0] for start in of(text).starts] == [edge + row for row in rows[1:3]]
    tolls = {name: incident.casualties[Harm.KILLED].best for name, incident in incidents(text).items()}
    assert tolls == {"Alba": 5, "Coro": 3}


def test_events_of_two_sections_are_never_one() -> None:
    text = (
        "Weekly security bulletin\n\n"
        "Alba. Soldiers shot dead two protesters on Monday.\n\n"
        "Bern. Soldiers shot dead four protesters on Monday."
    )
    assert len(incidents(text)) == 2


def test_words_in_a_section_may_name_a_narrower_place() -> None:
    text = (
        "Weekly security bulletin\n\n"
        "North Doria. Gunmen killed three nurses in Coro on Monday.\n\n"
        "Bern. A roadside bomb killed nine people on Tuesday."
    )
    assert set(incidents(text)) == {"Coro", "Bern"}
