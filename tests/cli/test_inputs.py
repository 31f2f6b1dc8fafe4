"""What cannot be read is told as it is met; the rest goes through."""

from __future__ import annotations

from pathlib import Path

import pytest

from geoinc.cli.inputs import read_all
from geoinc.errors import UnreadableFileError


def test_the_others_go_through(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("Shells fell on Gao.")
    (tmp_path / "b.txt").write_text("")
    found = read_all([tmp_path / "b.txt", tmp_path / "a.txt"])
    assert [d.text for d in found.documents] == ["Shells fell on Gao."]
    assert len(found.failed) == 1
    assert capsys.readouterr().err == f"geoinc: {found.failed[0]}\n"
    assert "b.txt: it is empty" in found.failed[0]


def test_nothing_usable_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="none of the 1 inputs"):
        read_all([tmp_path / "no.txt"])


def test_columns_and_encoding_are_the_callers(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("meldung\nBombe in Görlitz\n".encode("cp1252"))
    [document] = read_all([tmp_path / "a.csv"], encoding="cp1252", columns={"text": "meldung"}).documents
    assert document.text == "Bombe in Görlitz"
