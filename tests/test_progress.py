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


def test_nobody_looking_means_no_bar_and_the_items_untouched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    items = [1, 2]
    assert progress(items, total=2) is items


def test_on_a_terminal_a_bar_tells_how_far_it_got(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(module, "DELAY_S", 0.0)
    assert list(progress(["a", "b"], total=2, label="documents")) == ["a", "b"]
    assert "documents" in terminal.getvalue()


class Shown:
    """What IPython shows, instead of IPython: the HTML of one output, as it changes."""

    def __init__(self) -> None:
        self.html: list[str] = []

    def display(self, what: dict[str, str], *, raw: bool, display_id: bool) -> Shown:
        assert display_id
        self.update(what, raw=raw)
        return self

    def update(self, what: dict[str, str], *, raw: bool) -> None:
        assert raw
        self.html.append(what["text/html"])


def test_in_a_notebook_a_bar_is_shown_and_goes_and_nothing_is_pink(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = Shown()
    monkeypatch.setitem(sys.modules, "ipykernel", sys)
    monkeypatch.setattr("IPython.display.display", shown.display)
    monkeypatch.setattr(module, "DELAY_S", 0.0)
    monkeypatch.setattr(module, "REFRESH_S", 0.0)
    assert list(progress(["a", "b"], total=2, label="<documents>")) == ["a", "b"]
    assert shown.html[-2] == '<progress max="2" value="1"></progress> &lt;documents&gt;: 1 of 2'
    assert shown.html[-1] == ""
    assert capsys.readouterr().err == ""


def test_in_a_notebook_what_is_quick_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Shown()
    monkeypatch.setitem(sys.modules, "ipykernel", sys)
    monkeypatch.setattr("IPython.display.display", shown.display)
    monkeypatch.setattr(module, "DELAY_S", 3600.0)
    assert list(progress([1, 2])) == [1, 2]
    assert shown.html == []
