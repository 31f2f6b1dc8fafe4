"""The loops in C for tests: those of the install, or compiled for the test where it has none."""

from __future__ import annotations

import importlib.util
import sys
from importlib.machinery import ExtensionFileLoader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


def build_hook() -> ModuleType:
    """Load the build's hook; hatchling itself is only there while a wheel is built."""
    names = ("hatchling", "hatchling.builders", "hatchling.builders.hooks", "hatchling.builders.hooks.plugin")
    interface = ModuleType("interface")
    interface.BuildHookInterface = object  # type: ignore[attr-defined]
    modules = {**{name: ModuleType(name) for name in names}, f"{names[-1]}.interface": interface}
    kept = {name: sys.modules.get(name) for name in modules}
    sys.modules.update(modules)
    try:
        spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        for name, old in kept.items():
            if old is None:
                sys.modules.pop(name, None)
            else:
                sys.modules[name] = old
    return module


def compiled(name: str, folder: Path) -> ModuleType:
    """Return a kernel, compiled into a folder; the test is skipped where there is no C compiler."""
    (folder / f"{name}.c").write_bytes((ROOT / "geoinc" / "kernels" / f"{name}.c").read_bytes())
    found = build_hook().compile_kernels(folder)
    if not found:
        pytest.skip("no C compiler is there, or GEOINC_PURE is set")
    loader = ExtensionFileLoader(f"_{name}", str(found[0]))
    spec = importlib.util.spec_from_file_location(f"_{name}", found[0], loader=loader)
    assert spec is not None
    try:
        module = importlib.util.module_from_spec(spec)
        loader.exec_module(module)
    except ImportError as error:
        pytest.skip(str(error))
    return module
