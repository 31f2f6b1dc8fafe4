from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from incident_inputs import place, resolve

from geoinc.corrections import Correction, CorrectionKind, read, to_incidents, to_resolutions
from geoinc.errors import InputError, PackNotFoundError
from geoinc.incidents.types import kind
from geoinc.model import Document, Incident, Location, Place, Reason, Span

DOCUMENT = Document("Rebels attacked Alba.", id="d")
NOWHERE = Location(None, reason=Reason.NO_LOCATION)


def incident(name: str) -> Incident:
    return Incident(name, "t", (kind("attack").type,), NOWHERE, spans=(Span("d", 0, 6, "Rebels"),))


def place_of(identity: str) -> Place:
    if identity != "test:Bern":
        message = f"there is no place {identity}"
        raise PackNotFoundError(message)
    return place("Bern")


def test_csv_and_toml_say_the_same(tmp_path: Path) -> None:
    table = tmp_path / "c.csv"
    table.write_text(
        "kind,document,start,end,incident,value,lon,lat,note\r\nplace,d,16,20,,test:Bern,,,\r\nmove,,,,i1,,10.5,20,seen\r\n",
        "utf-8",
    )
    tree = tmp_path / "c.toml"
    tree.write_text(
        '[[correction]]\nkind = "place"\ndocument = "d"\nstart = 16\nend = 20\nvalue = "test:Bern"\n'
        '[[correction]]\nkind = "move"\nincident = "i1"\nlon = 10.5\nlat = 20\nnote = "seen"\n',
        "utf-8",
    )
    assert [(c.kind, c.value, c.lon, c.note) for c in read(table)] == [
        (c.kind, c.value, c.lon, c.note) for c in read(tree)
    ]


@pytest.mark.parametrize(
    "row", ["place,d,,,,,,,", "move,,,,i1,,200,20,", "zap,,,,i1,,,,", "wrong,,,,,,,,", "place,d,x,20,,p,,,"]
)
def test_a_bad_row_is_named_by_file_and_line(tmp_path: Path, row: str) -> None:
    path = tmp_path / "c.csv"
    path.write_text(f"kind,document,start,end,incident,value,lon,lat,note\nnote,,,,i1,,,,fine\n{row}\n", "utf-8")
    with pytest.raises(InputError, match=r"c\.csv:3"):
        read(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv"):
        read(tmp_path / "none.csv")


def test_a_mention_is_the_place_that_a_person_says() -> None:
    resolutions = resolve(DOCUMENT, ["Alba"])
    [found], notes = to_resolutions(
        DOCUMENT, resolutions, [Correction(CorrectionKind.PLACE, "d", 16, 20, value="test:Bern")], place_of
    )
    assert found.place is not None
    assert (found.place.name, found.probability, notes) == ("Bern", 1.0, [])


def test_a_mention_is_no_place_and_says_why() -> None:
    [found], _ = to_resolutions(
        DOCUMENT, resolve(DOCUMENT, ["Alba"]), [Correction(CorrectionKind.NOT_PLACE, "d", 16, 20)], place_of
    )
    assert found.reason is Reason.CORRECTED
    assert not found.pinned


def test_corrections_that_meet_nothing_are_told() -> None:
    wanted = [
        Correction(CorrectionKind.PLACE, "d", 16, 20, value="test:Nowhere", line=2),
        Correction(CorrectionKind.NOT_PLACE, "d", 1, 2, line=3),
    ]
    _, notes = to_resolutions(DOCUMENT, resolve(DOCUMENT, ["Alba"]), wanted, place_of)
    assert len(notes) == 2
    assert to_incidents([], [Correction(CorrectionKind.WRONG, incident="gone", line=4)]).notes == (
        "correction in line 4: no such incident in this run",
    )


def test_a_moved_incident_lies_where_the_person_says() -> None:
    [moved] = to_incidents(
        [incident("i1")], [Correction(CorrectionKind.MOVE, incident="i1", lon=179.9999, lat=-16.5, note="seen")]
    ).incidents
    assert moved.location.region is not None
    assert (moved.location.region.best.x, moved.location.region.best.y) == (179.9999, -16.5)
    assert moved.location.region.area90.is_valid
    assert moved.corrections == ("moved to 179.9999, -16.5: seen",)


def test_a_wrong_incident_is_set_aside_and_shown_as_such() -> None:
    made = to_incidents(
        [incident("i1"), incident("i2")], [Correction(CorrectionKind.WRONG, incident="i1", note="a film")]
    )
    assert [i.id for i in made.incidents] == ["i2"]
    assert [d.why for d in made.discarded] == ["a person set it aside: a film"]


def test_two_incidents_are_one() -> None:
    made = to_incidents(
        [incident("i1"), incident("i2")], [Correction(CorrectionKind.SAME, incident="i1", value="i2")], [DOCUMENT]
    )
    assert [(i.id, i.corrections) for i in made.incidents] == [("i1", ("two incidents made one",))]


def test_a_note_is_kept() -> None:
    [noted] = to_incidents([incident("i1")], [Correction(CorrectionKind.NOTE, incident="i1", note="check")]).incidents
    assert noted.corrections == ("check",)


def test_a_correction_meets_an_incident_by_an_id_that_it_had() -> None:
    renamed = replace(incident("now"), was=("before",))
    [noted] = to_incidents([renamed], [Correction(CorrectionKind.NOTE, incident="before", note="check")]).incidents
    assert (noted.id, noted.corrections) == ("now", ("check",))


def test_a_correction_of_what_became_two_says_which_they_are() -> None:
    split = [replace(incident(name), was=("before",)) for name in ("a", "b")]
    made = to_incidents(split, [Correction(CorrectionKind.WRONG, incident="before", line=3)])
    assert made.notes == ("correction in line 3: before has become a, b; name the one that is meant",)
    assert len(made.incidents) == 2
