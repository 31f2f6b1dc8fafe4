"""Words of an article stay words, whatever opens the file; nothing in a message is a secret."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from geoinc.errors import ExportError
from geoinc.export import write
from geoinc.model import Findings
from geoinc.report import Report

KML = "{http://www.opengis.net/kml/2.2}"
EVIL = '<script>alert(1)</script><img src=x onerror=alert(2)>&lt;b&gt; ]]> <a href="javascript:x">'


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the standard library's signature
        self.found.append(tag)


@pytest.fixture
def hostile(findings: Findings) -> Findings:
    """Return findings whose every word tries to run."""
    incidents = tuple(
        replace(
            incident,
            title=EVIL,
            time_text=EVIL,
            spans=tuple(replace(span, text=EVIL) for span in incident.spans),
            claims=tuple(replace(claim, speaker=EVIL, victims=EVIL) for claim in incident.claims),
            actors=tuple(replace(actor, name=EVIL) for actor in incident.actors),
            location=replace(incident.location, explanation=EVIL, text=EVIL),
        )
        for incident in findings.incidents
    )
    documents = tuple(replace(d, title=EVIL, source=EVIL, uri="javascript:alert(1)") for d in findings.documents)
    return replace(findings, incidents=incidents, documents=documents)


@pytest.mark.parametrize("ending", [".kml", ".kmz"])
def test_kml_shows_words_as_words(hostile: Findings, tmp_path: Path, ending: str) -> None:
    (path,) = write(hostile, tmp_path / f"a{ending}")
    text = zipfile.ZipFile(path).read("doc.kml").decode() if ending == ".kmz" else path.read_text("utf-8")
    root = ET.fromstring(text)
    marks = list(root.iter(f"{KML}Placemark"))
    assert marks
    for mark in marks:
        for element in mark.iter():
            shown = Tags(element.text or "").found
            assert set(shown) <= ({"br"} if element.tag == f"{KML}description" else set()), element.tag
        if mark.get("id") is None:  # of the legend, which has no words of an article
            continue
        description = mark.findtext(f"{KML}description") or ""
        assert "&lt;script&gt;" in description
    assert {e.text for e in root.iter(f"{KML}text")} == {"$[description]"}


def test_kml_has_no_character_that_xml_cannot_hold(findings: Findings, tmp_path: Path) -> None:
    odd = tuple(replace(i, title="a\x00\x0b\ufffe\uffff\ud800\U0001f600b") for i in findings.incidents)
    (path,) = write(replace(findings, incidents=odd), tmp_path / "a.kml")

    assert "a\U0001f600b" in {e.text for e in ET.fromstring(path.read_text("utf-8")).iter(f"{KML}name")}


def test_no_file_has_an_address_that_runs(hostile: Findings, tmp_path: Path) -> None:
    for name in ("a.geojson", "a.csv", "a.stix.json", "a.timemap.json", "a.html"):
        for path in Report(hostile).save(tmp_path / name):
            text = path.read_text("utf-8").replace(EVIL, "").replace('href=\\"javascript:x', "")
            assert "javascript:alert" not in text, path.name


def test_geopandas_own_map_shows_words_as_words(hostile: Findings) -> None:
    page = Report(hostile).explore(tiles=None).get_root().render()

    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert "\\u0026lt;script\\u0026gt;" in page


@pytest.mark.parametrize(
    "url",
    [
        "postgres//user:hunter2@127.0.0.1/db",
        "postgresql://user:hun%ter2@127.0.0.1/db",
        "postgresql://user:hunter2@127.0.0.1:port/db",
        "postgresql://user:hunter2@[::1/db",
        "dbname=x password='hunter2",
        "postgresql://user:hunter2@127.0.0.1:1/db",
        "host=127.0.0.1 port=1 password=hunter2 hunter2=3",
    ],
)
def test_no_message_names_the_password_of_a_database(findings: Findings, url: str) -> None:
    with pytest.raises(ExportError) as told:
        Report(findings).to_postgis(url)

    assert "hunter2" not in f"{told.value}{told.value.facts}"
    assert "ter2" not in f"{told.value}{told.value.facts}"
