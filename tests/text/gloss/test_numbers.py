from __future__ import annotations

import pytest

from geoinc.text.gloss.numbers import combined


@pytest.mark.parametrize(
    ("values", "joined", "number"),
    [
        ([7], [], 7),
        ([20, 5], [False], 25),
        ([5, 20], [True], 25),  # "fünfundzwanzig", "khamsa wa ishrun"
        ([5, 20], [False], None),
        ([2, 100, 30], [False, False], 230),
        ([3, 1000, 200, 5], [False, False, True], 3205),
        ([2, 1000, 3, 100], [False, False, False], 2300),
        ([60, 15], [False], 75),  # "soixante-quinze"
        ([4, 20], [False], None),
        ([3, 7], [True], None),
        ([40, 15], [False], None),
        ([100, 100], [False], None),
    ],
)
def test_words_of_numbers_together(values: list[int], joined: list[bool], number: int | None) -> None:
    assert combined(values, joined) == number
