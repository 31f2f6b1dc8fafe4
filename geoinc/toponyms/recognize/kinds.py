"""In what sense a mention uses its place name: features of a mention, and the kinds that annotations map to."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.model import MentionKind
from geoinc.toponyms.recognize.features import REACH, TemplateArrays
from geoinc.toponyms.recognize.surroundings import FARTHEST, WALKS, beyond, governor, head, verb
from geoinc.toponyms.recognize.words import KERNEL, WIDTH, In, Of, WordRole, hashed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geoinc.toponyms.recognize.features import Analysis

KINDS: Final = tuple(MentionKind)
BITS: Final = 16
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

Place = tuple[int, int, int]
"""An attribute's column, whether it is counted from the last token (1) or the first (0), and a distance."""


def _templates() -> list[tuple[Place, ...]]:
    before = [(column, 0, -k) for k in (1, 2, 3) for column in (Of.WORD, Of.CLASSES, Of.SUFFIX2)]
    after = [(column, 1, k) for k in (1, 2, 3, 4) for column in (Of.WORD, Of.CLASSES, Of.SUFFIX2, Of.SUFFIX3)]
    own: list[Place] = [
        (column, 0, 0)
        for column in (In.NAME, In.NAMES, In.PLACE, In.RUN, In.RUN_HEAD, Of.SUFFIX2, Of.SUFFIX3, Of.SHAPE)
    ]
    own += [(column, 1, 0) for column in (Of.CLASS, Of.WORD)]
    around: list[Place] = [
        (In.NAME, 0, -1),
        (In.NAME, 0, -2),
        (In.NAME, 1, 1),
        (In.NAME, 1, 2),
        (In.MIX, 1, 1),
        (Of.SHAPE, 1, 1),
    ]
    previous, following, name = (Of.CLASS, 0, -1), (Of.CLASS, 1, 1), (In.NAME, 0, 0)
    pairs: list[tuple[Place, ...]] = [
        (previous, following), (previous, name), (name, following), (previous, name, following),
        (following, (Of.CLASS, 1, 2)), ((Of.CLASS, 0, -2), previous), (name, (Of.SUFFIX2, 1, 1)), (name, (Of.WORD, 1, 1)),
        ((Of.WORD, 1, 1), (Of.CLASSES, 1, 2)), ((In.PLACE, 0, 0), following), ((Of.WORD, 0, -1), following),
        ((In.RUN, 0, 0), name), ((Of.WORD, 1, 1), (Of.SUFFIX2, 1, 2)), ((Of.SHAPE, 1, 1), following, name),
    ]  # fmt: skip
    return [(part,) for part in (*before, *after, *own, *around)] + pairs


TEMPLATES: Final = _templates()


def _plan() -> tuple[TemplateArrays, NDArray[np.intp]]:
    sizes = [len(template) for template in TEMPLATES]
    parts = [(row, part) for row, size in enumerate(sizes) for part in range(size)]
    places = [place for template in TEMPLATES for place in template]
    plan = TemplateArrays(
        np.array([(REACH + distance) * WIDTH + column for column, _, distance in places], dtype=np.intp),
        np.array([2 * hashed("kind factor", row, part) + 1 for row, part in parts], dtype=np.uint64),
        np.cumsum([0, *sizes[:-1]]),
        np.array([hashed("kind", template) for template in TEMPLATES], dtype=np.uint64),
    )
    return plan, np.array([end for _, end, _ in places], dtype=np.intp)


_PLAN, _ENDS = _plan()


class _Token(IntEnum):
    """The tokens around a mention that say how it is used; each gives two facts, its part and its word."""

    GOVERNOR = 0
    NOUN = 1
    AFTER = 2
    VERB = 3
    NEXT = 4
    PREVIOUS = 5
    LAST = 6
    BEYOND = 7


_WORD = len(_Token)
_G, _N, _A, _V, _F, _P, _L, _B = _Token
_NAME, _LONG, _INNER = 2 * _WORD, 2 * _WORD + 1, 2 * _WORD + 2
PHRASE_TEMPLATES: Final = (
    (_G,), (_N,), (_A,), (_V,), (_F,), (_P,), (_G, _N), (_G, _V), (_G, _F), (_N, _F), (_P, _F), (_P, _V), (_N, _A),
    (_G, _N, _V), (_G, _N, _F), (_P, _N, _F), (_NAME, _G), (_NAME, _N), (_NAME, _V), (_NAME, _F), (_NAME, _P),
    (_NAME, _N, _F), (_NAME, _G, _V), (_G, _F, _A), (_F, _A), (_P, _F, _V), (_NAME, _P, _F),
    (_WORD + _G,), (_WORD + _N,), (_WORD + _V,), (_WORD + _A,), (_WORD + _G, _F), (_WORD + _G, _N), (_WORD + _G, _V),
    (_WORD + _N, _NAME), (_WORD + _V, _G), (_WORD + _N, _G), (_WORD + _N, _F), (_LONG, _L), (_LONG, _WORD + _L),
    (_B,), (_WORD + _B,), (_B, _G), (_WORD + _B, _WORD + _G), (_NAME, _B, _G), (_B, _G, _N), (_INNER,), (_INNER, _NAME), (_INNER, _N),
)  # fmt: skip
"""Which facts about the sentence are taken together."""
_TELLING: Final = frozenset({WordRole.INSTITUTION, WordRole.SITE, WordRole.PEOPLE, WordRole.ROLE, WordRole.PREPOSITION})
LONGEST: Final = 3
"""A mention of more words than one and this many is as long as one of so many."""

_WALKS: Final = np.array(
    [
        *WALKS,
        sum(1 << part for part in _TELLING),
        *(FARTHEST, WordRole.OTHER, WordRole.POSSESSIVE, WordRole.STOP, REACH, WIDTH, Of.LOWER, LONGEST),
    ],
    dtype=np.uint64,
)
"""What the kernel must know, in its order."""

_PHRASES: Final = TemplateArrays(
    np.array([part for template in PHRASE_TEMPLATES for part in template], dtype=np.intp),
    np.array(
        [2 * hashed("phrase", template, part) + 1 for template in PHRASE_TEMPLATES for part in range(len(template))],
        dtype=np.uint64,
    ),
    np.cumsum([0, *map(len, PHRASE_TEMPLATES[:-1])]),
    np.zeros(len(PHRASE_TEMPLATES), dtype=np.uint64),
)


def kind_rows(analysis: Analysis, spans: Sequence[tuple[int, int]]) -> NDArray[np.intp]:
    """Return the weight-table row of every template for some mentions: ``len(spans)`` × ``len(TEMPLATES)``."""
    at, (facts, each) = _ends(spans), _facts(analysis, spans)
    return np.concatenate([_PLAN.rows(analysis.table, at, bits=BITS), _PHRASES.rows(facts, each, bits=BITS)], axis=1)


def kind_sums(analysis: Analysis, spans: Sequence[tuple[int, int]], steps: NDArray[np.int8]) -> NDArray[np.int32]:
    """Return the sums of the weights of :func:`kind_rows`, in whole steps: ``len(spans)`` × columns of the weights."""
    facts, each = _facts(analysis, spans)
    around = _PLAN.sums(analysis.table, _ends(spans), steps, bits=BITS)
    around += _PHRASES.sums(facts, each, steps, bits=BITS)
    return around


def _ends(spans: Sequence[tuple[int, int]]) -> NDArray[np.intp]:
    """Return where in a flat table the token stands that each part of a template counts from."""
    bounds = np.array(spans, dtype=np.intp).reshape(-1, 2)
    return bounds[:, _ENDS] * WIDTH


def _facts(analysis: Analysis, spans: Sequence[tuple[int, int]]) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    """Return what the sentence says of each mention, a row each, and where in the flat table each row begins."""
    covered = {cover.last: cover.profile.leading for cover in analysis.covers}
    if KERNEL is not None:
        leading = np.array([covered.get(last, 0) for _, last in spans], dtype=np.uint64)
        facts = np.empty((len(spans), _INNER + 1), dtype=np.uint64)
        KERNEL.facts(list(spans), (_WALKS, analysis.parts, analysis.table, leading, facts))
        return facts, np.arange(len(facts))[:, None] * facts.shape[1]
    parts = analysis.parts.tolist()
    tokens = np.array([_phrase(parts, first, last) for first, last in spans], dtype=np.intp).reshape(-1, len(_Token))
    known = np.append(analysis.parts, int(WordRole.STOP)).astype(np.uint64)[tokens]
    words = analysis.table[REACH + tokens, Of.LOWER]
    own = [(covered.get(last, 0), min(last - first, LONGEST), _inner(parts, first, last)) for first, last in spans]
    facts = np.concatenate([known, words, np.array(own, dtype=np.uint64).reshape(-1, 3)], axis=1)
    facts += np.uint64(1)
    return facts, np.arange(len(facts))[:, None] * facts.shape[1]


def _inner(parts: list[int], first: int, last: int) -> int:
    """Return the classes of nouns within a mention, as bits: "Fife ⟦Council⟧" is no ground."""
    return sum({1 << parts[at] for at in range(first, last + 1) if parts[at] in _TELLING})


def _phrase(parts: list[int], first: int, last: int) -> tuple[int, ...]:
    """Return the tokens that matter; the number of tokens stands for none."""
    none = len(parts)
    noun, after = head(parts, last)
    before = governor(parts, first)
    found = (
        before,
        noun,
        min(after, none),
        verb(parts, last),
        min(last + 1, none),
        first - 1,
        last,
        beyond(parts, before),
    )
    return tuple(none if at < 0 else at for at in found)
