"""Mutation testing by sample: ``python bench/mutants.py [--count 60] [--seed 1] [FOLDER…]``.

Changes one thing in one module at a time (a comparison, a bound, a number, a condition, a return), in a copy of the
package, and runs the tests that belong to it: those of its own name, then those of its stage. A change that no test
notices survives, and is printed; tests that fail without any are refused first. The sample is drawn over all places that
could be changed; the same seed draws the same.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("text", "relations", "incidents")
TIMEOUT_S = 900
COMPARISONS = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}
COMPARISONS |= {ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In}
ARITHMETIC = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult}


def places(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the nodes that can be changed: inside functions, in the order of the file."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            if (
                (isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS)
                or (isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC)
                or isinstance(node, ast.BoolOp | ast.IfExp)
                or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not))
                or (
                    isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant)
                )
                or (isinstance(node, ast.Constant) and isinstance(node.value, bool | int))
            ):
                yield node


def change(node: ast.AST) -> None:
    """Change a node in place."""
    if isinstance(node, ast.Compare):
        node.ops[0] = COMPARISONS[type(node.ops[0])]()
    elif isinstance(node, ast.BinOp):
        node.op = ARITHMETIC[type(node.op)]()
    elif isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, ast.IfExp):
        node.body, node.orelse = node.orelse, node.body
    elif isinstance(node, ast.UnaryOp):
        node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
    elif isinstance(node, ast.Return):
        node.value = ast.Constant(None)
    elif isinstance(node, ast.Constant):
        node.value = not node.value if isinstance(node.value, bool) else node.value + 1


def drawn(folders: list[str], count: int, seed: int) -> list[tuple[Path, int]]:
    """Return modules and the number of a place in each."""
    every = []
    for folder in folders:
        for path in sorted((ROOT / "geoinc" / folder).rglob("*.py")):
            every += [(path, number) for number, _ in enumerate(places(ast.parse(path.read_text("utf-8"))))]
    return random.Random(seed).sample(every, min(count, len(every)))


def tests_of(path: Path) -> list[Path]:
    """Return the tests of a module, the likeliest first: of its own name, then of its whole stage."""
    home = ROOT / "tests" / path.relative_to(ROOT / "geoinc").parent
    own = home / f"test_{path.name}"
    stage = ROOT / "tests" / path.relative_to(ROOT / "geoinc").parts[0]
    return [own, stage] if own.is_file() else [stage]


def survives(path: Path, number: int, copy: Path) -> tuple[bool, str]:
    """Return whether no test notices a change, and the line that was changed."""
    source = path.read_text("utf-8")
    tree = ast.parse(source)
    node = list(places(tree))[number]
    line = source.splitlines()[node.lineno - 1].strip()  # type: ignore[attr-defined]
    told = f"{path.relative_to(ROOT)}:{node.lineno} {type(node).__name__}: {line}"  # type: ignore[attr-defined]
    change(node)
    target = copy / path.relative_to(ROOT)
    target.write_text(ast.unparse(ast.fix_missing_locations(tree)), "utf-8")
    try:
        return all(passes(tests, copy) for tests in tests_of(path)), told
    finally:
        target.write_text(source, "utf-8")


def passes(tests: Path, copy: Path) -> bool:
    """Return whether tests pass with the package that lies in a folder; without end counts as failing."""
    # -P: the package of the folder where pytest runs would come first
    command = [
        sys.executable,
        "-P",
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:nbmake",
        "-o",
        "addopts=",
    ]
    command += ["--import-mode=importlib", str(tests)]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=TIMEOUT_S, check=False)
    except subprocess.TimeoutExpired:
        return False
    return ended.returncode == 0


def main() -> None:
    """Draw, change, test, and print what survived."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", default=list(FOLDERS))
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    killed = lived = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(ROOT / "geoinc", copy / "geoinc", ignore=shutil.ignore_patterns("__pycache__", "web"))
        (copy / "gazetteer").symlink_to(ROOT / "gazetteer")
        for folder_name in chosen.folders:
            if not passes(ROOT / "tests" / folder_name, copy):
                message = f"tests/{folder_name} fails without any change: every change would count as noticed"
                raise SystemExit(message)
        for path, number in drawn(chosen.folders, chosen.count, chosen.seed):
            alive, told = survives(path, number, copy)
            lived, killed = lived + alive, killed + (not alive)
            print(f"{'survived' if alive else 'killed  '} {told}", flush=True)
    print(f"{killed} of {killed + lived} killed")


if __name__ == "__main__":
    main()
