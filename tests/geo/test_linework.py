"""The coast, borders and rivers of the packages come as lines within the world, land told from lakes."""

from __future__ import annotations

import numpy as np
import pytest

from geoinc.geo.linework import CoastType, Layer, LevelOfDetail, features, lines


@pytest.mark.parametrize("layer", list(Layer))
def test_every_layer_lies_on_earth(layer: Layer) -> None:
    found = features(layer, LevelOfDetail.INTERMEDIATE)
    assert found
    points = np.concatenate([feature.lonlat for feature in found])
    assert np.isfinite(points).all()
    assert np.abs(points[:, 1]).max() <= 90.01
    assert np.abs(points[:, 0]).max() <= 540


def test_the_largest_land_is_eurasia_with_africa_and_lakes_are_no_land() -> None:
    shores = features(Layer.COAST, LevelOfDetail.LOW)
    land = max((feature for feature in shores if feature.type == CoastType.LAND), key=lambda feature: feature.area_km2)
    assert land.area_km2 > 50_000_000
    assert {feature.type for feature in shores} <= set(CoastType)
    assert any(feature.type == CoastType.LAKE for feature in shores)


def test_a_finer_resolution_has_more_points() -> None:
    counts = [
        sum(len(f.lonlat) for f in features(Layer.COAST, res)) for res in (LevelOfDetail.CRUDE, LevelOfDetail.LOW)
    ]
    assert counts[0] < counts[1]


def test_points_that_left_memory_come_back() -> None:
    rivers = lines(Layer.RIVERS, LevelOfDetail.LOW)
    before = rivers.lonlat.copy()
    rivers.release()
    assert np.array_equal(rivers.lonlat, before)
    assert rivers.starts[-1] == len(before)
