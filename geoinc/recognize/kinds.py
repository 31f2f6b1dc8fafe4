"""In what sense a mention uses its place name: features of a mention, and the kinds that annotations map to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.model import MentionKind
from geoinc.recognize.features import COLUMNS, REACH, In, mix
from geoinc.recognize.words import Of, hashed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geoinc.recognize.features import Analysis

KINDS: Final = tuple(MentionKind)
BITS: Final = 14
"""The kind classifier's weight table has ``2**BITS`` rows."""

ANNOTATED: Final = {
    "Literal": MentionKind.LITERAL,
    "Mixed": MentionKind.LITERAL,
    "Coercion": MentionKind.LITERAL,
    "Embedded_Literal": MentionKind.LITERAL,
    "Literal_Modifier": MentionKind.LITERAL_MODIFIER,
    "Metonymic": MentionKind.METONYMIC,
    "Non_Literal_Modifier": MentionKind.ASSOCIATIVE,
    "Embedded_Non_Lit": MentionKind.EMBEDDED,
    "Homonym": MentionKind.EMBEDDED,
    "Demonym": MentionKind.DEMONYM,
    "Language": MentionKind.DEMONYM,
}
"""The types of GeoWebNews (Gritta et al. 2020) as ours: what it counts as literal is what may be pinned."""

Part = tuple[int, int, int]
"""An attribute's column, whether it is counted from the last token (1) or the first (0), and a distance."""


def _templates() -> list[tuple[Part, ...]]:
    before = [(column, 0, -k) for k in (1, 2, 3) for column in (Of.WORD, Of.CLASSES, Of.SUFFIX2)]
    after = [(column, 1, k) for k in (1, 2, 3, 4) for column in (Of.WORD, Of.CLASSES, Of.SUFFIX2, Of.SUFFIX3)]
    own: list[Part] = [
        (column, 0, 0)
        for column in (In.NAME, In.NAMES, In.PLACE, In.RUN, In.RUN_HEAD, Of.SUFFIX2, Of.SUFFIX3, Of.SHAPE)
    ]
    own += [(column, 1, 0) for column in (Of.CLASS, Of.WORD)]
    around: list[Part] = [
        (In.NAME, 0, -1),
        (In.NAME, 0, -2),
        (In.NAME, 1, 1),
        (In.NAME, 1, 2),
        (In.MIX, 1, 1),
        (Of.SHAPE, 1, 1),
    ]
    previous, following, name = (Of.CLASS, 0, -1), (Of.CLASS, 1, 1), (In.NAME, 0, 0)
    pairs: list[tuple[Part, ...]] = [
        (previous, following), (previous, name), (name, following), (previous, name, following),
        (following, (Of.CLASS, 1, 2)), ((Of.CLASS, 0, -2), previous), (name, (Of.SUFFIX2, 1, 1)), (name, (Of.WORD, 1, 1)),
        ((Of.WORD, 1, 1), (Of.CLASSES, 1, 2)), ((In.PLACE, 0, 0), following), ((Of.WORD, 0, -1), following),
        ((In.RUN, 0, 0), name), ((Of.WORD, 1, 1), (Of.SUFFIX2, 1, 2)), ((Of.SHAPE, 1, 1), following, name),
    ]  # fmt: skip
    return [(part,) for part in (*before, *after, *own, *around)] + pairs


TEMPLATES: Final = _templates()
_PARTS = max(map(len, TEMPLATES))


def _arrays() -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp], NDArray[np.uint64], NDArray[np.uint64]]:
    shape = (len(TEMPLATES), _PARTS)
    columns, ends, distances = (np.zeros(shape, dtype=np.intp) for _ in range(3))
    columns += COLUMNS
    factors = np.ones(shape, dtype=np.uint64)
    for row, template in enumerate(TEMPLATES):
        for part, (column, end, distance) in enumerate(template):
            columns[row, part], ends[row, part], distances[row, part] = column, end, distance
            factors[row, part] = 2 * hashed("kind factor", row, part) + 1
    seeds = np.array([hashed("kind", template) for template in TEMPLATES], dtype=np.uint64)
    return columns, ends, distances, factors, seeds


_COLUMNS, _ENDS, _DISTANCES, _FACTORS, _SEEDS = _arrays()


def kind_rows(analysis: Analysis, spans: Sequence[tuple[int, int]]) -> NDArray[np.intp]:
    """Return the weight-table row of every template for some mentions: ``len(spans)`` × ``len(TEMPLATES)``."""
    bounds = np.array(spans, dtype=np.intp).reshape(-1, 2)
    rows = bounds[:, _ENDS] + (REACH + _DISTANCES)
    mixed = (analysis.table[rows, _COLUMNS] * _FACTORS).sum(axis=2) + _SEEDS
    return mix(mixed, bits=BITS)
