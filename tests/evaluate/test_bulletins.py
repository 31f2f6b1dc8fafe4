"""Bulletins made of reports, and how many of the reports are told apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from geoinc.evaluate import bulletins
from geoinc.evaluate.bulletins import FORMS, Bulletin, bulletin
from geoinc.model import Document, Incident, Location, Reason, Span

REPORTS = [
    Document("Two guards were shot dead in Gao on Monday.", published=date(2020, 5, 4)),
    Document("A bus driver was kidnapped near Kidal on Sunday. He was freed.", published=date(2020, 5, 6)),
]


def told(made: Bulletin, *spans: tuple[int, int]) -> Incident:
    text = made.document.text
    cut = tuple(Span(made.document.id, a, b, text[a:b]) for a, b in spans)
    nowhere = Location(None, reason=Reason.NO_LOCATION)
    return Incident("i", "Attack", (), nowhere, spans=cut, fields={"location": cut})


def test_a_bulletin_knows_where_its_reports_begin() -> None:
    for form in FORMS:
        made = bulletin(REPORTS, form, "b")
        starts = [made.document.text.index(r.text[:10]) for r in REPORTS]
        assert [made.item(start) for start in starts] == [0, 1]
        assert made.document.published == date(2020, 5, 6)


def test_a_section_has_a_line_a_sentence() -> None:
    assert "Sunday.\nHe was freed." in bulletin(REPORTS, "sections", "b").document.text


def test_reports_told_apart_are_recovered() -> None:
    made = bulletin(REPORTS, "list", "b")
    second = made.starts[1] + 2
    one, other = told(made, (2, 20)), told(made, (second, second + 20))
    both = bulletins.score([made], [[one, other]])
    assert both["recovered"]["all"]["share"] == 1
    joined = bulletins.score([made], [[told(made, (2, 20), (second, second + 20))]])
    assert joined["recovered"]["all"]["share"] == 0
    astray = replace(other, fields={"location": one.spans})
    placed = bulletins.score([made], [[one, astray]])
    assert placed["recovered"]["all"]["share"] == 1
    assert placed["recovered with its own place and day"]["all"]["share"] == 0.5


def test_the_same_seed_makes_the_same_bulletins() -> None:
    tables = {"a": REPORTS, "b": REPORTS[:1]}
    first, second = (list(bulletins.bulletins(tables, 6, seed=3)) for _ in range(2))
    assert first == second
    assert {b.form for b in first} == set(FORMS)
