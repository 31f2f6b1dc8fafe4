from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from geoinc.cli.outcome import PARTIAL, done_in_part, fail


@pytest.mark.parametrize(("end", "status"), [(done_in_part, PARTIAL), (fail, 1)])
def test_a_command_ends_with_a_line_and_a_status(end: object, status: int) -> None:
    @click.command()
    def command() -> None:
        end("two files were left")  # type: ignore[operator]

    ended = CliRunner().invoke(command)
    assert (ended.exit_code, ended.stderr, ended.stdout) == (status, "geoinc: two files were left\n", "")
