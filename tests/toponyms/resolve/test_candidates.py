from __future__ import annotations

import numpy as np
import pytest

from geoinc.gazetteer import Gazetteer
from geoinc.toponyms.resolve import lexicon
from geoinc.toponyms.resolve.candidates import STATIC_FEATURES, CandidateSource, Via, variants


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
