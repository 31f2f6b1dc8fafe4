"""The labels of the tagger: where a token stands in a toponym (BILOU)."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray


class Label(IntEnum):
    """Outside, the only token, or the first, an inner, the last token of a toponym."""

    O = 0  # noqa: E741 - the letters are the field's
    U = 1
    B = 2
    I = 3  # noqa: E741
    L = 4


LABELS: Final = len(Label)
_BETWEEN: Final = (Label.O, Label.U, Label.B)
_WITHIN: Final = (Label.I, Label.L)
NEVER: Final = -1e9
"""The score of what cannot be."""


def _allowed() -> NDArray[np.bool_]:
    allowed = np.zeros((LABELS, LABELS), dtype=bool)
    for label in (Label.O, Label.U, Label.L):
        allowed[label, list(_BETWEEN)] = True
    for label in (Label.B, Label.I):
        allowed[label, list(_WITHIN)] = True
    return allowed


ALLOWED: Final = _allowed()
"""``ALLOWED[a, b]``: whether label ``b`` may follow ``a``."""
OPENING: Final = np.isin(np.arange(LABELS), _BETWEEN)
LAST: Final = (int(Label.O), int(Label.U), int(Label.L))
CLOSING: Final = np.isin(np.arange(LABELS), LAST)


def encode(spans: Iterable[tuple[int, int]], length: int) -> list[int]:
    """Return the labels of ``length`` tokens, given first and last token (inclusive) of each toponym."""
    labels = [int(Label.O)] * length
    for first, last in spans:
        if first == last:
            labels[first] = Label.U
        else:
            labels[first : last + 1] = [Label.B, *[Label.I] * (last - first - 1), Label.L]
    return labels


def decode(labels: Sequence[int]) -> list[tuple[int, int]]:
    """Return first and last token (inclusive) of each toponym in valid labels."""
    spans, first = [], 0
    for at, label in enumerate(labels):
        if label in (Label.U, Label.B):
            first = at
        if label in (Label.U, Label.L):
            spans.append((first, at))
    return spans
