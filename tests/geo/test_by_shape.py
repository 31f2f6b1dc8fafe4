from shapely import Geometry, LineString, MultiPolygon, Point, box

from geoinc.geo.by_shape import ShapeKey, by_shape


def test_a_shape_is_equal_to_one_of_the_same_coordinates() -> None:
    assert ShapeKey(box(0, 0, 1, 1)) == ShapeKey(box(0, 0, 1, 1))
    assert hash(ShapeKey(box(0, 0, 1, 1))) == hash(ShapeKey(box(0, 0, 1, 1)))
    assert ShapeKey(None) == ShapeKey(None)


def test_shapes_of_one_bounding_box_differ() -> None:
    assert ShapeKey(LineString([(0, 0), (1, 1)])) != ShapeKey(LineString([(0, 1), (1, 0)]))
    assert ShapeKey(LineString([(0, 0), (1, 1)])) != ShapeKey(box(0, 0, 1, 1))
    assert ShapeKey(box(0, 0, 1, 1)) != ShapeKey(None)
    assert ShapeKey(Point()) != box(0, 0, 1, 1)
    assert ShapeKey(Point(0, 0, 1)) != ShapeKey(Point(0, 0))
    islands = [box(0, 0, 1, 1), box(2, 2, 3, 3)]
    assert ShapeKey(MultiPolygon(islands)) != ShapeKey(MultiPolygon(islands[::-1]))


def test_results_are_remembered_by_the_shape_and_what_else_is_asked() -> None:
    asked: list[tuple[float, float]] = []

    @by_shape(maxsize=2)
    def grown(geometry: Geometry, by: float = 1.0) -> float:
        asked.append((geometry.area, by))
        return float(geometry.area) * by

    assert [grown(box(0, 0, 2, 1)), grown(box(0, 0, 2, 1)), grown(box(0, 0, 2, 1), 3.0)] == [2.0, 2.0, 6.0]
    assert asked == [(2.0, 1.0), (2.0, 3.0)]
    grown(box(0, 0, 3, 1))
    grown(box(0, 0, 2, 1))
    assert len(asked) == 4
