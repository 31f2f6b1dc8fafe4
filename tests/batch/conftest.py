"""The pipeline that runs in this process share."""

from __future__ import annotations

import pytest

from geoinc.pipeline import Pipeline


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline.default()
