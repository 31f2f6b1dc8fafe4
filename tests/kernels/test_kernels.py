from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

from geoinc import kernels

if TYPE_CHECKING:
    import pytest


def test_a_module_of_another_interface_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("_one")
    module.INTERFACE = 3  # type: ignore[attr-defined]
    monkeypatch.setattr(kernels, "import_module", lambda _: module)
    assert kernels.load("one", 3) is module
    assert kernels.load("one", 4) is None
    monkeypatch.setattr(kernels, "import_module", lambda _: ModuleType("_older"))
    assert kernels.load("one", 3) is None


def test_a_module_that_was_not_compiled_is_none() -> None:
    assert kernels.load("nothing_of_this_name", 1) is None
