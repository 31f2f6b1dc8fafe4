"""Where the development data lies, beside the repository; tests that need it skip where it is absent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1].parent / "shared"


def path(name: str) -> Path:
    found = ROOT / name
    if not found.exists():
        message = f"the development data is not beside the repository ({name})"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found
