"""Turn a text into feature numbers, whole arrays at a time.

A feature is a template (some attributes at some distances from a token) filled in: the attributes' hashes,
multiplied and added, choose one of ``2**BITS`` rows of the weight table (the hashing trick, Weinberger et al. 2009).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from geoinc.recognize.names import NO_PROFILE, VOTES, coherence
from geoinc.recognize.tokens import tokenize
from geoinc.recognize.words import Flag, Of, Vocabulary, hashed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geoinc.recognize.names import Cover, Names
    from geoinc.recognize.tokens import Tokens

BITS = 18
"""The weight table has ``2**BITS`` rows; more change the scores by less than their noise."""
REACH = 4
"""How many tokens to either side a template may look at."""
MAX_GAP = 2
"""How many linking words may stand between two capitalised words of one run."""


class In(IntEnum):
    """The attributes of a token in its text, as columns after those of its word."""

    NAME = len(Of)
    NAMES = len(Of) + 1
    ALONE = len(Of) + 2
    PLACE = len(Of) + 3
    ELSEWHERE = len(Of) + 4
    RUN = len(Of) + 5
    RUN_HEAD = len(Of) + 6
    MIX = len(Of) + 7
    COHERENCE = len(Of) + 8


COLUMNS = len(Of) + len(In)

Part = tuple[int, int]
"""An attribute's column and a distance in tokens."""


def _templates() -> list[tuple[Part, ...]]:
    singles: list[tuple[Part, ...]] = [((Of.WORD, k),) for k in range(-3, 4)]
    singles += [((Of.CLASSES, k),) for k in range(-4, 5)]
    singles += [((column, k),) for column in (In.NAME, In.MIX) for k in range(-2, 3)]
    singles += [((Of.SHAPE, k),) for k in (-1, 0, 1)]
    singles += [((column, 0),) for column in (Of.LOWER, Of.SUFFIX2, Of.SUFFIX3, Of.SUFFIX4, Of.PREFIX3)]
    singles += [((column, k),) for column in (Of.SUFFIX3,) for k in (-1, 1)]
    singles += [((column, 0),) for column in (In.NAMES, In.ALONE, In.PLACE, In.ELSEWHERE, In.RUN, In.RUN_HEAD)]
    singles += [((In.ELSEWHERE, k),) for k in (-1, 1)]
    word, kind, name, mix = Of.WORD, Of.CLASS, In.NAME, In.MIX
    pairs: list[tuple[Part, ...]] = [
        ((word, -1), (word, 0)), ((word, 0), (word, 1)), ((word, -1), (name, 0)), ((name, 0), (word, 1)),
        ((word, -1), (word, 1)), ((name, 0), (word, 2)), ((word, -2), (name, 0)),
        ((kind, -1), (name, 0)), ((name, 0), (kind, 1)), ((kind, -1), (name, 0), (kind, 1)),
        ((kind, -2), (kind, -1), (name, 0)), ((name, 0), (kind, 1), (kind, 2)),
        ((name, -1), (name, 0)), ((name, 0), (name, 1)), ((name, -1), (name, 0), (name, 1)),
        ((Of.SHAPE, 0), (name, 0)), ((Of.SHAPE, -1), (Of.SHAPE, 0), (Of.SHAPE, 1)),
        ((mix, -1), (mix, 0)), ((mix, 0), (mix, 1)), ((mix, -1), (mix, 0), (mix, 1)),
        ((mix, -2), (mix, -1), (mix, 0)), ((mix, 0), (mix, 1), (mix, 2)),
        ((In.ELSEWHERE, 0), (name, 0)), ((In.RUN, 0), (name, 0)), ((In.RUN_HEAD, 0), (name, 0)),
        ((In.RUN_HEAD, 0), (In.RUN, 0)), ((In.RUN_HEAD, 0), (In.RUN, 0), (name, 0)),
        ((In.PLACE, 0), (name, 0)), ((word, 0), (In.RUN_HEAD, 0)), ((word, 0), (kind, -1)), ((word, 0), (kind, 1)),
        ((word, 0), (In.PLACE, 0)), ((In.NAMES, 0), (kind, -1)), ((In.NAMES, 0), (kind, 1)), ((In.ALONE, 0), (name, 0)),
        ((In.ELSEWHERE, 0), (name, 0), (kind, -1)), ((In.ELSEWHERE, 0), (name, 0), (kind, 1)),
        ((In.COHERENCE, 0),), ((In.COHERENCE, 0), (name, 0)), ((In.COHERENCE, 0), (kind, -1)),
        ((In.COHERENCE, 0), (In.ELSEWHERE, 0)), ((In.COHERENCE, 0), (In.RUN, 0)), ((In.COHERENCE, 0), (kind, 1)),
        ((Of.SUFFIX3, 0), (kind, -1)), ((Of.SUFFIX3, 0), (kind, 1)), ((In.ELSEWHERE, 0), (In.RUN, 0)),
    ]  # fmt: skip
    return singles + pairs


TEMPLATES = _templates()
PARTS = max(map(len, TEMPLATES))


def _arrays() -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.uint64], NDArray[np.uint64]]:
    count = len(TEMPLATES)
    columns = np.full((count, PARTS), COLUMNS, dtype=np.intp)
    distances = np.zeros((count, PARTS), dtype=np.intp)
    factors = np.ones((count, PARTS), dtype=np.uint64)
    for row, template in enumerate(TEMPLATES):
        for part, (column, distance) in enumerate(template):
            columns[row, part], distances[row, part] = column, distance
            factors[row, part] = 2 * hashed("factor", row, part) + 1
    seeds = np.array([hashed("template", template) for template in TEMPLATES], dtype=np.uint64)
    return columns, distances, factors, seeds


_COLUMNS, _DISTANCES, _FACTORS, _SEEDS = _arrays()
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Analysis:
    """A text's tokens, their attributes, and the runs of tokens that may hold toponyms.

    ``table`` has one row a token, plus ``REACH`` rows of padding at either end and an empty last column;
    ``runs`` are first and last token (inclusive) of each run.
    """

    tokens: Tokens
    table: NDArray[np.uint64]
    flags: NDArray[np.int64]
    parts: NDArray[np.int64]
    runs: list[tuple[int, int]]
    covers: list[Cover]


def analyse(text: str, vocabulary: Vocabulary, names: Names) -> Analysis:
    """Return the attributes of all tokens of a text."""
    tokens = tokenize(text)
    ids = vocabulary.ids(tokens.words)
    flags = _with_articles(vocabulary.flags[ids])
    capitalised = (flags & Flag.CAPITALISED) > 0
    covers = names.covers(text, tokens, capitalised.tolist())
    runs = find_runs(flags)
    table = np.zeros((len(tokens) + 2 * REACH, COLUMNS + 1), dtype=np.uint64)
    table[:, : len(Of)] = vocabulary.attributes[0]
    table[:, len(Of) : COLUMNS] = _PADDING
    inner = table[REACH : REACH + len(tokens)]
    inner[:, : len(Of)] = vocabulary.attributes[ids]
    _add_names(inner, covers)
    _add_context(inner, flags, ids, tokens)
    _add_runs(inner, runs)
    inner[:, In.MIX] = inner[:, In.NAME] * _MIX + inner[:, Of.CLASS]
    return Analysis(tokens, table, flags, vocabulary.parts[ids], runs, covers)


_PADDING = np.array([hashed("outside", column) for column in In], dtype=np.uint64)


def _with_articles(flags: NDArray[np.int64]) -> NDArray[np.int64]:
    """Let an Arabic article that a hyphen ties to a capitalised word ("el-Obeid") count as capitalised."""
    article, hyphen = (flags[:-2] & Flag.ARTICLE) > 0, (flags[1:-1] & Flag.HYPHEN) > 0
    at = np.flatnonzero(article & hyphen & ((flags[2:] & Flag.CAPITALISED) > 0))
    flags[at] |= Flag.CAPITALISED
    return flags


def find_runs(flags: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return first and last token of each run of capitalised words, which linking words may join."""
    runs: list[tuple[int, int]] = []
    linking = ((flags & Flag.LINKING) > 0).tolist()
    for at in np.flatnonzero(flags & Flag.CAPITALISED).tolist():
        if runs and at - runs[-1][1] <= MAX_GAP + 1 and all(linking[runs[-1][1] + 1 : at]):
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    return runs


def feature_rows(analysis: Analysis, at: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the weight-table row of every template at some tokens: ``len(at)`` × ``len(TEMPLATES)``."""
    rows = at[:, None, None] + (REACH + _DISTANCES)
    mixed = (analysis.table[rows, _COLUMNS] * _FACTORS).sum(axis=2) + _SEEDS
    return mix(mixed, bits=BITS)


def mix(mixed: NDArray[np.uint64], *, bits: int) -> NDArray[np.intp]:
    """Return the highest bits of hashes after stirring them (in place)."""
    mixed ^= mixed >> np.uint64(29)
    mixed *= _MIX
    return (mixed >> np.uint64(64 - bits)).astype(np.intp)


_POSITIONS = {name: np.uint64(2 * hashed("position", name) + 1) for name in "BILU"}


def _add_names(inner: NDArray[np.uint64], covers: Sequence[Cover]) -> None:
    inner[:, In.NAME], inner[:, In.NAMES], inner[:, In.ALONE] = NO_PROFILE.leading, NO_PROFILE.whole, NO_PROFILE.leading
    inner[:, In.COHERENCE] = NO_PROFILE.leading
    goes = coherence(cover.profile for cover in covers)
    free = 0
    for cover in covers:
        first, last, profile = cover.first, cover.last, cover.profile
        if first == last:
            inner[first, In.ALONE] = profile.leading
        if first >= free:
            for at in range(first, last + 1):
                position = "U" if first == last else "B" if at == first else "L" if at == last else "I"
                inner[at, In.NAME] = np.uint64(profile.leading * int(_POSITIONS[position]) & _MASK)
                inner[at, In.NAMES] = profile.whole
                inner[at, In.COHERENCE] = _COHERENT[goes[profile]]
            free = last + 1


_MASK = (1 << 64) - 1
_COHERENT = [hashed("coherence", step) for step in range(len(VOTES) + 1)]


def _add_context(inner: NDArray[np.uint64], flags: NDArray[np.int64], ids: NDArray[np.intp], tokens: Tokens) -> None:
    """Fill in where a token stands in its sentence, and what the same word does elsewhere in the text."""
    if not len(flags):
        return
    before = np.concatenate([[Flag.ENDS_SENTENCE], flags[:-1]])
    after = np.concatenate([flags[1:], [0]])
    starts, ends = np.array(tokens.starts), np.array(tokens.ends)
    glued = np.concatenate([[0], (starts[1:] == ends[:-1]).astype(np.int64)])
    glued_after = np.concatenate([glued[1:], [0]])
    opens = (before & Flag.ENDS_SENTENCE) > 0
    inner[:, In.PLACE] = _code("place", opens + 2 * glued + 4 * glued_after + 8 * ((flags & Flag.ALL_CAPS) > 0))
    cues = np.stack(
        [
            (before & (Flag.TITLE | Flag.GIVEN)) > 0,
            (before & Flag.PLACE_PREPOSITION) > 0,
            ((before & Flag.CAPITALISED) > 0) & ((before & (Flag.TITLE | Flag.GIVEN)) == 0),
            (after & Flag.CAPITALISED) > 0,
            (after & Flag.COMMA) > 0,
        ],
        axis=1,
    )
    kept = np.flatnonzero(flags & Flag.CAPITALISED)
    _, same = np.unique(ids[kept], return_inverse=True)
    own = cues[kept]
    totals = np.stack([np.bincount(same, weights=column) for column in own.T], axis=1)[same] - own
    often = np.minimum(np.bincount(same)[same], 4)
    inner[:, In.ELSEWHERE] = hashed("elsewhere")
    inner[kept, In.ELSEWHERE] = _code("elsewhere", ((totals > 0) @ (1 << np.arange(own.shape[1]))) * 8 + often)


def _code(name: str, values: NDArray[np.int64]) -> NDArray[np.uint64]:
    return values.astype(np.uint64) * np.uint64(2 * hashed("code", name) + 1) + np.uint64(hashed(name))


def _add_runs(inner: NDArray[np.uint64], runs: Sequence[tuple[int, int]]) -> None:
    """Fill in each token's place in its run of capitalised words, and the class of the run's last word."""
    inner[:, In.RUN], inner[:, In.RUN_HEAD] = hashed("no run"), hashed("no head")
    if not runs:
        return
    bounds = np.array(runs)
    lengths = bounds[:, 1] - bounds[:, 0] + 1
    owner = np.repeat(np.arange(len(runs)), lengths)
    offset = np.arange(len(owner)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    at = bounds[owner, 0] + offset
    left = np.minimum(lengths[owner] - 1 - offset, 4)
    inner[at, In.RUN] = _code("run", np.minimum(offset, 3) * 8 + left)
    inner[at, In.RUN_HEAD] = inner[bounds[owner, 1], Of.CLASS] * _MIX + inner[bounds[owner, 0], Of.CLASS]
