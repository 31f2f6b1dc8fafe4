from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoinc.relations import coordinates

BATTLE = (40.30944, 35.33611)


@pytest.mark.parametrize(
    "text",
    [
        "35.33611, 40.30944", "35.33611 N, 40.30944 E", "35.33611°N 40.30944°E", "N35.33611 E40.30944",
        "lat 35.33611, lon 40.30944", "35°20′10″N 40°18′34″E", "35°20'10\"N 40°18'34\"E", "35 20 10 N 40 18 34 E",
        "35°20.167'N 40°18.567'E", "35:20.167N – 040:18.567E", "37S 618981 3911098", "37SFV1898111098",
    ],
)  # fmt: skip
def test_one_place_written_in_many_ways(text: str) -> None:
    (found,) = coordinates.find(f"struck at {text} by night")
    assert found.lonlat == pytest.approx(BATTLE, abs=2e-3)


@pytest.mark.parametrize(
    "text", ["04-12N 003-05E", "04-12.0N 003-05.0E", "0412N 00305E", "0412N/00305E", "04-12-00N, 003-05-00E", "4-12N 3-05E", "04-12N - 003-05E",
     "04:12N ? 003:05E", "04-12.0N-003-05.0E", "04.12.0N, 003 05.0E", "04;12N 003:05E", "04 12N Lat, 003-05E",
     "Lat. 04 deg. 12.0 min N, Long. 003 deg. 05.0 min E", "04-12-0N 03-05-0E", "04’12”N 003’05”E"],
)  # fmt: skip
def test_as_warnings_to_ships_write_them(text: str) -> None:
    (found,) = coordinates.find(f"Position {text}, 80 NM south of the port")
    assert found.lonlat == pytest.approx((3 + 5 / 60, 4 + 12 / 60))


@pytest.mark.parametrize(
    "text",
    [
        "POINT(40.30944 35.33611)", "point (40.30944 35.33611)", "POINT Z (40.30944 35.33611 210)",
        "+35.33611+040.30944/", "+3520.167+04018.567/", "+352010+0401834/", "35,33611; 40,30944", "8H7288P5+CQ",
        "geohash syk9j28r",
    ],
)  # fmt: skip
def test_as_machines_and_other_countries_write_them(text: str) -> None:
    (found,) = coordinates.find(f"struck at {text}, by night")
    assert found.lonlat == pytest.approx(BATTLE, abs=2e-3)


def test_a_bare_phrase_may_be_a_geohash() -> None:
    (found,) = coordinates.find("syk9j28r", decimals=coordinates.LOOSE)
    assert found.lonlat == pytest.approx(BATTLE, abs=2e-3)


@pytest.mark.parametrize(
    "text",
    [
        "the 2,000; 3,000 of them",
        "Point (5)",
        "between 12-15 and 20-30",
        "syk9j28r",
        "a 4+2 format",
        "+44 20 7946",
        "seized on 27MAR91",
        "on 30 JUL 1991",
    ],
)
def test_other_numbers_and_words_are_none_of_these(text: str) -> None:
    assert list(coordinates.find(text)) == []


def test_precision_is_half_of_the_last_digit() -> None:
    (minutes,) = coordinates.find("03:14.3N – 004:43.0E")
    assert minutes.precision_m == pytest.approx(111_320 / 60 / 10 / 2)
    (grid,) = coordinates.find("38SMB44887512")
    assert grid.precision_m == 5


@pytest.mark.parametrize("text", ["95.501 N, 40.309 E", "35°70'10\"N 40°18'34\"E", "35.33° N, 190.30° E"])
def test_coordinates_that_are_not_on_earth(text: str) -> None:
    (found,) = coordinates.find(text)
    assert found.lonlat is None


@pytest.mark.parametrize(
    "text",
    [
        "12 killed, 30 wounded",
        "on 7, 8 February",
        "1.5, 2.5 percent",
        "3.9 mi S, 4 mi W of Ottawa",
        "5 N 3 E",
        "$10.25, 12.50",
        "",
    ],
)
def test_other_numbers_are_no_coordinates(text: str) -> None:
    assert not list(coordinates.find(text))


@given(st.floats(-89, 89), st.floats(-179, 179))
def test_decimal_degrees_read_back(lat: float, lon: float) -> None:
    (found,) = coordinates.find(f"{lat:.5f}, {lon:.5f}")
    assert found.lonlat == pytest.approx((lon, lat), abs=1e-5)


@given(st.text(max_size=60))
def test_any_text_is_searched_without_an_exception(text: str) -> None:
    list(coordinates.find(text))


@pytest.mark.parametrize("blank", [" ", "\n", "\x1c", "\u00a0"])
def test_runs_of_blanks_between_numbers_end(blank: str) -> None:
    """Blanks that could stand in several places of the pattern made it try every way to share them out."""
    run = blank * 5_000
    text = f"5°{run}2{run}7{run}N{run}40{run}17{run}10{run}E{run}("
    found = [(round(w.lonlat[0], 3), round(w.lonlat[1], 3)) for w in coordinates.find(text) if w.lonlat]
    assert found == [(40.286, 5.035)]
