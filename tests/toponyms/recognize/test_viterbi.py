from __future__ import annotations

from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from geoinc.toponyms.recognize.labels import ALLOWED, LABELS, LAST, OPENING
from geoinc.toponyms.recognize.viterbi import best_labels

scores = st.lists(st.integers(-5, 5).map(float), min_size=LABELS, max_size=LABELS)


def valid(labels: tuple[int, ...]) -> bool:
    inner = all(ALLOWED[a, b] for a, b in pairwise(labels))
    return bool(OPENING[labels[0]]) and labels[-1] in LAST and inner


def value(labels: tuple[int, ...], emissions: list[list[float]], transitions: list[list[float]]) -> float:
    own = sum(row[label] for row, label in zip(emissions, labels, strict=True))
    return own + sum(transitions[a][b] for a, b in pairwise(labels))


@given(st.lists(scores, min_size=1, max_size=4), st.lists(scores, min_size=LABELS, max_size=LABELS))
def test_no_valid_labelling_is_better(emissions: list[list[float]], transitions: list[list[float]]) -> None:
    best = tuple(best_labels(emissions, transitions))
    every = filter(valid, product(range(LABELS), repeat=len(emissions)))
    assert valid(best)
    assert value(best, emissions, transitions) == max(value(one, emissions, transitions) for one in every)
