"""Whether accounts tell of one event is learned from texts of which it is known."""

from __future__ import annotations

from incident_inputs import accounts

from geoinc.learn.incidents.link import _article_pairs, kept_together, learn_articles, prior

TEXT = "Gunmen killed two nurses in a clinic on Monday. On Friday rebels shelled a market, killing nine people."


def test_an_account_is_paired_with_every_event_told_before() -> None:
    told = accounts(TEXT)
    labels = [0 if a.sentence.index == 0 else 1 for a in told]
    made = list(_article_pairs(told, labels))
    assert made
    assert {same for _, same in made} <= {0.0, 1.0}
    assert any(same == 0.0 for _, same in made)


def test_an_account_of_nobody_knows_what_is_no_pair() -> None:
    told = accounts(TEXT)
    assert list(_article_pairs(told, [None] * len(told))) == []


def test_weights_stay_near_those_to_start_from() -> None:
    told = accounts(TEXT)
    labels = [a.sentence.index for a in told]
    scorer = learn_articles([(told, labels)])
    before = prior()
    assert before
    assert all(abs(scorer.weights.get(name, 0.0) - weight) < 1.0 for name, weight in before.items())


def test_pairs_that_are_gathered_as_they_should_be() -> None:
    told = accounts(TEXT)
    together, same, apart, different = kept_together([(told, [a.sentence.index for a in told])])
    assert 0 <= together <= same
    assert 0 <= apart <= different
