"""The findings that all formats are tried on."""

from __future__ import annotations

import pytest
from export_findings import made

from geoinc.model import Findings


@pytest.fixture
def findings() -> Findings:
    return made()
