"""The tagger and parser: a small convolutional network in numpy with weights of its own.

Parts of speech, Penn tags, heads and relations of many sentences at once. What the first layer makes of a word depends
on its form alone and is kept, so that a form is looked at once; the rest is a few matrix products a batch.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

import numpy as np

from geoinc.errors import GeoincError
from geoinc.text.syntax.compiled import CompiledLayers, kernel, labels
from geoinc.text.syntax.forms import AFFIXES, SHAPES, folded, hashed, look
from geoinc.text.syntax.lemmas import lemma
from geoinc.text.syntax.shapes import ARC, DILATIONS, HIDDEN, LEARNED, NEAREST, RELATION, VECTOR, Floats, Weights
from geoinc.text.syntax.threads import one_thread
from geoinc.text.syntax.trees import attached
from geoinc.text.syntax.whole_numbers import BOTH_MOST, WholeTable, product, scale_of, whole

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE: Final = "weights.npz"
LONGEST: Final = 100
"""Tokens of a sentence that are read together; the scores of heads grow with the square of this."""
BATCH_WORDS: Final = 768
"""Words, padding included, that go through the layers together; more leave the processor's cache."""
_FORMS_KEPT = 10_000
"""Of so many forms the first layers' output is kept, which takes 20 MB."""
_LEMMAS_KEPT = 40_000
_Number = TypeVar("_Number", bound=np.floating[Any])
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Parse(NamedTuple):
    """What the network says of one sentence, a value a word.

    ``tags`` are universal parts of speech, ``fine`` Penn tags; ``heads`` count words from 0, -1 is the root.
    """

    tags: list[str]
    fine: list[str]
    heads: list[int]
    labels: list[str]


@dataclass(slots=True)
class _Cache:
    """What the first layer makes of each form met so far, and what the convolution after it makes of that alone."""

    rows: dict[str, int] = field(default_factory=dict)
    table: Floats = field(
        default_factory=lambda: np.zeros((_FORMS_KEPT + BATCH_WORDS + LONGEST, 4 * HIDDEN), dtype=np.float32)
    )


@dataclass(frozen=True, slots=True)
class _Batch:
    """Sentences one after another without padding: where each word stands in its own, and how many follow it there."""

    forms: list[str]
    lengths: list[int]
    owner: NDArray[np.intp]
    before: NDArray[np.intp]
    after: NDArray[np.intp]
    starts: NDArray[np.intp]

    @classmethod
    def of(cls, sentences: Sequence[Sequence[str]]) -> _Batch:
        """Lay sentences out."""
        lengths = [len(s) for s in sentences]
        counts = np.array(lengths)
        owner = np.repeat(np.arange(len(lengths)), counts)
        starts = np.cumsum(counts) - counts
        before = np.arange(len(owner)) - np.repeat(starts, counts)
        return cls([form for s in sentences for form in s], lengths, owner, before, counts[owner] - before - 1, starts)


class Network:
    """Reads sentences. One instance may be kept for a whole run; it is not shared between threads."""

    def __init__(self, weights: Weights, *, compiled: bool = True) -> None:
        """Keep the weights; the layers run in numpy where ``compiled`` is not wanted, or not there."""
        self._weights = weights
        module = kernel() if compiled else None
        self._compiled = CompiledLayers(module, weights, LONGEST) if module is not None else None
        self._cache = _Cache()
        self._lemmas: dict[tuple[str, str], str] = {}
        self._places: dict[str, int] = {}

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """Return the parse of each sentence, given as the forms of its tokens.

        Raises
        ------
        ValueError
            A sentence has more than :data:`LONGEST` tokens.
        """
        lengths = [len(s) for s in sentences]
        if max(lengths, default=0) > LONGEST:
            message = f"a sentence has {max(lengths)} tokens; the network reads at most {LONGEST} together"
            raise ValueError(message)
        if self._compiled is not None:
            return list(self._parse_compiled(self._compiled, sentences, lengths))
        found = [Parse([], [], [], []) for _ in sentences]
        order = sorted((i for i, n in enumerate(lengths) if n), key=lambda i: lengths[i])
        with one_thread():
            for batch in _batches(order, lengths):
                for i, parse in zip(batch, self._parse_batch([sentences[i] for i in batch]), strict=True):
                    found[i] = parse
        return found

    def knows(self, form: str) -> bool:
        """Whether the network has met a word often enough to keep it."""
        return hashed(folded(form)) in self._known

    @cached_property
    def _whole(self) -> dict[str, WholeTable]:
        """The tables in whole numbers; those of relations below one another."""
        tables = self._weights.tables
        found = {name: WholeTable.of(tables[name]) for name in tables if name.endswith(".w") or name == "arc.distance"}
        return found | {"label": WholeTable.of(labels(tables))}

    @cached_property
    def _known(self) -> frozenset[int]:
        return frozenset(self._weights.vector_hashes.tolist()) | frozenset(self._weights.word_hashes.tolist())

    def directions(self, forms: Sequence[str]) -> Floats:
        """Return the word vectors, each of length one, of those forms that the network has met (float32, rows of :data:`VECTOR`)."""
        self.meet(forms)
        places = self._places
        table, there = self._directions
        found: Floats = table.take([p for form in forms if (p := places[form]) >= 0 and there[p]], axis=0)
        return found

    def meet(self, forms: Iterable[str]) -> None:
        """Look forms up whose :meth:`directions` will be asked for: all of a text at once cost little more than one sentence's."""
        places = self._places
        if len(places) > _FORMS_KEPT:
            places.clear()
        fresh = [form for form in dict.fromkeys(forms) if form not in places]
        if fresh:
            hashes = np.array([hashed(folded(form)) for form in fresh], dtype=np.uint32)
            places.update(zip(fresh, found_at(self._weights.vector_hashes, hashes).tolist(), strict=True))

    @cached_property
    def _directions(self) -> tuple[Floats, list[bool]]:
        """All vectors at length one, and which of them have any."""
        vectors = self._weights.vectors
        lengths = np.sqrt((vectors * vectors).sum(axis=1))
        there = lengths > 0
        lengths[~there] = 1
        return vectors / lengths[:, None], there.tolist()

    def lemmas(self, words: Sequence[tuple[str, str]]) -> list[str]:
        """Return the base forms of words with their Penn tags, words that the network has met going first."""
        known = self._lemmas
        found = list(map(known.get, words))
        if None in found:
            if len(known) > _LEMMAS_KEPT:
                known.clear()
            for word in words:
                if word not in known:
                    known[word] = lemma(*word, self.knows)
        return [known[word] if base is None else base for word, base in zip(words, found, strict=True)]

    def _parse_batch(self, sentences: Sequence[Sequence[str]]) -> Iterator[Parse]:
        tables, count = self._weights.tables, len(self._weights.tags)
        batch = _Batch.of(sentences)
        state = self._layers(batch)
        shown, own, above = (
            product(state, self._whole[f"{name}.w"], batch.starts) + tables[f"{name}.b"]
            for name in ("tags", "dependent", "head")
        )
        tags, fine = shown[:, :count].argmax(axis=1).tolist(), shown[:, count:].argmax(axis=1).tolist()
        heads, relations = self._tree(np.maximum(own, 0), np.maximum(above, 0), batch)
        yield from self._named(batch.lengths, tags, fine, heads, relations)

    def _parse_compiled(
        self, layers: CompiledLayers, sentences: Sequence[Sequence[str]], lengths: Sequence[int]
    ) -> Iterator[Parse]:
        start = 0
        while start < len(sentences):
            end, words = start + 1, lengths[start]
            while end < len(sentences) and words + lengths[end] <= BATCH_WORDS:
                words += lengths[end]
                end += 1
            rows = self._rows([form for sentence in sentences[start:end] for form in sentence])
            yield from self._named(lengths[start:end], *layers.parse(self._cache.table, rows, lengths[start:end]))
            start = end

    def _named(
        self,
        lengths: Sequence[int],
        tags: Sequence[int],
        fine: Sequence[int],
        heads: list[int],
        labels: Sequence[int],
    ) -> Iterator[Parse]:
        """Yield the parse of each sentence, from the numbers of all words of all of them."""
        w, start = self._weights, 0
        universal = list(map(w.tags.__getitem__, tags))
        penn = list(map(w.fine.__getitem__, fine))
        relations = list(map(w.labels.__getitem__, labels))
        for length in lengths:
            own = slice(start, start + length)
            yield Parse(universal[own], penn[own], heads[own], relations[own])
            start += length

    def _layers(self, batch: _Batch) -> Floats:
        """Return the last layer's state (words × hidden)."""
        tables = self._weights.tables
        rows = self._rows(batch.forms)
        known = self._cache.table.take(rows, axis=0)
        own = known[:, 2 * HIDDEN : 3 * HIDDEN] + tables["conv0.b"]
        state: Floats = np.maximum(_with_neighbours(own, known[:, HIDDEN:], batch, DILATIONS[0]), 0) + known[:, :HIDDEN]
        for layer, dilation in enumerate(DILATIONS[1:], 1):
            table = self._whole[f"conv{layer}.w"]
            numbers, unit = whole(state * table.scale, batch.starts)
            given = numbers @ table.numbers
            sums = _with_neighbours(given[:, HIDDEN : 2 * HIDDEN].copy(), given, batch, dilation)
            state = np.maximum(sums.astype(np.float32) * unit + tables[f"conv{layer}.b"], 0) + state
        return state

    def _tree(self, own: Floats, above: Floats, batch: _Batch) -> tuple[list[int], list[int]]:
        """Return heads (word numbers, -1 the root) and relations, of the states of all words as dependents and as heads."""
        t = self._weights.tables
        size, length = len(batch.lengths), max(batch.lengths)
        # The root goes before the words of each sentence.
        above = np.insert(above, batch.starts, t["root"].reshape(-1), axis=0)
        roots = batch.starts + np.arange(size)
        asked = product(own[:, :ARC], self._whole["arc.w"], batch.starts) + t["arc.head"]
        apart = product(own[:, :ARC], self._whole["arc.distance"], batch.starts)
        asked_numbers, asked_unit = whole(asked, batch.starts, BOTH_MOST)
        head_numbers, head_unit = whole(above[:, :ARC], roots, BOTH_MOST)
        # Padded, a sentence a row: scores of heads are products within one sentence.
        dependent, head = np.zeros((size, length, ARC)), np.zeros((size, length + 1, ARC))
        dependent[batch.owner, batch.before] = asked_numbers
        head[:, 0] = head_numbers[roots]
        head[batch.owner, batch.before + 1] = np.delete(head_numbers, roots, axis=0)
        away = np.zeros((size, length, apart.shape[1]), dtype=np.float32)
        away[batch.owner, batch.before] = apart
        unit = asked_unit[batch.starts] * head_unit[roots]
        scores = (dependent @ head.transpose(0, 2, 1)).astype(np.float32) * unit[:, :, None]
        scores += away[:, np.arange(length)[:, None], buckets(length)]
        mask = np.arange(length) < np.array(batch.lengths)[:, None]
        heads = attached(scores, mask)[mask] - 1
        under, over = own[:, ARC:], above[roots[batch.owner] + heads + 1, ARC:]
        both = np.concatenate([under, over, under * over], axis=1)
        relations = product(both, self._whole["label"], batch.starts) + t["label.b"]
        return heads.tolist(), relations.argmax(axis=1).tolist()

    def _rows(self, forms: Sequence[str]) -> list[int]:
        """Return where the first layer's output for each form stands in the cache."""
        cache = self._cache
        if len(cache.rows) > _FORMS_KEPT:
            cache.rows.clear()
        fresh = [form for form in dict.fromkeys(forms) if form not in cache.rows]
        if fresh:
            start = len(cache.rows)
            needed = start + len(fresh)
            if self._compiled is not None:
                self._compiled.first(fresh, cache.table[start:needed])
            else:
                first = self._first_layer(fresh)
                cache.table[start:needed, :HIDDEN] = first
                cache.table[start:needed, HIDDEN:] = product(first, self._whole["conv0.w"], np.arange(len(fresh)))
            cache.rows.update(zip(fresh, range(start, needed), strict=True))
        return list(map(cache.rows.__getitem__, forms))

    def _first_layer(self, forms: Sequence[str]) -> Floats:
        w, t = self._weights, self._weights.tables
        looks = [look(form) for form in forms]
        words = np.array([f.word for f in looks], dtype=np.uint32)
        entry = np.zeros((len(forms), VECTOR + LEARNED), dtype=np.float32)
        place = found_at(w.vector_hashes, words)
        entry[:, :VECTOR] = w.vectors[place] * (place >= 0)[:, None]
        entry[:, VECTOR:] = t["words"][found_at(w.word_hashes, words) + 1] + t["shapes"][[f.shape for f in looks]]
        affixes = np.zeros((len(forms), LEARNED), dtype=np.float32)  # what stands for a date has none
        for n in range(max(len(f.affixes) for f in looks)):  # one after another, as the kernel adds them
            having = [i for i, f in enumerate(looks) if len(f.affixes) > n]
            affixes[having] += t["affixes"][[looks[i].affixes[n] for i in having]]
        entry[:, VECTOR:] += affixes
        given = product(entry, self._whole["input.w"], np.arange(len(forms))) + t["input.b"]
        return np.asarray(np.maximum(given, 0), dtype=np.float32)


def _with_neighbours(own: NDArray[_Number], given: NDArray[_Number], batch: _Batch, dilation: int) -> NDArray[_Number]:
    """Add to what words have of themselves what those before and behind them give (before, own, behind; words × 3·width).

    What would reach into the next sentence, or the one before, counts nothing.
    """
    width = own.shape[1]
    given[batch.after < dilation, :width] = 0
    given[batch.before < dilation, 2 * width :] = 0
    own[dilation:] += given[:-dilation, :width]
    own[:-dilation] += given[dilation:, 2 * width :]
    return own


def times(state: Floats, weights: Floats) -> Floats:
    """Return ``state @ weights`` for sentences of words, as one product: one a sentence is several times slower."""
    found: Floats = (state.reshape(-1, state.shape[-1]) @ weights).reshape(*state.shape[:-1], weights.shape[-1])
    return found


def convolve(state: Floats, weights: Floats, dilation: int) -> Floats:
    """Return the sum of what a word, the one ``dilation`` before it and the one after it give (weights: in × 3·out)."""
    width = weights.shape[1] // 3
    given = times(state, weights)
    found = given[:, :, width : 2 * width].copy()
    found[:, dilation:] += given[:, :-dilation, :width]
    found[:, :-dilation] += given[:, dilation:, 2 * width :]
    return found


@lru_cache(maxsize=LONGEST)
def buckets(length: int) -> NDArray[np.intp]:
    """Return the class of the distance from each word to each head (words × root and words); the root is the last class."""
    apart = np.arange(length + 1) - np.arange(1, length + 1)[:, None]
    classes = np.searchsorted(NEAREST, np.abs(apart)) + (apart > 0) * (len(NEAREST) + 1)
    classes[:, 0] = 2 * len(NEAREST) + 2
    return np.asarray(classes, dtype=np.intp)


def found_at(hashes: NDArray[np.uint32], wanted: NDArray[np.uint32]) -> NDArray[np.intp]:
    """Return where each hash stands among sorted ones, -1 where it does not."""
    if not len(hashes):
        return np.full(len(wanted), -1)
    place = np.minimum(np.searchsorted(hashes, wanted), len(hashes) - 1)
    return np.where(hashes[place] == wanted, place, -1)


def _batches(order: Sequence[int], lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield runs of sentences, shortest first, of at most so many words with their padding."""
    batch: list[int] = []
    for i in order:
        if batch and (len(batch) + 1) * lengths[i] > BATCH_WORDS:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def fingerprint() -> int:
    """Return a number that changes with the network's shape and what it sees of a form."""
    return hashed(repr((AFFIXES, SHAPES, VECTOR, LEARNED, HIDDEN, DILATIONS, ARC, RELATION, NEAREST, look("Café-123"))))


def save(weights: Weights, path: Path) -> None:
    """Write weights, tables as 8-bit numbers with a scale a row; the same weights give the same bytes."""
    stored: dict[str, NDArray[np.generic]] = {
        "fingerprint": np.array(fingerprint()),
        "tags": np.array(weights.tags),
        "fine": np.array(weights.fine),
        "labels": np.array(weights.labels),
        "vector_hashes": weights.vector_hashes,
        "word_hashes": weights.word_hashes,
    }
    for name, values in {"vectors": weights.vectors, **weights.tables}.items():
        if values.ndim == 1:
            stored[name] = values.astype(np.float32)
        else:
            scale = scale_of(values)
            stored[name] = np.rint(values / scale).astype(np.int8)
            stored[f"{name}:scale"] = scale.astype(np.float32)
    with zipfile.ZipFile(path, "w") as archive:
        for name, table in sorted(stored.items()):
            entry = zipfile.ZipInfo(f"{name}.npy", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            buffer = io.BytesIO()
            np.save(buffer, table)
            archive.writestr(entry, buffer.getvalue(), compresslevel=9)


def load(path: Path | None = None) -> Weights:
    """Return the weights that the package ships, or those of a file.

    Raises
    ------
    GeoincError
        The weights are missing, or belong to another network.
    """
    source = path or files("geoinc.text.syntax").joinpath(FILE)
    if not source.is_file():
        message = f"{FILE} is missing beside geoinc.text.syntax; run: make train"
        raise GeoincError(message, path=str(source))
    with source.open("rb") as stream, np.load(stream) as stored:
        data = {name: stored[name] for name in stored.files}
    if int(data["fingerprint"]) != fingerprint():
        message = f"{FILE} was learned for another network; run: make train"
        raise GeoincError(message, path=str(source))
    named = {"fingerprint", "tags", "fine", "labels", "vector_hashes", "word_hashes"}
    tables = {
        name: np.asarray(value * data[f"{name}:scale"] if value.ndim > 1 else value, dtype=np.float32)
        for name, value in data.items()
        if name not in named and not name.endswith(":scale")
    }
    return Weights(
        tuple(data["tags"].tolist()),
        tuple(data["fine"].tolist()),
        tuple(data["labels"].tolist()),
        data["vector_hashes"],
        tables.pop("vectors"),
        data["word_hashes"],
        tables,
    )


@lru_cache(maxsize=1)
def default() -> Network:
    """Return the network with the weights that the package ships, opened once a process."""
    return Network(load())
