"""Front matter of Markdown is metadata, not prose."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoinc.errors import UnreadableFileError
from geoinc.read import read
from geoinc.read.front_matter import split
from geoinc.read.inputs import documents

BODY = "Gunmen attacked the village of Alba on Monday, killing three people.\n\n---\n\nMore is expected.\n"
YAML = "---\ntitle: Raid on a village\ndate: 2019-03-12\noutlet: Alba Post\nurl: https://example.org/1\ncountry: Mali\ntags: [Moscow, Paris]\n---\n\n"
TOML = '+++\ntitle = "Raid on a village"\npublished = 2019-03-12T08:00:00Z\nsource = "Alba Post"\nlink = "https://example.org/1"\nnear = "Mali"\n+++\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "report.md"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("head", [YAML, TOML, YAML.replace("\n", "\r\n")])
def test_what_it_says_is_known_and_is_no_text(tmp_path: Path, head: str) -> None:
    document = read(written(tmp_path, head + BODY))
    assert document.text == f"Raid on a village\n\n{BODY}"
    assert (document.title, document.published) == ("Raid on a village", date(2019, 3, 12))
    assert (document.source, document.uri, document.near) == ("Alba Post", "https://example.org/1", ("Mali",))
    assert "Moscow" not in document.text


def test_the_readers_of_many_files_know_it_too(tmp_path: Path) -> None:
    [record] = documents([written(tmp_path, YAML + BODY)])
    assert record.document is not None
    assert record.document.published == date(2019, 3, 12)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"---\n{BODY}",
        f"---\nA quotation in Alba.\n---\n{BODY}",
        f"# Heading\n\n---\nin: Paris\n---\n{BODY}",
        f"---\n- a\n- list\n---\n{BODY}",
    ],
)
def test_rules_in_a_text_are_no_front_matter(tmp_path: Path, text: str) -> None:
    assert read(written(tmp_path, text)).text == text


@pytest.mark.parametrize(
    "head",
    [
        "---\ntitle: [open\n---\n",
        "---\ndate: 2019-13-45\n---\n",
        "+++\ntitle =\n+++\n",
        "---\na: !!python/object:os.system x\n---\n",
    ],
)
def test_one_that_cannot_be_read_is_told_and_stays(tmp_path: Path, head: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "geoinc"):
        assert read(written(tmp_path, head + BODY)).text == head + BODY
    [told] = caplog.messages
    assert "report.md: its front matter cannot be read" in told
    assert "\n" not in told


def test_without_a_text_below_there_is_no_report(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="holds front matter and no text; add the text below it"):
        read(written(tmp_path, YAML))


def test_the_heading_is_the_title_where_it_says_none(tmp_path: Path) -> None:
    document = read(written(tmp_path, f"---\ndate: 12 March 2019\n---\n# A raid\n\n{BODY}"))
    assert (document.title, document.published) == ("A raid", date(2019, 3, 12))
    assert document.text.startswith("# A raid")


@given(st.text("-+ab:{}[]&*!\n \t'\"", max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    for mark in ("---\n", "+++\n"):
        _, body = split(Path("a.md"), mark + text)
        assert body.strip() in mark + text
