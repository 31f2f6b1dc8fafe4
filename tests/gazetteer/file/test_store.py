"""Look-ups by id, key, name and skeleton agree with what was compiled."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from shapely import box

from geoinc.errors import PackNotFoundError
from geoinc.gazetteer.file import store
from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.names.skeleton import skeleton, skeleton_hash
from geoinc.gazetteer.records import NameKind
from geoinc.model import PlaceKind
from geoinc.testing import gazetteer, place

SYRIA = replace(
    place(
        "Syria",
        38,
        35,
        kind=PlaceKind.COUNTRY,
        country="SY",
        code="SY",
        demonyms=["Syrian"],
        abbreviations=["SYR"],
        id="x:sy",
    ),
    geometry=box(35, 32, 42, 37),
)
SMALL = gazetteer(
    SYRIA,
    place("Khusham", 40.29, 35.3, country="SY", names=["خشام", "Khasham"], population=6_000, id="x:1"),
    place("Khusham", 36.0, 34.0, country="SY", id="x:2"),
)
STORE = SMALL.store


def test_a_key_gives_its_places_most_important_first() -> None:
    key = STORE.key(fold("Khusham"))
    assert key is not None
    assert STORE.key_text(key) == "khusham"
    assert [STORE.id_at(int(i)) for i in STORE.indices_of_key(key)] == ["x:1", "x:2"]
    assert STORE.key("nowhere") is None


def test_a_key_says_how_it_names_each_place() -> None:
    assert STORE.numbers(["khusham", "nowhere"]) == [STORE.key("khusham"), None]
    for name, own, kind in (("khusham", True, NameKind.NAME), ("syr", False, NameKind.ABBREVIATION)):
        key = STORE.key(name)
        assert key is not None
        places = STORE.indices_of_key(key).tolist()
        assert STORE.namings_of_key(key) == [(place, own, kind) for place in places]


def test_misspelled_names_are_found_with_the_kernel_and_without(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, expected in (
        ("khushm", ["khusham"]),
        ("khashan", ["khasham"]),
        ("syri", ["syria", "syr"]),
        ("خشامم", ["خشام"]),
    ):
        numbers = sorted(STORE.numbers(expected))  # type: ignore[type-var]
        assert STORE.misspelled(name).tolist() == numbers
        with monkeypatch.context() as patch:
            patch.setattr(store, "KERNEL", None)
            assert STORE.misspelled(name).tolist() == numbers


def test_many_keys_at_once_say_whose_each_place_is() -> None:
    keys = np.array([STORE.key("khusham"), STORE.key("syria")])
    places, owner = STORE.indices_of_keys(keys)
    assert [(STORE.id_at(int(i)), int(o)) for i, o in zip(places, owner, strict=True)] == [
        ("x:1", 0),
        ("x:2", 0),
        ("x:sy", 1),
    ]


def test_spellings_share_a_skeleton() -> None:
    keys = STORE.keys_of_skeletons(np.array([skeleton_hash(skeleton("khusham"))], np.uint32))
    assert {"khusham", "khasham"} <= {STORE.key_text(int(key)) for key in keys}
    assert len(STORE.keys_of_skeletons(np.array([1], np.uint32))) == 0


def test_names_lie_together_and_say_what_they_are() -> None:
    rows = STORE.rows_of_place(SMALL.index_of("x:sy"))
    kinds = {STORE.name_at(row): STORE.kind_of_name(row) for row in rows}
    assert kinds == {"Syria": NameKind.NAME, "SYR": NameKind.ABBREVIATION, "Syrian": NameKind.DEMONYM}
    demonym = STORE.key("syrian")
    assert demonym is not None
    assert [STORE.id_at(int(i)) for i in STORE.demonym_places(demonym)] == ["x:sy"]
    assert len(STORE.indices_of_key(demonym)) == 0


def test_an_extent_is_there_where_one_was_given() -> None:
    area = STORE.extent_at(SMALL.index_of("x:sy"))
    assert area is not None
    assert area.equals(box(35, 32, 42, 37))
    assert STORE.extent_at(SMALL.index_of("x:1")) is None


def test_an_unknown_id_says_what_to_do() -> None:
    with pytest.raises(PackNotFoundError, match="search for it by name"):
        STORE.index_of("x:none")
