"""The sizes and the names of the network's parts, which training and reading share."""

from __future__ import annotations

from typing import Final

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
