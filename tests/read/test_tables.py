"""Tables of reports in every kind of file: a bad row is told by its number, and the rest goes through."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from reading_inputs import REPORT, all_of, texts, whys

from geoinc.read.records import ReadOptions, Source
from geoinc.read.registry import ranges


def test_a_table_of_reports_becomes_documents(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(
        'id,headline,body,date,outlet,country,url\n7,Blast,"Line, one\nline two",2020-01-02,x.org,YE,https://x.org/7\n'
    )
    document = all_of(path)[0].document
    assert document
    assert (document.id, document.title, document.text) == ("7", "Blast", "Blast\n\nLine, one\nline two")
    assert (document.published, document.source, document.near) == (date(2020, 1, 2), "x.org", ("YE",))
    assert document.uri == "https://x.org/7"


def test_columns_are_mapped_by_the_caller(tmp_path: Path) -> None:
    path = tmp_path / "r.tsv"
    path.write_text("what\twhen\nA fire\t25/12/2020\nA flood\t03/04/2021\n")
    found = all_of(path, columns={"text": "what", "date": "when"})
    assert [(r.document.text, r.document.published) for r in found if r.document] == [
        ("A fire", date(2020, 12, 25)),
        ("A flood", None),  # the third of April, or the fourth of March
    ]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"text": "boody"}, "there is no column 'boody'"),
        ({"txt": "what"}, "there is no fact 'txt'"),
        ({}, "no column holds the text"),
    ],
)
def test_a_mapping_that_does_not_fit_says_so(tmp_path: Path, columns: dict[str, str], words: str) -> None:
    path = tmp_path / "r.csv"
    path.write_text("what,when\nA fire,2020\n")
    (record,) = all_of(path, columns=columns)
    assert words in record.why
    assert "what" in record.why or "text" in record.why


def test_bad_lines_of_json_are_told_by_number(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"text": "a"}\n{"text": \n\n[1]\n{"text": "half \\ud800 pair"}\n')
    found = all_of(path)
    assert texts(found) == ["a", "half \ufffd pair"]
    assert set(whys(found)) == {"r.jsonl, line 2", "r.jsonl, line 4"}


def test_a_line_in_another_encoding_is_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes("text\nBrand in Köln\n".encode() + "Fire in Málaga\n".encode("cp1252"))
    first, second = all_of(path)
    assert texts([first, second]) == ["Brand in Köln", "Fire in Málaga"]
    assert (first.note, "cp1252" in second.note) == ("", True)


def test_json_lists_and_wrapped_lists(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{"text": "a"}, 3]))
    (tmp_path / "b.json").write_text(json.dumps({"articles": [{"body": "b"}]}))
    (tmp_path / "c.json").write_text(json.dumps({"content": "c", "title": None}))
    found = all_of(tmp_path)
    assert texts(found) == ["a", "b", "c"]
    assert whys(found) == {"a.json, item 2": "it is not a JSON object"}


def test_spreadsheets_are_read(tmp_path: Path) -> None:
    pytest.importorskip("python_calamine")
    path = tmp_path / "r.xlsx"
    path.write_bytes(workbook([["title", "text", "date"], ["Blast", REPORT, "2020-01-02"]]))
    document = all_of(path)[0].document
    assert document
    assert (document.title, document.published) == ("Blast", date(2020, 1, 2))


def workbook(rows: list[list[str]]) -> bytes:
    """Return a smallest XLSX file with inline strings."""
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>" for row in rows
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{sheet}.sheet.main+xml"/>'
            f'<Override PartName="/xl/s1.xml" ContentType="{sheet}.worksheet+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/worksheet" Target="s1.xml"/></Relationships>',
        )
        archive.writestr("xl/s1.xml", f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>')
    return data.getvalue()


def test_parquet_is_read_by_row_groups(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    table = pa.table({"text": ["a", "b", "c"], "date": [date(2020, 1, 1), None, None]})
    pq.write_table(table, tmp_path / "r.parquet", row_group_size=1)
    assert texts(all_of(tmp_path)) == ["a", "b", "c"]
    cut = list(ranges(Source(str(tmp_path / "r.parquet")), ReadOptions(), 2))
    assert [r.records for r in cut] == [2, 1]
