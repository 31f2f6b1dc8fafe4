"""The network's training: its loss, the gradient by hand, and Adam. Numpy alone; one seed gives one result.

The network is that of :mod:`geoinc.text.syntax.network`: a word's vector and learned rows, one dense layer, dilated
convolutions with residuals, softmax layers for tags, a biaffine layer for heads (Dozat and Manning 2017) with a bias
for the distance, and a low-rank one for relations.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geoinc.text.syntax.network import buckets, convolve, times
from geoinc.text.syntax.shapes import ARC, DILATIONS, HIDDEN, LEARNED, NEAREST, RELATION, VECTOR

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Parameters = dict[str, Floats]

RATE = 2.5e-3
DECAY = (0.9, 0.98)
CLIP = 5.0
"""A gradient longer than this is shortened to it."""
BATCH_WORDS = 1_600
DROPOUT = 0.2
WORD_DROPOUT = 0.12
"""So often what the treebank teaches of a word is hidden, so that unknown words are met in training."""
VECTOR_DROPOUT = 0.05
TAG_SHARE = 0.5
"""How much the loss of each layer of tags counts beside that of heads and of relations."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences of about one length, padded (sentences × words).

    ``vectors`` are rows of the word vectors (0: none), ``words`` of the learned words (0: unknown), ``affixes`` of the
    affix table (last axis; the last row is zero), ``shapes`` of the shapes; gold ``tags``, ``fine``, ``heads``, ``labels``.
    """

    vectors: Ints
    words: Ints
    affixes: Ints
    shapes: Ints
    tags: Ints
    fine: Ints
    heads: Ints
    labels: Ints
    lengths: Ints

    @property
    def mask(self) -> NDArray[np.bool_]:
        """Where a word stands rather than padding."""
        return np.arange(self.words.shape[1]) < self.lengths[:, None]


def initial(sizes: Mapping[str, int], seed: int) -> Parameters:
    """Return random parameters; ``sizes`` counts words, affixes, shapes, tags, fine and labels."""
    rng = np.random.default_rng(seed)

    def random(*shape: int, scale: float | None = None) -> Floats:
        spread = scale if scale is not None else np.sqrt(2 / shape[0])
        return np.asarray(rng.normal(0, spread, shape), dtype=np.float32)

    def zeros(*shape: int) -> Floats:
        return np.zeros(shape, dtype=np.float32)

    parameters = {
        "words": random(sizes["words"], LEARNED, scale=0.05),
        "affixes": random(sizes["affixes"] + 1, LEARNED, scale=0.05),
        "shapes": random(sizes["shapes"], LEARNED, scale=0.05),
        "input.w": random(VECTOR + LEARNED, HIDDEN),
        "input.b": zeros(HIDDEN),
        "tags.w": random(HIDDEN, sizes["tags"] + sizes["fine"], scale=0.05),
        "tags.b": zeros(sizes["tags"] + sizes["fine"]),
        "dependent.w": random(HIDDEN, ARC + RELATION),
        "dependent.b": zeros(ARC + RELATION),
        "head.w": random(HIDDEN, ARC + RELATION),
        "head.b": zeros(ARC + RELATION),
        "root": random(ARC + RELATION, scale=0.1),
        "arc.w": random(ARC, ARC, scale=0.05),
        "arc.head": zeros(ARC),
        "arc.distance": zeros(ARC, 2 * len(NEAREST) + 3),
        "label.dependent": random(RELATION, sizes["labels"], scale=0.05),
        "label.head": random(RELATION, sizes["labels"], scale=0.05),
        "label.both": random(RELATION, sizes["labels"], scale=0.05),
        "label.b": zeros(sizes["labels"]),
    }
    for layer in range(len(DILATIONS)):
        parameters[f"conv{layer}.w"] = random(HIDDEN, 3 * HIDDEN, scale=np.sqrt(2 / (3 * HIDDEN)) * 0.7)
        parameters[f"conv{layer}.b"] = zeros(HIDDEN)
    return parameters


class Trainer:
    """Parameters on their way to a lower loss."""

    def __init__(self, parameters: Parameters, vectors: Floats, tags: int, seed: int) -> None:
        """Keep parameters, the fixed word vectors (row 0 is zero), the number of universal tags, and a seed."""
        self.parameters = parameters
        self._vectors = vectors
        self._tags = tags
        self._rng = np.random.default_rng(seed)
        self._first = {name: np.zeros_like(value) for name, value in parameters.items()}
        self._second = {name: np.zeros_like(value) for name, value in parameters.items()}
        self._step = 0

    def step(self, batch: Batch, rate: float) -> float:
        """Move the parameters one step down the gradient of a batch; return its loss."""
        loss, gradient = self._gradient(batch)
        norm = float(np.sqrt(sum(float((g * g).sum()) for g in gradient.values())))
        shrink = min(1.0, CLIP / max(norm, 1e-9))
        self._step += 1
        first, second = DECAY
        correction = np.sqrt(1 - second**self._step) / (1 - first**self._step)
        for name, value in gradient.items():
            value *= shrink  # noqa: PLW2901 - in place
            m, v = self._first[name], self._second[name]
            m += (1 - first) * (value - m)
            v += (1 - second) * (value * value - v)
            self.parameters[name] -= np.float32(rate * correction) * m / (np.sqrt(v) + np.float32(1e-8))
        return loss

    def _keep(self, share: float, *shape: int) -> Floats:
        """Return a dropout mask: 0, or 1 over the share that is kept."""
        return np.asarray(self._rng.random(shape, dtype=np.float32) >= share, dtype=np.float32) / np.float32(1 - share)

    def _gradient(self, batch: Batch) -> tuple[float, Parameters]:
        p, mask = self.parameters, batch.mask
        size, length = batch.words.shape
        gate = mask[:, :, None].astype(np.float32)
        known = self._rng.random(batch.words.shape) >= WORD_DROPOUT
        words = np.where(known, batch.words, 0)
        seen = (self._rng.random(batch.words.shape) >= VECTOR_DROPOUT)[:, :, None]
        learned = p["words"][words] + p["affixes"][batch.affixes].sum(axis=2) + p["shapes"][batch.shapes]
        drop = self._keep(DROPOUT / 2, size, length, VECTOR + LEARNED)
        entry = np.concatenate([self._vectors[batch.vectors] * seen, learned], axis=2) * drop
        first = np.maximum(times(entry, p["input.w"]) + p["input.b"], 0)
        drops = [self._keep(DROPOUT, size, length, HIDDEN) * gate for _ in range(len(DILATIONS) + 1)]
        states = [first * drops[0]]
        raised = []
        for layer, dilation in enumerate(DILATIONS):
            raised.append(np.maximum(convolve(states[-1], p[f"conv{layer}.w"], dilation) + p[f"conv{layer}.b"], 0))
            states.append(states[-1] + raised[-1] * drops[layer + 1])
        top = states[-1]
        g: Parameters = {}
        loss, d_top = self._tag_loss(batch, top, gate, g)
        more, d_arc = self._tree_loss(batch, top, gate, g)
        d_top += d_arc
        for layer in reversed(range(len(DILATIONS))):
            d_raised = d_top * drops[layer + 1] * (raised[layer] > 0)
            g[f"conv{layer}.b"] = d_raised.sum(axis=(0, 1))
            d_state, g[f"conv{layer}.w"] = convolve_back(d_raised, states[layer], p[f"conv{layer}.w"], DILATIONS[layer])
            d_top = d_top + d_state
        d_first = d_top * drops[0] * (first > 0)
        g["input.b"] = d_first.sum(axis=(0, 1))
        g["input.w"] = _flat(entry).T @ _flat(d_first)
        d_learned = (times(d_first, p["input.w"].T) * drop)[:, :, VECTOR:]
        flat = _flat(d_learned) * _flat(gate)
        g["words"] = _scattered(words.ravel(), flat, len(p["words"]))
        g["shapes"] = _scattered(batch.shapes.ravel(), flat, len(p["shapes"]))
        affixes = batch.affixes.reshape(len(flat), -1)
        g["affixes"] = np.zeros_like(p["affixes"])
        for column in affixes.T:
            g["affixes"] += _scattered(column, flat, len(p["affixes"]))
        g["affixes"][-1] = 0
        return loss + more, g

    def _tag_loss(self, batch: Batch, top: Floats, gate: Floats, g: Parameters) -> tuple[float, Floats]:
        p = self.parameters
        scores = times(top, p["tags.w"]) + p["tags.b"]
        words = float(batch.lengths.sum())
        loss = 0.0
        d_scores = np.empty_like(scores)
        for part, gold in ((slice(0, self._tags), batch.tags), (slice(self._tags, None), batch.fine)):
            value, d_scores[:, :, part] = _cross_entropy(scores[:, :, part], gold, gate)
            loss += TAG_SHARE * value / words
        d_scores *= TAG_SHARE / words
        g["tags.w"], g["tags.b"] = _flat(top).T @ _flat(d_scores), d_scores.sum(axis=(0, 1))
        return loss, times(d_scores, p["tags.w"].T)

    def _tree_loss(self, batch: Batch, top: Floats, gate: Floats, g: Parameters) -> tuple[float, Floats]:
        p = self.parameters
        size, length = batch.words.shape
        words = float(batch.lengths.sum())
        raw_d, raw_h = times(top, p["dependent.w"]) + p["dependent.b"], times(top, p["head.w"]) + p["head.b"]
        drop_d, drop_h = (self._keep(DROPOUT, size, 1, ARC + RELATION) for _ in range(2))
        dependent, below = np.maximum(raw_d, 0) * drop_d, np.maximum(raw_h, 0) * drop_h
        root = np.broadcast_to(p["root"], (size, 1, ARC + RELATION))
        head = np.concatenate([root, below], axis=1)
        near = buckets(length)
        dep, hd = dependent[:, :, :ARC], head[:, :, :ARC]
        turned = times(dep, p["arc.w"]) + p["arc.head"]
        away = times(dep, p["arc.distance"])
        scores = turned @ hd.transpose(0, 2, 1) + away[:, np.arange(length)[:, None], near]
        open_heads = np.concatenate([np.ones((size, 1), dtype=bool), batch.mask], axis=1)
        scores = np.where(open_heads[:, None, :], scores, np.float32(-1e9))
        loss, d_scores = _cross_entropy(scores, batch.heads, gate)
        loss /= words
        d_scores /= words
        d_dependent, d_head = np.zeros_like(dependent), np.zeros_like(head)
        d_turned = d_scores @ hd
        d_head[:, :, :ARC] = d_scores.transpose(0, 2, 1) @ turned
        one_hot = np.asarray(near[:, :, None] == np.arange(away.shape[2]), dtype=np.float32)
        d_away = np.matmul(d_scores.transpose(1, 0, 2), one_hot).transpose(1, 0, 2)
        d_dependent[:, :, :ARC] = times(d_turned, p["arc.w"].T) + times(d_away, p["arc.distance"].T)
        g["arc.w"], g["arc.head"] = _flat(dep).T @ _flat(d_turned), d_turned.sum(axis=(0, 1))
        g["arc.distance"] = _flat(dep).T @ _flat(d_away)
        # Relations, given the true heads.
        rows = np.arange(size)[:, None]
        below_, above = dependent[:, :, ARC:], head[rows, batch.heads][:, :, ARC:]
        both = below_ * above
        label_scores = (
            times(below_, p["label.dependent"])
            + times(above, p["label.head"])
            + times(both, p["label.both"])
            + p["label.b"]
        )
        more, d_label = _cross_entropy(label_scores, batch.labels, gate)
        loss += more / words
        d_label /= words
        g["label.b"] = d_label.sum(axis=(0, 1))
        for name, value in (("dependent", below_), ("head", above), ("both", both)):
            g[f"label.{name}"] = _flat(value).T @ _flat(d_label)
        d_both = times(d_label, p["label.both"].T)
        d_dependent[:, :, ARC:] = times(d_label, p["label.dependent"].T) + d_both * above
        d_above = times(d_label, p["label.head"].T) + d_both * below_
        chosen = (batch.heads[:, :, None] == np.arange(length + 1)).astype(np.float32)
        d_head[:, :, ARC:] = chosen.transpose(0, 2, 1) @ d_above
        g["root"] = d_head[:, 0].sum(axis=0)
        d_raw_d = d_dependent * drop_d * (raw_d > 0)
        d_raw_h = d_head[:, 1:] * drop_h * (raw_h > 0)
        g["dependent.w"], g["dependent.b"] = _flat(top).T @ _flat(d_raw_d), d_raw_d.sum(axis=(0, 1))
        g["head.w"], g["head.b"] = _flat(top).T @ _flat(d_raw_h), d_raw_h.sum(axis=(0, 1))
        return loss, times(d_raw_d, p["dependent.w"].T) + times(d_raw_h, p["head.w"].T)


def convolve_back(d_found: Floats, state: Floats, weights: Floats, dilation: int) -> tuple[Floats, Floats]:
    """Return the gradients of ``convolve`` by its state and its weights."""
    width = weights.shape[1] // 3
    d_given = np.zeros((*d_found.shape[:2], 3 * width), dtype=np.float32)
    d_given[:, :, width : 2 * width] = d_found
    d_given[:, :-dilation, :width] = d_found[:, dilation:]
    d_given[:, dilation:, 2 * width :] = d_found[:, :-dilation]
    return times(d_given, weights.T), _flat(state).T @ _flat(d_given)


def _flat(table: Floats) -> Floats:
    return table.reshape(-1, table.shape[-1])


def _cross_entropy(scores: Floats, gold: Ints, gate: Floats) -> tuple[float, Floats]:
    """Return the summed loss over the last axis, and its gradient; padding counts nothing."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    raised = np.exp(shifted)
    share = raised / raised.sum(axis=-1, keepdims=True)
    picked = np.take_along_axis(share, gold[:, :, None], axis=2)
    loss = -float((np.log(np.maximum(picked, 1e-12)) * gate).sum())
    np.put_along_axis(share, gold[:, :, None], picked - 1, axis=2)
    return loss, share * gate


def _scattered(index: Ints, values: Floats, rows: int) -> Floats:
    """Return the sum of values by index (rows × width)."""
    order = np.argsort(index, kind="stable")
    ordered = index[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    found = np.zeros((rows, values.shape[1]), dtype=np.float32)
    found[ordered[starts]] = np.add.reduceat(values[order], starts, axis=0)
    return found
