"""A bound on the time that one document may take."""

from __future__ import annotations

import signal
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from geoinc.errors import LimitError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

DOCUMENT_S = 300.0
"""A document of 10 MB takes about a minute; one that takes longer than this would take for ever."""
_SOON_S = 0.001
_AGAIN_S = 5.0
"""The alarm comes again after so long, for what takes any OSError for its own, and this one with it."""


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise from within what takes longer than so many seconds; 0 and None are no bound.

    By an alarm, which only a main thread on Unix can have; elsewhere there is no bound here, and the bound of a worker
    process (:mod:`geoinc.batch`) is the one that holds. An alarm that a caller had set goes on afterwards.

    Raises
    ------
    LimitError
        When the time is up.
    """
    if not seconds or not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def up(_number: int, _frame: FrameType | None) -> None:
        message = f"it took longer than {seconds:g} s"
        raise LimitError(message, seconds=seconds)

    left, interval = signal.getitimer(signal.ITIMER_REAL)
    if 0 < left <= seconds:  # another alarm comes first
        yield
        return
    before = signal.signal(signal.SIGALRM, up)
    began = time.monotonic()
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if left:  # of whoever runs this: it goes on
            signal.setitimer(signal.ITIMER_REAL, max(_SOON_S, left - (time.monotonic() - began)), interval)
