"""An incident's id follows from what happened: file names, order, more reports and longer texts do not move it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from incident_inputs import locate, place, resolve

from geoinc.incidents.find import find_incidents
from geoinc.incidents.merge import merge
from geoinc.model import Document, Incident

PLACES = {name: place(name, at=(10.0 + n, 10.0)) for n, name in enumerate(("Alba", "Brenta", "Corva", "Dolna"))}
REPORTS = (
    Document(
        "An air strike hit a market in Alba on Monday. Five people were killed, a doctor said.\n\n"
        "Shops stayed closed in the afternoon.",
        id="a.txt",
        published=date(2019, 3, 12),
    ),
    Document(
        "Gunmen attacked a police post in Brenta on 10 March 2019, killing two officers.",
        id="b.txt",
        published=date(2019, 3, 13),
    ),
    Document(
        "A roadside bomb exploded near Corva on Tuesday and wounded four soldiers.",
        id="c.txt",
        published=date(2019, 3, 14),
    ),
    Document(
        "Warplanes bombed the market of Alba on 11 March 2019. At least seven people died, residents said.",
        id="d.txt",
        published=date(2019, 3, 20),
    ),
    Document("Rebels shelled a village with mortars. Three people were killed.", id="e.txt"),
)
LATER = (
    "\n\nThe mayor visited the hospital in the evening.",
    "\n\nSchools in the province will stay closed until the end of the month.",
    "\n\nThe road to Dolna was blocked by lorries, drivers said.",
)


def incidents(documents: Sequence[Document]) -> list[Incident]:
    found = [i for d in documents for i in find_incidents(d, resolve(d, PLACES), [], locate)]
    return merge(found, documents, locate=locate)


def ids(documents: Sequence[Document]) -> set[str]:
    return {i.id for i in incidents(documents)}


def test_the_reports_give_incidents_of_which_one_is_told_twice() -> None:
    found = incidents(REPORTS)
    assert len(found) == 4
    assert len(ids(REPORTS)) == 4
    assert [len({s.document_id for s in i.spans}) for i in found] == [2, 1, 1, 1]


@given(st.permutations(REPORTS), st.lists(st.text("xyz", min_size=1, max_size=6), min_size=5, max_size=5, unique=True))
@settings(max_examples=40, deadline=None)
def test_files_may_be_renamed_and_come_in_any_order(reports: list[Document], names: list[str]) -> None:
    renamed = [replace(report, id=name) for report, name in zip(reports, names, strict=True)]
    assert ids(renamed) == ids(REPORTS)


@given(st.sets(st.sampled_from(range(5)), min_size=1), st.sampled_from(range(5)))
@settings(max_examples=40, deadline=None)
def test_another_report_takes_no_id_away(some: set[int], more: int) -> None:
    before = incidents([REPORTS[i] for i in some])
    after = incidents([REPORTS[i] for i in some | {more}])
    known = {name for i in after for name in (i.id, *i.was)}
    assert {i.id for i in before} <= known


def test_a_later_report_of_an_event_leaves_the_first_ones_id() -> None:
    [alone] = incidents(REPORTS[:1])
    [both] = incidents([REPORTS[3], REPORTS[0]])
    assert both.id == alone.id
    assert both.was == () or alone.id not in both.was


@given(st.sampled_from(REPORTS), st.lists(st.sampled_from(LATER), max_size=3, unique=True))
@settings(max_examples=40, deadline=None)
def test_a_longer_text_tells_the_same_incident(report: Document, more: list[str]) -> None:
    assert ids([replace(report, text=report.text + "".join(more))]) == ids([report])


def test_what_two_outlets_tell_apart_has_one_id() -> None:
    other = Document("On 11 March 2019 an air strike killed five in Alba.", id="z.txt", published=date(2019, 4, 1))
    assert ids([other]) == ids(REPORTS[:1])


def test_two_events_of_one_place_and_day_have_two_ids() -> None:
    strike = REPORTS[0].text.partition("\n")[0]
    twice = Document(
        f"{strike}\n\nIn a separate attack, an air strike hit a bakery in Alba on Monday.", published=date(2019, 3, 12)
    )
    assert len(ids([twice])) == len(incidents([twice]))


def test_what_has_neither_day_nor_place_is_told_by_its_words() -> None:
    other = Document("Rebels shelled a camp. Nine people were killed.", id="f.txt")
    assert ids([REPORTS[4]]) == ids([replace(REPORTS[4], id="other")])
    assert len(ids([REPORTS[4], other])) == 2
