"""The environment is read once, and what it says wrongly is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from geoinc import settings
from geoinc.errors import SettingsError


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    settings.default.cache_clear()
    yield
    settings.default.cache_clear()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("GEOINC_DATA", "~nosuchuser/x"),
        ("GEOINC_GAZETTEER", "~nosuchuser"),
        ("GEOINC_MIN_PROBABILITY", "nan"),
        ("GEOINC_MIN_PROBABILITY", "2"),
        ("GEOINC_MIN_PROBABILITY", "half"),
        ("GEOINC_SECONDS_PER_DOCUMENT", "-1"),
        ("GEOINC_SECONDS_PER_DOCUMENT", "inf"),
        ("GEOINC_SECONDS_PER_DOCUMENT", "long"),
    ],
)
def test_what_cannot_be_used_is_told(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError):
        settings.default()
