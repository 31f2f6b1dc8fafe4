"""The programs that tests open our files in: found, or the test skips with a message (with CI set, it fails)."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SYSTEM_PYTHON = "/usr/bin/python3"
"""Debian's own Python, for which python3-qgis is packaged."""


def program(name: str) -> str:
    found = shutil.which(name)
    return found or absent(name)


def python_with_qgis() -> str:
    if not Path(SYSTEM_PYTHON).exists():
        return absent("python3-qgis")
    probe = subprocess.run([SYSTEM_PYTHON, "-c", "import qgis.core"], capture_output=True, check=False)
    return SYSTEM_PYTHON if probe.returncode == 0 else absent("python3-qgis")


def absent(name: str) -> str:
    message = f"{name} is not installed; tests/clients.sh installs it on Debian"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)
