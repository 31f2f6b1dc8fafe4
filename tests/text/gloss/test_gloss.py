from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoinc.language import wordbook
from geoinc.model import Document, Span
from geoinc.text.gloss import Gloss, Named, gloss, pieces_of
from geoinc.text.gloss.numbers import combined
from geoinc.text.gloss.words import number


def glossed(code: str, text: str, **names: str) -> Gloss:
    book = wordbook.load(code)
    assert book is not None
    named = sorted(
        (Named(text.index(n), text.index(n) + len(n), base) for base, n in names.items()), key=lambda n: n.start
    )
    return gloss(Document(text, id="d"), pieces_of(text, book, [(n.start, n.end) for n in named]), named, book)


@pytest.mark.parametrize(
    ("code", "text", "name", "told"),
    [
        ("ru", "в 8 км к востоку от Хашама", "Хашама", "8 km east of Khusham"),
        ("uk", "за 12 кілометрів на північ від Херсона", "Херсона", "за 12 km north of Khusham"),
        ("ar", "بريف إدلب الشرقي", "إدلب", "in the eastern countryside of Khusham"),
        ("fr", "à une trentaine de kilomètres au nord de Djibo", "Djibo", "about 30 km north of Khusham"),
        ("es", "el 12 de marzo de 2024 en Tibú", "Tibú", "the 12 March 2024 in Khusham"),
    ],
)
def test_words_are_told_in_english_and_in_its_order(code: str, text: str, name: str, told: str) -> None:
    assert " ".join(glossed(code, text, Khusham=name).text.split()) == told


def test_every_part_of_a_gloss_leads_back_to_its_words() -> None:
    text = "Взрыв прогремел в 8 км к востоку от Хашама."
    found = glossed("ru", text, Khusham="Хашама")
    start = found.text.index("8 km")
    span = found.span(Span("d", start, start + len("8 km east of Khusham")))
    assert span.text == "8 км к востоку от Хашама"
    assert found.names[0] is not None
    assert found.text[slice(*found.names[0])] == "Khusham"


@pytest.mark.parametrize(
    ("values", "joined", "told"),
    [
        ([20, 5], [False], 25),
        ([5, 20], [True], 25),
        ([60, 15], [False], 75),
        ([80, 10], [False], 90),
        ([3, 100, 40, 2], [False, False, True], 342),
        ([2, 1000, 500], [False, False], 2500),
        ([3, 7], [True], None),
    ],
)
def test_numbers_in_words_are_added_up(values: list[int], joined: list[bool], told: int | None) -> None:
    assert combined(values, joined) == told


@pytest.mark.parametrize(
    ("text", "told"), [("1 200", "1200"), ("1.200", "1200"), ("12,5", "12.5"), ("٣٥", "35"), ("20:30", "20:30")]
)
def test_figures_are_written_as_english_writes_them(text: str, told: str) -> None:
    assert number(text) == told


@pytest.mark.parametrize("code", wordbook.codes())
@given(text=st.text(max_size=60))
def test_any_text_has_a_gloss_that_leads_back_into_it(code: str, text: str) -> None:
    found = glossed(code, text)
    start, end = found.back(0, len(found.text))
    assert 0 <= start <= end <= len(text)
