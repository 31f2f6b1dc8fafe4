"""Files of every kind to records: what cannot be used is told by name, and the rest goes through."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from reading_inputs import REPORT, all_of, texts, whys

from geoinc.errors import UnreadableFileError
from geoinc.read import read


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_folder_with_traps_goes_through(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (inside / "good.txt").write_text(REPORT)
    (inside / ".hidden.txt").write_text("hidden")
    (inside / "photo.jpg").write_text("x")
    (inside / "out.txt").symlink_to(tmp_path / "secret.txt")
    os.mkfifo(inside / "pipe.txt")
    (inside / "empty.txt").write_text(" ")
    found = all_of(inside)
    assert texts(found) == [REPORT]
    why = whys(found)
    assert "leads out" in why["out.txt"]
    assert "no regular file" in why["pipe.txt"]
    assert "empty" in why["empty.txt"]
    assert "1 .jpg" in next(r.note for r in found if r.note)


def test_one_file_of_several_documents_is_not_one_document(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("text\na\nb\n")
    with pytest.raises(UnreadableFileError, match="several documents"):
        read(tmp_path / "r.csv")
