"""Made-up sentences about real places: the same every time, with the answers that they are made of."""

from __future__ import annotations

from geoinc.gazetteer import Gazetteer
from geoinc.learn.resolution.synthetic_sentences import shared_names, twins


def test_shared_names_are_asked_for_with_what_tells_them_apart(gazetteer: Gazetteer) -> None:
    made = shared_names(gazetteer, count=20)
    assert made
    for example in made:
        for mention, gold in zip(example.mentions, example.gold, strict=True):
            assert example.document.text[mention.start : mention.end] == mention.text
            assert gold.id in {c.place.id for c in gazetteer.search(mention.text)} or mention.text in {
                "American", "French", "British", "Syrian", "Georgian",
            }  # fmt: skip
        assert "{" not in example.document.text
    assert any(
        m.text == "Paris" and g.id == "geonames:4717560" for e in made for m, g in zip(e.mentions, e.gold, strict=True)
    )


def test_the_same_gazetteer_gives_the_same_sentences(gazetteer: Gazetteer) -> None:
    assert [e.document.text for e in shared_names(gazetteer, count=8)] == [
        e.document.text for e in shared_names(gazetteer, count=8)
    ]


def test_where_few_cities_bear_their_units_name_nothing_is_asked(gazetteer: Gazetteer) -> None:
    assert twins(gazetteer, count=5) == []
