from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from geoinc.model import Document
from geoinc.text.sentences import datelines, holding, sentences


def texts(text: str) -> list[str]:
    return [" ".join(s.text.split()) for s in sentences(Document(text))]


def test_abbreviations_end_no_sentence() -> None:
    text = "Gen. Ortiz met U.S. Ambassador Lee at St. Anne. He left on Jan. 5."
    assert texts(text) == ["Gen. Ortiz met U.S. Ambassador Lee at St. Anne.", "He left on Jan. 5."]


def test_quotes_stay_with_their_sentence() -> None:
    assert texts('"We saw it." She left.') == ['"We saw it."', "She left."]


def test_hard_wrapped_lines_are_one_sentence() -> None:
    text = "The army said on Monday that its troops had\ntaken the hill after a battle that lasted two\ndays. Nobody was hurt."
    assert len(texts(text)) == 2


def test_a_headline_ends_with_its_line() -> None:
    first, second = sentences(
        Document(
            "Army takes hill in the north\nThe battle lasted two days, the army said, and left the hill bare of trees."
        )
    )
    assert first.headline
    assert not second.headline


def test_datelines_are_found_and_left_out() -> None:
    document = Document("LIMA, 9 Oct 88 (EFE) -- A bomb exploded.")
    [line] = datelines(document)
    assert (document.text[line.start : line.place_end], line.date_text) == ("LIMA", "9 Oct 88")
    assert texts(document.text) == ["A bomb exploded."]


def test_agencies_in_brackets_and_colons_end_datelines() -> None:
    assert texts("QUITO (Agency) - A bridge fell.") == ["A bridge fell."]
    assert texts("He left.\n\nQuito (AGY) - A bridge fell.") == ["He left.", "A bridge fell."]
    assert texts("He left.\n\nQUITO: A bridge fell.") == ["He left.", "A bridge fell."]
    assert texts("He left.\n\nUpdate: A bridge fell.") == ["He left.", "Update: A bridge fell."]


@given(st.text(max_size=300))
def test_sentences_are_slices_in_order(text: str) -> None:
    found = sentences(Document(text))
    assert all(text[s.start : s.end] == s.text for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(text[t.start : t.end] == t.text for s in found for t in s.tokens)


def test_an_agency_may_stand_before_the_date() -> None:
    text = "ARDEN, Ruritania (Wire), 3 Oct 2022 — Two men were shot."
    [line] = datelines(Document(text))
    assert (text[line.start : line.place_end], line.date_text) == ("ARDEN, Ruritania", "3 Oct 2022")


def test_a_dateline_may_stand_right_under_its_headline() -> None:
    text = "Rebels leave Arden\nBRUCK/ARDEN, May 20 (Wire) - The rebels left."
    assert [text[d.start : d.place_end] for d in datelines(Document(text))] == ["BRUCK/ARDEN"]
    assert datelines(Document("Rebels leave Arden\nThe Hill - a poem")) == []


@given(
    st.text(st.sampled_from("shot SHOTİ.\n a"), max_size=60),
    st.lists(st.sampled_from(["shot", "a", "hot"]), max_size=3),
)
def test_sentences_that_hold_a_word_are_all_that_do(text: str, words: list[str]) -> None:
    told = sentences(Document(text))
    held = holding(text, told, words)
    assert [s for s in told if any(word in s.text.lower() for word in words)] == [
        s for s in held if any(word in s.text.lower() for word in words)
    ]
    assert len(text.lower()) > len(text) or all(any(word in s.text.lower() for word in words) for s in held)
