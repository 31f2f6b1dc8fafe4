"""The modules that the page's script is joined from: their own tests, their types, and that the joined files are current."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "geoinc" / "render" / "web"


def _run(*command: str, needs: str) -> None:
    missing = "node" if shutil.which("node") is None else "" if (WEB / "node_modules" / needs).exists() else needs
    if missing:
        message = f"{missing} is not there: tests/render/web.sh installs the tools of the page's modules (it needs npm)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    done = subprocess.run(command, cwd=WEB, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_modules_pass_their_own_tests() -> None:
    _run("node", "--test", "test/", needs="")


def test_the_types_hold() -> None:
    _run("node", "node_modules/typescript/bin/tsc", needs="typescript")


def test_the_joined_script_and_style_are_what_the_modules_give() -> None:
    _run("node", "build.js", "--check", needs="esbuild")


def test_the_lock_names_no_server() -> None:
    assert '"resolved"' not in (WEB / "package-lock.json").read_text("utf-8")


def test_no_module_hands_markup_to_the_browser() -> None:
    for module in WEB.glob("src/**/*.js"):
        text = module.read_text("utf-8")
        for name in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
            assert name not in text, f"{module.name} uses {name}"
