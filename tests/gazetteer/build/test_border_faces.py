from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geoinc.gazetteer.build import border_faces
from geoinc.gazetteer.build.border_faces import Places

ISLAND = shapely.box(0, 0, 4, 2)


def _places(*rows: tuple[float, float, str]) -> Places:
    return Places(np.array([row[:2] for row in rows], dtype=float), np.array([row[2] for row in rows]))


def _shapes(*shapes: shapely.Geometry) -> np.ndarray:
    return np.array(shapes, dtype=object)


def test_a_border_that_ends_short_of_the_coast_still_cuts() -> None:
    line = np.array([(2.0, 0.1), (2.0, 1.9)])

    cut = border_faces.cut(_shapes(ISLAND), [line])

    assert sorted(face.area for face in cut) == pytest.approx([4, 4])


def test_land_that_no_border_touches_stays_whole() -> None:
    other = shapely.box(10, 10, 11, 11)

    cut = border_faces.cut(_shapes(ISLAND, other), [np.array([(2.0, -0.1), (2.0, 2.1)])])

    assert sorted(face.area for face in cut) == pytest.approx([1, 4, 4])


def test_a_face_goes_to_whose_places_lie_in_it() -> None:
    west, east = shapely.box(0, 0, 2, 2), shapely.box(2, 0, 4, 2)
    western = [(0.5 + i / 10, 1, "W") for i in range(9)]
    eastern = [(2.5 + i / 10, 1, "E") for i in range(9)]
    places = _places(*western, *eastern, (1.9, 1, "E"))

    shares = border_faces.share_out(_shapes(west, east), places)

    assert shares["W"] == [west]
    assert shares["E"] == [east], "the place on the wrong side moves no border"


def test_without_a_border_the_face_is_shared_out_by_nearness() -> None:
    shares = border_faces.share_out(_shapes(ISLAND), _places((1, 1, "W"), (3, 1, "E")))

    assert shares["W"][0].area == pytest.approx(4, rel=1e-3)
    assert shares["W"][0].contains(shapely.Point(0.5, 1))
    assert shares["E"][0].contains(shapely.Point(3.5, 1))


def test_empty_land_goes_with_its_nearest_neighbour() -> None:
    islet = shapely.box(5, 0, 5.2, 0.2)

    shares = border_faces.share_out(_shapes(ISLAND, islet), _places((1, 1, "W"), (3, 1, "E")))

    assert islet in shares["E"]


def test_places_that_are_all_at_sea_are_told() -> None:
    with pytest.raises(ValueError, match="no place"):
        border_faces.share_out(_shapes(ISLAND), _places((50, 50, "X")))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0.1, 3.9), st.floats(0.1, 1.9), st.sampled_from("ABC")),
        min_size=1,
        max_size=12,
        unique_by=lambda row: (round(row[0], 2), round(row[1], 2)),
    )
)
def test_shares_add_up_to_the_land(rows: list[tuple[float, float, str]]) -> None:
    shares = border_faces.share_out(_shapes(ISLAND), _places(*rows))

    parts = [part for share in shares.values() for part in share]
    assert sum(part.area for part in parts) == pytest.approx(ISLAND.area, rel=1e-6)
    assert shapely.union_all(parts).area == pytest.approx(ISLAND.area, rel=1e-6)
