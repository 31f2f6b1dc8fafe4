"""Plain text and Markdown keep their characters; what their heads say is used."""

from __future__ import annotations

from pathlib import Path

from reading_inputs import write

from geoinc.read import read


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
