"""Where named places are known to lie, by spelling and by unit."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from shapely import box

from geoinc.gazetteer.sources import embedded
from geoinc.learn.known import KnownPlace, KnownPlaces, _names, country, keys_of
from geoinc.model import PlaceKind

HEAD = "wof_id\tgeonames_id\tname\tkind\tlon\tlat\tadmin1\tadmin2\tpopulation\tnames\n"


def test_a_name_is_found_by_spelling_article_and_consonants() -> None:
    assert dict(keys_of("Al-Mayādīn"))["fold"] == "al mayadin"
    assert dict(keys_of("Al-Mayādīn"))["bare"] == dict(keys_of("Mayadin"))["bare"]
    assert dict(keys_of("Khusham"))["skeleton"] == dict(keys_of("Khasham"))["skeleton"]
    assert list(keys_of("")) == []


def test_names_lose_the_mark_of_their_language() -> None:
    assert list(_names("ara:خشام|Khusham|no:t so")) == ["خشام", "Khusham", "no:t so"]


def test_units_and_how_far_outside_a_point_lies() -> None:
    within = KnownPlaces(
        "SY", units={("fold", "homs"): "SY.11"}, areas={"SY.11": box(36, 34, 38, 35)}, area=box(35, 32, 42, 37)
    )
    assert (within.unit("Homs"), within.unit("SY.11"), within.unit("Zembla")) == ("SY.11", "SY.11", None)
    assert within.unit("Homs Governorate") == "SY.11"
    assert (within.unit_at(37, 34.5), within.unit_at(41, 36)) == ("SY.11", None)
    assert within.off_deg(39, 34.5, "SY.11") == pytest.approx(1.0)
    assert within.off_deg(39, 34.5, None) == 0.0


def test_a_folder_of_tables_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "cities", list)
    (tmp_path / "villages").mkdir()
    (tmp_path / "units").mkdir()
    rows = "7\t-1\tKhusham\tlocality\t40.29\t35.3\tDeir ez-Zor\tMayadin\t6000\tara:خشام\n8\t9\tX\tocean\t0\t0\t\t\t\t\n"
    with gzip.open(tmp_path / "villages" / "SY.tsv.gz", "wt", encoding="utf-8") as file:
        file.write(HEAD + rows)
    square = {"type": "Polygon", "coordinates": [[[39, 34], [41, 34], [41, 36], [39, 36], [39, 34]]]}
    feature = {
        "type": "Feature",
        "properties": {"kind": "admin1", "name": "Deir ez-Zor", "geonames_id": 0},
        "geometry": square,
    }
    with gzip.open(tmp_path / "units" / "SY.geojson.gz", "wt", encoding="utf-8") as file:
        json.dump({"type": "FeatureCollection", "features": [feature]}, file)
    found = country("SY", tmp_path)
    [village] = [place for place in found.places if place.wof == "7"]
    assert (village.names, village.kind, village.population) == (("Khusham", "خشام"), PlaceKind.SETTLEMENT, 6_000)
    assert village.source == "Who's On First 7"
    assert village.admin1 == found.unit("Deir ez-Zor") == found.unit_at(40, 35)
    assert not any(place.wof == "8" for place in found.places)
    assert found.by_key[("fold", "khusham")]


def test_a_source_is_geonames_where_it_has_an_id() -> None:
    place = KnownPlace(("A",), PlaceKind.SETTLEMENT, 0, 0, "", "", 0, "5", "7")
    assert place.source == "GeoNames 5"
