from __future__ import annotations

import random
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from geoinc.text.fingerprints import Fingerprint, fingerprint, originals, shared

if TYPE_CHECKING:
    import pytest

WORDS = [f"{a}{b}word" for a in "abcdefghij" for b in "klmnopqrst"]
STORY = "Gunmen from the Blue Front attacked the Karlin dam near Ostrava on Monday, and Colonel Havel of the Border Guard said that two Karlin engineers died."


def test_a_copy_with_another_opener_is_a_copy() -> None:
    assert fingerprint(STORY * 3).copies(fingerprint("By wire. " + STORY * 3))
    assert not fingerprint(STORY).copies(fingerprint("Heavy snow closed the Gotthard pass between Zurich and Lugano."))


def test_a_text_without_words_is_like_nothing() -> None:
    assert fingerprint("").likeness(fingerprint("")) == 0.0
    assert not fingerprint("12 34").copies(fingerprint("12 34"))


@given(st.sets(st.integers(0, 40)), st.sets(st.integers(0, 40)))
def test_shared_counts_the_intersection(a: set[int], b: set[int]) -> None:
    import numpy as np

    left, right = (np.array(sorted(numbers), dtype=np.uint32) for numbers in (a, b))
    assert shared(left, right) == len(a & b)


@given(st.integers(0, 10_000))
def test_originals_are_those_of_comparing_all_with_all(seed: int) -> None:
    rng = random.Random(seed)
    base = [[rng.choice(WORDS) for _ in range(30)] for _ in range(3)]
    prints = []
    for _ in range(12):
        words = list(rng.choice(base))
        start = rng.randrange(len(words))
        words = words[start : start + rng.randint(4, 30)] + [rng.choice(WORDS) for _ in range(rng.randint(0, 12))]
        prints.append(fingerprint(" ".join(words)))
    found: list[int] = []
    for position, item in enumerate(prints):
        kept = [i for i in range(position) if found[i] == i]
        found.append(next((i for i in kept if prints[i].copies(item)), position))
    assert originals(prints) == found


def test_finding_copies_grows_with_the_texts_not_with_their_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(1)
    common = "The ministry said in a statement that an inquiry into the attack had begun and would report shortly."
    prints = [fingerprint(f"{common} {' '.join(rng.choices(WORDS, k=60))}") for _ in range(400)]
    looked: list[int] = []
    compare = Fingerprint.overlap
    monkeypatch.setattr(Fingerprint, "overlap", lambda self, other: (looked.append(1), compare(self, other))[1])
    assert originals(prints) == list(range(400))
    assert len(looked) <= 4 * len(prints)
