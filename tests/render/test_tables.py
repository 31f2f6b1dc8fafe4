from __future__ import annotations

import pytest

from geoinc.render.tables import Table


def test_a_row_is_made_once_and_keeps_its_number() -> None:
    table = Table()
    assert [table.number(key, lambda key=key: key.upper()) for key in "aba"] == [0, 1, 0]
    assert table.rows == ["A", "B"]


def test_a_row_may_ask_for_others_while_it_is_made() -> None:
    table = Table()

    def outer() -> tuple[str, int]:
        return "outer", table.number("inner", lambda: "inner")

    assert table.number("outer", outer) == 0
    assert table.rows == [("outer", 1), "inner"]


def test_nothing_is_made_of_what_is_there() -> None:
    table = Table()
    table.number("a", lambda: 1)
    assert table.number("a", lambda: pytest.fail("made again")) == 0
