"""Saved web pages: headline, text, outlet, date; rows, lists and times stay."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from reading_inputs import PAGE, REPORT, all_of, write

from geoinc.read import read


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


FERRY = """<html><head><title>Ferry sinks off Mindoro - Island Courier</title>
<link rel="canonical" href="https://www.courier.example/2021/05/06/ferry">
<meta property="article:published_time" content="2021-05-06T08:00:00Z"></head>
<body><nav>Home | Shipping | Weather</nav><article><h1>Ferry sinks off Mindoro</h1>
<p>A ferry sank in heavy seas eleven kilometres off the coast of Mindoro early on Thursday, the coast guard said.
All forty passengers were brought ashore by fishing boats that had been working nearby.</p>
<p>The vessel had left Batangas shortly after midnight, and its last call was received at three in the morning.</p>
</article><div class="share">Share this on everything</div></body></html>"""


def test_web_page_gives_text_title_outlet_and_date(tmp_path: Path) -> None:
    document = read(write(tmp_path, "a.html", FERRY))
    assert document.title == "Ferry sinks off Mindoro"
    assert document.published == date(2021, 5, 6)
    assert document.source == "courier.example"
    assert document.text.startswith("Ferry sinks off Mindoro\n")
    assert "eleven kilometres off the coast of Mindoro" in document.text
    assert "Share this" not in document.text
    assert "Weather" not in document.text
