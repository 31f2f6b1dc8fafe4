from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from geoinc.errors import LexiconError
from geoinc.model.vocabulary import COMPASS_WORDS, QUALIFIERS
from geoinc.relations import cues, lexicon
from geoinc.relations.anchors.resolve import name_classes
from geoinc.relations.productions import grammar
from geoinc.relations.readers import unnamed_nouns


def write(folder: Path, text: str) -> Path:
    (folder / "words.csv").write_text(text, "utf-8")
    return folder


def test_rows_skip_comments_and_empty_lines(tmp_path: Path) -> None:
    folder = write(tmp_path, "# why\nword,value\n\nfathom,1.8288\n")
    (row,) = lexicon.read("words.csv", ("word", "value"), folder=folder)
    assert (row.text("word"), row.number("value"), row.line) == ("fathom", 1.8288, 4)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("word,metres\n", 1),
        ("word,value\nfathom\n", 2),
        ("word,value\n,3\n", 2),
    ],
)
def test_bad_tables_are_rejected_by_file_and_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(LexiconError, match=f"words.csv, line {line}:") as caught:
        lexicon.read("words.csv", ("word", "value"), folder=write(tmp_path, text))
    assert pickle.loads(pickle.dumps(caught.value)).line == line


def test_bad_cells_are_rejected_by_file_and_line(tmp_path: Path) -> None:
    folder = write(tmp_path, "word,value\nfathom,deep\n")
    (row,) = lexicon.read("words.csv", ("word", "value"), folder=folder)
    with pytest.raises(LexiconError, match="line 2: value is 'deep', not a number"):
        row.number("value")
    with pytest.raises(LexiconError, match="value has 'deep'"):
        row.words("value", ("shallow",))


def test_the_lexicons_of_this_stage_load() -> None:
    assert all(set(noun.qualifiers) <= QUALIFIERS for noun in grammar.nouns())
    assert {"near", "off"} <= grammar.prepositions().keys()
    assert "west bank" in grammar.wholes()
    assert "headquarters" in unnamed_nouns()
    assert "governorate" in name_classes()


def test_cues_spell_out_what_patterns_match() -> None:
    assert {"borders", "border", "outskirts", "suburb", "suburbs", "center", "centre"} <= cues.nouns(before=True)
    assert {"kilometres", "nm", "feet"} <= cues.length_units()
    assert set(COMPASS_WORDS) | {"northern", "sse", "degrees"} <= cues.compass()
