"""Each form of productions.toml makes of its own examples what it says, and their order in the file says nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from geoinc.errors import LexiconError
from geoinc.relations import lexicon, parse
from geoinc.relations.clauses import Clause
from geoinc.relations.lexicon import Example, PhraseForm
from geoinc.relations.readers import PhraseReader

FORMS = lexicon.read_forms()
EXAMPLES = [(form, example) for form in FORMS for example in form.examples]


def nothing_is_known(name: str) -> bool:
    del name
    return False


def readings(text: str) -> list[Clause]:
    return parse.find_clauses(text, PhraseReader(text, nothing_is_known))


@pytest.mark.parametrize(("form", "example"), EXAMPLES, ids=[example.text for _, example in EXAMPLES])
def test_a_form_makes_of_its_example_what_it_says(form: PhraseForm, example: Example) -> None:
    production = next(p for p in parse.productions(loose=True) if p.name == form.name)
    words = parse.cues.words_in(example.text, 0, len(example.text))
    assert all(not words.isdisjoint(cue) for cue in production.cues), "its cues pass the example over"
    reader = PhraseReader(example.text, nothing_is_known)
    built = [
        clause
        for match in production.pattern().finditer(example.text)
        if (clause := production.build(match, reader)) is not None
    ]
    assert [(clause.kind.value, tuple(name.text for name in clause.names)) for clause in built[:1]] == [
        (example.kind, example.names)
    ]


@pytest.mark.parametrize(("form", "example"), EXAMPLES, ids=[example.text for _, example in EXAMPLES])
def test_the_form_of_an_example_wins_over_the_others(form: PhraseForm, example: Example) -> None:
    del form
    assert example.kind in {clause.kind.value for clause in readings(example.text)}


def test_every_form_has_a_builder_and_every_builder_a_form() -> None:
    assert {form.name for form in FORMS} == set(parse.FORMS)


def test_the_order_of_the_file_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [readings(example.text) for _, example in EXAMPLES]
    shuffled = list(FORMS)
    random.Random(3).shuffle(shuffled)
    monkeypatch.setattr(lexicon, "read_forms", lambda: shuffled)
    parse.productions.cache_clear()
    try:
        assert [readings(example.text) for _, example in EXAMPLES] == expected
    finally:
        parse.productions.cache_clear()


def test_two_forms_of_one_score_are_refused(tmp_path: Path) -> None:
    row = '[[production]]\nname = "{}"\nscore = 7\ncues = [["of_words"]]\nexamples = []\n'
    (tmp_path / lexicon.FORMS_FILE).write_text(row.format("a") + row.format("b"), "utf-8")
    with pytest.raises(LexiconError, match="production 'b': its score 7 is that of 'a'"):
        lexicon.read_forms(folder=tmp_path)


def test_a_row_without_a_score_names_the_file(tmp_path: Path) -> None:
    (tmp_path / lexicon.FORMS_FILE).write_text('[[production]]\nname = "a"\n', "utf-8")
    with pytest.raises(LexiconError, match=r"productions\.toml: KeyError\('score'\)|productions\.toml"):
        lexicon.read_forms(folder=tmp_path)
