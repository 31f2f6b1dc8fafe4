"""What a newcomer meets first holds true: versions agree, recipes name tests that are there, the README shows real output."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

import geoinc
from geoinc.cli.main import cli

ROOT = Path(__file__).parents[1]


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))


def test_the_versions_agree() -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]
    citation = yaml.safe_load(text("CITATION.cff"))
    assert {project["version"], citation["version"]} == {geoinc.__version__}
    assert {"cff-version", "message", "title", "authors"} <= set(citation)


def test_recipes_name_tests_and_files_that_are_there() -> None:
    named = re.findall(r"`(?:pytest )?((?:tests|geoinc|examples|gazetteer|docs)/[\w/.-]+)`?", text("CONTRIBUTING.md"))
    assert len(named) > 12
    assert [name for name in named if "NAME" not in name and not (ROOT / name).exists()] == []


@pytest.mark.parametrize("kind", ["phrase", "frame", "word", "format", "source", "language"])
def test_each_kind_of_change_has_a_recipe_with_its_test(kind: str) -> None:
    recipe = text("CONTRIBUTING.md").split(f"### A {kind}", 1)[1].split("###", 1)[0]
    assert "pytest" in recipe or "tests/" in recipe


def test_the_workflow_runs_the_same_commands() -> None:
    workflow = yaml.safe_load(text(".github/workflows/checks.yml"))
    runs = [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]
    assert {"make check", "make test", "make docs"} == set(runs)
    assert {run.removeprefix("make ") for run in runs} <= targets()


@pytest.mark.parametrize("path", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")), ids=lambda p: p.name)
def test_issue_templates_are_forms(path: Path) -> None:
    form = yaml.safe_load(path.read_text("utf-8"))
    if path.name != "config.yml":
        assert {"name", "description", "body"} <= set(form)
        assert all(field["type"] in {"textarea", "input", "markdown"} for field in form["body"])


def test_every_page_of_the_documentation_can_be_reached() -> None:
    def pages(part: object) -> list[str]:
        if isinstance(part, str):
            return [part]
        children = part.values() if isinstance(part, dict) else part
        return [page for child in children for page in pages(child)]  # type: ignore[union-attr]

    nav = yaml.safe_load(text("mkdocs.yml"))["nav"]
    there = {str(p.relative_to(ROOT / "docs")) for p in (ROOT / "docs").rglob("*.md")}
    assert set(pages(nav)) == there


@pytest.mark.parametrize("command", ['locate "8 km east of Khusham, Syria"', "places examples/khusham.txt"])
def test_the_readme_shows_what_commands_print(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import shlex

    monkeypatch.chdir(ROOT)
    shown = text("README.md").split(f"    $ geoinc {command}\n", 1)[1].split("\n\n", 1)[0]
    lines = [line.removeprefix("    ") for line in shown.splitlines() if "…" not in line]
    result = CliRunner().invoke(cli, shlex.split(command))
    assert result.exit_code == 0, result.output
    assert [line for line in lines if line not in result.output.splitlines()] == []


def test_the_documentation_builds_without_a_warning_and_asks_nothing_of_a_network(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="the extra docs is not installed: make docs")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(tmp_path)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    page = (tmp_path / "reference" / "api.html").read_text("utf-8")
    assert "map_incidents" in page
    assert re.findall(r"(?:src|href)=\"https?://[^\"]+\\.(?:js|css|woff2?)\"", page) == []
