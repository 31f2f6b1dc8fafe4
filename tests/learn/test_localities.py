import pytest

from geoinc.geo import geodesy
from geoinc.learn.localities import LearnedPosition, Statement, learned, position
from geoinc.model import Bearing, Distance

TRUTH = (-150.0, 62.0)
TABLE = """# Localities of a test.
id,kind,name,lon,lat,country,admin1,uncertainty_m,aliases,shape,note
geoinc:camp,settlement,Camp,-150.03,62.01,US,US.AK,2000,Old Camp|Camp Two,,"a note, with a comma"
geoinc:lodge,settlement,Lodge,-151.0,62.5,US,US.AK,2000,,,
"""


def statement(bearing_deg: float, stated_km: int) -> Statement:
    """Say of a position what a machine would: whole kilometres cut down, sixteen directions."""
    away = stated_km * 1000 + (137 * stated_km) % 1000
    said = round(bearing_deg / 22.5) * 22.5 % 360
    there = geodesy.destination(*TRUTH, bearing_deg=bearing_deg, distance_m=away)
    distance = Distance(stated_km * 1000, stated_km * 1000, stated_km * 1000, 500)
    return Statement(*there, distance, Bearing(said, 45.0 if said % 90 == 0 else 22.5))


STATEMENTS = [statement(bearing, 4 + index) for index, bearing in enumerate(range(3, 360, 17))]


def test_statements_fix_their_anchor() -> None:
    found = position(STATEMENTS, -150.03, 62.01)
    assert geodesy.distance_m(found.lon, found.lat, *TRUTH) < 150
    assert found.sigma_m < 150


def test_a_stray_statement_does_not_move_it() -> None:
    stray = Statement(-149.0, 61.0, Distance(5000, 5000, 5000, 500), Bearing(0.0, 45.0))
    found = position([*STATEMENTS, stray], -150.03, 62.01)
    assert geodesy.distance_m(found.lon, found.lat, *TRUTH) < 200


def test_uncertainty_is_three_deviations_rounded_up() -> None:
    assert LearnedPosition(0.0, 0.0, 0.0).uncertainty_m == 450
    assert LearnedPosition(0.0, 0.0, 500.0).uncertainty_m == pytest.approx(1600, abs=50)


def test_only_rows_that_enough_is_said_of_change() -> None:
    table = learned(TABLE, {"geoinc:camp": STATEMENTS, "geoinc:lodge": STATEMENTS[:2]})
    before, after = TABLE.splitlines(), table.splitlines()
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, True, False, True]
    assert after[2].startswith("geoinc:camp,settlement,Camp,-149.999")
    assert after[2].endswith(',Old Camp|Camp Two,,"a note, with a comma"')
    assert learned(table, {"geoinc:camp": STATEMENTS}) == table
