"""A run says which command brings the villages that its texts name and the gazetteer lacks."""

from __future__ import annotations

import pytest

from geoinc import coverage, settings, testing
from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.packs.install import expanded
from geoinc.model import Document, Mention, MentionKind, PlaceKind, Reason, Resolution
from geoinc.pipeline import Pipeline

SANAA = testing.place("Sanaa", 44.2, 15.35, country="YE", population=2_000_000)


@pytest.fixture
def gazetteer(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> Gazetteer:
    monkeypatch.setattr(settings, "default", lambda: settings.Settings(data_dir=tmp_path))  # type: ignore[arg-type]
    yemen = testing.place("Yemen", 47.5, 15.5, kind=PlaceKind.COUNTRY, country="YE", code="YE")
    mali = testing.place("Mali", -2.0, 18.0, kind=PlaceKind.COUNTRY, country="ML", code="ML")
    return testing.gazetteer(yemen, mali, SANAA, testing.place("Gao", 0.0, 16.3, country="ML", population=86_000))


def known(gazetteer: Gazetteer, name: str) -> Resolution:
    place = gazetteer.search(name)[0].place
    return Resolution(Mention(0, len(name), name), place, probability=0.9)


def unknown(name: str, kind: MentionKind = MentionKind.LITERAL, reason: Reason = Reason.UNKNOWN_NAME) -> Resolution:
    return Resolution(Mention(0, len(name), name, kind), None, reason=reason)


def test_names_are_counted_for_the_country_that_the_text_speaks_of(gazetteer: Gazetteer) -> None:
    read = [
        (Document("a", id="a"), [known(gazetteer, "Sanaa"), unknown("Zubolo"), unknown("Hazmira")]),
        (Document("b", id="b"), [known(gazetteer, "Sanaa"), unknown("Zubolo", reason=Reason.NOT_IN_GAZETTEER)]),
        (Document("c", id="c"), [known(gazetteer, "Gao"), unknown("Tintabo")]),
    ]
    first, second = coverage.lacks(read, gazetteer)
    assert (first.country, first.names, first.source) == ("YE", ("Zubolo", "Hazmira"), "geonames:YE")
    assert str(first) == (
        "2 names in Yemen are not in the gazetteer (Zubolo, Hazmira); "
        "`geoinc gazetteer install geonames:YE` adds some 39,000 places"
    )
    assert str(second).startswith("1 name in Mali is not in the gazetteer (Tintabo)")


def test_what_a_caller_says_of_the_place_comes_first(gazetteer: Gazetteer) -> None:
    read = [(Document("a", id="a", near="Mali"), [known(gazetteer, "Sanaa"), unknown("Tintabo")])]
    assert [lack.country for lack in coverage.lacks(read, gazetteer)] == ["ML"]


def test_names_of_somebody_or_of_nowhere_ask_for_nothing(gazetteer: Gazetteer) -> None:
    embedded = unknown("Zubolo", MentionKind.EMBEDDED)
    read = [
        (Document("a", id="a"), [known(gazetteer, "Sanaa"), embedded, unknown("Sana", reason=Reason.AMBIGUOUS)]),
        (Document("b", id="b"), [unknown("Hazmira")]),
    ]
    assert coverage.lacks(read, gazetteer) == []


def test_a_country_whose_villages_are_there_is_not_offered(
    gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coverage.curated, "theatres", lambda: {"YE": 1})
    read = [(Document("a", id="a"), [known(gazetteer, "Sanaa"), unknown("Zubolo")])]
    assert coverage.lacks(read, gazetteer) == []


def test_a_run_makes_the_offer(gazetteer: Gazetteer) -> None:
    text = "Shells fell on Sanaa, Yemen. In the village of Zubolo, north of Sanaa, three people were killed on Friday."
    notes = Pipeline.default(gazetteer=gazetteer).run([Document(text)]).notes
    assert [note for note in notes if "geonames:YE" in note]


def test_a_run_over_the_world_offers_the_first_countries_only() -> None:
    found = [coverage.Lack(code, code, ("Zubolo", "Hazmira")) for code in ("AF", "ML", "NE", "SD", "SY", "TD", "YE")]
    lines = coverage.offers(found)
    assert len(lines) == coverage.OFFERED + 1
    assert lines[-1].startswith("4 more names")
    assert coverage.offers(found[:2]) == [str(lack) for lack in found[:2]]


def test_theatres_stand_for_every_country_of_the_table() -> None:
    every = expanded(["geonames:NL", "theatres", "geonames:YE"])
    assert every[0] == "geonames:NL"
    assert len(every) == len(set(every)) > 40
    assert "geonames:YE" in every
