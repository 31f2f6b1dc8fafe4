"""The imports of the package point one way, as docs/architecture.md draws it."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "geoinc"

NOUNS = {"model", "errors", "settings", "progress", "whole_files", "deferred", "packaged", "garbage"}
GROUND = NOUNS | {"geo"}
TEXTS = {"text", "language"}
COMPILED = {"kernels"}
STAGES = {"toponyms", "relations", "locations", "incidents"}
BELOW = (
    GROUND
    | TEXTS
    | STAGES
    | {
        "gazetteer",
        "report",
        "read",
        "labels",
        "surroundings",
        "corrections",
        "display",
        "export",
        "render",
        "phrase",
        "glossed",
        "limits",
    }
)
ALLOWED = {
    "model": {"display", "errors"},
    "errors": set(),
    "settings": {"errors", "model", "limits"},
    "progress": set(),
    "deferred": set(),
    "whole_files": set(),
    "garbage": set(),
    "packaged": {"errors"},
    "geo": NOUNS,
    "language": {"errors"},
    "kernels": set(),
    "text": GROUND | TEXTS | COMPILED,
    "read": {"model", "errors", "settings", "limits"},
    "gazetteer": GROUND | TEXTS | COMPILED,
    **{stage: GROUND | TEXTS | COMPILED | {"gazetteer"} for stage in STAGES},
    "export": GROUND - {"settings"},
    "render": GROUND - {"settings"},
    "display": GROUND | {"export", "render"},
    "report": GROUND | {"export", "render", "display"},
    "labels": GROUND | {"gazetteer"},
    "surroundings": GROUND | {"gazetteer", "labels"},
    "limits": {"errors"},
    "corrections": GROUND | STAGES | {"gazetteer", "text", "read"},
    "coverage": BELOW - {"corrections", "report", "display", "export", "render"},
    "pipeline": BELOW | {"coverage"},
    "tables": GROUND | {"export", "read"},
    "api": BELOW | {"coverage", "pipeline", "tables"},
    "phrase": BELOW,
    "glossed": GROUND | TEXTS | STAGES | {"gazetteer", "read"},
    "evaluate": BELOW | {"pipeline", "api", "learn"},  # cross-validation learns
    "batch": BELOW | {"pipeline", "api"},
    "learn": BELOW | {"pipeline", "api", "evaluate"},
    "testing": GROUND | {"gazetteer"},
}
MOST_FILES = 30
"""About twenty modules can be taken in at a glance; incidents has this many until it is rebuilt."""

FREE = {"cli", "__init__", "__main__"}


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


STRING_IMPORTERS = {"import_module", "__import__", "find_spec"}


def imported_modules(path: Path) -> Iterator[str]:
    """Yield what a file imports of the package, also by a string, for running or for type checkers."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "geoinc":
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("geoinc."))
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in STRING_IMPORTERS and str(node.args[0].value).startswith("geoinc."):
                yield str(node.args[0].value)


def imports_of(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imported_modules(path)} - {"__version__"}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    part = part_of(path)
    if part in FREE:
        return
    assert imports_of(path) - {part} <= ALLOWED[part]


def module_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_no_modules_import_each_other_in_a_circle() -> None:
    files = {module_of(path): path for path in PACKAGE.rglob("*.py")}
    graph = {
        module: {name if name in files else name.rpartition(".")[0] for name in imported_modules(path)} & files.keys()
        for module, path in files.items()
        if part_of(path) not in FREE
    }
    graph = {module: {found for found in names & graph.keys() if found != module} for module, names in graph.items()}
    while leaves := {module for module, names in graph.items() if not names}:
        graph = {module: names - leaves for module, names in graph.items() if module not in leaves}
    circles = {module: names for module, names in graph.items() if any(module in graph[name] for name in names)}
    assert not graph, f"modules in or above a circle: {circles or graph}"


def test_no_folder_is_crowded() -> None:
    counts = Counter(path.parent.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))
    assert {str(folder): count for folder, count in counts.items() if count > MOST_FILES} == {}


WITHOUT_LOGIC = {
    "batch/rows.py",
    "model/findings.py",
    "model/incident.py",
    "model/relation.py",
    "model/vocabulary.py",
    "relations/clauses.py",
    "relations/patterns.py",
    "text/syntax/shapes.py",
}
"""Modules that only say what there is: nouns without methods, names and numbers."""

TESTS = Path(__file__).parent


def homes_of_test(module: Path) -> Iterator[Path]:
    """Yield where the test of a module may stand: under its own name, or for a command of a group under the group's."""
    yield TESTS / module.parent / f"test_{module.stem}.py"
    if module.parts[0] == "cli" and "_" in module.stem:
        yield TESTS / module.parent / f"test_{module.stem.partition('_')[0]}.py"


def test_every_module_with_logic_has_a_test_of_its_own() -> None:
    modules = (path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py") if not path.name.startswith("__"))
    lacking = {str(m) for m in modules if not any(test.is_file() for test in homes_of_test(m))}
    assert lacking - WITHOUT_LOGIC == set()
    assert WITHOUT_LOGIC - lacking == set(), "these have a test by now"


def test_no_two_classes_share_a_name() -> None:
    """A class is known by its name wherever it is read; what is alike in two rooms is told apart by the field's term."""
    homes: dict[str, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(str(path.relative_to(PACKAGE)))
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}
