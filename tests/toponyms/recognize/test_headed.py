"""Names that head the lines of a bulletin, which no word calls places."""

from __future__ import annotations

import pytest

from geoinc import testing
from geoinc.gazetteer.names.whereabouts import NOWHERE_KNOWN
from geoinc.model import Mention
from geoinc.toponyms.recognize.headed import headed

GAZETTEER = testing.gazetteer(
    testing.place("Jowhar", 45.5, 2.8, country="SO"),
    testing.place("Marka", 44.8, 1.7, country="SO"),
    testing.place("Baidoa", 43.6, 3.1, country="SO"),
    testing.place("Outlook", -107.1, 51.5, country="CA"),
)


def found(text: str, *tagged: str) -> list[str]:
    mentions = [Mention(text.index(name), text.index(name) + len(name), name) for name in tagged]
    return [m.text for m in headed(GAZETTEER, text, mentions, GAZETTEER.scan_tuples(text), NOWHERE_KNOWN)]


def bulletin(*heads: str) -> str:
    return "\n\n".join(["Security in brief", *(f"{head}. A charge went off in front of a shop." for head in heads)])


@pytest.mark.parametrize("heads", [("JOWHAR", "MARKA", "BAIDOA"), ("Jowhar town", "Marka", "Baidoa (Bay)")])
def test_most_headings_name_places_of_one_land(heads: tuple[str, ...]) -> None:
    assert [name.upper() for name in found(bulletin(*heads))] == ["JOWHAR", "MARKA", "BAIDOA"]


def test_names_found_already_count_and_stay() -> None:
    assert found(bulletin("Jowhar", "Marka", "Baidoa"), "Marka", "Baidoa") == ["Jowhar"]


def test_a_namesake_elsewhere_is_no_place() -> None:
    assert "Outlook" not in found(bulletin("Jowhar", "Marka", "Baidoa", "Outlook"))


@pytest.mark.parametrize(
    "heads", [("Jowhar", "Marka"), ("Jowhar", "Marka", "Background", "Response", "Access", "Funding")]
)
def test_other_headings_make_no_bulletin(heads: tuple[str, ...]) -> None:
    assert found(bulletin(*heads)) == []
