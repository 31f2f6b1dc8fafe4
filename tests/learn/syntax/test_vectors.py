"""Words that stand among the same words have vectors that lie together."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from geoinc.learn.syntax.vectors import FEWEST, learn_vectors, read_texts

TEXTS = [
    f"{who} quickly shot {count} {whom} . they then left {where} by night ."
    for who in ("gunmen", "rebels", "soldiers")
    for whom in ("men", "boys")
    for where in ("bridge", "market")
    for count in ("two", "nine", "ten")
]


def test_words_of_one_kind_lie_together() -> None:
    words, vectors = learn_vectors(TEXTS, size=8)
    at = {word: vectors[i] for i, word in enumerate(words)}
    assert at["gunmen"] @ at["rebels"] > 0.9 > at["gunmen"] @ at["bridge"]
    length = np.linalg.norm(vectors, axis=1)  # none where nothing tells a word from others
    assert np.allclose(length[length > 0.5], 1, atol=1e-5)
    assert (length > 0.5).sum() > len(words) / 2


def test_the_most_frequent_come_first_and_rare_words_have_none() -> None:
    words, _ = learn_vectors([*TEXTS, "hapax legomenon"], size=4)
    assert words[0] == "."
    assert "hapax" not in words
    assert FEWEST > 1


def test_the_same_texts_give_the_same_numbers() -> None:
    assert np.array_equal(learn_vectors(TEXTS, size=4)[1], learn_vectors(TEXTS, size=4)[1])


def test_each_text_is_read_once(tmp_path: Path) -> None:
    rows = [{"narrative": "a", "text": "b"}, {"text": "c"}, {"text": "c"}, {"other": 1}]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert read_texts([tmp_path / "x.jsonl"]) == ["a", "c"]
