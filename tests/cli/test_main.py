"""Commands load on use; an expected error is one line."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from geoinc.cli import main as command_line
from geoinc.cli.main import LazyGroup, cli
from geoinc.errors import InputError


def test_commands_are_listed_without_their_modules() -> None:
    program = "import sys; from geoinc.cli.main import cli; cli(['--help'], standalone_mode=False); print('geoinc.cli.map' in sys.modules)"
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert all(name in printed for name in cli.list_commands(click.Context(cli)))
    assert printed.splitlines()[-1] == "False"


def test_a_command_that_is_not_there_is_none() -> None:
    assert LazyGroup(homes={}).get_command(click.Context(cli), "no") is None
    assert cli.get_command(click.Context(cli), "places") is not None


def test_an_expected_error_is_one_line_without_control_characters(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(**_: object) -> None:
        message = "a\x1b[1m.txt:\n it is empty"
        raise InputError(message)

    monkeypatch.setattr(command_line, "cli", fail)
    with pytest.raises(SystemExit) as ended:
        command_line.main()
    assert ended.value.code == 1
    assert capsys.readouterr().err == "geoinc: a [1m.txt: it is empty\n"
