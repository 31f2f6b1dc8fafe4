from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geoinc.errors import InputError, SpanError, UnreadableFileError
from geoinc.evaluate.corpora import read_annotated
from geoinc.model import MentionKind

TEXT = "Troops left Gao for Kidal."


def toponym(start: int, end: int, **fields: Any) -> dict[str, Any]:
    return {"start": start, "end": end, **fields}


def written(folder: Path, *rows: object) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), "utf-8")
    return path


def test_everything_that_is_annotated_is_read(tmp_path: Path) -> None:
    gao = toponym(12, 15, text="Gao", lon=-0.04, lat=16.27, geonameid=2457161, type="Literal")
    kidal = toponym(20, 25, kind="metonymic")
    row = {"id": "a", "text": TEXT, "published": "2012-04-01 10:00", "source": "x.org", "toponyms": [kidal, gao]}
    (one,) = read_annotated(written(tmp_path, row))
    assert (one.document.id, one.document.published, one.document.source) == ("a", date(2012, 4, 1), "x.org")
    first, second = one.toponyms
    assert (first.start, first.kind, first.lon, first.id) == (12, MentionKind.LITERAL, -0.04, "geonames:2457161")
    assert (second.kind, second.linked) == (MentionKind.METONYMIC, False)


def test_types_that_say_no_sense_are_no_kinds(tmp_path: Path) -> None:
    row = {"text": TEXT, "toponyms": [toponym(12, 15, type="P.PPL")]}
    assert read_annotated(written(tmp_path, row))[0].toponyms[0].kind is None


@pytest.mark.parametrize(
    ("marked", "error", "says"),
    [
        ([toponym(12, 99)], SpanError, "span 12 to 99 lies outside its text of 26"),
        ([toponym(15, 12)], SpanError, "lies outside"),
        ([toponym(12, 15, text="Kidal")], SpanError, "holds 'Gao', not 'Kidal'"),
        ([toponym(12, 15), toponym(14, 20)], SpanError, "12 to 15 and 14 to 20 overlap"),
        ([toponym(12, 15, lon=200, lat=0)], InputError, "must both be degrees"),
        ([toponym(12, 15, lon=1.0)], InputError, "must both be degrees"),
        ([toponym(12, 15, kind="place")], InputError, "'place' is none of literal"),
        (["Gao"], InputError, "a toponym must be an object"),
        ("Gao", InputError, "'toponyms' must be a list"),
    ],
)
def test_what_is_wrong_is_named_by_file_and_line(
    tmp_path: Path, marked: object, error: type[Exception], says: str
) -> None:
    path = written(tmp_path, {"text": TEXT, "toponyms": []}, {"text": TEXT, "toponyms": marked})
    with pytest.raises(error, match=r"gold\.jsonl, line 2: ") as caught:
        read_annotated(path)
    assert says in str(caught.value)


@pytest.mark.parametrize("line", ["{", "[]", '{"text": 1, "toponyms": []}'])
def test_lines_that_are_no_documents(tmp_path: Path, line: str) -> None:
    with pytest.raises(InputError, match="line 1"):
        read_annotated(written(tmp_path, line))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        read_annotated(tmp_path / "missing.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b'{"text": "\xe9"}')
    with pytest.raises(UnreadableFileError, match="UTF-8"):
        read_annotated(tmp_path / "latin.jsonl")
    with pytest.raises(UnreadableFileError, match="no annotated document"):
        read_annotated(written(tmp_path, ""))
