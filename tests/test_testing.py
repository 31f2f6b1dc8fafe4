"""Small gazetteers for tests are real ones, and go with what uses them."""

from __future__ import annotations

import gc
from pathlib import Path

from geoinc import testing
from geoinc.model import PlaceKind


def test_a_place_has_what_it_is_given() -> None:
    made = testing.place("Gao", 1, 16, country="ML", names=["Gawgaw"], demonyms=["Gaoan"], abbreviations=["GAO"])
    assert (made.name, made.kind, made.country) == ("Gao", PlaceKind.SETTLEMENT, "ML")
    assert [name.text for name in made.names] == ["Gawgaw", "Gaoan", "GAO"]
    assert testing.place("Gao", 1, 16).id != testing.place("Gao", 1, 16).id
    assert testing.place("Gao", 1, 16, id="x:1").id == "x:1"


def test_records_and_lists_of_them_become_a_gazetteer() -> None:
    opened = testing.gazetteer(testing.place("Gao", 1, 16), [testing.place("Mopti", 2, 14)])
    assert {opened.place_at(i).name for i in range(len(opened))} == {"Gao", "Mopti"}


def test_its_folder_goes_with_it() -> None:
    opened = testing.gazetteer(testing.place("Gao", 1, 16))
    folder = Path(opened.container.path).parent
    assert folder.is_dir()
    del opened
    gc.collect()
    assert not folder.exists()


def test_no_areas_are_none() -> None:
    nothing = testing.NoAreas()
    assert nothing() == {}
    nothing.close()
