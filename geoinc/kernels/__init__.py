"""Loops in C for what Python does in many small steps, each optional: the module that uses one says what it does without.

They are compiled when the package is built where there is a C compiler (``hatch_build.py``), and give the same answers.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType


def load(name: str, interface: int) -> ModuleType | None:
    """Return a compiled module, or None where the package was installed without it, or with that of another version.

    ``interface`` is the module's own number for what its functions take.
    """
    try:
        module = import_module(f"geoinc.kernels._{name}")
    except ImportError:
        return None
    return module if getattr(module, "INTERFACE", None) == interface else None
