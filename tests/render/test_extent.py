"""Where the findings lie."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import shapely

from geoinc.model import Findings, Mention, PlaceKind, Resolution
from geoinc.render import extent

if TYPE_CHECKING:
    from geoinc.model import Place


def of_place(article: Findings, kind: PlaceKind, lon: float, lat: float) -> Resolution:
    known = article.resolutions[article.documents[0].id][0].place
    assert known is not None
    place: Place = replace(known, id=f"t:{lon}", kind=kind, point=shapely.Point(lon, lat))
    return Resolution(Mention(0, 4, "Warp"), place, probability=0.9)


def with_places(article: Findings, *resolutions: Resolution) -> Findings:
    return replace(article, resolutions={article.documents[0].id: list(resolutions)})


def test_the_map_opens_on_the_incidents(article: Findings) -> None:
    west, south, east, north = extent.shown(article) or (0, 0, 0, 0)
    assert 40 < west < east < 41
    assert 35 < south < north < 37


def test_a_far_place_does_not_stretch_the_detail(article: Findings) -> None:
    findings = with_places(article, of_place(article, PlaceKind.SETTLEMENT, -77.0, 38.9))
    west, *_ = extent.context(findings) or (0, 0, 0, 0)
    assert west > 39


def test_a_near_place_does(article: Findings) -> None:
    findings = with_places(article, of_place(article, PlaceKind.SETTLEMENT, 37.1, 36.2))
    west, *_ = extent.context(findings) or (0, 0, 0, 0)
    assert west == pytest.approx(37.1)


def test_without_incidents_the_places_are_shown_and_countries_only_alone(article: Findings) -> None:
    town = of_place(article, PlaceKind.SETTLEMENT, 37.0, 36.0)
    country = of_place(article, PlaceKind.COUNTRY, 10.0, 50.0)
    bare = replace(article, incidents=(), locations={})
    assert extent.shown(with_places(bare, town, country)) == (37.0, 36.0, 37.0, 36.0)
    assert extent.shown(with_places(bare, country)) == (10.0, 50.0, 10.0, 50.0)


def test_nothing_has_no_extent() -> None:
    assert extent.shown(Findings()) is None
    assert extent.context(Findings()) is None
