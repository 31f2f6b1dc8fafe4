"""The public API is exactly what ``__all__`` says, is documented, and loads lazily."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import geoinc

ROOT = Path(__file__).parents[1]
HEAVY = ("shapely", "pyproj", "pandas", "geopandas", "folium", "numpy", "trafilatura", "geopy", "pyogrio")


def typed_names() -> set[str]:
    """Return the names that type checkers see imported in geoinc/__init__.py."""
    tree = ast.parse((ROOT / "geoinc" / "__init__.py").read_text("utf-8"))
    block = next(n for n in tree.body if isinstance(n, ast.If))
    return {alias.name for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names}


def test_names_promised_are_the_names_there() -> None:
    assert sorted(geoinc.__all__) == sorted(typed_names())
    assert dir(geoinc) == sorted(geoinc.__all__)


@pytest.mark.parametrize("name", geoinc.__all__)
def test_every_public_name_loads_and_is_documented(name: str) -> None:
    value = getattr(geoinc, name)
    assert inspect.getdoc(value)
    assert value.__module__.startswith("geoinc")


def test_unknown_names_are_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'maps'"):
        _ = geoinc.maps


def test_importing_loads_nothing_heavy() -> None:
    code = f"import sys, geoinc, geoinc.cli.main; print([m for m in {HEAVY} if m in sys.modules])"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "[]"


def test_functions_win_over_stages_of_the_same_name() -> None:
    import geoinc.read.text
    import geoinc.toponyms.resolve.spans

    assert callable(geoinc.read)
    assert callable(geoinc.resolve)


def test_spans_may_come_from_a_generator() -> None:
    text = "Shells fell on Aleppo and Homs."
    spans = ((text.index(name), text.index(name) + len(name)) for name in ("Homs", "Aleppo"))
    assert [found.mention.text for found in geoinc.resolve(text, spans)] == ["Homs", "Aleppo"]
