from __future__ import annotations

from pathlib import Path

import pytest

from geoinc.errors import LexiconError
from geoinc.incidents.types import kinds
from geoinc.language import wordbook
from geoinc.model import Harm
from geoinc.text.gloss import pieces_of


@pytest.mark.parametrize("code", wordbook.codes())
def test_every_wordbook_names_known_types_and_harms(code: str) -> None:
    book = wordbook.load(code)
    assert book is not None
    entries = [e for found in book._literal.values() for e in found] + [e for _, e in book._patterned]
    assert {e.value for e in entries if e.tag in {"event", "weak"}} <= set(kinds())
    harms = {word for e in entries if e.tag == "harm" for word in e.value.split() if not word.isdigit()}
    assert harms <= {harm.value for harm in Harm}


def book(tmp_path: Path, text: str) -> wordbook.Wordbook:
    (tmp_path / wordbook.FILE).write_text(text, "utf-8")
    return wordbook.read(tmp_path)


def test_forms_are_met_without_accents_and_their_choices_of_words() -> None:
    assert list(wordbook._spelled("burn(ed| down)?")) == ["burned", "burn down", "burn"]


def test_a_word_is_found_with_its_clitics_taken_off(tmp_path: Path) -> None:
    arabic = book(tmp_path, 'name = "A"\nclitics = [["و", "and"], ["لل", "to", "ال"]]\n[x]\n"army" = ["الجيش"]\n')
    splits = {rest: taken for taken, rest in arabic.splits(arabic.plain("وللجيش"))}
    assert splits["الجيش"] == ((1, "and"), (2, "to"))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('reads = ["places"]', "needs a name"),
        ('name = "A"\nreads = ["poems"]', "reads may hold"),
        ('name = "A"\n[x]\n"a" = "b"', "must be a list of forms"),
        ('name = "A"\n[x]\n"a" = ["b["]', "no regular expression"),
        ('name = "A"\nx = 3', "neither a setting nor a section"),
        ('name = "A"\n[[rewrite]]\nfrom = "a("\nto = "b"', "regular expression 'from'"),
    ],
)
def test_a_bad_wordbook_is_named(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(LexiconError, match=fault):
        book(tmp_path, text)


def test_a_bad_row_of_names_is_named_by_its_line(tmp_path: Path) -> None:
    (tmp_path / wordbook.NAMES).write_text("name,means\nSyrie,Syria\nSoudan\n", "utf-8")
    with pytest.raises(LexiconError, match="line 3"):
        book(tmp_path, 'name = "A"')


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("es", "último última víctima líquido caso obra"),
        ("fr", "sinistre retenus cours élus gardes"),
        ("it", "assassino elimina sale perde"),
        ("ar", "أسرة أسر جراح أهلك مدرسة"),
    ],
)
def test_no_accent_left_out_makes_a_common_word_one_of_harm(code: str, words: str) -> None:
    book = wordbook.load(code)
    assert book is not None
    tags = {word: {piece.tag for piece in pieces_of(word, book)} for word in words.split()}
    assert {word for word, found in tags.items() if found & {"harm", "event"}} == set()
