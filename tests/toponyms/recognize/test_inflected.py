"""Names in a language that is read through its gloss: endings are taken off, and names spoken alike are told apart."""

from __future__ import annotations

import pytest

from geoinc import testing
from geoinc.gazetteer import Gazetteer
from geoinc.language.wordbook import Wordbook, load
from geoinc.model import PlaceKind
from geoinc.toponyms.recognize.inflected import SHORTEST_STEM, Change, InflectedNames, changed, forms, latin_name


@pytest.fixture(scope="module")
def russian() -> Wordbook:
    book = load("ru")
    assert book is not None
    return book


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return testing.gazetteer(
        testing.place(
            "Ukraine", 31, 49, kind=PlaceKind.COUNTRY, country="UA", code="UA", names=["Украина"], population=40_000_000
        ),
        testing.place("Donetsk", 37.8, 48, country="UA", names=["Донецк", "Stalino"], population=900_000),
        testing.place("Moscow", 37.6, 55.7, country="RU", names=["Москва"], population=10_000_000),
    )


def test_a_word_as_it_stands_comes_first(russian: Wordbook) -> None:
    found = list(changed("москве", russian))
    assert found[0] == ("москве", Change.NONE)
    assert ("москва", Change.ENDING) in found
    assert len({form for form, _ in found}) == len(found)


def test_no_ending_is_taken_off_a_stem_too_short(russian: Wordbook) -> None:
    assert all(len(form) > SHORTEST_STEM for form in list(forms("уфе", russian))[1:])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Взрыв в Донецке.", ["Донецке"]),
        ("Из Москвы сообщают о взрыве на Украине.", ["Москвы", "Украине"]),
        ("Он вышел.", []),
    ],
)
def test_names_are_found_in_any_case_form(gazetteer: Gazetteer, russian: Wordbook, text: str, names: list[str]) -> None:
    found = InflectedNames(gazetteer).find(text, russian)
    assert [f.mention.text for f in found] == names
    assert all(text[f.mention.start : f.mention.end] == f.mention.text for f in found)


def test_a_place_is_called_by_the_latin_name_that_sounds_alike(gazetteer: Gazetteer) -> None:
    [donetsk] = [i for i in range(len(gazetteer)) if gazetteer.place_at(i).name == "Donetsk"]
    assert latin_name(gazetteer, donetsk, "Донецк") == "Donetsk"
    assert latin_name(gazetteer, donetsk, "Stalino") == "Donetsk"
