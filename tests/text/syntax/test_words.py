"""Openers, lemmas, noun groups, forms and quotations: what the analysis is made of."""

from __future__ import annotations

import pytest

from geoinc.text.quotations import quotations
from geoinc.text.syntax.forms import SHAPES, folded, look
from geoinc.text.syntax.groups import noun_groups
from geoinc.text.syntax.lemmas import lemma
from geoinc.text.syntax.openers import opener
from geoinc.text.syntax.tokens import tokenize


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("NIGERIA: Robbers boarded a tug.", "Robbers boarded a tug."),
        ("LAGOS ANCHORAGE, NIGERIA: ROBBERS BOARDED A TUG", "ROBBERS BOARDED A TUG"),
        ("28 Nov 2012: 0930 UTC: Gulf of Aden: Pirates fired.", "of Aden: Pirates fired."),
        ("KABUL (Agency) — A bomb exploded.", "A bomb exploded."),
        ("Maputo, 5 May - Rebels attacked Palma.", "Rebels attacked Palma."),
        ("ROBBERS BOARDED TUG - CREW SAFE", "ROBBERS BOARDED TUG - CREW SAFE"),
        ("BRAZIL:(Outer Roads) Robbers boarded.", "Robbers boarded."),
        ("A man said: stay here.", "A man said: stay here."),
        (": nothing", ": nothing"),
        ("", ""),
    ],
)
def test_what_opens_a_line_is_no_part_of_its_sentence(line: str, left: str) -> None:
    tokens = tokenize(line)
    skipped = opener(line, tokens)
    rest = line[tokens[skipped].start :] if skipped < len(tokens) else ""
    if line.startswith("28 Nov"):  # "of" is in small letters: only the date and the time are taken off
        assert rest == "Gulf of Aden: Pirates fired."
    else:
        assert rest == left


@pytest.mark.parametrize(
    ("form", "fine", "base"),
    [("struck", "VBD", "strike"), ("seized", "VBN", "seize"), ("robbed", "VBN", "rob"), ("killed", "VBD", "kill"),
     ("occupied", "VBN", "occupy"), ("dying", "VBG", "die"), ("flees", "VBZ", "flee"), ("clashes", "NNS", "clash"),
     ("gunmen", "NNS", "gunman"), ("bodies", "NNS", "body"), ("Children", "NNS", "child"), ("was", "VBD", "be"),
     ("houses", "NNS", "house"), ("evacuated", "VBN", "evacuate"), ("patrolling", "VBG", "patrol"), ("Gao", "NNP", "gao")],
)  # fmt: skip
def test_base_forms(form: str, fine: str, base: str) -> None:
    known = {"patrol", "rob", "seize", "kill", "evacuate"}
    assert lemma(form, fine, known.__contains__) == base


def groups(words: str, tags: str, fine: str = "") -> list[str]:
    forms, tagged = words.split(), tags.split()
    found = noun_groups(forms, tagged, fine.split() if fine else [""] * len(forms))
    return [" ".join(forms[c.start : c.end]) + "|" + forms[c.head] for c in found]


def test_noun_groups_take_in_what_stands_before_the_noun() -> None:
    assert groups("The two armed men shot at least 12 people", "DET NUM ADJ NOUN VERB ADP ADJ NUM NOUN") == [
        "The two armed men|men", "at least 12 people|people",
    ]  # fmt: skip
    assert groups("his brother 's car", "PRON NOUN PART NOUN", "PRP$ NN POS NN") == ["his brother 's car|car"]
    assert groups("four or five thieves", "NUM CCONJ NUM NOUN") == ["four or five thieves|thieves"]
    assert groups("guards who fled", "NOUN PRON VERB", "NNS WP VBD") == ["guards|guards", "who|who"]
    assert groups("an all - girl team", "DET DET PUNCT NOUN NOUN", "DT DT HYPH NN NN") == ["an all - girl team|team"]


def test_a_new_article_begins_a_new_group_and_a_date_stands_alone() -> None:
    assert groups("killed people the army", "VERB NOUN DET NOUN") == ["people|people", "the army|army"]
    assert groups("Gao ‹date› at ‹position›", "PROPN PROPN ADP PROPN") == [
        "Gao|Gao",
        "‹date›|‹date›",
        "‹position›|‹position›",
    ]


def test_forms_that_differ_in_digits_or_quotes_look_alike() -> None:
    assert folded("12-A’s") == "00-a's"
    assert look("1974").word == look("2012").word
    assert SHAPES[look("‹date›").shape] == "‹date›"
    assert [SHAPES[look(f).shape] for f in ("Gao", "GAO", "gao", "G", "iOS", "5", "5th", "!")] == [
        "title", "capitals", "lower", "initial", "mixed", "number", "number with letters", "sign",
    ]  # fmt: skip


def test_quotations_end_with_their_mark_or_their_paragraph() -> None:
    text = 'He said "go" and “stay\n\nShe left. “I will,” she said'
    assert [text[a:b] for a, b in quotations(text)] == ["go", "stay", "I will,"]
    assert quotations("no marks”") == []
