from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoinc.gazetteer import Gazetteer
from geoinc.model import Document
from geoinc.toponyms.resolve import features, mentions_from_spans
from geoinc.toponyms.resolve.features import CONTEXT_FEATURES
from geoinc.toponyms.resolve.resolver import Resolver, Stage
from geoinc.toponyms.resolve.sources import Home

if TYPE_CHECKING:
    from numpy.typing import NDArray


def staged(gazetteer: Gazetteer, text: str, *names: str) -> Stage:
    document = Document(text)
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    return Resolver(gazetteer, None).stage(document, mentions_from_spans(document, spans, gazetteer), Home())


def even(stage: Stage) -> NDArray[np.float32]:
    sizes = np.bincount(stage.scene.group)
    return (1 / sizes[stage.scene.group]).astype(np.float32)


def column(gazetteer: Gazetteer, stage: Stage, name: str, group: int) -> dict[str, float]:
    table = features.context(stage.scene, even(stage))
    rows = np.flatnonzero(stage.scene.group == group)
    ids = [gazetteer.place_at(int(i)).id for i in stage.scene.keys[rows, 0]]
    return dict(zip(ids, table[rows, CONTEXT_FEATURES.index(name)].tolist(), strict=True))


def test_a_link_speaks_for_the_place_inside(gazetteer: Gazetteer) -> None:
    stage = staged(gazetteer, "Paris, Texas", "Paris", "Texas")
    comma = column(gazetteer, stage, "link_comma", 0)
    assert comma["geonames:4717560"] > 0
    assert comma["geonames:2988507"] == 0
    assert column(gazetteer, stage, "link_any", 0) == comma


def test_neighbours_speak_for_the_place_near_them(gazetteer: Gazetteer) -> None:
    stage = staged(gazetteer, "Paris beat Dallas at home.", "Paris", "Dallas")
    near = column(gazetteer, stage, "kernel_province", 0)
    assert max(near, key=near.__getitem__) == "geonames:4717560"
    share = column(gazetteer, stage, "share_admin1", 0)
    assert share["geonames:4717560"] > share["geonames:2988507"] == 0


def test_a_named_country_speaks_for_its_places(gazetteer: Gazetteer) -> None:
    stage = staged(gazetteer, "French police searched Paris.", "French", "Paris")
    named = column(gazetteer, stage, "named_country", 1)
    assert named["geonames:2988507"] > 0 == named["geonames:4717560"]


def test_a_lone_name_has_no_context(gazetteer: Gazetteer) -> None:
    stage = staged(gazetteer, "Paris", "Paris")
    table = features.context(stage.scene, even(stage))
    assert not np.delete(table, CONTEXT_FEATURES.index("alone"), axis=1).any()
    assert np.isfinite(table).all()


def test_every_feature_is_filled(gazetteer: Gazetteer) -> None:
    stage = staged(
        gazetteer, "Paris, Texas and Syrian Khusham near London", "Paris", "Texas", "Syrian", "Khusham", "London"
    )
    table = features.context(stage.scene, even(stage))
    assert table.shape == (len(stage.scene.group), len(CONTEXT_FEATURES))
    assert np.isfinite(table).all()
