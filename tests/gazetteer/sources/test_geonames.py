from __future__ import annotations

from pathlib import Path

import pytest

from geoinc.gazetteer.records import Item, NameKind, PlaceRecord, Reject
from geoinc.gazetteer.sources import geonames
from geoinc.model import PlaceKind


def _row(**changes: str) -> str:
    cells = {
        "id": "167899", "name": "Khushām", "ascii": "Khusham", "alternates": "خشام,KHS", "lat": "35.30088",
        "lon": "40.28916", "class": "P", "code": "PPL", "country": "SY", "cc2": "", "admin1": "07", "admin2": "",
        "admin3": "", "admin4": "", "population": "1500", "elevation": "", "dem": "200", "zone": "Asia/Damascus",
        "date": "2020-01-01",
    } | changes  # fmt: skip
    return "\t".join(cells.values())


def _read(tmp_path: Path, *lines: str) -> list[Item]:
    path = tmp_path / "SY.txt"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return list(geonames.dump(path))


def test_a_row_becomes_a_record(tmp_path: Path) -> None:
    (place,) = _read(tmp_path, _row())

    assert isinstance(place, PlaceRecord)
    assert (place.id, place.name, place.kind) == ("geonames:167899", "Khushām", PlaceKind.SETTLEMENT)
    assert (place.country, place.admin1, place.population) == ("SY", "SY.07", 1_500)
    assert [(name.text, name.kind) for name in place.names] == [
        ("Khusham", NameKind.ALTERNATE),
        ("خشام", NameKind.ALTERNATE),
        ("KHS", NameKind.ABBREVIATION),
    ]


@pytest.mark.parametrize(
    ("feature", "kind", "code"),
    [
        (("A", "PCLI"), PlaceKind.COUNTRY, "SY"),
        (("A", "ADM1"), PlaceKind.ADMIN1, "SY.07"),
        (("H", "STM"), PlaceKind.RIVER, None),
        (("H", "LK"), PlaceKind.LAKE, None),
        (("T", "ISL"), PlaceKind.ISLAND, None),
        (("S", "AIRP"), PlaceKind.FACILITY, None),
        (("", ""), PlaceKind.SPOT, None),
    ],
)
def test_kinds_and_codes_follow_the_feature(
    tmp_path: Path, feature: tuple[str, str], kind: PlaceKind, code: str | None
) -> None:
    (place,) = _read(tmp_path, _row(**{"class": feature[0], "code": feature[1]}))

    assert isinstance(place, PlaceRecord)
    assert (place.kind, place.code) == (kind, code)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("1\ttoo\tfew", "3 columns"),
        (_row(id="x1"), "not a number"),
        (_row(lat="north"), "latitude is 'north'"),
        (_row(lat="0", lon="0"), "0, 0"),
        (_row(lat="95", lon="40"), "outside the world"),
        (_row(name=""), "no name"),
        (_row(population="many"), "population"),
    ],
)
def test_bad_rows_are_rejected_with_line_and_reason_and_the_rest_comes_through(
    tmp_path: Path, line: str, why: str
) -> None:
    good, bad, other = _read(tmp_path, _row(), line, _row(id="1", name="Hatla"))

    assert isinstance(good, PlaceRecord)
    assert isinstance(other, PlaceRecord)
    assert isinstance(bad, Reject)
    assert bad.line == 2
    assert why in bad.why


def test_a_row_in_another_encoding_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "SY.txt"
    path.write_bytes(
        _row(name="Mayādīn").encode("utf-8") + b"\n" + _row(name="Malaga\u00f1").encode("latin-1", "replace") + b"\n"
    )

    _, bad = geonames.dump(path)

    assert isinstance(bad, Reject)
    assert bad.why == "it is not UTF-8"


def test_alternate_names_are_added_to_known_places(tmp_path: Path) -> None:
    (place,) = _read(tmp_path, _row())
    assert isinstance(place, PlaceRecord)
    path = tmp_path / "alternateNamesV2.txt"
    path.write_text(
        "1\t167899\tar\tخشام\t\t\t\t\t\t\n"
        "2\t999\ten\tElsewhere\t\t\t\t\t\t\n"
        "3\t167899\tlink\thttps://example.org\t\t\t\t\t\t\n"
        "4\t167899\ticao\tOSXX\t\t\t\t\t\t\n"
        "5\tx\n",
        "utf-8",
    )

    arabic, code, bad = geonames.alternate_names(path, {167899: place})

    assert isinstance(arabic, PlaceRecord)
    assert arabic.id == place.id
    assert (arabic.names[0].text, arabic.names[0].lang) == ("خشام", "ar")
    assert isinstance(code, PlaceRecord)
    assert code.names[0].kind is NameKind.CODE
    assert isinstance(bad, Reject)
    assert bad.line == 5
