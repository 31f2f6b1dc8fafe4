from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from geoinc.learn.syntax.__main__ import main
from geoinc.learn.syntax.reports import Reports
from geoinc.learn.syntax.train import Encoder, LabelNames, Vectors, batches, parts_by_document, score, train
from geoinc.learn.syntax.treebank import Tree
from geoinc.learn.syntax.vectors import learn_vectors, read_texts
from geoinc.text.syntax.network import Network
from geoinc.text.syntax.shapes import VECTOR


@pytest.fixture(scope="module")
def trees() -> list[Tree]:
    return list(Reports(np.random.default_rng(1)).sentences(200))


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    return ["gunmen", "convoy"], np.eye(2, VECTOR, dtype=np.float32)


def test_a_little_training_reads_what_it_has_not_seen(
    trees: list[Tree], vectors: Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geoinc.learn.syntax.train.BATCH_WORDS", 150)
    network = Network(train(trees, vectors, epochs=6))
    found = score(network, list(Reports(np.random.default_rng(99)).sentences(60)))
    assert found.all_tags / found.all_words > 0.75
    assert found.heads / found.words > 0.5


def test_training_twice_gives_the_same(trees: list[Tree], vectors: Vectors) -> None:
    first, second = (train(trees[:40], vectors, epochs=1) for _ in range(2))
    assert all(np.array_equal(table, second.tables[name]) for name, table in first.tables.items())


def test_batches_hold_every_tree_once(trees: list[Tree]) -> None:
    found = [t for batch in batches(trees, np.random.default_rng(0)) for t in batch]
    assert sorted(map(repr, found)) == sorted(map(repr, trees))


def test_padding_has_no_words_and_affixes(trees: list[Tree]) -> None:
    names = LabelNames(*(tuple(sorted({v for t in trees for v in part(t)})) for part in (tags, fine, labels)))
    empty = np.zeros(0, dtype=np.uint32)
    batch = Encoder(names, empty, empty).encode(trees[:5])
    assert not batch.words.any()
    assert (batch.affixes[~batch.mask] == batch.affixes.max()).all()


def tags(tree: Tree) -> tuple[str, ...]:
    return tree.tags


def fine(tree: Tree) -> tuple[str, ...]:
    return tree.fine


def labels(tree: Tree) -> tuple[str, ...]:
    return tree.labels


def test_documents_stay_whole_when_trees_are_dealt(trees: list[Tree]) -> None:
    given = [
        Tree(t.forms, t.tags, t.fine, t.heads, t.labels, f"GUM_{'news' if n % 2 else 'bio'}_{n % 9}")
        for n, t in enumerate(trees)
    ]
    parts = parts_by_document(given, 3)
    assert sum(map(len, parts)) == len(given)
    names = [{t.document for t in part} for part in parts]
    assert not names[0] & names[1] | names[1] & names[2]
    assert all({t.genre for t in part} == {"news", "bio"} for part in parts)


def test_words_in_the_same_company_have_like_vectors(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [f'{{"text": "the {who} {did} the {what} in town {n}"}}' for n in range(9) for who in ("gunmen", "robbers") for did, what in (("seized", "truck"), ("burned", "house"))]  # fmt: skip
    path.write_text("\n".join(lines), "utf-8")
    texts = read_texts([path])
    words, table = learn_vectors(texts, size=4)
    at = {w: table[i] for i, w in enumerate(words)}
    assert at["gunmen"] @ at["robbers"] > at["gunmen"] @ at["house"]
    assert np.array_equal(table, learn_vectors(texts, size=4)[1])


def test_the_command_says_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert main([str(tmp_path), "--folds"]) == 2
    assert main([str(tmp_path)]) == 1
    assert "holds no .conllu file" in capsys.readouterr().err
