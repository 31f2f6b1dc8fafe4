from __future__ import annotations

from pathlib import Path

import numpy as np

from geoinc.toponyms.recognize import weights
from geoinc.toponyms.recognize.weights import FILE, load, save

MOST_BYTES = 2_500_000


def test_the_shipped_weights_are_small_and_fit_the_features() -> None:
    path = Path(weights.__file__).with_name(FILE)
    assert path.stat().st_size < MOST_BYTES
    assert load().labels.dtype == np.float32


def test_saving_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a.npz", tmp_path / "b.npz"
    save(load(), first)
    save(load(), second)
    assert first.read_bytes() == second.read_bytes()
