import numpy as np
import pytest
import shapely

from geoinc.geo import geodesy
from geoinc.geo.geodesy import LocalFrame
from geoinc.locations.fusion import region
from geoinc.locations.fusion.grid import Patch

FRAME = LocalFrame(40.0, 35.0)


def gaussian(sigma: float = 1000.0, frame: LocalFrame = FRAME, at: tuple[float, float] = (0, 0)) -> Patch:
    axis = np.linspace(-5, 5, 121) * sigma
    x, y = np.meshgrid(axis, axis)
    return Patch(frame, axis, axis, -((x - at[0]) ** 2 + (y - at[1]) ** 2) / (2 * sigma**2))


def test_the_areas_of_a_round_gaussian() -> None:
    found = region.from_patch(gaussian())
    # A bivariate normal holds c within √(−2·ln(1−c))·σ.
    for area, content in ((found.area50, 0.5), (found.area90, 0.9)):
        assert geodesy.area_m2(area) == pytest.approx(-2 * np.log(1 - content) * np.pi * 1e6, rel=0.03)
    assert found.radius_m == pytest.approx(2146, rel=0.03)
    assert geodesy.distance_m(found.best.x, found.best.y, 40, 35) < 60


def test_best_is_inside_the_half_area_of_a_ring() -> None:
    axis = np.linspace(-2, 2, 161) * 10_000
    x, y = np.meshgrid(axis, axis)
    found = region.from_patch(Patch(FRAME, axis, axis, -(((np.hypot(x, y) - 10_000) / 500) ** 2)))
    assert found.area50.covers(found.best)
    assert len(shapely.get_parts(found.area90)) == 1
    assert not found.area90.covers(shapely.Point(40, 35))


def test_two_patches_far_apart_share_one_threshold() -> None:
    found = region.merged([(0.8, gaussian()), (0.2, gaussian(frame=LocalFrame(50, 35)))])
    assert found.area90.geom_type == "MultiPolygon"
    assert found.area50.geom_type == "Polygon"
    assert found.best.x == pytest.approx(40, abs=0.01)
    assert found.radius_m == pytest.approx(region.from_patch(gaussian()).radius_m, rel=0.05)  # of the one shown


def test_a_point_is_moved_inside() -> None:
    area = shapely.box(0, 0, 1, 1)
    assert area.covers(region.snapped(shapely.Point(3, 0.5), area))
    assert region.snapped(shapely.Point(0.5, 0.5), area).equals(shapely.Point(0.5, 0.5))


def test_a_circle_keeps_its_area() -> None:
    assert geodesy.area_m2(region.circle(FRAME, 5000)) == pytest.approx(np.pi * 5000**2, rel=0.003)
