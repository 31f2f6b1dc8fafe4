"""How far a long run got: a bar on stderr after a second, in a notebook or on a terminal, and nowhere else."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")

DELAY_S = 1.0


def progress(items: Iterable[T], *, total: int | None = None, label: str = "") -> Iterable[T]:
    """Yield the items and show how far it got, where somebody can see it."""
    notebook = "ipykernel" in sys.modules
    if not notebook and not sys.stderr.isatty():
        return items
    from tqdm.auto import tqdm

    bar: Iterable[T] = tqdm(items, total=total, desc=label, delay=DELAY_S, leave=False)
    return bar
