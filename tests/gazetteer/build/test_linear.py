from __future__ import annotations

import shapely

from geoinc.gazetteer.build import linear


def test_a_lake_is_found_by_a_point_in_it() -> None:
    victoria = linear.lake(33, -1)

    assert victoria is not None
    assert 5 < victoria.area < 6


def test_a_part_of_a_lake_that_the_basemap_joins() -> None:
    superior = linear.lake(-88, 47.7, shapely.box(-92.6, 46.2, -84.4, 49.2))

    assert superior is not None
    assert superior.contains(shapely.Point(-88, 47.7))
    assert not superior.intersects(shapely.Point(-87, 43))


def test_an_island_is_the_smallest_land_around_the_point() -> None:
    crete = linear.island(24.9, 35.2)

    assert crete is not None
    assert crete.bounds[1] > 34.8
    assert crete.bounds[3] < 35.8


def test_there_is_no_lake_in_the_desert() -> None:
    assert linear.lake(12, 24) is None


def test_water_leaves_out_the_land() -> None:
    gulf = linear.water(shapely.box(48, 24, 56, 30))

    assert gulf.contains(shapely.Point(51, 27.3))
    assert not gulf.intersects(shapely.Point(46, 25))


def test_a_point_on_a_continent_is_on_no_island() -> None:
    assert linear.island(93.0, 23.0) is None
    assert linear.island(-75.0, -10.0) is None
