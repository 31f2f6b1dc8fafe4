from __future__ import annotations

import pytest

from geoinc.gazetteer.records import City, packed, unpacked


@pytest.mark.parametrize("texts", [[], [""], ["Homs", "حمص", ""], ["a" * 400, "\ud800"], ["two\nlines"]])
def test_packed_texts_come_back(texts: list[str]) -> None:
    assert unpacked(packed(texts)) == texts


def test_what_parts_texts_is_in_none() -> None:
    assert unpacked(packed(["a\0b", "c"])) == ["a b", "c"]


def test_a_city_knows_its_unit_and_its_names() -> None:
    city = City(1, "Homs", 36.7, 34.7, "SY", "11", 775_404, packed(["Hims"]))
    assert (city.admin1, city.alternatenames) == ("SY.11", ["Hims"])
    assert city._replace(admin1code="").admin1 is None
