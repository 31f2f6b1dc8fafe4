"""Word documents keep paragraphs and rows."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from reading_inputs import REPORT

from geoinc.errors import UnreadableFileError
from geoinc.read import read


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
