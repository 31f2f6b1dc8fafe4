"""The learned weights: one compressed file beside the code, written by :mod:`geoinc.learn.recognition.train`.

Weights are kept as 8-bit numbers with one scale a table: their rounding is far below the noise of the training data.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.errors import GeoincError
from geoinc.toponyms.recognize import features, kinds, usage
from geoinc.toponyms.recognize.words import hashed

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

FILE: Final = "weights.npz"
_STEPS: Final = 127
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class TaggerWeights:
    """``labels`` (2**features.BITS × labels), ``transitions`` (labels × labels), ``kinds`` (2**kinds.BITS × kinds and literal or not), ``usage`` (usage.FACTORS)."""

    labels: NDArray[np.float32]
    transitions: NDArray[np.float32]
    kinds: NDArray[np.float32]
    usage: NDArray[np.float32]


def fingerprint() -> int:
    """Return a number that changes whenever the features do, so that weights never meet other features."""
    return hashed(features.TEMPLATES, features.BITS, kinds.TEMPLATES, kinds.PHRASE_TEMPLATES, kinds.BITS, usage.COLUMNS)


def in_steps(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], float]:
    """Return a table of weights as whole numbers of steps, and how much a step is."""
    scale = float(np.abs(table).max()) / _STEPS or 1.0
    return np.rint(table / scale).astype(np.int8), scale


def save(weights: TaggerWeights, path: Path) -> None:
    """Write weights; the same weights always give the same bytes."""
    tables = {
        "transitions": weights.transitions.astype(np.float32),
        "usage": weights.usage.astype(np.float32),
        "fingerprint": np.array(fingerprint()),
    }
    for name, table in (("labels", weights.labels), ("kinds", weights.kinds)):
        tables[name], scale = in_steps(table)
        tables[f"{name}_scale"] = np.array(scale, dtype=np.float32)
    with zipfile.ZipFile(path, "w") as archive:
        for name, table in tables.items():
            entry = zipfile.ZipInfo(f"{name}.npy", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            buffer = io.BytesIO()
            np.save(buffer, table)
            archive.writestr(entry, buffer.getvalue(), compresslevel=9)


@lru_cache(maxsize=1)
def load() -> TaggerWeights:
    """Return the weights that the package ships.

    Raises
    ------
    GeoincError
        The weights are missing, or were learned for other features than those of this version.
    """
    source = files("geoinc.toponyms.recognize").joinpath(FILE)
    if not source.is_file():
        message = f"{FILE} is missing beside geoinc.toponyms.recognize; run: make train"
        raise GeoincError(message, path=str(source))
    with source.open("rb") as stream, np.load(stream) as tables:
        if int(tables["fingerprint"]) != fingerprint():
            message = f"{FILE} was learned for other features; run: make train"
            raise GeoincError(message, path=str(source))
        return TaggerWeights(
            tables["labels"] * tables["labels_scale"],
            tables["transitions"],
            tables["kinds"] * tables["kinds_scale"],
            tables["usage"],
        )
