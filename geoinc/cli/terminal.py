"""What commands show on a terminal: progress, and text from articles made safe to print."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")

PROGRESS_DELAY_S = 1.0


def progress(items: Iterable[T], *, total: int | None = None, label: str = "") -> Iterable[T]:
    """Yield the items; after a second, and only on a terminal, show on stderr how far it got."""
    if not sys.stderr.isatty():
        return items
    from tqdm import tqdm

    bar: Iterable[T] = tqdm(items, total=total, desc=label, delay=PROGRESS_DELAY_S, leave=False)
    return bar


def printable(text: str) -> str:
    """Return text from an article without the control characters that could drive a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)
