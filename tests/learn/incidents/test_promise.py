"""Learning the first look at sentences."""

from __future__ import annotations

from geoinc.incidents.decisions.promise import word_features
from geoinc.learn.incidents.promise import FEWEST, cases, learn
from geoinc.learn.incidents.texts import Text
from geoinc.model import Document

REPORT = "Gunmen attacked a market in Alba on Monday, killing {} people."
OTHER = "The mayor will attack the budget deficit, his spokesman told investors on page {}."


def texts(count: int) -> list[Text]:
    told = [Text("own", Document(REPORT.format(n + 2)), told=True) for n in range(count)]
    return [*told, *(Text("none", Document(OTHER.format(n + 2)), told=False) for n in range(count))]


def test_a_sentence_is_of_an_event_where_the_whole_reading_finds_one() -> None:
    found = cases(texts(2))
    assert [case.told for case in found] == [True, True, False, False]
    assert cases([Text("none", Document("The weather was mild."), told=False)]) == []


def test_what_was_learned_tells_reports_from_others() -> None:
    found = cases(texts(6))
    scorer = learn(found)
    scores = [scorer.score(known | word_features(words)) for case in found for known, words, _ in case.sentences]
    assert min(scores[:6]) > max(scores[6:])


def test_words_that_come_often_are_learned_for_themselves() -> None:
    weights = learn(cases(texts(FEWEST))).weights
    assert weights["word gunmen"] > 0 > weights["word investors"]
    assert "word 3" not in weights
