"""A document is made of whole characters, and its address runs nothing."""

from __future__ import annotations

import pytest

from geoinc.model import Document


def test_half_characters_become_one_replacement_each() -> None:
    document = Document("a\ud800b\udfffc", title="\ud83d", source="s\udc80", id="\udcff.txt")

    assert document.text == "a\ufffdb\ufffdc"
    assert (document.title, document.source, document.id) == ("\ufffd", "s\ufffd", "\ufffd.txt")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " \x01java\tscript\n:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "blob:https://a",
        "view-source:javascript:1",
        "filesystem:x",
    ],
)
def test_an_address_that_runs_something_is_none(address: str) -> None:
    assert Document("A text.", uri=address).uri is None


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=javascript:1",
        "http://[::1]/",
        "example.org/a",
        "example.org:8080/a",
        "//example.org/a",
        "C:\\texts\\a.html",
        "urn:isbn:123",
        "archive/17.txt",
        "file:///a.txt",
    ],
)
def test_other_addresses_stay(address: str) -> None:
    assert Document("A text.", uri=address).uri == address
