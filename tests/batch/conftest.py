"""The pipeline that runs in this process share, and a place for those in others."""

from __future__ import annotations

from pathlib import Path

import pytest
from batch_world import World

from geoinc.pipeline import Pipeline


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline.default()


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)
