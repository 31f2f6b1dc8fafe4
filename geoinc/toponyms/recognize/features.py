"""Turn a text into feature numbers, whole arrays at a time.

A feature is a template (some attributes at some distances from a token) filled in: the attributes' hashes,
multiplied and added, choose one of ``2**BITS`` rows of the weight table (the hashing trick, Weinberger et al. 2009).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geoinc.text.tokens import view
from geoinc.toponyms.recognize.lexicon import abbreviations
from geoinc.toponyms.recognize.names import VOTES, coherence
from geoinc.toponyms.recognize.words import KERNEL, WIDTH, Flag, In, Of, Vocabulary, hashed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geoinc.text.tokens import Tokens
    from geoinc.toponyms.recognize.names import Cover, Names

BITS = 18
"""The weight table has ``2**BITS`` rows; more change the scores by less than their noise."""
REACH = 4
"""How many tokens to either side a template may look at."""
MAX_GAP = 2
"""How many linking words may stand between two capitalised words of one run."""

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
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class TemplateArrays:
    """Templates as flat arrays: the parts of all templates one after another, and where each template begins.

    ``offsets`` are distances in a flattened table from the start of a token's row.
    """

    offsets: NDArray[np.intp]
    factors: NDArray[np.uint64]
    begins: NDArray[np.intp]
    seeds: NDArray[np.uint64]

    def rows(self, table: NDArray[np.uint64], at: NDArray[np.intp], *, bits: int) -> NDArray[np.intp]:
        """Return the weight-table row of every template, given where in the flat table each part counts from."""
        parts = table.ravel().take(at + self.offsets)
        parts *= self.factors
        mixed = np.add.reduceat(parts, self.begins, axis=1)
        mixed += self.seeds
        return mix(mixed, bits=bits)

    def sums(
        self, table: NDArray[np.uint64], at: NDArray[np.intp], steps: NDArray[np.int8], *, bits: int
    ) -> NDArray[np.int32]:
        """Return the sum of the weights, in whole steps, of all templates for each row of ``at`` (see :meth:`rows`)."""
        if KERNEL is None:
            return gathered(steps, self.rows(table, at, bits=bits))
        found = np.empty((len(at), steps.shape[1]), dtype=np.int32)
        plan = self.offsets, self.factors, self.begins, self.seeds
        KERNEL.sums((table, np.ascontiguousarray(at), *plan, steps, found), bits)
        return found


def gathered(steps: NDArray[np.int8], rows: NDArray[np.intp]) -> NDArray[np.int32]:
    """Return the sum of the weights of each row's features.

    A product with ones is the fastest way to add; whole numbers of this size are exact in 32 bits, in whatever order.
    """
    ones = np.ones((1, rows.shape[1]), dtype=np.float32)
    total: NDArray[np.int32] = np.matmul(ones, steps.take(rows, axis=0).astype(np.float32))[:, 0].astype(np.int32)
    return total


def _plan() -> TemplateArrays:
    sizes = [len(template) for template in TEMPLATES]
    parts = [(row, part) for row, size in enumerate(sizes) for part in range(size)]
    places = [place for template in TEMPLATES for place in template]
    return TemplateArrays(
        np.array([(REACH + distance) * WIDTH + column for column, distance in places], dtype=np.intp),
        np.array([2 * hashed("factor", row, part) + 1 for row, part in parts], dtype=np.uint64),
        np.cumsum([0, *sizes[:-1]]),
        np.array([hashed("template", template) for template in TEMPLATES], dtype=np.uint64),
    )


PLAN = _plan()


_ARTICLE, _HYPHEN, _CAPITALISED, _LINKING = map(int, (Flag.ARTICLE, Flag.HYPHEN, Flag.CAPITALISED, Flag.LINKING))
_ENDS_SENTENCE, _ALL_CAPS, _COMMA = map(int, (Flag.ENDS_SENTENCE, Flag.ALL_CAPS, Flag.COMMA))
_PLACE_PREPOSITION, _TITLE_OR_GIVEN = int(Flag.PLACE_PREPOSITION), int(Flag.TITLE | Flag.GIVEN)
"""Plain numbers: numpy asks a member of an enumeration what it is before it joins it, which takes five times as long."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """A text's tokens, their attributes, and the runs of tokens that may hold toponyms.

    ``table`` has one row a token, plus ``REACH`` rows of padding at either end; ``runs`` are first and last token
    (inclusive) of each run, ``tagged`` the tokens of all runs.
    """

    tokens: Tokens
    table: NDArray[np.uint64]
    flags: NDArray[np.int64]
    parts: NDArray[np.int64]
    runs: list[tuple[int, int]]
    tagged: NDArray[np.intp]
    covers: list[Cover]


def analyse(text: str, vocabulary: Vocabulary, names: Names) -> Analysis:
    """Return the attributes of all tokens of a text."""
    tokens = view("names", abbreviations()).scan(text)
    ids = vocabulary.ids(tokens.words)
    flags = _with_articles(vocabulary.flags[ids])
    covers = names.covers(text, tokens, flags)
    table = vocabulary.attributes.take(np.concatenate([_OUTSIDE, ids, _OUTSIDE]), axis=0)
    inner = table[REACH : REACH + len(tokens)]
    if KERNEL is not None:
        KERNEL.naming((_LAYOUT, _NAMING, _VOTES, table), covers)
        room = np.empty(len(ids), dtype=np.intp)
        runs = KERNEL.context((_LAYOUT, _CODES, ids, flags, table, room), tokens.starts, tokens.ends, covers)
        tagged = room[: sum([last - first + 1 for first, last in runs])]
    else:
        _add_names(inner, covers)
        runs = find_runs(flags, covers)
        tagged = _add_runs(inner, runs)
        if runs:
            _add_context(inner, flags, ids, tokens)
        inner[:, In.MIX] = inner[:, In.NAME] * _MIX + inner[:, Of.CLASS]
    return Analysis(tokens, table, flags, vocabulary.parts.take(ids), runs, tagged, covers)


_OUTSIDE = np.zeros(REACH, dtype=np.intp)


def _with_articles(flags: NDArray[np.int64]) -> NDArray[np.int64]:
    """Let an Arabic article that a hyphen ties to a capitalised word ("el-Obeid") count as capitalised."""
    articles = (flags[:-2] & _ARTICLE).nonzero()[0]
    if len(articles):
        tied = ((flags[articles + 1] & _HYPHEN) > 0) & ((flags[articles + 2] & _CAPITALISED) > 0)
        flags[articles[tied]] |= _CAPITALISED
    return flags


def find_runs(flags: NDArray[np.int64], covers: Sequence[Cover] = ()) -> list[tuple[int, int]]:
    """Return first and last token of each run of capitalised words, which linking words or a known name may join."""
    joining = flags & _LINKING > 0
    for cover in covers:
        joining[cover.first : cover.last + 1] = True  # "Dar es Salaam", "Côte d'Ivoire"
    runs: list[tuple[int, int]] = []
    joins = joining.tolist()
    for at in np.flatnonzero(flags & _CAPITALISED).tolist():
        if runs and at - runs[-1][1] <= MAX_GAP + 1 and all(joins[runs[-1][1] + 1 : at]):
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    return runs


def feature_rows(analysis: Analysis) -> NDArray[np.intp]:
    """Return the weight-table row of every template at the tokens of all runs: tokens × templates."""
    return PLAN.rows(analysis.table, analysis.tagged[:, None] * WIDTH, bits=BITS)


def label_sums(analysis: Analysis, steps: NDArray[np.int8]) -> NDArray[np.int32]:
    """Return the sums of the weights of :func:`feature_rows`, in whole steps: tokens of all runs × labels."""
    return PLAN.sums(analysis.table, analysis.tagged[:, None] * WIDTH, steps, bits=BITS)


def mix(mixed: NDArray[np.uint64], *, bits: int) -> NDArray[np.intp]:
    """Return the highest bits of hashes after stirring them (in place)."""
    mixed ^= mixed >> np.uint64(29)
    mixed *= _MIX
    return (mixed >> np.uint64(64 - bits)).astype(np.intp)


_MASK = (1 << 64) - 1
_POSITIONS = {name: 2 * hashed("position", name) + 1 for name in "BILU"}
_COHERENT = [hashed("coherence", step) for step in range(len(VOTES) + 1)]
_VOTES = np.array(VOTES)
_NAMING = np.array([*(_POSITIONS[position] for position in "UBIL"), *_COHERENT], dtype=np.uint64)


def _add_names(inner: NDArray[np.uint64], covers: Sequence[Cover]) -> None:
    """Fill in what the longest name over each token is, and what the token is by itself."""
    goes = coherence(cover.profile for cover in covers)
    at, values, free = [], [], 0
    for cover in covers:
        first, last, profile = cover.first, cover.last, cover.profile
        if first == last:
            inner[first, In.ALONE] = profile.leading
        if first >= free:
            coherent = _COHERENT[goes[profile]]
            for token in range(first, last + 1):
                position = "U" if first == last else "B" if token == first else "L" if token == last else "I"
                at.append(token)
                values.append((profile.leading * _POSITIONS[position] & _MASK, profile.whole, coherent))
            free = last + 1
    if at:
        inner[np.array(at)[:, None], [In.NAME, In.NAMES, In.COHERENCE]] = np.array(values, dtype=np.uint64)


def _codes(name: str, count: int) -> NDArray[np.uint64]:
    values = np.arange(count, dtype=np.uint64)
    return values * np.uint64(2 * hashed("code", name) + 1) + np.uint64(hashed(name))


_CUES = 5
_OFTEN = 4
"""A word that a text has this many times is frequent."""
_PLACE_CODES = _codes("place", 16)
_ELSEWHERE_CODES = _codes("elsewhere", 8 << _CUES)
_RUN_CODES = _codes("run", 32)
_CUE_BITS = 8 << np.arange(_CUES)
_CODES = np.concatenate([_PLACE_CODES, _ELSEWHERE_CODES, _RUN_CODES])
_LAYOUT = np.array(
    [
        *(REACH, WIDTH, MAX_GAP, _OFTEN),
        *(_CAPITALISED, _LINKING, _ENDS_SENTENCE, _ALL_CAPS, _COMMA, _TITLE_OR_GIVEN, _PLACE_PREPOSITION),
        *(In.NAME, Of.CLASS, In.PLACE, In.ELSEWHERE, In.RUN, In.RUN_HEAD, In.MIX, In.NAMES, In.ALONE, In.COHERENCE),
        _MIX,
    ],
    dtype=np.uint64,
)
"""What the kernel must know of a token's row and flags, in its order."""


def _add_context(inner: NDArray[np.uint64], flags: NDArray[np.int64], ids: NDArray[np.intp], tokens: Tokens) -> None:
    """Fill in where a token stands in its sentence, and what the same word does elsewhere in the text."""
    kept = np.flatnonzero(flags & _CAPITALISED)
    before = np.concatenate([[_ENDS_SENTENCE], flags[:-1]])
    after = np.concatenate([flags[1:], [0]])
    glued = np.zeros(len(flags) + 1, dtype=np.int64)
    glued[1:-1] = np.array(tokens.starts[1:]) == np.array(tokens.ends[:-1])
    place = (before & _ENDS_SENTENCE > 0) + 2 * glued[:-1] + 4 * glued[1:] + 8 * (flags & _ALL_CAPS > 0)
    inner[:, In.PLACE] = _PLACE_CODES.take(place)
    before, after = before[kept], after[kept]
    person, named = before & _TITLE_OR_GIVEN > 0, before & _CAPITALISED > 0
    preposition = before & _PLACE_PREPOSITION > 0
    own = np.stack([person, preposition, named & ~person, after & _CAPITALISED > 0, after & _COMMA > 0])
    _, same = np.unique(ids[kept], return_inverse=True)
    totals = np.stack([np.bincount(same, weights=cue) for cue in own])[:, same] - own
    often = np.minimum(np.bincount(same)[same], _OFTEN)
    inner[kept, In.ELSEWHERE] = _ELSEWHERE_CODES.take(_CUE_BITS @ (totals > 0) + often)


def _add_runs(inner: NDArray[np.uint64], runs: Sequence[tuple[int, int]]) -> NDArray[np.intp]:
    """Fill in each token's place in its run of capitalised words, and the class of the run's first and last word."""
    bounds = np.array(runs, dtype=np.intp).reshape(-1, 2)
    lengths = bounds[:, 1] - bounds[:, 0] + 1
    owner = np.repeat(np.arange(len(runs)), lengths)
    offset = np.arange(len(owner)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    at: NDArray[np.intp] = bounds[owner, 0] + offset
    left = np.minimum(lengths[owner] - 1 - offset, 4)
    inner[at, In.RUN] = _RUN_CODES.take(np.minimum(offset, 3) * 8 + left)
    inner[at, In.RUN_HEAD] = inner[bounds[owner, 1], Of.CLASS] * _MIX + inner[bounds[owner, 0], Of.CLASS]
    return at
