"""The imports of the package point one way, as docs/architecture.md draws it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "geoinc"

NOUNS = {"model", "errors", "settings", "progress"}
GROUND = NOUNS | {"geo"}
TEXTS = {"text", "language"}
STAGES = {"toponyms", "relations", "locations", "incidents"}
BELOW = (
    GROUND
    | TEXTS
    | STAGES
    | {"gazetteer", "report", "read", "labels", "corrections", "display", "export", "render", "phrase"}
)
ALLOWED = {
    "model": {"display"},
    "errors": set(),
    "settings": {"errors", "model"},
    "progress": set(),
    "geo": NOUNS,
    "language": {"errors"},
    "text": GROUND | TEXTS,
    "read": {"model", "errors", "settings"},
    "gazetteer": GROUND | TEXTS,
    **{stage: GROUND | TEXTS | {"gazetteer"} for stage in STAGES},
    "export": GROUND - {"settings"},
    "render": GROUND - {"settings"},
    "display": GROUND | {"export", "render"},
    "report": GROUND | {"export", "render", "display"},
    "labels": GROUND | {"gazetteer"},
    "corrections": GROUND | STAGES | {"gazetteer", "text", "read"},
    "pipeline": BELOW,
    "api": BELOW | {"pipeline"},
    "phrase": BELOW,
    "evaluate": BELOW | {"pipeline", "api", "learn"},  # cross-validation learns
    "batch": BELOW | {"pipeline", "api"},
    "learn": BELOW | {"pipeline", "api", "evaluate"},
    "testing": GROUND | {"gazetteer"},
}
FREE = {"cli", "__init__", "__main__"}


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("geoinc"):
            rest = node.module.split(".")[1:]
            found |= {rest[0]} if rest else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("geoinc.")}
    return found - {"__version__"}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    part = part_of(path)
    if part in FREE:
        return
    assert imports_of(path) - {part} <= ALLOWED[part]
