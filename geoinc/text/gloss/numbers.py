"""Numbers in words, from the values of the words: "twenty five", "five and twenty", "two hundred", "four twenty"."""

from __future__ import annotations

from collections.abc import Sequence

HUNDRED = 100
TENS = range(20, 100, 10)


def combined(values: Sequence[int], joined: Sequence[bool]) -> int | None:
    """Return the number that words of some values say together, or None where they do not go on one another.

    Parameters
    ----------
    values
        Of each word, at least one.
    joined
        Whether an "and" stands before each word but the first.

    >>> combined([20, 5], [False]), combined([5, 20], [True]), combined([2, 100, 30], [False, False]), combined([3, 7], [True])
    (25, 25, 230, None)
    """
    total, group = 0, values[0]
    for value, linked in zip(values[1:], joined, strict=True):
        if value >= HUNDRED and value > group > 0 and not linked:
            group *= value
            if value > HUNDRED:
                total, group = total + group, 0
        elif _adds(group, value, linked=linked):
            group += value
        else:
            return None
    return total + group


def _adds(group: int, value: int, *, linked: bool) -> bool:
    last = group % HUNDRED
    if group == 0 or (last == 0 and value < HUNDRED):
        return True
    if last in TENS and value < 20 and (last + value) // 10 in {last // 10, last // 10 + 1}:
        return value < 10 or last >= 60
    return linked and 0 < last < 10 and value in TENS
