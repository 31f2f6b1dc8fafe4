"""The best labels of a run of tokens: Viterbi for the five BILOU labels, written out.

Runs are a few tokens long, so that array operations would cost more than they save; a loop over all pairs of labels
is four times slower than the few lines that the valid pairs need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoinc.toponyms.recognize.labels import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

_O, _U, _B, _I, _L = (int(label) for label in Label)

Scores = tuple[float, float, float]


def best_labels(emissions: Sequence[Sequence[float]], transitions: Sequence[Sequence[float]]) -> list[int]:
    """Return the best valid labels of a run of tokens.

    Parameters
    ----------
    emissions
        A score a token and label.
    transitions
        ``transitions[a][b]``: the score of label ``b`` after ``a``; invalid pairs are not looked at.
    """
    to_o, to_u, to_b = (_entering(transitions, label) for label in (_O, _U, _B))
    b_i, i_i, b_l, i_l = (transitions[a][b] for a, b in ((_B, _I), (_I, _I), (_B, _L), (_I, _L)))
    o, u, b = emissions[0][_O], emissions[0][_U], emissions[0][_B]
    i = last = float("-inf")
    back: list[tuple[int, ...]] = []
    for row in emissions[1:]:
        done = (o, u, last)
        (o, from_o), (u, from_u), (new_b, from_b) = _best(done, to_o), _best(done, to_u), _best(done, to_b)
        from_i, i, last_b, last_i = (_B if b + b_i >= i + i_i else _I), max(b + b_i, i + i_i), b + b_l, i + i_l
        back.append((from_o, from_u, from_b, from_i, _B if last_b >= last_i else _I))
        o, u, b, i, last = o + row[_O], u + row[_U], new_b + row[_B], i + row[_I], max(last_b, last_i) + row[_L]
    label = _O if o >= u and o >= last else _U if u >= last else _L
    return _path(back, label)


def _entering(transitions: Sequence[Sequence[float]], label: int) -> Scores:
    return transitions[_O][label], transitions[_U][label], transitions[_L][label]


def _best(done: Scores, step: Scores) -> tuple[float, int]:
    """Return the best score after a finished label (outside, single or last), and that label."""
    o, u, last = done[0] + step[0], done[1] + step[1], done[2] + step[2]
    if o >= u:
        return (o, _O) if o >= last else (last, _L)
    return (u, _U) if u >= last else (last, _L)


def _path(back: Sequence[tuple[int, ...]], label: int) -> list[int]:
    labels = [label]
    for origins in reversed(back):
        labels.append(origins[labels[-1]])
    return labels[::-1]
