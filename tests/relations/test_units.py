from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoinc.model import Distance
from geoinc.relations import units


def read(text: str) -> Distance:
    found = units.read(text)
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    ("text", "metres", "unit"),
    [
        ("8 km", 8000, "km"), ("15km", 15000, "km"), ("8-kilometer", 8000, "km"), ("eight kilometres", 8000, "km"),
        ("152NM", 281_504, "nm"), ("4.6 nautical miles", 8519.2, "nm"), ("17 1/2 mi", 28_163.52, "mi"),
        ("15 mi.", 24_140.16, "mi"), ("500 yards", 457.2, "yd"), ("300 feet", 91.44, "ft"), ("two leagues", 9656.064, "league"),
        ("500 m", 500, "m"), ("3.5 m.", 5632.704, "mi"), ("half a mile", 804.672, "mi"), ("1,250 km", 1_250_000, "km"),
    ],
)  # fmt: skip
def test_units(text: str, metres: float, unit: str) -> None:
    distance = read(text)
    assert distance.stated_m == distance.min_m == distance.max_m == pytest.approx(metres)
    assert distance.unit == unit
    assert not distance.approximate


@given(st.integers(1, 3000))
def test_rescaled_units_say_the_same(n: int) -> None:
    kilometres, metres = read(f"{n} km"), read(f"{n * 1000} m")
    assert kilometres.stated_m == pytest.approx(metres.stated_m)
    assert read(f"{n} mi").stated_m == pytest.approx(read(f"{n * 1760} yards").stated_m)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("5-10 km", 5000, 10000), ("ca. 15–20 km", 15000, 20000), ("two to three km", 2000, 3000), ("between 5 and 10 km", 5000, 10000), ("5km-10km", 5000, 10000), ("10 to 5 km", 5000, 10000)],
)  # fmt: skip
def test_ranges(text: str, low: float, high: float) -> None:
    distance = read(text)
    assert (distance.min_m, distance.max_m, distance.stated_m) == (low, high, (low + high) / 2)
    assert distance.approximate


@pytest.mark.parametrize("hedge", ["about", "Around", "some", "roughly", "ca.", "~", "just over", "approximately"])
def test_hedges_approximate(hedge: str) -> None:
    assert read(f"{hedge} 75 miles").approximate
    assert read(f"{hedge} 75 miles").stated_m == read("75 miles").stated_m


@pytest.mark.parametrize("hedge", ["less than", "within", "no more than", "up to"])
def test_upper_limits(hedge: str) -> None:
    distance = read(f"{hedge} 2 km")
    assert (distance.min_m, distance.stated_m, distance.max_m) == (0, 2000, 2000)


@pytest.mark.parametrize("hedge", ["at least", "more than", "over"])
def test_lower_limits(hedge: str) -> None:
    distance = read(f"{hedge} 2 km")
    assert (distance.min_m, distance.stated_m, distance.max_m) == (2000, 2000, math.inf)


def test_double_units_that_agree_are_one_distance() -> None:
    assert read("eight kilometers, or roughly five miles,") == read("8 km")
    assert read("75 km (46 miles)") == read("75 km")
    assert read("5 miles (8 km)").precision_m == 500


def test_double_units_that_disagree_are_a_range() -> None:
    distance = read("10 miles (30 km)")
    assert distance.approximate
    assert (distance.min_m, distance.max_m) == (pytest.approx(16_093.44), 30_000)


def test_nothing_at_all_is_less_than_one_unit() -> None:
    assert (read("0 km").min_m, read("0 km").max_m) == (0, 1000)


@pytest.mark.parametrize("text", ["-5 km", "9,000 km", "99999999999 miles", "km", "five", "5 apples", "", "1/0 km"])
def test_impossible_distances_are_none(text: str) -> None:
    assert units.read(text) is None


@given(st.text(max_size=40))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    found = units.read(text)
    assert found is None or (0 <= found.min_m <= found.max_m and 0 < found.stated_m < math.inf)
