"""What all tests share: nothing is timed, so that they pass on a slow machine too."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

BROWSER_TRIES = 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try what a browser shows again: on a busy machine it may show it later than a test looks."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=BROWSER_TRIES))


@pytest.fixture(scope="session", autouse=True)
def _unsynced() -> Iterator[None]:
    """Wait for no disk: what a process writes is there for all others, and stays when it is killed; power does not fail here.

    A sync of a file that is closed fails as ever, and what counts syncs or makes them fail sees each.
    """

    def looked_at(number: int) -> None:
        os.fstat(number)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", looked_at)
        yield
