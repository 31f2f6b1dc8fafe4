"""Tokens told at a glance in C are those that the pattern finds."""

from __future__ import annotations

import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from compiled_kernels import compiled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geoinc.text import tokens
from geoinc.text.tokens import TokenView, view
from geoinc.toponyms.recognize.lexicon import abbreviations

REPORTS = Path(__file__).parents[2] / "examples" / "reports" / "worked.toml"
VIEWS = view("words"), view("syntax"), view("names", abbreviations())
PIECES = [
    "Gen", "gen", "Khusham", "W.Va", "U.S", "etc", "St", "O", "s", "S", "re", "1,000", "3rd", "5", "é", "Ä", "東", "\u0301", "\u0665",
    ".", "..", "-", "--", "'", "’", "'s", "’S", "'re", "n't", ",", "\u201c", "—", "\u200b", "\xad", "\n", " ", "\t", "\xa0", "\x1c", "\u2028",
    "_", "½", "🙂", "\ud800", "A.", "e.g", "x" * 20,
]  # fmt: skip


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return compiled("tokens", tmp_path_factory.mktemp("kernels"))


def both(kernel: ModuleType, seen: TokenView, text: str, start: int = 0, end: int | None = None) -> list[object]:
    found: list[object] = []
    with pytest.MonkeyPatch.context() as patch:
        for module in (kernel, None):
            patch.setattr(tokens, "KERNEL", module)
            found.append(seen.scan(text, start, end))
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=2), max_size=14).map("".join), st.data())
def test_tokens_are_the_same(kernel: ModuleType, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) + 1))
    for seen in VIEWS:
        for stretch in ((0, None), (start, data.draw(st.none() | st.integers(0, len(text) + 2)))):
            quick, slow = both(kernel, seen, text, *stretch)
            assert quick == slow


def test_tokens_of_reports_are_the_same(kernel: ModuleType) -> None:
    with REPORTS.open("rb") as stream:
        texts = [report["text"] for report in tomllib.load(stream)["report"]]
    for seen in VIEWS:
        for text in (*texts, " ".join(texts).upper(), "a'" * 20_000, "1." * 20_000, "." * 20_000):
            quick, slow = both(kernel, seen, text)
            assert quick == slow


def test_what_does_not_fit_is_refused(kernel: ModuleType) -> None:
    seen = VIEWS[0]
    with pytest.raises(ValueError, match="does not lie in the text"):
        kernel.scan("Gao", 0, 4, seen.pattern.match, seen._glance)
    with pytest.raises(ValueError, match="the view is none"):
        kernel.scan("Gao", 0, 3, seen.pattern.match, (b"", 0, frozenset()))
    with pytest.raises(ValueError, match="finds no token"):
        kernel.scan("é", 0, 1, lambda *_: None, seen._glance)
    with pytest.raises(ZeroDivisionError):
        kernel.scan("é", 0, 1, lambda *_: 1 // 0, seen._glance)
