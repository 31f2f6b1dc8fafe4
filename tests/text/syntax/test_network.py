from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from geoinc.errors import GeoincError
from geoinc.text.syntax.network import LONGEST, Network, buckets, default, found_at, load, save
from geoinc.text.syntax.shapes import NEAREST, VECTOR

LINES = (
    "Gunmen attacked a convoy near the border .",
    "Two guards were shot .",
    "Fire",
    "They said that nobody had seen the robbers who boarded the tug , but the captain denied it .",
)
SENTENCES = [line.split() for line in LINES]


def test_tags_heads_and_relations_of_a_plain_sentence() -> None:
    parse = default().parse(SENTENCES[:1])[0]
    assert parse.tags[:4] == ["NOUN", "VERB", "DET", "NOUN"]
    assert parse.heads[0] == parse.heads[3] == 1
    assert parse.heads[1] == -1
    assert (parse.labels[0], parse.labels[3]) == ("nsubj", "obj")


def test_a_sentence_reads_the_same_alone_and_among_others() -> None:
    together = default().parse(SENTENCES)
    assert together == [default().parse([s])[0] for s in SENTENCES]
    assert default().parse([[], *SENTENCES])[1:] == together


def test_nothing_gives_nothing() -> None:
    assert default().parse([]) == []
    assert default().parse([[]])[0].tags == []


def test_a_sentence_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="101 tokens"):
        default().parse([["a"] * (LONGEST + 1)])


def test_a_network_forgets_forms_before_memory_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geoinc.text.syntax.network._FORMS_KEPT", 5)
    small = Network(load())
    assert small.parse(SENTENCES) == default().parse(SENTENCES)
    small.parse(SENTENCES[3:])
    assert small.parse(SENTENCES) == default().parse(SENTENCES)


def test_weights_come_back_from_their_file_and_the_bytes_are_the_same(tmp_path: Path) -> None:
    weights = load()
    save(weights, tmp_path / "a.npz")
    save(weights, tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    again = load(tmp_path / "a.npz")
    assert again.labels == weights.labels
    assert np.allclose(again.tables["conv0.w"], weights.tables["conv0.w"], atol=1e-6)


def test_missing_or_foreign_weights_are_an_error_with_a_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(GeoincError, match="make train"):
        load(tmp_path / "none.npz")
    save(replace(load(), tags=("X",)), tmp_path / "a.npz")
    monkeypatch.setattr("geoinc.text.syntax.network.fingerprint", lambda: 1)
    with pytest.raises(GeoincError, match="another network"):
        load(tmp_path / "a.npz")


def test_distances_fall_into_classes() -> None:
    table = buckets(4)
    assert table.shape == (4, 5)
    assert set(table[:, 0]) == {2 * len(NEAREST) + 2}
    assert table[1, 3] - table[1, 1] == len(NEAREST) + 1


def test_hashes_are_found_where_they_stand() -> None:
    keys = np.array([3, 8, 11], dtype=np.uint32)
    assert found_at(keys, np.array([8, 9, 11, 99], dtype=np.uint32)).tolist() == [1, -1, 2, -1]
    assert found_at(keys[:0], keys).tolist() == [-1, -1, -1]


def test_weights_stay_small() -> None:
    path = Path(str(__import__("geoinc.text.syntax.network", fromlist=["FILE"]).__file__)).with_name("weights.npz")
    assert path.stat().st_size < 2_500_000


def test_directions_are_vectors_of_length_one_of_the_forms_that_were_met() -> None:
    found = default().directions(["village", "qzxwvkj", "attack", "village"])
    assert found.shape == (3, VECTOR)
    assert np.allclose((found * found).sum(axis=1), 1, atol=1e-5)
    assert (found[0] == found[2]).all()
    assert default().directions([]).shape == (0, VECTOR)
