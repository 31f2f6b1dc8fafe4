"""The event type of a snippet: a linear model over cues of a lexicon and runs of letters.

Multinomial logistic regression, trained by ``python -m geoinc.learn.event_types FOLDER``; its weights lie beside
this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from geoinc.errors import GeoincError
from geoinc.incidents.decisions.features import cue_counts, cues, word_grams, words
from geoinc.incidents.types import by_case
from geoinc.model import EventType

WEIGHTS = Path(__file__).with_name("weights.npz")
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Model:
    """A trained classifier.

    ``hashes`` (sorted uint32, n) and ``idf`` (float64, n) are of the letter runs, ``gram_weights`` (n × classes), times
    ``gram_scale`` (classes), and ``cue_weights`` (cues × classes) their weights, ``cue_scale`` divides the cue counts;
    ``seen`` are the fingerprints of the rows it was trained on. As shipped the weights of letter runs are eighth-bit
    integers, which a text has some hundred rows of read from all over memory.
    """

    labels: tuple[str, ...]
    hashes: NDArray[np.uint32]
    idf: Floats
    gram_weights: Floats | NDArray[np.int8]
    cue_weights: Floats
    cue_scale: Floats
    bias: Floats
    seen: NDArray[np.uint32]
    gram_scale: Floats = field(default_factory=lambda: np.ones(1))
    _words: dict[str, NDArray[np.intp]] = field(default_factory=dict, compare=False, repr=False)
    """The known letter runs of each word met so far."""

    def has_seen(self, text: str) -> bool:
        """Whether a text was among the rows that this was trained on."""
        return bool(np.isin(fingerprint(text), self.seen))

    def probabilities(self, text: str) -> Floats:
        """Return the probability of each label, in their order (float64, classes)."""
        index, values = self.gram_vector(text)
        scores = values @ (self.gram_weights[index] * self.gram_scale)
        scores = scores + (cue_counts(text) / self.cue_scale) @ self.cue_weights + self.bias
        raised = np.exp(scores - scores.max())
        return np.asarray(raised / raised.sum(), dtype=np.float64)

    def gram_vector(self, text: str) -> tuple[NDArray[np.intp], Floats]:
        """Return the known letter runs of a text: their indices and tf·idf values of length one."""
        found = self._of_words(words(text))
        place, counts = np.unique(np.concatenate([_NOWHERE, *found]), return_counts=True)
        values = (1 + np.log(counts)) * self.idf[place]
        length = float(np.linalg.norm(values))
        return place, values / length if length else values

    def _of_words(self, asked: Sequence[str]) -> list[NDArray[np.intp]]:
        """Return where the letter runs of words stand among the known ones; those of new words are looked up together."""
        if len(self._words) >= _WORDS_KEPT:
            self._words.clear()
        if fresh := [word for word in asked if word not in self._words]:
            runs = [word_grams(word) for word in fresh]
            keys = np.array([run for each in runs for run in each], dtype=np.uint32)
            place = np.minimum(np.searchsorted(self.hashes, keys), len(self.hashes) - 1)
            known = self.hashes[place] == keys
            ends = np.cumsum([len(each) for each in runs])
            for word, end, each in zip(fresh, ends.tolist(), runs, strict=True):
                own = slice(end - len(each), end)
                self._words[word] = place[own][known[own]]
        return [self._words[word] for word in asked]


_WORDS_KEPT = 20_000
_NOWHERE = np.zeros(0, dtype=np.intp)


def fingerprint(text: str) -> int:
    """Return a 32-bit fingerprint of a text."""
    return crc32(text.encode("utf-8", "replace"))


def classify(text: str) -> list[tuple[EventType, float]]:
    """Return the event types that a snippet may report with their probabilities, best first.

    >>> classify("A suicide bomber detonated his vest in a market.")[0][0].name
    'suicide bombing'
    """
    model = load()
    ranked = sorted(zip(model.labels, model.probabilities(text), strict=True), key=lambda pair: -pair[1])
    return [(event, float(p)) for label, p in ranked if (event := by_case(label)) is not None]


@cache
def load(path: Path = WEIGHTS) -> Model:
    """Return the trained classifier.

    Raises
    ------
    GeoincError
        If the weights are missing or were learned for other cues.
    """
    if not path.is_file():
        message = f"{path.name} is missing; run: python -m geoinc.learn.event_types FOLDER"
        raise GeoincError(message, path=str(path))
    with np.load(path, allow_pickle=False) as stored:
        data = {name: stored[name] for name in stored.files}
    if len(data["cue_weights"]) != 2 * len(cues()):
        message = f"{path.name} was learned for other cues; run: python -m geoinc.learn.event_types FOLDER"
        raise GeoincError(message, path=str(path))
    return Model(
        labels=tuple(str(label) for label in data["labels"]),
        hashes=data["hashes"],
        idf=data["idf"].astype(np.float64),
        gram_weights=data["gram_weights"],
        gram_scale=data["gram_scale"].astype(np.float64),
        cue_weights=data["cue_weights"].astype(np.float64),
        cue_scale=data["cue_scale"].astype(np.float64),
        bias=data["bias"].astype(np.float64),
        seen=data["seen"],
    )


def save(model: Model, path: Path = WEIGHTS) -> None:
    """Write a classifier, the weights of letter runs as eighth-bit integers with one scale a class."""
    scale = np.abs(model.gram_weights).max(axis=0) / np.iinfo(np.int8).max
    scale[scale == 0] = 1.0
    np.savez_compressed(
        path,
        labels=np.array(model.labels),
        hashes=model.hashes,
        idf=model.idf.astype(np.float32),
        gram_weights=np.round(model.gram_weights / scale).astype(np.int8),
        gram_scale=scale.astype(np.float32),
        cue_weights=model.cue_weights.astype(np.float32),
        cue_scale=model.cue_scale.astype(np.float32),
        bias=model.bias.astype(np.float32),
        seen=model.seen,
    )
