"""What C says of names that look alike is what Python says."""

from __future__ import annotations

import random
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from compiled_kernels import compiled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.file import store
from geoinc.gazetteer.file.columns import NONE
from geoinc.gazetteer.names import search
from geoinc.gazetteer.names.query import SearchScope
from geoinc.gazetteer.names.skeleton import sounding

SOUNDS = ["kh", "gh", "sch", "sh", "ch", "th", "ou", "oo", "ee", "dj", "a", "i", "u", "h", "ss", "q", "v", "b"]
NAMES = st.lists(
    st.sampled_from([*SOUNDS, " ", " al ", "el", "saint", "st", "é", "خ", "東", "’"]), min_size=1, max_size=12
)
FUZZ = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return compiled("names", tmp_path_factory.mktemp("kernels"))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.default()


def both(kernel: ModuleType, head: str, names: list[str]) -> tuple[list[float], list[float]]:
    answers = []
    for module in (kernel, None):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(search, "KERNEL", module)
            answers.append(search._likeness(head, names))
    return answers[0], answers[1]


def spelled(parts: list[str]) -> str:
    return " ".join("".join(parts).split()) or "a"


@FUZZ
@given(NAMES, st.lists(NAMES, min_size=1, max_size=8))
def test_names_are_as_much_alike(kernel: ModuleType, head: list[str], names: list[list[str]]) -> None:
    quick, slow = both(kernel, spelled(head), list(map(spelled, names)))
    assert quick == slow


def test_the_gazetteers_names_are_as_much_alike(kernel: ModuleType, gazetteer: Gazetteer) -> None:
    keys = random.Random(4).choices(range(len(gazetteer.store.keys)), k=2_000)
    names = list(map(gazetteer.store.key_text, keys))
    for head in names[:20]:
        quick, slow = both(kernel, head, names)
        assert quick == slow
        assert sum(like > 0 for like in quick) <= search.COMPARED_BY_SOUND


@pytest.mark.parametrize("name", ["a" * 64, "a" * 65, "al " * 30, "b" * 300])
def test_long_names_are_compared_as_well(kernel: ModuleType, name: str) -> None:
    for head, other in ((name, "ab"), ("ab", name), (name, name)):
        quick, slow = both(kernel, head, [other, "khusham"])
        assert quick == slow


def test_what_is_no_name_is_refused(kernel: ModuleType) -> None:
    words = sounding()
    with pytest.raises(TypeError):
        kernel.alike(("a", "a"), [1], {}, words, (0.5, 9))
    with pytest.raises(ValueError, match="sound alike"):
        kernel.alike(("a", "a"), [], {}, (*words[:2], (("abcd", "x"),), words[3]), (0.5, 9))
    with pytest.raises(ValueError, match="sound alike"):
        kernel.alike(("a", "a"), [], {}, (*words[:3], b"short"), (0.5, 9))
    with pytest.raises(TypeError):
        kernel.alike(("a", "a"), ["b"], {}, (0, *words[1:]), (0.5, 9))
    assert kernel.alike(("a", "a"), [], {}, words, (0.5, 9)) == []


def scopes(gazetteer: Gazetteer) -> list[SearchScope]:
    rng, columns = random.Random(2), gazetteer.columns
    units = [int(unit) for unit in columns.admin1[:: len(columns) // 40] if unit != NONE]
    countries = [frozenset(rng.choices(range(len(columns.countries)), k=k)) for k in (0, 1, 12)]
    kinds = [frozenset({1, 7}), frozenset[int]()]
    return [
        SearchScope(),
        *(SearchScope(c) for c in countries),
        *(SearchScope(kinds=k) for k in kinds),
        SearchScope(countries[2], frozenset(units), kinds[0]),
        SearchScope(units=frozenset(units)),
        SearchScope(box=(-10, 0, 40, 50)),
    ]


def test_the_same_names_have_places_in_a_scope(
    kernel: ModuleType, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = np.arange(0, len(gazetteer.store.keys), 101, dtype=np.uint32)
    for scope in scopes(gazetteer):
        found = []
        for module in (kernel, None):
            monkeypatch.setattr(store, "KERNEL", module)
            found.append([scope.keys_within(gazetteer.store, gazetteer.columns, keys, most) for most in (7, len(keys))])
        assert found[0] == found[1]


def test_numbers_out_of_bounds_are_refused(kernel: ModuleType) -> None:
    def arrays(**other: Any) -> tuple[Any, ...]:
        kept = {
            "starts": np.array([0, 1, 2], np.uint32),
            "postings": np.array([0, 1], np.uint32),
            "country": np.zeros(2, np.uint16),
            "kind": np.zeros(2, np.uint8),
            "admin1": np.zeros(2, np.uint32),
            "admin2": np.zeros(2, np.uint32),
        }
        return tuple((kept | other).values())

    keys, nothing = np.array([0, 1], np.uint32), np.zeros(0, np.uint32)
    assert kernel.within(arrays(), keys, None, b"\1", nothing, 9) == [0, 1]
    assert kernel.within(arrays(), keys, b"\0", None, nothing, 9) == []
    for wrong in (
        arrays(starts=np.array([0, 1, 9], np.uint32)),
        arrays(postings=np.array([0, 7], np.uint32)),
        arrays(admin2=np.zeros(1, np.uint32)),
    ):
        with pytest.raises(ValueError, match="out of bounds"):
            kernel.within(wrong, keys, None, None, nothing, 9)
    with pytest.raises(ValueError, match="out of bounds"):
        kernel.within(arrays(), np.array([2], np.uint32), None, None, nothing, 9)
