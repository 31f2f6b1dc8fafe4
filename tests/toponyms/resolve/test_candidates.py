from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np
import pytest
from compiled_kernels import compiled

from geoinc.gazetteer import Gazetteer
from geoinc.toponyms.resolve import candidates as candidates_of_names
from geoinc.toponyms.resolve import lexicon
from geoinc.toponyms.resolve.candidates import STATIC_FEATURES, CandidateSource, Via, variants

if TYPE_CHECKING:
    from numpy.typing import NDArray


def found(gazetteer: Gazetteer, name: str, *, demonym: bool = False) -> dict[str, Via]:
    candidates = CandidateSource(gazetteer).find(name, demonym=demonym)
    first = STATIC_FEATURES.index("via_exact")
    via = candidates.static[:, first : first + len(Via)].argmax(axis=1)
    ids = [gazetteer.place_at(int(index)).id for index in candidates.keys[:, 0]]
    return dict(zip(ids, map(Via, via.tolist()), strict=True))


def test_every_place_of_the_exact_name_is_a_candidate(gazetteer: Gazetteer) -> None:
    paris = found(gazetteer, "Paris")
    assert set(paris) == {"geonames:2988507", "geonames:4717560", "geonames:4905687"}
    assert set(paris.values()) == {Via.EXACT}


@pytest.mark.parametrize(
    ("name", "via"),
    [
        ("Syrian", Via.DEMONYM),
        ("Syrians", Via.DEMONYM),
        ("the Syria", Via.EXACT),
        ("Syria's", Via.EXACT),
        ("northern Syria", Via.PART),
        ("south eastern Syria", Via.PART),
        ("Republic of Syria", Via.STRIPPED),
        ("Syria province", Via.STRIPPED),
        ("Syria Broadcasting House", Via.WORDS),
    ],
)
def test_what_news_does_to_names(gazetteer: Gazetteer, name: str, via: Via) -> None:
    assert found(gazetteer, name)["geonames:163843"] is via


def test_demonyms_without_an_entry_are_tried_by_their_endings(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "Texans", demonym=True) == {"geonames:4736286": Via.ENDING}
    assert found(gazetteer, "Londoners", demonym=True) == {"geonames:2643743": Via.ENDING}


@pytest.mark.parametrize("name", ["", " ", "...", "???", "Qwxzptlk", "the", "\ud800", "\u200f"])
def test_no_name_no_candidates(gazetteer: Gazetteer, name: str) -> None:
    candidates = CandidateSource(gazetteer).find(name)
    assert len(candidates) == 0
    assert candidates.static.shape == (0, len(STATIC_FEATURES))


def test_the_name_itself_is_tried_first() -> None:
    assert next(v.key for v in variants("St. Paul", lexicon.load())) == "st paul"
    assert Via.EXPANDED in {v.via for v in variants("St. Paul", lexicon.load()) if v.key == "saint paul"}


def test_containers_hold_their_places(gazetteer: Gazetteer) -> None:
    source = CandidateSource(gazetteer)
    paris, texas, france = (source.find(name).keys for name in ("Paris", "Texas", "France"))
    assert np.isin(texas[0, 4], paris[:, 3]) or np.isin(texas[0, 4], paris[:, 2])
    assert france[0, 4] in paris[:, 1]
    assert (paris[:, 4] == -1).all()


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return compiled("ranking", tmp_path_factory.mktemp("kernels"))


NAMES = (
    "Paris",
    "Syrians",
    "Qwxzptlk",
    "Texas",
    "Republic of Syria",
    "Syria province",
    "Paris",
    "London",
    "northern Syria",
    "Pariz",
)


def test_the_kernel_describes_candidates_as_numpy_does(
    kernel: ModuleType, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = CandidateSource(gazetteer)
    gathered = [source.gather(name) for name in NAMES]
    described = []
    for module in (kernel, None):
        monkeypatch.setattr(candidates_of_names, "KERNEL", module)
        described.append(source.describe(gathered))
    assert sum(map(len, described[0])) > len(NAMES)
    assert any(one.asked for one in gathered)
    for fast, slow in zip(*described, strict=True):
        assert np.array_equal(fast.keys, slow.keys)
        assert np.array_equal(fast.kind, slow.kind)
        for table in ("unit", "static", "summary"):
            np.testing.assert_allclose(getattr(fast, table), getattr(slow, table), rtol=1e-6, err_msg=table)


def test_the_kernel_refuses_candidates_that_do_not_fit(
    kernel: ModuleType, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[tuple[NDArray[np.generic], ...]] = []

    class Recorder(ModuleType):
        @staticmethod
        def describe(arrays: tuple[NDArray[np.generic], ...]) -> None:
            taken.append(arrays)
            kernel.describe(arrays)

    monkeypatch.setattr(candidates_of_names, "KERNEL", Recorder("recorder"))
    source = CandidateSource(gazetteer)
    source.describe([source.gather("Paris"), source.gather("Texas")])
    [arrays] = taken
    for at, array in enumerate(arrays):
        shorter = array.ravel()[:-1].copy()
        with pytest.raises(ValueError, match="another size"):
            kernel.describe((*arrays[:at], shorter, *arrays[at + 1 :]))
    with pytest.raises(TypeError, match="one tuple"):
        kernel.describe(arrays[1:])
