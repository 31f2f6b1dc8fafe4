from __future__ import annotations

import pytest

from geoinc.gazetteer import Gazetteer
from geoinc.model import Document
from geoinc.toponyms.resolve import sources


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("https://www.herald.example.com/a?b=1", "example.com"),
        ("news.example.co.uk", "example.co.uk"),
        ("example.com.au/story", "example.com.au"),
        ("Example.ORG", "example.org"),
        ("Reuters", None),
        ("", None),
        (None, None),
        ("http://[broken", None),
    ],
)
def test_domains(source: str | None, expected: str | None) -> None:
    assert sources.domain_of(Document("x", source=source)) == expected


def test_the_uri_stands_in_for_a_missing_source() -> None:
    assert sources.domain_of(Document("x", source="Reuters", uri="https://example.org/1")) == "example.org"


def test_country_domains(gazetteer: Gazetteer) -> None:
    key = sources.domain_country("example.co.uk", gazetteer)
    assert gazetteer.columns.countries[key - sources.COUNTRY_KEYS] == "GB"
    assert sources.domain_country("example.com", gazetteer) == 0
    assert sources.domain_country("example.tv", gazetteer) == 0
    assert sources.domain_country(None, gazetteer) == 0
