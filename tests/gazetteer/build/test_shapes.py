from __future__ import annotations

import pytest
import shapely

from geoinc.gazetteer.build import shapes
from geoinc.geo import geodesy


def test_an_area_may_have_several_parts() -> None:
    area = shapes.build("area 0 0, 0 1, 1 1, 1 0 / 5 5, 5 6, 6 6, 6 5", 0.5, 0.5)

    assert area is not None
    assert area.geom_type == "MultiPolygon"
    assert area.area == pytest.approx(2.0)


def test_a_box_across_the_antimeridian_is_split_there() -> None:
    box = shapes.build("box 170 -10 -170 10", 180, 0)

    assert box is not None
    assert box.area == pytest.approx(400)
    assert box.bounds == (-180, -10, 180, 10)


def test_an_area_across_the_antimeridian_is_split_there() -> None:
    area = shapes.build("area 170 0, 170 10, 190 10, 190 0", 179, 5)

    assert area is not None
    assert area.bounds == (-180, 0, 180, 10)
    assert area.area == pytest.approx(200)


def test_a_band_is_as_wide_everywhere() -> None:
    band = shapes.build("band 100 0 0, 0 60", 0, 30)

    assert band is not None
    frames = [geodesy.LocalFrame(0, lat) for lat in (10, 50)]
    across = [
        frame.project(band.intersection(shapely.box(-9, f, 9, f + 0.01)))
        for frame, f in zip(frames, (10, 50), strict=True)
    ]
    assert [piece.bounds[2] for piece in across] == pytest.approx([100_000, 100_000], rel=0.02)


def test_a_band_may_cross_the_antimeridian() -> None:
    band = shapes.build("band 50 179 0, 181 0", 180, 0)

    assert band is not None
    assert band.is_valid
    assert band.bounds[0] == -180
    assert band.bounds[2] == 180


def test_a_line_stays_as_written() -> None:
    line = shapes.build("line 0 0, 1 1", 0, 0)

    assert line is not None
    assert list(line.coords) == [(0, 0), (1, 1)]


def test_units_wait_for_the_areas_of_units() -> None:
    assert shapes.build("units SY EG.26", 0, 0) is None
    assert shapes.unit_codes("units SY EG.26") == ("SY", "EG.26")
    assert shapes.unit_codes("area 0 0, 1 1, 1 0") == ()


@pytest.mark.parametrize("text", ["blob 1 2", "box 1 2 3", "area 1 2 3, 4 5", "line east north"])
def test_what_cannot_be_understood_says_so(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        shapes.build(text, 0, 0)
