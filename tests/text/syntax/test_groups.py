"""Noun groups, read off the parts of speech alone."""

from __future__ import annotations

from geoinc.text.syntax.groups import noun_groups


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
