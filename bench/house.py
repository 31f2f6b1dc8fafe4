"""Measure the house: ``python bench/house.py [FOLDER]``, FOLDER being the package (default ``geoinc``).

Prints files a folder, circles of imports, English words in code, regular expressions, modules without a test of their own,
and (for the package that can be imported) the way of one phrase: through which rooms, and how often back into one before.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

PHRASE = "8 km east of Khusham, Syria"
WARM = "12 km south of Aleppo, Syria"
"""Read before, so that files are loaded and patterns compiled."""

ROOMS = {
    "phrase": ("phrase.py",),
    "relations": ("relations/",),
    "anchors": ("relations/anchors/",),
    "locations": ("locations/",),
}
"""The rooms of a phrase in their order, by the beginning of their files; the last that fits counts. What these ask of the
floors below (text, language, gazetteer, geo) is no stop."""

WORD = re.compile(r"[a-z][a-z' ]+")
FEWEST = 4
"""A set or list of fewer words is a choice, not a list of words."""

NO_PRODUCT = {"learn", "evaluate", "cli"}


def trees(package: Path) -> Iterator[tuple[Path, ast.Module]]:
    """Yield the modules of a package."""
    for path in sorted(package.rglob("*.py")):
        yield path, ast.parse(path.read_text("utf-8"))


def words_in_code(tree: ast.Module) -> int:
    """Return how many English words stand in sets, lists and tuples of code."""
    found = 0
    for node in ast.walk(tree):
        if isinstance(node, ast.Set | ast.List | ast.Tuple):
            words = [e.value for e in node.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
            words = [word for word in words if WORD.fullmatch(word)]
            found += len(words) if len(words) >= FEWEST else 0
    return found


def regexes(tree: ast.Module) -> tuple[int, int]:
    """Return how many calls make or use a regular expression, and how many have English words in theirs."""
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.args
    ]
    told = 0
    for call in calls:
        text = "".join(
            n.value for n in ast.walk(call.args[0]) if isinstance(n, ast.Constant) and isinstance(n.value, str)
        )
        told += bool(re.search(r"[a-z]{3}", re.sub(r"\\.|\(\?P<\w+>|\{[^}]*\}|\[[^\]]*\]", "", text)))
    return len(calls), told


def circles(package: Path) -> int:
    """Return how many modules import one another in a circle, type checkers' imports left out."""
    graph: dict[str, set[str]] = {}
    files = {module_of(package, path): tree for path, tree in trees(package)}
    for name, tree in files.items():
        skipped = {
            id(inner)
            for node in ast.walk(tree)
            if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
            for inner in ast.walk(node)
        }
        found = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module and id(node) not in skipped:
                found |= {
                    f"{node.module}.{a.name}" if f"{node.module}.{a.name}" in files else node.module for a in node.names
                }
        graph[name] = {other for other in found if other in files and other != name}
    while leaves := {name for name, others in graph.items() if not others}:
        graph = {name: others - leaves for name, others in graph.items() if name not in leaves}
    return len(graph)


def module_of(package: Path, path: Path) -> str:
    """Return the name of a module by its file."""
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def untested(package: Path) -> list[str]:
    """Return the modules that have no test of their own name in the same place under ``tests``."""
    tests = package.parent / "tests"
    modules = (path.relative_to(package) for path, _ in trees(package) if not path.name.startswith("__"))
    return [str(m) for m in modules if not (tests / m.parent / f"test_{m.stem}.py").exists()]


def way_of(phrase: str) -> list[str]:
    """Return the modules that reading a phrase passes, one entry a stop."""
    import geoinc

    geoinc.locate(WARM)
    package = Path(geoinc.__file__).parent
    starts = tuple(start for found in ROOMS.values() for start in found)
    stops: list[str] = []

    def watch(frame: FrameType, event: str, _: object) -> None:
        file = Path(frame.f_code.co_filename)
        inner = file.relative_to(package).as_posix() if event == "call" and file.is_relative_to(package) else ""
        if inner.startswith(starts) and (not stops or stops[-1] != inner):
            stops.append(inner)

    sys.setprofile(watch)
    try:
        geoinc.locate(phrase)
    finally:
        sys.setprofile(None)
    return stops


def room_of(module: str) -> str:
    """Return the room that a module of a phrase's way is in."""
    return next(name for name, starts in reversed(ROOMS.items()) if module.startswith(starts))


def main(arguments: list[str]) -> None:
    """Print every measure."""
    package = Path(arguments[0] if arguments else "geoinc")
    folders = Counter(path.parent for path, _ in trees(package))
    print("files a folder, most first:", *(f"{n} {folder}" for folder, n in folders.most_common(6)), sep="\n  ")
    print("modules in import circles:", circles(package))
    product = [(p, t) for p, t in trees(package) if not NO_PRODUCT & set(p.relative_to(package).parts)]
    by_room: Counter[str] = Counter()
    for path, tree in product:
        by_room[path.relative_to(package).parts[0]] += words_in_code(tree)
    print("words in code:", sum(by_room.values()), dict(by_room.most_common(5)))
    calls = [regexes(tree) for _, tree in product]
    print("regular expressions:", sum(n for n, _ in calls), "with English words:", sum(n for _, n in calls))
    lacking = untested(package)
    print("modules without a test of their own:", len(lacking))
    if not arguments:
        stops = way_of(PHRASE)
        rooms = [name for i, name in enumerate(map(room_of, stops)) if i == 0 or name != room_of(stops[i - 1])]
        print(
            f"way of {PHRASE!r}: {len(stops)} stops in {len(set(stops))} modules, {len(stops) - len(set(stops))} returns"
        )
        print("  by rooms:", " → ".join(rooms))


if __name__ == "__main__":
    main(sys.argv[1:])
