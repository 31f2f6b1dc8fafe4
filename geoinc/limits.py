"""A bound on the time that one document may take."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from geoinc.errors import LimitError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

DOCUMENT_S = 300.0
"""A document of 10 MB takes about a minute; one that takes longer than this would take for ever."""


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise from within what takes longer than so many seconds.

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

    before = signal.signal(signal.SIGALRM, up)
    left_s, interval_s = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, left_s, interval_s)
