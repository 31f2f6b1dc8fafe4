"""From scores of heads to trees: one root a sentence, no cycles, the least loss where the best heads make one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Places = NDArray[np.intp]
_NEVER = np.float32(-1e9)


def attached(scores: Floats, mask: NDArray[np.bool_]) -> Places:
    """Return the head of each word (sentences × words; 0 is the root, else a position from 1).

    Parameters
    ----------
    scores
        Of each head for each word (sentences × words × root and words). Written over.
    mask
        Where a word stands rather than padding (sentences × words); padding gets head 0.
    """
    size, length = mask.shape
    sentences, words = np.arange(size), np.arange(length)
    np.copyto(scores[:, :, 1:], _NEVER, where=~mask[:, None, :])
    scores[:, words, words + 1] = _NEVER
    heads: Places = scores[:, :, 1:].argmax(axis=2) + 1
    best = scores[sentences[:, None], words, heads]
    root = np.where(mask, scores[:, :, 0] - best, _NEVER * 2).argmax(axis=1)
    heads[sentences, root] = 0
    heads[~mask] = 0
    for n in np.flatnonzero(~_reach_root(heads)):
        count = int(mask[n].sum())
        heads[n, :count] = _without_cycles(scores[n, :count, : count + 1], heads[n, :count])
    return heads


def _reach_root(heads: Places) -> NDArray[np.bool_]:
    """Return whether every word of each sentence comes to the root by its heads; the way doubles at each look."""
    size, length = heads.shape
    roots = np.arange(size)[:, None] * (length + 1)
    up = np.concatenate([np.zeros((size, 1), dtype=heads.dtype), heads], axis=1) + roots
    for _ in range(max(1, length.bit_length())):
        up = up.ravel().take(up)
    return np.asarray((up == roots).all(axis=1))


def _without_cycles(scores: Floats, heads: Places) -> Places:
    """Return heads in which each cycle is opened at the word that loses least by another head outside it."""
    heads = heads.copy()
    words = np.arange(len(heads))
    own = scores[words, heads]
    while True:
        inside = _attached_words(heads)
        if inside.all():
            return heads
        loose = np.flatnonzero(~inside)
        open_heads = np.flatnonzero(inside) + 1
        loss = own[loose][:, None] - scores[np.ix_(loose, open_heads)]
        word, head = np.unravel_index(int(loss.argmin()), loss.shape)
        heads[loose[word]] = open_heads[head]


def _attached_words(heads: Places) -> NDArray[np.bool_]:
    """Return which words of one sentence come to the root."""
    up = np.concatenate([[0], heads])
    for _ in range(max(1, len(heads).bit_length())):
        up = up[up]
    return np.asarray(up[1:] == 0)
