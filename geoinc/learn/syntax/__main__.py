"""Train the tagger and parser: ``python -m geoinc.learn.syntax DATA [--evaluate [GENRE…]]``.

DATA holds ``syntax/*.conllu.gz`` (a treebank) and texts without labels: ``corpora/*.jsonl``, ``incidents/*.jsonl`` and the
narratives of ``relative/imb_reported.jsonl``. Writes ``geoinc/text/syntax/weights.npz``; the same data give the same bytes.
``--evaluate`` learns without what it scores instead, each genre named left out whole, or ``all`` documents in five folds.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from geoinc.errors import InputError
from geoinc.learn.syntax.train import Vectors, parts_by_document, score, score_pairs, train
from geoinc.learn.syntax.treebank import Tree, read_trees
from geoinc.learn.syntax.vectors import learn_vectors, read_texts
from geoinc.text.syntax.network import FILE, Network, Parse, save
from geoinc.text.syntax.shapes import VECTOR

Report = Callable[[str], None]
FOLDS = 5
ALL = "all"
LEFT_OUT = ("news", "bio")
"""The genres most like reports are left out whole in turn."""
USAGE = "usage: python -m geoinc.learn.syntax DATA [--evaluate [GENRE… | all]]\n"


def read_data(folder: Path) -> tuple[list[Tree], Vectors]:
    """Return the trees, and the word vectors learned from the texts, of a folder.

    Raises
    ------
    InputError
        No treebank stands there.
    """
    banks = sorted((folder / "syntax").glob("*.conllu*"))
    if not banks:
        message = f"{folder}/syntax holds no .conllu file; name the folder that holds syntax/, corpora/ and incidents/"
        raise InputError(message, path=str(folder))
    patterns = ("corpora/*.jsonl", "incidents/*.jsonl", "relative/imb_reported.jsonl")
    texts = read_texts([path for pattern in patterns for path in folder.glob(pattern)])
    return [tree for bank in banks for tree in read_trees(bank)], learn_vectors(texts, size=VECTOR)


def evaluate(trees: Sequence[Tree], vectors: Vectors, parts: Sequence[str], report: Report) -> Iterator[str]:
    """Yield lines of scores on trees that the network has not learned from: genres left out by name, or all in folds."""
    for genre in parts:
        if genre == ALL:
            yield from _in_folds(trees, vectors, report)
        else:
            held = [t for t in trees if t.genre == genre]
            network = Network(train([t for t in trees if t.genre != genre], vectors, report=report))
            yield f"{genre} left out whole: {score(network, held)}"


def _in_folds(trees: Sequence[Tree], vectors: Vectors, report: Report) -> Iterator[str]:
    """Yield scores by genre, each document read by a network that has not learned from it."""
    total: dict[str, list[tuple[Tree, Parse]]] = {}
    parts = parts_by_document(trees, FOLDS)
    for k, held in enumerate(parts):
        network = Network(train([t for part in parts[:k] + parts[k + 1 :] for t in part], vectors, report=report))
        for tree, parse in zip(held, network.parse([t.forms for t in held]), strict=True):
            total.setdefault(tree.genre, []).append((tree, parse))
    for genre, pairs in sorted(total.items()):
        yield f"{genre}, {FOLDS} folds by document: {score_pairs(pairs)}"
    yield f"all, {FOLDS} folds by document: {score_pairs([pair for pairs in total.values() for pair in pairs])}"


def main(arguments: Sequence[str]) -> int:
    """Train and write the weights, or print scores on trees left out."""
    folder, *rest = arguments or ("",)
    if not folder or folder.startswith("-") or (rest and rest[0] != "--evaluate"):
        sys.stderr.write(USAGE)
        return 2

    def report(line: str) -> None:
        sys.stderr.write(f"{line}\n")

    try:
        trees, vectors = read_data(Path(folder))
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if rest:
        genres = {t.genre for t in trees}
        if unknown := set(rest[1:]) - genres - {ALL}:
            sys.stderr.write(
                f"{min(unknown)} is no genre of the treebank; known are {', '.join(sorted(genres))} and {ALL}\n"
            )
            return 2
        for line in evaluate(trees, vectors, rest[1:] or (*LEFT_OUT, ALL), report):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
        return 0
    target = Path(str(files("geoinc.text.syntax"))) / FILE
    save(train(trees, vectors, report=report), target)
    sys.stdout.write(f"{len(trees)} sentences, {len(vectors[0])} word vectors; wrote {target.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
