"""The stages composed: unique documents, furniture, corrections, determinism."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import geoinc
from geoinc.errors import InputError, LexiconError
from geoinc.model import Document, Harm, MentionKind, Reason, Relation
from geoinc.pipeline import Pipeline
from geoinc.relations.parse import find_relations

TEXT = (
    "Three people were killed and five wounded when a car bomb exploded near the central market of Idlib, Syria, on "
    "Tuesday, a local doctor said.\n\nMore news: Fire in Lisbon destroys warehouse\n"
)
DOCUMENT = Document(TEXT, id="a.txt", published=date(2020, 3, 4))


def corrections(folder: Path, *rows: str) -> Path:
    path = folder / "corrections.csv"
    path.write_text("\n".join(["kind,document,start,end,incident,value,lon,lat,note", *rows]) + "\n")
    return path


def run(*documents: Document, **options: Path) -> geoinc.Report:
    return Pipeline.default(**options).run(documents)


def test_an_incident_has_place_time_claims_and_words() -> None:
    (incident,) = run(DOCUMENT).incidents
    assert incident.location.region is not None
    assert (round(incident.location.region.best.x, 1), round(incident.location.region.best.y, 1)) == (36.6, 35.9)
    assert incident.start is not None
    assert incident.start.date() == date(2020, 3, 3)
    assert {(c.harm.value, c.min, c.max) for c in incident.claims} == {("killed", 3, 3), ("wounded", 5, 5)}
    assert {c.speaker for c in incident.claims} == {"local doctor"}
    assert all(TEXT[s.start : s.end] == s.text for s in incident.spans)


def test_links_to_other_stories_are_set_aside_with_a_reason() -> None:
    report = run(DOCUMENT)
    assert "Lisbon" not in {r.mention.text for r in report.resolutions["a.txt"]}
    assert [(d.span.text, "furniture" in d.why) for d in report.discarded] == [("Lisbon", True)]


def test_relations_are_read_where_somebody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def counted(document: Document, *others: object) -> list[Relation]:
        asked.append(document.id)
        return find_relations(document, *others)  # type: ignore[arg-type]

    monkeypatch.setattr("geoinc.pipeline.find_relations", counted)
    quiet = Document("The museum stands 5 km north of Homs, Syria.", id="quiet.txt", published=date(2020, 3, 4))
    report = run(DOCUMENT, quiet)
    assert asked == ["a.txt"]
    assert [location.text for location in report.locations["quiet.txt"]] == ["5 km north of Homs"]
    assert asked == ["a.txt", "quiet.txt"]


def test_files_of_one_name_are_told_apart() -> None:
    other = Document("A bomb wounded two people in Hama, Syria.", id="a.txt")
    assert [d.id for d in run(DOCUMENT, other).documents] == ["a.txt", "a.txt#2"]


def test_without_a_date_nothing_is_dated() -> None:
    report = run(Document(TEXT, id="a.txt"))
    assert [i.start for i in report.incidents] == [None]
    assert any("no publication date" in note for note in report.notes)


def test_a_text_in_another_language_says_so_and_its_places_are_found() -> None:
    text = "Dos personas murieron en un incendio en la ciudad de Culiacán, según los bomberos del estado de Sinaloa."
    report = run(Document(text, id="a.txt"))
    assert [note for note in report.notes if note.startswith("a.txt: it seems to be in Spanish")]
    assert {r.place.name for r in report.resolutions["a.txt"] if r.place} == {"Culiacán", "Sinaloa"}
    assert [(i.types[0].name, i.casualties[Harm.KILLED].best) for i in report.incidents] == [("man-made disaster", 2)]


def test_a_person_says_what_a_mention_is(tmp_path: Path) -> None:
    start = TEXT.index("Idlib")
    path = corrections(tmp_path, f"not_place,a.txt,{start},{start + 5},,,,,a shop of that name")
    report = run(DOCUMENT, corrections=path)
    (idlib,) = (r for r in report.resolutions["a.txt"] if r.mention.text == "Idlib")
    assert (idlib.place, idlib.reason) == (None, Reason.CORRECTED)


def test_a_person_moves_an_incident_and_sets_one_aside(tmp_path: Path) -> None:
    (before,) = run(DOCUMENT).incidents
    moved = run(DOCUMENT, corrections=corrections(tmp_path, f"move,,,,{before.id},,36.64,35.92,seen on video"))
    (after,) = moved.incidents
    assert after.location.region is not None
    assert after.location.region.best.coords[0] == (36.64, 35.92)
    assert "seen on video" in after.corrections[0]
    gone = run(DOCUMENT, corrections=corrections(tmp_path, f"wrong,,,,{before.id},,,,a film set"))
    assert gone.incidents == []
    assert any("a film set" in d.why for d in gone.discarded)


def test_bad_corrections_name_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"corrections\.csv:2"):
        Pipeline.default(corrections=corrections(tmp_path, "banish,a.txt,0,3,,,,,"))


def test_a_lexicon_of_ones_own_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[[frame]]\nword = 3\n")
    with pytest.raises(LexiconError, match=r"mine\.toml"):
        run(DOCUMENT, lexicon=path)


def test_demonyms_and_governments_are_never_pinned() -> None:
    text = "Moscow denied that Russian jets struck Idlib, and the Syrian army said nothing."
    found = geoinc.find_places(text)
    assert [r.mention.text for r in found if r.pinned] == ["Idlib"]
    kinds = {r.mention.text: r.mention.kind for r in found}
    assert kinds["Syrian"] is MentionKind.DEMONYM
    assert kinds["Russian"] is MentionKind.DEMONYM


def test_what_is_found_does_not_depend_on_the_order_of_documents() -> None:
    other = Document(
        "Shells wounded two people in Hama, Syria, on 1 March 2020.", id="b.txt", published=date(2020, 3, 2)
    )
    titles = [sorted(i.id for i in run(*documents).incidents) for documents in ((DOCUMENT, other), (other, DOCUMENT))]
    assert titles[0] == titles[1]
