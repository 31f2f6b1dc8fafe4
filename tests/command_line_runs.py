"""The command line as a user runs it, and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner

from geoinc.cli.main import cli

EXAMPLES = Path(__file__).parents[1] / "examples"
REPORT = EXAMPLES / "khusham.txt"


class Ended(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Ended]


def output_of(*arguments: str) -> str:
    """Return what a command that succeeds prints."""
    result = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return result.output
