"""What the snippet classifier looks at: cues of a lexicon, and runs of letters within words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from geoinc.incidents.types import kind
from geoinc.language.lexicon import FOLDER, rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WORD = re.compile(r"[^\W\d_][\w'’-]+")
_FIRST_SENTENCE = re.compile(r"(?<=[.!?])\s")
_GRAMS = (3, 4, 5)
_MOST = 2
"""A cue that comes more often than this says no more."""
_SILENT = frozenset(
    {"the", "a", "an", "of", "in", "on", "at", "to", "and", "for", "by", "with", "from", "as", "that", "this", "it", "its",
     "is", "was", "were", "are", "be", "been", "has", "have", "had", "he", "she", "they", "their", "his", "her", "said",
     "says", "not", "which", "who", "or", "but", "than", "more", "after", "also", "into", "over", "about"}
)  # fmt: skip


@cache
def cues() -> tuple[re.Pattern[str], ...]:
    """Return the compiled cues of all classes, in the order of the lexicon."""
    found = []
    for row in rows(FOLDER / "classes.toml", "class", {"type!": str, "cues!": list}):
        kind(row["type"])
        found += [re.compile(rf"\b(?:{cue})") for cue in row["cues"]]
    return tuple(found)


def cue_counts(text: str) -> NDArray[np.float64]:
    """Return how often each cue comes in a text, then whether it comes in its first sentence (float64, 2 × cues)."""
    lower = text.lower()
    first = _FIRST_SENTENCE.split(lower, 1)[0]
    whole = [min(sum(1 for _ in cue.finditer(lower)), _MOST) for cue in cues()]
    opening = [float(cue.search(first) is not None) for cue in cues()]
    return np.array([*whole, *opening], dtype=np.float64)


def grams(text: str) -> Counter[int]:
    """Return the runs of three to five letters within words (with word ends), as 32-bit hashes, and their counts."""
    found: Counter[int] = Counter()
    for word in set(_WORD.findall(text.lower())) - _SILENT:
        marked = f"<{word}>"
        for n in _GRAMS:
            found.update(crc32(marked[i : i + n].encode("utf-8", "replace")) for i in range(len(marked) - n + 1))
    return found
