"""Training and scoring of the tagger and parser on trees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from geoinc.learn.syntax.augment import styled
from geoinc.learn.syntax.fit import BATCH_WORDS, RATE, Batch, Trainer, initial
from geoinc.learn.syntax.reports import Reports
from geoinc.learn.syntax.treebank import Tree
from geoinc.text.syntax.forms import AFFIXES, SHAPES, folded, hashed, look
from geoinc.text.syntax.network import LONGEST, Network, Parse, found_at
from geoinc.text.syntax.shapes import Weights
from geoinc.text.syntax.threads import one_thread

EPOCHS = 24
SEED = 7
REPORTS = 0.1
"""Made-up reports beside each sentence of the treebank, others in each epoch."""
FEWEST = 2
"""A word that the trees hold less often has no learned row."""
_MOST_AFFIXES = 6
Vectors = tuple[Sequence[str], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class LabelNames:
    """The names of tags and relations, in the order of their numbers."""

    tags: tuple[str, ...]
    fine: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(slots=True)
class Score:
    """Words, and how many of them have the right tag, head, and head with relation; signs are no words here."""

    words: int = 0
    tags: int = 0
    fine: int = 0
    heads: int = 0
    labelled: int = 0
    all_words: int = field(default=0)
    all_tags: int = field(default=0)

    def __str__(self) -> str:
        """Return the shares as one line."""
        return (
            f"UPOS {self.all_tags / max(1, self.all_words):.4f}  Penn {self.fine / max(1, self.all_words):.4f}  "
            f"UAS {self.heads / max(1, self.words):.4f}  LAS {self.labelled / max(1, self.words):.4f}  ({self.words} words)"
        )


def train(
    trees: Sequence[Tree], vectors: Vectors, *, epochs: int = EPOCHS, seed: int = SEED,
    report: Callable[[str], None] = lambda _: None,
) -> Weights:  # fmt: skip
    """Return the weights learned from trees; the same trees, vectors and seed give the same weights."""
    trees = [tree for tree in trees if len(tree.forms) <= LONGEST]
    rng = np.random.default_rng(seed + 2)
    shown = [*trees, *Reports(rng).sentences(len(trees))]
    names = LabelNames(
        *(tuple(sorted({v for tree in shown for v in getattr(tree, field)})) for field in ("tags", "fine", "labels"))
    )
    counts = Counter(folded(f) for tree in shown for f in tree.forms)
    word_hashes = _hashes(w for w, n in counts.items() if n >= FEWEST)
    vector_hashes, table = _by_hash(vectors)
    sizes = {
        "words": len(word_hashes) + 1, "affixes": AFFIXES, "shapes": len(SHAPES),
        "tags": len(names.tags), "fine": len(names.fine), "labels": len(names.labels),
    }  # fmt: skip
    trainer = Trainer(
        initial(sizes, seed), np.concatenate([np.zeros_like(table[:1]), table]), len(names.tags), seed + 1
    )
    encoder = Encoder(names, vector_hashes, word_hashes)
    with one_thread():
        for epoch in range(epochs):
            losses = []
            mixed = [*trees, *Reports(rng).sentences(round(REPORTS * len(trees)))]
            run = list(batches([styled(tree, rng) for tree in mixed], rng))
            for done, batch in enumerate(run):
                losses.append(trainer.step(encoder.encode(batch), RATE * (1 - (epoch + done / len(run)) / epochs)))
            report(f"epoch {epoch + 1} of {epochs}: loss {np.mean(losses):.3f}")
    return Weights(
        names.tags, names.fine, names.labels, vector_hashes, table, word_hashes, _shipped(trainer.parameters)
    )


def _shipped(parameters: Mapping[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float32]]:
    """Return the parameters without the row that stands for padding among the affixes."""
    return {name: value[:-1] if name == "affixes" else value for name, value in parameters.items()}


def _hashes(words: Iterable[str]) -> NDArray[np.uint32]:
    return np.unique(np.array([hashed(w) for w in words], dtype=np.uint32))


def _by_hash(vectors: Vectors) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
    words, table = vectors
    keys, first = np.unique(np.array([hashed(w) for w in words], dtype=np.uint32), return_index=True)
    return keys, table[first]


def batches(trees: Sequence[Tree], rng: np.random.Generator) -> Iterator[list[Tree]]:
    """Yield trees of about one length together, in random order."""
    jitter = rng.random(len(trees))
    order = sorted(range(len(trees)), key=lambda i: (len(trees[i].forms) // 3, jitter[i]))
    found: list[list[Tree]] = [[]]
    for i in order:
        if found[-1] and (len(found[-1]) + 1) * len(trees[i].forms) > BATCH_WORDS:
            found.append([])
        found[-1].append(trees[i])
    for k in rng.permutation(len(found)):
        yield found[k]


class Encoder:
    """Turns trees into numbers."""

    def __init__(self, names: LabelNames, vector_hashes: NDArray[np.uint32], word_hashes: NDArray[np.uint32]) -> None:
        """Keep the names of classes and the sorted hashes of words that have vectors and learned rows."""
        self._numbers = [{name: i for i, name in enumerate(group)} for group in (names.tags, names.fine, names.labels)]
        self._hashes = vector_hashes, word_hashes
        self._looks: dict[str, tuple[int, int, list[int], int]] = {}

    def encode(self, trees: Sequence[Tree]) -> Batch:
        """Return trees as one padded batch."""
        shape = (len(trees), max(len(t.forms) for t in trees))
        plain = [np.zeros(shape, dtype=np.int64) for _ in range(7)]
        affixes = np.full((*shape, _MOST_AFFIXES), AFFIXES, dtype=np.int64)
        for n, tree in enumerate(trees):
            for i, form in enumerate(tree.forms):
                vector, word, ends, outline = self._look(form)
                plain[0][n, i], plain[1][n, i], plain[2][n, i] = vector, word, outline
                affixes[n, i, : len(ends)] = ends
            for table, numbers, values in zip(
                plain[3:6], self._numbers, (tree.tags, tree.fine, tree.labels), strict=True
            ):
                table[n, : len(values)] = [numbers[v] for v in values]
            plain[6][n, : len(tree.heads)] = tree.heads
        vectors, words, shapes, tags, fine, labels, heads = plain
        lengths = np.array([len(t.forms) for t in trees])
        return Batch(vectors, words, affixes, shapes, tags, fine, heads, labels, lengths)

    def _look(self, form: str) -> tuple[int, int, list[int], int]:
        if form not in self._looks:
            seen = look(form)
            vector, word = (int(found_at(h, np.array([seen.word], dtype=np.uint32))[0]) + 1 for h in self._hashes)
            self._looks[form] = vector, word, list(seen.affixes), seen.shape
        return self._looks[form]


def score(network: Network, trees: Sequence[Tree]) -> Score:
    """Return how well a network reads trees; those that are longer than it reads are left out."""
    short = [tree for tree in trees if len(tree.forms) <= LONGEST]
    return score_pairs(zip(short, network.parse([t.forms for t in short]), strict=True))


def score_pairs(pairs: Iterable[tuple[Tree, Parse]]) -> Score:
    """Return how well sentences were read, given what is true of each and what was found."""
    found = Score()
    for tree, parse in pairs:
        for i, label in enumerate(tree.labels):
            found.all_words += 1
            found.all_tags += parse.tags[i] == tree.tags[i]
            found.fine += parse.fine[i] == tree.fine[i]
            if label == "punct":
                continue
            right = parse.heads[i] == tree.heads[i] - 1
            found.words += 1
            found.heads += right
            found.labelled += right and parse.labels[i] == label
    return found


def parts_by_document(trees: Sequence[Tree], parts: int) -> list[list[Tree]]:
    """Return trees in so many parts, whole documents together, each genre spread over all parts."""
    trees = [tree for tree in trees if len(tree.forms) <= LONGEST]
    names = sorted({(t.genre, t.document) for t in trees})
    part = {document: n % parts for n, (_, document) in enumerate(names)}
    return [[t for t in trees if part[t.document] == k] for k in range(parts)]
