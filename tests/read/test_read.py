"""Files to documents, and one clear line for whatever cannot be used."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from geoinc.errors import UnreadableFileError
from geoinc.read import read
from geoinc.read.files import MAX_BYTES

PAGE = """<html><head><title>Ferry sinks off Mindoro - Island Courier</title>
<link rel="canonical" href="https://www.courier.example/2021/05/06/ferry">
<meta property="article:published_time" content="2021-05-06T08:00:00Z"></head>
<body><nav>Home | Shipping | Weather</nav><article><h1>Ferry sinks off Mindoro</h1>
<p>A ferry sank in heavy seas eleven kilometres off the coast of Mindoro early on Thursday, the coast guard said.
All forty passengers were brought ashore by fishing boats that had been working nearby.</p>
<p>The vessel had left Batangas shortly after midnight, and its last call was received at three in the morning.</p>
</article><div class="share">Share this on everything</div></body></html>"""


def write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_text_keeps_its_characters(tmp_path: Path) -> None:
    text = "Headline about Aden\n\nÜber 20 people — سوريا 🚒 were told to leave.\n"
    document = read(write(tmp_path, "a.txt", text))
    assert document.text == text
    assert (document.id, document.title, document.published) == ("a.txt", "Headline about Aden", None)


def test_header_lines_of_a_text_are_used(tmp_path: Path) -> None:
    document = read(write(tmp_path, "a.txt", "Title: Floods\nSource: courier.example\n\nIt rained.\n"))
    assert (document.title, document.source) == ("Floods", "courier.example")


def test_markdown_heading_is_the_title(tmp_path: Path) -> None:
    assert read(write(tmp_path, "a.md", "intro\n\n# The *bridge* fell #\n\nText.\n")).title == "The *bridge* fell"


def test_web_page_gives_text_title_outlet_and_date(tmp_path: Path) -> None:
    document = read(write(tmp_path, "a.html", PAGE))
    assert document.title == "Ferry sinks off Mindoro"
    assert document.published == date(2021, 5, 6)
    assert document.source == "courier.example"
    assert document.text.startswith("Ferry sinks off Mindoro\n")
    assert "eleven kilometres off the coast of Mindoro" in document.text
    assert "Share this" not in document.text
    assert "Weather" not in document.text


def test_utf16_with_a_mark_is_read(tmp_path: Path) -> None:
    assert read(write(tmp_path, "a.txt", "Köln".encode("utf-16"))).text == "Köln"


def test_encoding_can_be_named(tmp_path: Path) -> None:
    assert read(write(tmp_path, "a.txt", "Málaga".encode("cp1252")), encoding="cp1252").text == "Málaga"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b" \n", "it is empty"),
        ("program.txt", b"\x7fELF\0\0\0", "binary file"),
        ("old.txt", "Málaga".encode("cp1252"), "--encoding"),
        ("page.html", b"<html><body><script>go()</script></body></html>", "no article text"),
        ("photo.jpg", b"\xff\xd8", "are not read"),
        ("big.txt", b"x" * (MAX_BYTES + 1), "split it"),
    ],
)
def test_unusable_files_are_named_with_a_remedy(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = write(tmp_path, name, data)
    with pytest.raises(UnreadableFileError) as caught:
        read(path)
    assert str(path) in str(caught.value)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_file_and_directory(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="no such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(UnreadableFileError, match="directory"):
        read(tmp_path)


def test_unknown_encoding_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="no encoding 'klingon'"):
        read(write(tmp_path, "a.txt", "x"), encoding="klingon")
