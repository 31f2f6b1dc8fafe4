"""The treebank's sentences in the styles of reports that it lacks: capitals, small letters, headlines, positions."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from geoinc.learn.syntax.treebank import Tree
from geoinc.text.syntax.tokens import Mask

if TYPE_CHECKING:
    import numpy as np

_DROPPED_IN_HEADLINES = {"det", "aux", "aux:pass", "cop"}
_PLACED = {"obl", "nmod"}


def capitals(tree: Tree, _: np.random.Generator) -> Tree:
    """Return a sentence in capitals."""
    return replace(tree, forms=tuple(f if f.startswith("‹") else f.upper() for f in tree.forms))


def small_letters(tree: Tree, _: np.random.Generator) -> Tree:
    """Return a sentence in small letters."""
    return replace(tree, forms=tuple(f.lower() for f in tree.forms))


def headline(tree: Tree, rng: np.random.Generator) -> Tree:
    """Return a sentence without articles, auxiliaries and its full stop; now and then with capitals on all words."""
    parents = set(tree.heads)
    dropped = {
        i
        for i, label in enumerate(tree.labels)
        if i + 1 not in parents and (label in _DROPPED_IN_HEADLINES or (label == "punct" and i == len(tree.forms) - 1))
    }
    short = without(tree, dropped)
    if rng.random() < 1 / 3:
        return replace(short, forms=tuple(f if f.startswith("‹") else f[0].upper() + f[1:] for f in short.forms))
    return short


def unstopped(tree: Tree, _: np.random.Generator) -> Tree:
    """Return a sentence without its last sign."""
    last = len(tree.forms)
    return without(tree, {last - 1} if tree.labels[-1] == "punct" and last not in tree.heads else ())


def positioned(tree: Tree, rng: np.random.Generator) -> Tree:
    """Return a sentence with one name of a place or thing replaced by coordinates."""
    children: dict[int, set[str]] = {}
    for head, label in zip(tree.heads, tree.labels, strict=True):
        children.setdefault(head, set()).add(label)
    fit = [
        i
        for i, label in enumerate(tree.labels)
        if label in _PLACED and tree.tags[i] == "PROPN" and children.get(i + 1, set()) <= {"case"}
    ]
    if not fit:
        return tree
    chosen = fit[int(rng.integers(len(fit)))]
    forms = tuple(Mask.POSITION.value if i == chosen else f for i, f in enumerate(tree.forms))
    return replace(tree, forms=forms)


STYLES: tuple[tuple[float, Callable[[Tree, np.random.Generator], Tree]], ...] = (
    (0.09, capitals),
    (0.06, small_letters),
    (0.10, headline),
    (0.05, unstopped),
    (0.05, positioned),
)
"""How often a sentence is read in each style; else as it stands."""


def styled(tree: Tree, rng: np.random.Generator) -> Tree:
    """Return a sentence as it stands, or in one of the styles, by chance."""
    chance = rng.random()
    for share, style in STYLES:
        if chance < share:
            return style(tree, rng)
        chance -= share
    return tree


def without(tree: Tree, dropped: Collection[int]) -> Tree:
    """Return a sentence without some of its words, none of which is a head; as it is where nothing would be left."""
    kept = [i for i in range(len(tree.forms)) if i not in dropped]
    if not kept or len(kept) == len(tree.forms):
        return tree
    place = {0: 0} | {i + 1: n for n, i in enumerate(kept, 1)}
    return Tree(
        tuple(tree.forms[i] for i in kept),
        tuple(tree.tags[i] for i in kept),
        tuple(tree.fine[i] for i in kept),
        tuple(place[tree.heads[i]] for i in kept),
        tuple(tree.labels[i] for i in kept),
        tree.document,
    )
