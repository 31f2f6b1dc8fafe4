"""What the text ties together is weighed together: in "Amman, Jordan", the Jordan that Amman lies in is meant.

The ranker weighs each name against what the others probably are; two names of which each is in doubt need their
candidates weighed in pairs. For names tied as "X, Y", "X in Y", "X (Y)" or "Y's X", a pair in which X lies in Y counts
:data:`BONUS` times more than one in which it does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.toponyms.resolve.mention_context import Link

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoinc.toponyms.resolve.features import CandidateTable

    Floats = NDArray[np.float32]

BONUS: Final = 300.0
SURE: Final = 0.98
"""Of two names that are both as probable as this, neither needs the other."""

PLAIN: Final = slice(Link.COMMA, Link.CHAIN)
"""Ties (with a comma, "in", brackets, an owner) that say where something lies; what stands in a list may only be named together."""


def weigh(scene: CandidateTable, probability: Floats) -> Floats:
    """Return the probabilities of all candidates (C) with those of tied names weighed in pairs."""
    links = scene.reading.links
    tied = np.argwhere(links[PLAIN].any(axis=0) & (links[Link.LISTED] == 0)).tolist()
    if not tied:
        return probability
    rows, result = dict(zip(scene.filled.tolist(), scene.rows, strict=True)), probability.copy()
    sure = {group: probability[rows[group]].max() >= SURE for pair in tied for group in pair if group in rows}
    for inner, outer in tied:
        if inner in rows and outer in rows and not (sure[inner] and sure[outer]):
            one, other = rows[inner], rows[outer]
            result[one], result[other] = _joint(result[one], result[other], _inside(scene, one, other))
    return result


def _inside(scene: CandidateTable, one: slice, other: slice) -> NDArray[np.bool_]:
    """Return which candidates of one name lie in which of the other."""
    inner, outer = scene.keys[one], scene.keys[other]
    apart = inner[:, :1] != outer[:, 0]
    found: NDArray[np.bool_] = (inner[:, 1:4, None] == outer[:, 4]).any(axis=1) & apart
    return found


def _joint(one: Floats, other: Floats, inside: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Return both names' probabilities summed over their pairs; "none of them" is one more choice on either side."""
    left, right = (np.append(side, max(0.0, 1 - side.sum())) for side in (one, other))
    pairs = left[:, None] * right
    pairs[:-1, :-1] *= 1 + BONUS * inside
    pairs /= pairs.sum()
    return pairs.sum(axis=1)[:-1], pairs.sum(axis=0)[:-1]
