"""PDFs by their text layer."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from reading_inputs import REPORT, all_of, texts, whys


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


def test_a_damaged_pdf_is_told_once_and_by_name(tmp_path: Path) -> None:
    path = tmp_path / "s.pdf"
    path.write_bytes(b"%PDF-1.4 nothing")
    code = f"import geoinc; geoinc.read({str(path)!r})"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.stderr.startswith("Traceback")
    assert ended.stderr.splitlines()[-1].startswith(f"geoinc.errors.UnreadableFileError: {path}: it is no PDF")
