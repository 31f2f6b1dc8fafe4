"""Countries that the lines of a text open with ("NIGERIA: …", "LOME ANCHORAGE, TOGO: …"): what follows is told of them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geoinc.gazetteer.file.columns import KINDS
from geoinc.gazetteer.names.fold import fold
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from geoinc.gazetteer import Gazetteer
    from geoinc.model import Document

_OPENER: Final = re.compile(r"^[\W\d_]{0,8}(?P<head>[^\W\d_][^\n:;]{2,90}?)\s*:", re.MULTILINE)
_PARTS: Final = re.compile(r"\s*[,/(]\s*|\s*-\s*")
_MOST: Final = 40
"""More openers than this are those of a table, whose first ones do for all."""


def with_openers(document: Document, gazetteer: Gazetteer) -> Document:
    """Return a document that is ``near`` the countries its lines open with, where nobody has said where it is."""
    if document.near or ":" not in document.text:
        return document
    found: dict[str, None] = {}
    for number, match in enumerate(_OPENER.finditer(document.text)):
        if number == _MOST:
            break
        head = match["head"]
        if head[:1].isupper():
            found.update(dict.fromkeys(p for p in (head, *_PARTS.split(head)) if _is_country(p, gazetteer)))
    return replace(document, near=tuple(found)) if found else document


def _is_country(name: str, gazetteer: Gazetteer) -> bool:
    key = gazetteer.store.key(fold(name))
    if key is None:
        return False
    first = gazetteer.indices_of_key(key)[:1]
    return any(KINDS[number] is PlaceKind.COUNTRY for number in gazetteer.columns.kind[first])
