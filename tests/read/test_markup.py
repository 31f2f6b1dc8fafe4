"""XML and HTML of strangers."""

from __future__ import annotations

from pathlib import Path

import pytest
import reading_inputs
from reading_inputs import all_of

from geoinc.errors import UnreadableFileError
from geoinc.read.markup import parse_xml, plain, texts


def test_entities_of_strangers_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("TOPSECRET")
    path = tmp_path / "a.xml"
    path.write_text(
        f'<!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}">]><rss><item><title>a &x; b</title></item></rss>'
    )
    assert "TOPSECRET" not in "".join(reading_inputs.texts(all_of(path)))


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("<p>Shells  fell.</p><p>Two died.</p>", "Shells fell.\n\nTwo died."),
        ("Shells<br>fell", "Shells\n\nfell"),
        ("a<script>alert(1)</script><style>p {}</style> b", "a b"),
        ("<b>Shells</b> fell\nin <i>Gao</i>", "Shells fell in Gao"),
        ("a &amp; b<!-- no -->", "a & b"),
        ("  ", ""),
        ("plain", "plain"),
    ],
)
def test_a_fragment_becomes_lines_of_text(fragment: str, text: str) -> None:
    assert plain(fragment) == text


def test_no_depth_of_markup_breaks_it() -> None:
    assert plain("<div>" * 5_000 + "deep" + "</div>" * 5_000).strip() in {"deep", ""}


def test_what_is_no_xml_is_told_and_what_is_broken_can_be_had() -> None:
    with pytest.raises(UnreadableFileError, match="not XML"):
        parse_xml(Path("a.xml"), b"<a><b></a>")
    assert parse_xml(Path("a.xml"), b"<a><b></a>", recover=True).tag == "a"
    with pytest.raises(UnreadableFileError, match="not XML"):
        parse_xml(Path("a.xml"), b"no", recover=True)


def test_texts_of_tags_with_stand_ins() -> None:
    root = parse_xml(Path("a.xml"), b"<p><t>Shells</t><br/><t>fell</t><u>x</u></p>")
    assert texts(root, {"t": None, "br": "\n"}) == "Shells\nfell"
