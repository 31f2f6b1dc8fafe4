from __future__ import annotations

import pytest

from geoinc.relations.clauses import AnchorName
from geoinc.relations.productions import grammar
from geoinc.relations.readers import PhraseReader


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("northern and eastern", ("north", "east")),
        ("central and North", ("central", "north")),
        ("far north-western", ("northwest",)),
        ("south, west and central", ("south", "west", "central")),
        ("right", ("right",)),
        ("upper", ()),
    ],
)
def test_parts(words: str, parts: tuple[str, ...]) -> None:
    assert grammar.parts_in(words) == parts


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Homs–Palmyra", ["Homs", "Palmyra"]),
        ("Al Hasakah/Deir ez-Zor", ["Al Hasakah", "Deir ez-Zor"]),
        ("Mauritius - Reunion", ["Mauritius", "Reunion"]),
        ("Guerrero-Michoacan", ["Guerrero", "Michoacan"]),
        ("Khusham", ["Khusham"]),
        ("Deir-ez-Zor", ["Deir-ez-Zor"]),
    ],
)
def test_pairs_split_at_their_joint(text: str, pieces: list[str]) -> None:
    split = grammar.split_pair(AnchorName(10, 10 + len(text), text))
    assert [name.text for name in split] == pieces
    assert all(text[name.start - 10 : name.end - 10] == name.text for name in split)


@pytest.mark.parametrize(
    ("text", "names", "qualifiers"),
    [
        ("the Turkish border", ["Turkish"], ("of:border",)),
        ("the southern coast of Crete", ["Crete"], ("of:coast", "south")),
        ("the road between Homs and Palmyra", ["Homs", "Palmyra"], ("of:road",)),
        ("the border between Syria and Iraq", ["Syria", "Iraq"], ("of:border",)),
        ("the town of Khusham", ["Khusham"], ()),
    ],
)
def test_what_of_an_anchor_is_meant(text: str, names: list[str], qualifiers: tuple[str, ...]) -> None:
    found = grammar.target(PhraseReader(text, lambda _: False), 0)
    assert found is not None
    assert ([n.text for n in found.names], found.qualifiers, found.end) == (names, qualifiers, len(text))
