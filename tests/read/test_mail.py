"""Saved mails and web archives."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from reading_inputs import PAGE, REPORT

from geoinc.read import read


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
