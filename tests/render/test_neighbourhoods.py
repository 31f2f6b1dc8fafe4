"""Cells of the grid, and the boxes that they make."""

from __future__ import annotations

import shapely
from hypothesis import given
from hypothesis import strategies as st

from geoinc.render.neighbourhoods import CELL_DEG, cells_of, rectangles

CELLS = st.sets(st.tuples(st.integers(-6, 6), st.integers(-4, 4)), min_size=1, max_size=40)


def test_cells_of_most_findings_come_first() -> None:
    cells = cells_of([(10.1, 10.1, 10.2, 10.2), (40.1, 35.1, 40.2, 35.2), (40.1, 35.1, 40.2, 35.2)])
    assert cells == [(80, 70), (20, 20)]


def test_a_window_over_the_antimeridian_meets_cells_on_both_sides() -> None:
    assert {column for column, _ in cells_of([(179.8, 0.1, 180.2, 0.2)])} == {359, -360}


@given(CELLS)
def test_rectangles_are_the_cells_and_do_not_overlap(cells: set[tuple[int, int]]) -> None:
    boxes = [shapely.box(*edges) for edges in rectangles(cells)]
    squares = [shapely.box(c * CELL_DEG, r * CELL_DEG, (c + 1) * CELL_DEG, (r + 1) * CELL_DEG) for c, r in cells]
    assert shapely.union_all(boxes).equals(shapely.union_all(squares))
    assert sum(b.area for b in boxes) == sum(s.area for s in squares)
