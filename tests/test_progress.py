from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from geoinc import progress as module
from geoinc.progress import progress

if TYPE_CHECKING:
    import pytest


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_nobody_looking_means_no_bar_and_the_items_untouched() -> None:
    items = [1, 2]
    assert progress(items, total=2) is items


def test_on_a_terminal_a_bar_tells_how_far_it_got(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(module, "DELAY_S", 0.0)
    assert list(progress(["a", "b"], total=2, label="documents")) == ["a", "b"]
    assert "documents" in terminal.getvalue()
