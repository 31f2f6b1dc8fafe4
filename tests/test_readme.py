"""The commands that the README and the docs name exist."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from geoinc.cli.main import cli

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "gazetteer").glob("*.md"))]
GEOINC = re.compile(r"^(?:    |\$ )geoinc (?P<words>[a-z][^\n#]*)", re.MULTILINE)
MAKE = re.compile(r"^(?:    )?make (?P<target>[a-z]+)", re.MULTILINE)


def commands(page: Path) -> list[str]:
    return [m["words"] for m in GEOINC.finditer(page.read_text("utf-8"))]


def resolve(words: str) -> click.Command | None:
    command: click.Command | None = cli
    with click.Context(cli) as context:
        for word in words.split():
            if not isinstance(command, click.Group):
                break
            command = command.get_command(context, word)
            if command is None:
                return None
    return command


def test_readme_shows_its_two_commands() -> None:
    targets = set(MAKE.findall((ROOT / "README.md").read_text("utf-8")))
    assert {"map", "test"} <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_make_targets_exist(page: Path) -> None:
    known = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(MAKE.findall(page.read_text("utf-8"))) <= known


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_exist(page: Path) -> None:
    assert [words for words in commands(page) if resolve(words) is None] == []


@pytest.mark.parametrize("name", ["map", "places", "locate", "gazetteer", "evaluate"])
def test_every_command_helps(name: str) -> None:
    result = CliRunner().invoke(cli, [name, "--help"])
    assert result.exit_code == 0
    assert "Usage:" in result.output
