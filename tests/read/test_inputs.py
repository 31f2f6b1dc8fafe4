"""Files of every kind to records: what cannot be used is told by name, and the rest goes through."""

from __future__ import annotations

import gzip
import io
import json
import os
import zipfile
from datetime import date
from pathlib import Path

import pytest

from geoinc.errors import UnreadableFileError
from geoinc.read import inputs, read, registry
from geoinc.read.inputs import documents
from geoinc.read.records import ReadOptions, Record, Source
from geoinc.read.registry import ranges, records

REPORT = "A bomb went off near the fish market in Aden on Monday, killing two traders and wounding several others."


def all_of(*paths: Path, **options: object) -> list[Record]:
    return list(documents(paths, ReadOptions(**options)))  # type: ignore[arg-type]


def texts(found: list[Record]) -> list[str]:
    return [r.document.text for r in found if r.document]


def whys(found: list[Record]) -> dict[str, str]:
    return {Path(r.where).name: r.why for r in found if r.document is None}


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


def test_text_in_another_encoding_is_told_by_its_look(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(("Вчера в городе произошёл взрыв, сообщили местные власти и очевидцы. " * 4).encode("cp1251"))
    assert read(path).text.startswith("Вчера в городе")


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


@pytest.mark.parametrize("size", [1, 2, 100])
def test_ranges_give_together_what_the_whole_gives(tmp_path: Path, size: int) -> None:
    (tmp_path / "a.csv").write_text('text,id\n"one\nline",1\n\ntwo,2\n"th""ree",3\nfour\n')
    (tmp_path / "b.jsonl").write_text('{"text":"a"}\n\nno\n{"text":"b"}')
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        for name in ("x.txt", "y.txt", "z.txt"):
            archive.writestr(name, name)
    (tmp_path / "d.warc").write_bytes(crawl(3))
    (tmp_path / "e.warc.gz").write_bytes(b"".join(gzip.compress(crawl(1)) for _ in range(3)))
    for path in sorted(tmp_path.iterdir()):
        source = Source(str(path))
        parts = list(ranges(source, ReadOptions(), size))
        assert [r for part in parts for r in records(source, ReadOptions(), part)] == list(
            records(source, ReadOptions())
        ), path
        assert len(parts) == 1 or size < 100


def test_a_feed_gives_an_entry_a_document(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(
        "<rss><channel><title>x</title><item><title>Blast</title><description>&lt;p&gt;A bomb&lt;/p&gt;</description>"
        "<link>https://www.x.org/a</link><pubDate>Mon, 12 Feb 2018 09:00:00 GMT</pubDate></item><item/></channel></rss>"
    )
    (tmp_path / "b.atom").write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:1</id><title>Flood</title><updated>2021-05-06T08:00:00Z'
        '</updated><link href="https://y.org/b"/><content type="html">It &lt;b&gt;rained&lt;/b&gt;.</content></entry></feed>'
    )
    found = all_of(tmp_path)
    assert texts(found) == ["Blast\n\nA bomb", "Flood\n\nIt rained."]
    assert [(r.document.published, r.document.source) for r in found if r.document] == [
        (date(2018, 2, 12), "x.org"),
        (date(2021, 5, 6), "y.org"),
    ]
    assert whys(found) == {"a.rss, entry 2": "it has neither a title nor a text"}


def test_a_mail_gives_its_subject_text_and_date(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_text(
        "From: Desk <desk@courier.example>\nSubject: =?utf-8?q?Brand_in_K=C3=B6ln?=\nDate: Mon, 12 Feb 2018 09:00:00 +0000\n"
        f"Content-Type: text/html; charset=utf-8\n\n<p>{REPORT}</p><script>x()</script>"
    )
    document = read(path)
    assert (document.title, document.published, document.source) == (
        "Brand in Köln",
        date(2018, 2, 12),
        "courier.example",
    )
    assert document.text == f"Brand in Köln\n\n{REPORT}"


PAGE = f"<html><head><title>Blast in Aden</title></head><body><article><h1>Blast in Aden</h1><p>{REPORT}</p><p>{REPORT[::-1]}</p></article></body></html>"


def test_a_web_archive_gives_its_article(tmp_path: Path) -> None:
    path = tmp_path / "a.mhtml"
    path.write_text(
        "From: <Saved by a browser>\nSnapshot-Content-Location: https://www.x.org/a\nDate: Mon, 12 Feb 2018 09:00:00 -0000\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n'
        f"Content-Location: https://www.x.org/a\n\n{PAGE}\n--b--\n"
    )
    document = read(path)
    assert REPORT in document.text
    assert (document.source, document.uri, document.published) == ("x.org", "https://www.x.org/a", date(2018, 2, 12))


def crawl(pages: int, body: str = PAGE) -> bytes:
    """Return a WARC of so many pages, each with a request before it and an image after it."""
    found = []
    for number in range(pages):
        for kind, content_type, payload in (
            ("request", "", "GET / HTTP/1.1\r\n\r\n"),
            ("response", "text/html; charset=utf-8", body),
            ("response", "image/png", "x"),
        ):
            head = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n" if content_type else ""
            block = (head + payload).encode()
            found.append(
                (
                    f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:032}>\r\n"
                    f"WARC-Target-URI: https://www.x.org/{number}\r\nWARC-Date: 2018-02-12T09:00:00Z\r\n"
                    f"Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
                ).encode()
                + block
                + b"\r\n\r\n"
            )
    return b"".join(found)


def test_a_crawl_gives_its_pages(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(crawl(2)))
    found = [r.document for r in all_of(tmp_path) if r.document]
    assert [d.uri for d in found] == ["https://www.x.org/0", "https://www.x.org/1"]
    assert all(REPORT in d.text and d.published == date(2018, 2, 12) for d in found)


def test_a_crawl_that_is_cut_off_gives_what_is_whole(tmp_path: Path) -> None:
    data = gzip.compress(crawl(1)) + gzip.compress(crawl(1))
    (tmp_path / "a.warc.gz").write_bytes(data[:-40])
    found = all_of(tmp_path)
    assert len(texts(found)) >= 1
    assert REPORT in texts(found)[0]


def test_the_fast_way_reads_pages_too(tmp_path: Path) -> None:
    pytest.importorskip("resiliparse")
    path = tmp_path / "a.html"
    path.write_text(
        PAGE.replace(
            "<head>",
            '<head><meta property="article:published_time" content="2021-05-06"><link rel="canonical" href="https://www.x.org/a">',
        )
    )
    document = all_of(path, fast=True)[0].document
    assert document
    assert REPORT in document.text
    assert (document.published, document.source, document.title) == (date(2021, 5, 6), "x.org", "Blast in Aden")


def test_rows_of_tables_lists_and_times_of_entries_stay(tmp_path: Path) -> None:
    entries = "".join(
        f'<div><time datetime="2023-10-09T1{n}:20:00Z">1{n}:20</time><p>Report {n}: {REPORT} It is the {n}th of the day, the ministry added.</p></div>'
        for n in range(4)
    )
    path = tmp_path / "a.html"
    path.write_text(
        f"<html><body><nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul></nav><article><h1>Live</h1>{entries}"
        "<table><tr><th>Day</th><th>Place</th></tr><tr><td>3 May</td><td>Idlib</td></tr></table>"
        "<ul><li>Aleppo: two killed</li><li>Homs: one wounded</li></ul></article></body></html>"
    )
    lines = [line.strip(" |") for line in read(path).text.split("\n")]
    assert any(line.startswith("12:20 Report 2") for line in lines)
    assert "3 May | Idlib" in lines
    assert {"Aleppo: two killed", "Homs: one wounded"} <= set(lines)
    assert "World" not in "".join(lines)


def pdf(text: str) -> bytes:
    """Return a smallest PDF with one line of text."""
    stream = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode() if text else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >> stream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data = b"%PDF-1.4\n"
    offsets = []
    for number, item in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj %s endobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 6\n0000000000 65535 f \n" + table
    return data + head + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(data)


def test_pdfs_with_text_scans_and_locked_ones(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    (tmp_path / "good.pdf").write_bytes(pdf(REPORT))
    (tmp_path / "scan.pdf").write_bytes(pdf(""))
    (tmp_path / "torn.pdf").write_bytes(pdf(REPORT)[:200])
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(REPORT)))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    found = all_of(tmp_path)
    assert texts(found) == [REPORT]
    why = whys(found)
    assert "it is encrypted" in why["locked.pdf"]
    assert "it is a scan" in why["scan.pdf"]
    assert "torn.pdf" in why


def test_a_word_document_keeps_paragraphs_and_rows(tmp_path: Path) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

    def paragraph(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    row = f"<w:tr><w:tc>{paragraph('3 May')}</w:tc><w:tc>{paragraph('Idlib')}</w:tc></w:tr>"
    body = f"<w:document {space}><w:body>{paragraph(REPORT)}<w:tbl>{row}</w:tbl></w:body></w:document>"
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", body)
    assert read(tmp_path / "a.docx").text == f"{REPORT}\n\n3 May | Idlib"
    (tmp_path / "b.docx").write_bytes(b"PK nothing")
    with pytest.raises(UnreadableFileError, match="no Word document"):
        read(tmp_path / "b.docx")


def test_entities_of_strangers_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("TOPSECRET")
    path = tmp_path / "a.xml"
    path.write_text(
        f'<!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}">]><rss><item><title>a &x; b</title></item></rss>'
    )
    assert "TOPSECRET" not in "".join(texts(all_of(path)))


def test_archives_are_bounded_and_stay_inside(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("in/a.txt", "Hello from Aden")
        archive.writestr("../out.txt", "no")
        archive.writestr("bomb.txt", "0" * 15_000_000)
        archive.writestr("r.csv", "text\nfoo\n")
        archive.writestr("p.jpg", "x")
        archive.writestr("b.zip", "x")
    found = all_of(tmp_path)
    assert texts(found) == ["Hello from Aden", "foo"]
    assert not (tmp_path.parent / "out.txt").exists()
    why = whys(found)
    assert "leads out" in why["out.txt"]
    assert "bomb" in why["bomb.txt"]
    assert "are not read" in why["p.jpg"]
    assert "archive within" in why["b.zip"]


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


def test_a_name_outside_utf8_is_printable(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    try:
        Path(path).write_text(REPORT)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (record,) = all_of(tmp_path)
    assert record.document
    assert record.document.id == "caf\\xe9.txt"
    assert record.where.encode()


def test_devices_are_refused() -> None:
    with pytest.raises(UnreadableFileError, match="no regular file"):
        read(Path(os.devnull))


def test_addresses_are_opened_by_fsspec() -> None:
    fsspec = pytest.importorskip("fsspec")
    with fsspec.open("memory://reports/r.csv", "w") as file:
        file.write("text\nfrom afar\n")
    assert texts(list(documents(["memory://reports/r.csv"]))) == ["from afar"]
    (missing,) = documents(["memory://reports/none.csv"])
    assert "cannot be opened" in missing.why


def test_a_pipe_is_known_by_its_content(monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(b'{"text": "piped"}\n')

    monkeypatch.setattr(inputs.sys, "stdin", Input)
    assert texts(list(documents(["-"]))) == ["piped"]


def test_a_reader_of_others_is_found_by_its_entry_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from geoinc.model import Document
    from geoinc.read.records import one_document

    class Point:
        @staticmethod
        def load() -> object:
            return one_document(lambda path, data, options: Document(data.decode().upper()))  # noqa: ARG005

    monkeypatch.setattr(registry, "_installed", lambda: {".telex": Point})
    (tmp_path / "a.telex").write_text("stop")
    assert texts(all_of(tmp_path)) == ["STOP"]


def test_one_file_of_several_documents_is_not_one_document(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("text\na\nb\n")
    with pytest.raises(UnreadableFileError, match="several documents"):
        read(tmp_path / "r.csv")


def test_whatever_breaks_in_one_entry_costs_that_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from geoinc.read import warc

    whole = warc.page_document

    def broken(path: Path, *arguments: object, **options: object) -> object:
        if path.name.endswith("#3"):
            message = "too deep\nby far"
            raise RecursionError(message)
        return whole(path, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(warc, "page_document", broken)
    (tmp_path / "a.warc").write_bytes(crawl(3))
    found = all_of(tmp_path)
    assert len(texts(found)) == 2
    assert whys(found) == {"a.warc, record 3": "it cannot be read (RecursionError: too deep)"}
