"""How far a long run got: a bar on stderr after a second, in a notebook or on a terminal, and nowhere else."""

from __future__ import annotations

import sys
from html import escape
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

DELAY_S = 1.0
REFRESH_S = 0.2


def progress(items: Iterable[T], *, total: int | None = None, label: str = "") -> Iterable[T]:
    """Yield the items and show how far it got, where somebody can see it."""
    if "ipykernel" in sys.modules:
        return _in_notebook(items, total, label)
    if not sys.stderr.isatty():
        return items
    from tqdm import tqdm

    bar: Iterable[T] = tqdm(items, total=total, desc=label, delay=DELAY_S, leave=False)
    return bar


def _in_notebook(items: Iterable[T], total: int | None, label: str) -> Iterator[T]:
    """Yield the items under a bar in the cell's output, which goes when all is done.

    It is HTML of our own: tqdm's wants ipywidgets, and writes on stderr without them, which notebooks show in pink.
    """
    from IPython.display import display

    begun, handle, shown = monotonic(), None, 0.0
    try:
        for number, item in enumerate(items):
            now = monotonic()
            if now - begun >= DELAY_S and now - shown >= REFRESH_S:
                handle = handle or display(_html(""), raw=True, display_id=True)  # type: ignore[no-untyped-call]
                if handle is not None:
                    handle.update(_html(_bar(number, total, label)), raw=True)
                shown = now
            yield item
    finally:
        if handle is not None:
            handle.update(_html(""), raw=True)


def _html(text: str) -> dict[str, str]:
    return {"text/html": text, "text/plain": ""}


def _bar(number: int, total: int | None, label: str) -> str:
    share = "" if total is None else f' max="{total}" value="{number}"'
    of_all = "" if total is None else f" of {total:,}"
    return f"<progress{share}></progress> {escape(label)}: {number:,}{of_all}"
