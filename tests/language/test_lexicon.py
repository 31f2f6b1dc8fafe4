from __future__ import annotations

from pathlib import Path

import pytest

from geoinc.errors import LexiconError
from geoinc.incidents.frames.lexicon import index
from geoinc.language.lexicon import FOLDER, read, rows


def test_every_lexicon_reads() -> None:
    assert all(read(path) for path in sorted(FOLDER.glob("*.toml")))


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ('type = "attack"\nverb = ["x"]', "unknown field 'verb'"),
        ('verbs = ["x"]', "lacks 'type'"),
        ('type = "attack"\nverbs = "x"', "list of texts"),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(tmp_path: Path, row: str, fault: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(f'# mine\n[[frame]]\ntype = "attack"\nverbs = ["zap"]\n\n[[frame]]\n{row}\n', "utf-8")
    with pytest.raises(LexiconError, match=fault) as caught:
        list(rows(path, "frame", {"type!": str, "verbs": list}))
    assert caught.value.line == 6
    assert str(path) in str(caught.value)


def test_no_toml_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("no toml", "utf-8")
    with pytest.raises(LexiconError, match=r"mine\.toml"):
        read(path)


def test_an_unknown_type_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[[frame]]\ntype = "zapping"\nverbs = ["zap"]\n', "utf-8")
    with pytest.raises(LexiconError, match="zapping"):
        index((path,))
