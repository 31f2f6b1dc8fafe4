"""The texts that the incidents stage learns from."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from geoinc.learn.incidents import texts
from geoinc.model import Document


def written(folder: Path, name: str, *rows: dict[str, object]) -> Path:
    (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return folder


def test_rows_are_published_two_days_later_and_drawn_by_a_hash(tmp_path: Path) -> None:
    rows = [{"id": str(n), "text": f"Report {n}", "date": "2018-02-05", "country": "Mali"} for n in range(9)]
    folder = written(tmp_path, "awsd", *rows)
    few = texts.rows(folder, "awsd", most=4)
    assert [t.document.published for t in few] == [date(2018, 2, 7)] * 4
    assert few == texts.rows(written(tmp_path, "awsd", *reversed(rows)), "awsd", most=4)
    assert [t.document.id for t in few] != ["0", "1", "2", "3"]
    assert len(texts.rows(folder, "awsd")) == 9


def test_labels_that_are_no_incident_are_left_out(tmp_path: Path) -> None:
    folder = written(
        tmp_path, "case2021_event_types", {"text": "a", "label": "ATTACK"}, {"text": "b", "label": "DIPLO"}
    )
    assert [t.document.text for t in texts.snippets(folder)] == ["a"]


def test_reports_without_templates_are_left_out(tmp_path: Path) -> None:
    told = {"id": 1, "text": "a", "templates": [{}], "dateline": {"date": "1988-10-09"}}
    folder = written(tmp_path, "muc4_mixed", told, {"id": 2, "text": "b", "templates": []})
    [report] = texts.reports(folder)
    assert report.document.published == date(1988, 10, 9)


def test_our_own_texts_say_what_they_tell() -> None:
    found = list(texts.own())
    assert {t.told for t in found} == {True, False}
    assert all(t.document.text and t.row["kind"] for t in found)
    assert all((t.table == "own") == t.told for t in found)


@pytest.mark.parametrize(("genre", "chapters"), [("voyage", ["The sea is blue. It rains."]), ("news", [])])
def test_only_peaceful_genres_make_chapters(tmp_path: Path, genre: str, chapters: list[str]) -> None:
    words = ["The", "sea", "is", "blue", "."], ["It", "rains", "."]
    lines = [f"# newdoc id = GUM_{genre}_x\n"]
    for sentence in words:
        for n, word in enumerate(sentence, 1):
            glued = "SpaceAfter=No" if n == len(sentence) - 1 else "_"
            lines.append("\t".join([str(n), word, *["_"] * 7, glued]) + "\n")
        lines.append("\n")
    path = tmp_path / "gum.conllu.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(lines)
    assert [t.document.text for t in texts.chapters(path)] == chapters
    assert not any(t.told for t in texts.chapters(path))


def test_every_other_text_of_a_kind_is_published_on_a_day() -> None:
    found = texts.every_other_dated(
        [texts.Text("own", Document(str(n)), told=n % 3 == 0) for n in range(12)],
    )
    for told in (True, False):
        dated = [t.document.published is not None for t in found if t.told is told]
        assert dated == [n % 2 == 1 for n in range(len(dated))]
    assert [t.document.text for t in found] == [str(n) for n in range(12)]
