"""A quarter lies in a town that the text is about: one in a country that nothing else named lies in is another of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geoinc.gazetteer.file.columns import KINDS
from geoinc.toponyms.resolve.binding import QUARTERS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from geoinc.model import PlaceKind
    from geoinc.toponyms.resolve.features import CandidateTable

ASTRAY: Final = 0.1
"""How probable a quarter is, at most, that lies in another country than all else."""

SURE: Final = 0.5
"""Raw probability from which another name's place is one that the text is about."""


def astray(scene: CandidateTable, raw: NDArray[np.float32], row: int, cues: frozenset[PlaceKind]) -> bool:
    """Return whether a candidate (by its row) is asked for as a quarter, and nothing else named lies in its country."""
    if cues != QUARTERS or KINDS[scene.kind[row]] not in QUARTERS:
        return False
    others = (raw >= SURE) & (scene.group != scene.group[row])
    return bool(others.any() and not (scene.keys[others, 1] == scene.keys[row, 1]).any())
