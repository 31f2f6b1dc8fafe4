"""The sizes and the names of the network's parts, which training and reading share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

VECTOR: Final = 64
"""Numbers of a word's vector, which stays as it was learned without labels."""
LEARNED: Final = 64
"""Numbers of what the treebank teaches of words, affixes and shapes; they are summed."""
HIDDEN: Final = 128
DILATIONS: Final = (1, 2, 4, 1)
"""How far apart the words are that each convolution sees beside a word."""
ARC: Final = 96
RELATION: Final = 48
NEAREST: Final = (1, 2, 3, 4, 6, 8, 12, 18, 27)
"""Distances from a word to its head fall between these; farther ones are one class."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The network's numbers and names: ``words`` and ``vectors`` go by sorted 32-bit hashes of folded forms."""

    tags: tuple[str, ...]
    fine: tuple[str, ...]
    labels: tuple[str, ...]
    vector_hashes: NDArray[np.uint32]
    vectors: Floats
    word_hashes: NDArray[np.uint32]
    tables: Mapping[str, Floats]
