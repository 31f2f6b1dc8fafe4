"""What words say of whether an event is told as of here and now."""

from __future__ import annotations

import pytest
from incident_inputs import triggers

from geoinc.incidents.decisions.told import (
    Around,
    counted_in_lists,
    features,
    listed_words,
    page_features,
    place_in_text,
    probability,
    sentence_features,
)
from geoinc.model import Document
from geoinc.text.sentences import sentences
from geoinc.text.tokens import words_of


def of(text: str) -> dict[str, float]:
    [sentence] = sentences(Document(text))
    return dict(sentence_features(sentence))


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("Gunmen attacked a village near Gao.", "placed"),
        ("Gunmen attacked on Monday.", "dated"),
        ("The battle of 1944 was long.", "year alone"),
        ("Attacks since then rose every year.", "since"),
        ("Was it an attack?", "question"),
    ],
)
def test_a_sentence_says(text: str, feature: str) -> None:
    assert of(text)[feature] == 1.0


@pytest.mark.parametrize(
    ("text", "feature"), [("Gunmen attacked.", "dated"), ("On 5 May 1944 they fell.", "year alone")]
)
def test_what_it_does_not_say_is_left_out(text: str, feature: str) -> None:
    assert feature not in of(text)


def test_a_page_is_known_by_its_kinds_of_words() -> None:
    assert page_features(frozenset()) == {}
    found = page_features(words_of("The troops killed a soldier; the victim, a farmer, died of wounds in hospital."))
    assert all(0 < value <= 1 for value in found.values())


def test_words_are_counted_in_each_list_that_holds_them() -> None:
    words = words_of("The court heard that the victims of the storm were killed in a rescue; the trial was a game.")
    plainly = [(name, count) for name, known in listed_words() if (count := len(words & known))]
    assert counted_in_lists(words) == tuple(plainly)
    assert len(plainly) > 2


def test_where_a_sentence_stands_says_more_the_longer_its_text_is() -> None:
    lines = [f"Shells fell on street {n}." for n in "abcdefghijklmnop"]
    short, middle, long = (sentences(Document("\n\n".join(lines[:n]))) for n in (3, 8, 16))
    assert place_in_text(short[1], short) == {}
    first, *_, last = (place_in_text(s, long) for s in long)
    assert "text, far" not in first
    assert (first["text, sentence 0"], last["text, sentence 4"]) == (1.0, 1.0)
    assert (last["text, far"], last["text, last"]) == (1.0, 1.0)
    assert place_in_text(middle[0], middle)["text, sentence 0"] == 0.5


def test_the_words_of_the_sentence_before_are_told_apart_from_its_own() -> None:
    before, after = sentences(Document("The court met on Monday. Gunmen killed two nurses."))
    found = sentence_features(after, (), before)
    assert "said before court" in found
    assert "said nurses" in found
    assert "said court" not in found
    assert "said before nurses" not in found


def test_an_attack_here_and_now_is_likelier_than_a_plan() -> None:
    def chance(text: str) -> float:
        [sentence] = sentences(Document(text))
        around = Around({**page_features(words_of(text)), **sentence_features(sentence)})
        return max(probability(features(t, around.features), around) for t in triggers(text))

    assert chance("Gunmen killed two nurses in Gao on Monday.") > chance(
        "The film tells of an attack in the war of 1944."
    )
