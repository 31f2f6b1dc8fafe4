"""A document may take so long and no longer; what was set before is set again."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator

import pytest

from geoinc.errors import LimitError
from geoinc.limits import time_limit

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="there is no alarm on this system")
OWN_S = 5_000.0
"""The alarm of a caller, far off."""


@pytest.fixture(autouse=True)
def callers_alarm() -> Iterator[None]:
    before = signal.setitimer(signal.ITIMER_REAL, OWN_S)
    yield
    signal.setitimer(signal.ITIMER_REAL, *before)


def left_s() -> float:
    return signal.getitimer(signal.ITIMER_REAL)[0]


def spin() -> None:
    while True:
        pass


def test_what_takes_too_long_is_ended_from_within() -> None:
    with pytest.raises(LimitError, match="it took longer than") as raised, time_limit(0.02):
        spin()
    assert raised.value.seconds == 0.02
    assert left_s() > 60


def test_what_was_set_before_is_set_again() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with time_limit(60):
        assert signal.getsignal(signal.SIGALRM) is not before
        assert 0 < left_s() <= 60
    assert signal.getsignal(signal.SIGALRM) is before
    assert left_s() > 60


def test_it_ends_with_an_error_too() -> None:
    with pytest.raises(KeyError), time_limit(60):
        raise KeyError
    assert left_s() > 60


@pytest.mark.parametrize("seconds", [None, 0])
def test_no_limit_sets_no_alarm(seconds: float | None) -> None:
    with time_limit(seconds):
        assert left_s() > 60


def test_another_thread_has_no_alarm() -> None:
    seen: list[float] = []

    def run() -> None:
        with time_limit(60):
            seen.append(left_s())

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert seen[0] > 60
