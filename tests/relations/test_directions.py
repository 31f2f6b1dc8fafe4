from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoinc.model import Bearing
from geoinc.model.vocabulary import COMPASS_WORDS
from geoinc.relations import directions


def read(text: str) -> Bearing:
    found = directions.read(text)
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    ("text", "degrees", "half_angle"),
    [
        ("N", 0, 45), ("north", 0, 45), ("northern", 0, 45), ("westwards", 270, 45),
        ("NE", 45, 22.5), ("north-east", 45, 22.5), ("N.W.", 315, 22.5), ("southwesterly", 225, 22.5),
        ("ENE", 67.5, 11.25), ("south-south-east", 157.5, 11.25), ("north north west", 337.5, 11.25),
        ("NbE", 11.25, 5.625), ("north by east", 11.25, 5.625),
        ("198°", 198, 1), ("course 198°", 198, 1), ("bearing 045", 45, 1), ("360 degrees", 0, 1),
        ("N 45° E", 45, 1), ("S 30° W", 210, 1), ("N 30° W", 330, 1), ("S 30° E", 150, 1),
    ],
)  # fmt: skip
def test_directions(text: str, degrees: float, half_angle: float) -> None:
    assert (read(text).degrees, read(text).half_angle_deg, read(text).text) == (degrees, half_angle, text)


@pytest.mark.parametrize("text", ["361°", "bearing 400", "", "upward", "SN"])
def test_what_is_no_direction(text: str) -> None:
    assert directions.read(text) is None


@given(st.integers(0, 360))
def test_degrees_read_back(degrees: int) -> None:
    assert read(f"{degrees}°").degrees == degrees % 360


def test_two_directions_make_one_wide_bearing() -> None:
    both = directions.both("north", "east")
    assert both is not None
    assert (both.degrees, both.half_angle_deg) == (45, 90)
    around = directions.both("west", "north")
    assert around is not None
    assert around.degrees == 315


def test_compass_words_go_around() -> None:
    assert [directions.compass_word(read(word)) for word in COMPASS_WORDS] == list(COMPASS_WORDS)
    assert directions.compass_word(read("NNW")) == "north"
