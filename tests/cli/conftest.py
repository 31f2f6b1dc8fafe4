"""Runs of the command line within this process."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from command_line_runs import Ended, Run

from geoinc.cli import main as command_line


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    def geoinc(*words: object) -> Ended:
        monkeypatch.setattr("sys.argv", ["geoinc", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            command_line.main()
        printed = capsys.readouterr()
        return Ended(int(ended.value.code or 0), printed.out, printed.err)

    yield geoinc
    logger = logging.getLogger("geoinc")
    logger.handlers.clear()
    logger.setLevel(logging.NOTSET)
