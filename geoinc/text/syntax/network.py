"""The tagger and parser: a small convolutional network in numpy with weights of its own.

Parts of speech, Penn tags, heads and relations of many sentences at once. What the first layer makes of a word depends
on its form alone and is kept, so that a form is looked at once; the rest is a few matrix products a batch.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geoinc.errors import GeoincError
from geoinc.text.syntax.forms import AFFIXES, SHAPES, folded, hashed, look
from geoinc.text.syntax.lemmas import lemma
from geoinc.text.syntax.shapes import ARC, DILATIONS, HIDDEN, LEARNED, NEAREST, RELATION, VECTOR
from geoinc.text.syntax.threads import one_thread
from geoinc.text.syntax.trees import attached

Floats = NDArray[np.float32]
FILE: Final = "weights.npz"
LONGEST: Final = 100
"""Tokens of a sentence that are read together; the scores of heads grow with the square of this."""
BATCH_WORDS: Final = 768
"""Words, padding included, that go through the layers together; more leave the processor's cache."""
_FORMS_KEPT = 40_000
_STEPS = 127
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Parse(NamedTuple):
    """What the network says of one sentence, a value a word.

    ``tags`` are universal parts of speech, ``fine`` Penn tags; ``heads`` count words from 0, -1 is the root.
    """

    tags: list[str]
    fine: list[str]
    heads: list[int]
    labels: list[str]


@dataclass(frozen=True, slots=True)
class Weights:
    """The network's numbers and names: ``words`` and ``vectors`` go by sorted 32-bit hashes of folded forms."""

    tags: tuple[str, ...]
    fine: tuple[str, ...]
    labels: tuple[str, ...]
    vector_hashes: NDArray[np.uint32]
    vectors: Floats
    word_hashes: NDArray[np.uint32]
    tables: Mapping[str, Floats]


@dataclass(slots=True)
class _Cache:
    """The first layer's output for each form met so far."""

    rows: dict[str, int] = field(default_factory=dict)
    table: Floats = field(default_factory=lambda: np.zeros((1024, HIDDEN), dtype=np.float32))


class Network:
    """Reads sentences. One instance may be kept for a whole run; it is not shared between threads."""

    def __init__(self, weights: Weights) -> None:
        """Keep the weights."""
        self._weights = weights
        self._cache = _Cache()
        self._lemmas: dict[tuple[str, str], str] = {}

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
        found = [Parse([], [], [], []) for _ in sentences]
        order = sorted((i for i, n in enumerate(lengths) if n), key=lambda i: lengths[i])
        with one_thread():
            for batch in _batches(order, lengths):
                for i, parse in zip(batch, self._parse_batch([sentences[i] for i in batch]), strict=True):
                    found[i] = parse
        return found

    def knows(self, form: str) -> bool:
        """Whether the network has met a word often enough to keep it."""
        key = np.array([hashed(folded(form))], dtype=np.uint32)
        return bool(
            found_at(self._weights.vector_hashes, key)[0] >= 0 or found_at(self._weights.word_hashes, key)[0] >= 0
        )

    def vectors(self, forms: Sequence[str]) -> Floats:
        """Return the word vector of each form, zeros for one that the network has not met (float32, forms × :data:`VECTOR`)."""
        w = self._weights
        place = found_at(w.vector_hashes, np.array([hashed(folded(form)) for form in forms], dtype=np.uint32))
        found: Floats = w.vectors[place] * (place >= 0)[:, None]
        return found

    def lemma(self, form: str, fine: str) -> str:
        """Return the base form of a word by its Penn tag, words that the network has met going first."""
        kept = self._lemmas
        if (form, fine) not in kept:
            if len(kept) > _FORMS_KEPT:
                kept.clear()
            kept[form, fine] = lemma(form, fine, self.knows)
        return kept[form, fine]

    def _parse_batch(self, batch: Sequence[Sequence[str]]) -> Iterator[Parse]:
        w = self._weights
        lengths = np.array([len(s) for s in batch])
        longest = int(lengths.max())
        mask = np.arange(longest) < lengths[:, None]
        top = self._layers(batch, mask)
        scores = times(top, w.tables["tags.w"]) + w.tables["tags.b"]
        tags = scores[:, :, : len(w.tags)].argmax(axis=2)
        fine = scores[:, :, len(w.tags) :].argmax(axis=2)
        heads, labels = self._tree(top, mask)
        for n, length in enumerate(lengths.tolist()):
            yield Parse(
                [w.tags[i] for i in tags[n, :length].tolist()],
                [w.fine[i] for i in fine[n, :length].tolist()],
                (heads[n, :length] - 1).tolist(),
                [w.labels[i] for i in labels[n, :length].tolist()],
            )

    def _layers(self, batch: Sequence[Sequence[str]], mask: NDArray[np.bool_]) -> Floats:
        """Return the last layer's state (sentences × words × hidden)."""
        tables = self._weights.tables
        rows = self._rows([form for sentence in batch for form in sentence])
        index = np.zeros(mask.shape, dtype=np.intp)
        index[mask] = rows
        gate = mask[:, :, None].astype(np.float32)
        state = self._cache.table[index] * gate
        for layer, dilation in enumerate(DILATIONS):
            found = convolve(state, tables[f"conv{layer}.w"], dilation)
            found += tables[f"conv{layer}.b"]
            np.maximum(found, 0, out=found)
            state = state + found
            state *= gate
        return state

    def _tree(self, top: Floats, mask: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return heads (0 the root, else positions from 1) and relations."""
        t = self._weights.tables
        size, length = mask.shape
        dependent = np.maximum(times(top, t["dependent.w"]) + t["dependent.b"], 0)
        below = np.maximum(times(top, t["head.w"]) + t["head.b"], 0)
        head = np.concatenate([np.broadcast_to(t["root"], (size, 1, ARC + RELATION)), below], axis=1)
        dep = dependent[:, :, :ARC]
        scores = (times(dep, t["arc.w"]) + t["arc.head"]) @ head[:, :, :ARC].transpose(0, 2, 1)
        scores += times(dep, t["arc.distance"])[:, np.arange(length)[:, None], buckets(length)]
        heads = attached(scores, mask)
        under, above = dependent[:, :, ARC:], head[np.arange(size)[:, None], heads][:, :, ARC:]
        relations = times(under, t["label.dependent"])
        relations += times(above, t["label.head"]) + times(under * above, t["label.both"])
        return heads, (relations + t["label.b"]).argmax(axis=2)

    def _rows(self, forms: Sequence[str]) -> list[int]:
        """Return where the first layer's output for each form stands in the cache."""
        cache = self._cache
        if len(cache.rows) > _FORMS_KEPT:
            cache.rows.clear()
        fresh = [form for form in dict.fromkeys(forms) if form not in cache.rows]
        if fresh:
            start = len(cache.rows)
            needed = start + len(fresh)
            if needed > len(cache.table):
                grown = np.zeros((2 * needed, HIDDEN), dtype=np.float32)
                grown[:start] = cache.table[:start]
                cache.table = grown
            cache.table[start:needed] = self._first_layer(fresh)
            cache.rows.update(zip(fresh, range(start, needed), strict=True))
        return [cache.rows[form] for form in forms]

    def _first_layer(self, forms: Sequence[str]) -> Floats:
        w, t = self._weights, self._weights.tables
        looks = [look(form) for form in forms]
        words = np.array([f.word for f in looks], dtype=np.uint32)
        entry = np.zeros((len(forms), VECTOR + LEARNED), dtype=np.float32)
        place = found_at(w.vector_hashes, words)
        entry[:, :VECTOR] = w.vectors[place] * (place >= 0)[:, None]
        entry[:, VECTOR:] = t["words"][found_at(w.word_hashes, words) + 1] + t["shapes"][[f.shape for f in looks]]
        for n, form in enumerate(looks):
            entry[n, VECTOR:] += t["affixes"][list(form.affixes)].sum(axis=0)
        return np.asarray(np.maximum(entry @ t["input.w"] + t["input.b"], 0), dtype=np.float32)


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
            scale = np.maximum(np.abs(values).max(axis=1, keepdims=True), 1e-12) / _STEPS
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
