"""What makes a text recognisable: its names and its runs of five words, as numbers; and which texts are near copies.

A fingerprint takes one or two kilobytes, so that those of a hundred thousand texts fit into memory, and two are compared
without the texts. Numbers are CRC-32 of the words: the same in every process.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint32]

_WORD = re.compile(r"[^\W\d_]{4,}")
_NAME = re.compile(r"(?<![.!?\"”’]\s)(?<!^)\b[A-Z][^\W\d_]{3,}", re.MULTILINE)
_SHINGLE = 5
COPY = 0.6
"""Share of the shorter text's runs of words that the other has too, from which on one is a copy of the other."""
SAME_STORY = 0.35
"""Share of the smaller text's names that the other has too, from which on they may tell one story."""
_FEWEST_SHARED = 6
FEWEST_RARE = 2


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprint:
    """The names of a text and its runs of five words (``shingles``), as sorted CRC-32 numbers."""

    names: Hashes
    shingles: Hashes

    def likeness(self, other: Fingerprint, common: Hashes | None = None) -> float:
        """Return how far two texts tell one story, 0 to 1: by shared passages, or by shared names that are not ``common``."""
        left, right = _without(self.names, common), _without(other.names, common)
        smaller, names = min(len(left), len(right)), shared(left, right)
        if not smaller or names < FEWEST_RARE:
            return 0.0
        passages = self.overlap(other)
        by_names = names / smaller if names >= min(_FEWEST_SHARED, smaller) else 0.0
        return min(1.0, by_names + 3 * passages)

    def overlap(self, other: Fingerprint) -> float:
        """Return the share of the shorter text's shingles that the other has too."""
        smaller = min(len(self.shingles), len(other.shingles))
        return shared(self.shingles, other.shingles) / smaller if smaller else 0.0

    def copies(self, other: Fingerprint) -> bool:
        """Whether one text is a near copy of the other (a wire report printed twice)."""
        return self.overlap(other) >= COPY


def fingerprint(text: str) -> Fingerprint:
    """Return what makes a text recognisable."""
    words = [word.lower().encode("utf-8", "replace") for word in _WORD.findall(text)]
    shingles = (crc32(b" ".join(words[i : i + _SHINGLE])) for i in range(len(words) - _SHINGLE + 1))
    names = (crc32(name.lower().encode("utf-8", "replace")) for name in _NAME.findall(text))
    return Fingerprint(_hashes(names), _hashes(shingles))


def _hashes(numbers: Iterable[int]) -> Hashes:
    return np.array(sorted(set(numbers)), dtype=np.uint32)


def shared(a: Hashes, b: Hashes) -> int:
    """Return how many numbers two sorted arrays share."""
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    if not len(small):
        return 0
    spots = np.searchsorted(large, small)
    spots[spots == len(large)] = 0
    return int(np.count_nonzero(large[spots] == small))


def _without(numbers: Hashes, common: Hashes | None) -> Hashes:
    return numbers if common is None or not len(common) else numbers[~np.isin(numbers, common, assume_unique=True)]


def originals(prints: Sequence[Fingerprint]) -> list[int]:
    """Return for each text the position of the first one that it is a near copy of, its own where it is none.

    Exact, and without comparing all with all. What shares a share s of the shorter one's n shingles holds one of any
    n - ceil(s n) + 1 of them; the rarest are taken, so that few texts are looked at (prefix filtering, Chaudhuri et al.
    2006). A text is compared with originals only: a copy of a copy is found through the first.
    """
    counts = Counter(int(number) for item in prints for number in item.shingles)
    by_any: dict[int, list[int]] = {}
    by_rare: dict[int, list[int]] = {}
    found = []
    for position, item in enumerate(prints):
        numbers = item.shingles.tolist()
        rare = sorted(numbers, key=lambda n: (counts[n], n))[: len(numbers) - ceil(COPY * len(numbers)) + 1]
        near = {i for n in rare for i in by_any.get(n, ())} | {i for n in numbers for i in by_rare.get(n, ())}
        original = next((i for i in sorted(near) if prints[i].copies(item)), position)
        found.append(original)
        if original == position:
            for n in numbers:
                if counts[n] > 1:
                    by_any.setdefault(n, []).append(position)
            for n in rare:
                if counts[n] > 1:
                    by_rare.setdefault(n, []).append(position)
    return found
