"""The layers of :mod:`geoinc.text.syntax.network` in C (``geoinc/kernels/syntax.c``), where that was compiled.

What is read is the same; a sentence takes a fifth of the time, most of which numpy spends on many small calls.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from geoinc import kernels
from geoinc.text.syntax.forms import AFFIXES, look
from geoinc.text.syntax.shapes import ARC, DILATIONS, HIDDEN, LEARNED, NEAREST, RELATION, VECTOR, Floats, Weights
from geoinc.text.syntax.whole_numbers import WholeTable

if TYPE_CHECKING:
    from types import ModuleType

Numbers = NDArray[np.int32]
INTERFACE: Final = 2
"""The kernel's own number for what its functions take."""
_WIDE: Final = 16
"""Columns of a packed table's block, as in the kernel."""
_LAYERS: Final = 8
"""The most layers that the kernel has room for."""
_LOOK: Final = 9
"""Numbers that the kernel keeps of a form: its hash, its shape, how many affixes it has, and their rows."""


def kernel() -> ModuleType | None:
    """Return the compiled module, or None where the package was installed without, or with that of another version."""
    return kernels.load("syntax", INTERFACE)


class CompiledLayers:
    """A network's tables as the kernel reads them."""

    def __init__(self, module: ModuleType, weights: Weights, longest: int) -> None:
        """Pack the tables of a network that reads sentences of so many words at the longest."""
        self._module = module
        tables = weights.tables
        classes = tables["arc.distance"].shape[1]
        apart = np.arange(-longest, longest + 1)
        distance = np.searchsorted(NEAREST, np.abs(apart)) + (apart > 0) * (len(NEAREST) + 1)
        counts = [len(weights.tags), len(weights.fine), len(weights.labels)]
        shape = [HIDDEN, ARC, RELATION, *counts, classes, len(DILATIONS), longest, *DILATIONS]
        self._shape = np.array(shape + [0] * (_LAYERS + 9 - len(shape)), dtype=np.int32)
        convolutions = [tables[f"conv{k}.w"] for k in range(1, len(DILATIONS))]
        top = [tables[f"{name}.w"] for name in ("tags", "dependent", "head")]
        ask, label = [tables["arc.w"], tables["arc.distance"]], [labels(tables)]
        self._tables = (
            *_packed(convolutions, parts=3),
            np.concatenate([tables[f"conv{k}.b"] for k in range(len(DILATIONS))]),
            *_packed(top),
            np.concatenate([_padded(tables[f"{name}.b"]) for name in ("tags", "dependent", "head")]),
            np.ascontiguousarray(tables["root"].ravel()),
            *_packed(ask),
            np.concatenate([_padded(tables["arc.head"].ravel()), _padded(np.zeros(classes, dtype=np.float32))]),
            *_packed(label),
            _padded(tables["label.b"]),
            distance.astype(np.int32),
        )
        self._sizes = np.array([VECTOR, LEARNED, HIDDEN], dtype=np.int32)
        self._first = (
            weights.vector_hashes,
            weights.vectors,
            weights.word_hashes,
            tables["words"],
            tables["shapes"],
            tables["affixes"],
            *_packed([tables["input.w"]]),
            _padded(tables["input.b"]),
            *_packed([tables["conv0.w"]]),
        )

    def first(self, forms: list[str], given: Floats) -> None:
        """Work out what the first layer and the convolution after it make of forms (into forms × 4·:data:`HIDDEN`)."""
        seen = np.zeros((len(forms), _LOOK), dtype=np.int32)
        for i in self._module.look(forms, seen, AFFIXES):
            form = look(forms[i])
            seen[i, 0] = np.uint32(form.word).view(np.int32)
            seen[i, 1:3] = form.shape, len(form.affixes)
            seen[i, 3 : 3 + len(form.affixes)] = form.affixes
        self._module.first((self._sizes, seen, *self._first, given))

    def parse(self, known: Floats, rows: Sequence[int], lengths: Sequence[int]) -> list[list[int]]:
        """Return tags, Penn tags, heads (from 0 in each sentence; -1 the root) and labels of all words of sentences.

        Parameters
        ----------
        known
            What the first layer and the convolution after it make of forms (forms × 4·:data:`HIDDEN`).
        rows
            Where each word's form stands there, sentence after sentence.
        lengths
            Words of each sentence.
        """
        found = np.empty((4, len(rows)), dtype=np.int32)
        forms, counts = np.array(rows, dtype=np.int32), np.array(lengths, dtype=np.int32)
        self._module.parse((self._shape, forms, counts, known, *self._tables, found))
        return found.tolist()


def _packed(tables: Sequence[Floats], *, parts: int = 1) -> tuple[NDArray[np.int16], Floats]:
    """Return tables in whole numbers, one behind the other, and the scales of their rows.

    The columns of each come in blocks, each block by two rows after two, as the kernel multiplies pairs; the last block
    is filled up with zeros. A convolution (in × 3·out) is one table over the word before, the word and the word behind.
    """
    found = [WholeTable.of(table) for table in tables]
    numbers = [np.concatenate(np.split(table.numbers, parts, axis=1)) for table in found]
    return np.concatenate([_blocks(table) for table in numbers]), np.concatenate([table.scale for table in found])


def _blocks(table: NDArray[np.float64]) -> NDArray[np.int16]:
    depth, width = table.shape
    blocks = -(-width // _WIDE)
    whole = np.zeros((depth, blocks * _WIDE), dtype=np.int16)
    whole[:, :width] = table
    return np.ascontiguousarray(whole.reshape(depth // 2, 2, blocks, _WIDE).transpose(2, 0, 3, 1)).ravel()


def _padded(bias: Floats) -> Floats:
    found = np.zeros(-(-len(bias) // _WIDE) * _WIDE, dtype=np.float32)
    found[: len(bias)] = bias
    return found


def labels(tables: Mapping[str, Floats]) -> Floats:
    """Return the tables of relations by dependents, by heads and by both, below one another."""
    return np.concatenate([tables[f"label.{name}"] for name in ("dependent", "head", "both")])
