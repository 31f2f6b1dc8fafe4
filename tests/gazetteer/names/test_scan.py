"""Names in running text: every one, with the text's own offsets, in any script."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.names import scan
from geoinc.gazetteer.names.fold import fold
from geoinc.testing import gazetteer, place

NAMES = [
    "Paris", "New York", "York", "New York City", "Sana'a", "Deir ez-Zor", "St. Louis", "Coeur d'Alene", "Omar", "al-Omar",
    "دير الزور", "東京", "東京都", "京都", "Дейр-эз-Зор", "서울", "दिल्ली", "Düsseldorf", "Straßburg", "Al Bab", "Ærø",
    "Winston-Salem", "St. John's", "Ho Chi Minh City", "Deir 'Ammar",
]  # fmt: skip


@pytest.fixture(scope="module")
def names() -> Gazetteer:
    places = [place(name, i + 1, i + 1) for i, name in enumerate(NAMES)]
    states = [
        place("United States", -99, 39, abbreviations=["U.S.", "USA"]),
        place("Texas", -98, 31, abbreviations=["Tex."]),
    ]
    return gazetteer(places, states)


def found(gazetteer: Gazetteer, text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in gazetteer.scan(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in Paris today", ["Paris"]),
        ("Paris", ["Paris"]),
        ("Paris's mayor", ["Paris"]),
        ("Paris’ mayor", ["Paris"]),
        ("“Paris”", ["Paris"]),
        ("Parisian", []),
        ("paris", []),
        ("PARIS", ["PARIS"]),
        ("New York City", ["New York", "New York City", "York"]),
        ("New  York", ["New  York", "York"]),
        ("New\nYork", ["New\nYork", "York"]),
        ("New \r\n  York", ["New \r\n  York", "York"]),
        ("New\n\nYork", ["York"]),
        ("New, York", ["York"]),
        ("New. York", ["York"]),
        ("New - York", ["New - York", "York"]),
        ("New — York", ["York"]),
        ("Sana'a", ["Sana'a"]),
        ("Sanaa", ["Sanaa"]),
        ("Sana’a’s", ["Sana’a"]),
        ("Dayr ez-Zor", []),
        ("Deir ez Zor", ["Deir ez Zor"]),
        ("Deir Ez-Zor,", ["Deir Ez-Zor"]),
        ("St. Louis", ["St. Louis"]),
        ("St Louis", ["St Louis"]),
        ("on Main St. Louis said", ["St. Louis"]),
        ("in St. John's", ["St. John's"]),
        ("Coeur d’Alene", ["Coeur d’Alene"]),
        ("the al-Omar field", ["al-Omar", "Omar"]),
        ("near al Omar", ["al Omar", "Omar"]),
        ("the U.S. Army", ["U.S."]),
        ("the US Army", ["US"]),
        ("the USA.", ["USA"]),
        ("Dallas, Tex. said", ["Tex."]),
        ("في دير الزور.", ["دير الزور"]),
        ("في دَيْر الزَّوْر،", ["دَيْر الزَّوْر"]),
        ("東京都で", ["東京", "東京都", "京都"]),
        ("из Дейр-эз-Зора", []),
        ("из Дейр-эз-Зор.", ["Дейр-эз-Зор"]),
        ("서울에서", ["서울"]),
        ("दिल्ली में", ["दिल्ली"]),
        ("दिल्लीवाला", []),
        ("Düsseldorf", ["Düsseldorf"]),
        ("Du\u0308sseldorf", ["Du\u0308sseldorf"]),
        ("Dusseldorf", ["Dusseldorf"]),
        ("Strassburg", ["Strassburg"]),
        ("in Straßburg, Ærø", ["Straßburg", "Ærø"]),
        ("Deir 'Ammar", ["Deir 'Ammar"]),
        ("Deir Ammar", ["Deir Ammar"]),
        ("WinstonSalem", []),
        ("Winston‐Salem", ["Winston‐Salem"]),
        ("Ho Chi Minh City", ["Ho Chi Minh City"]),
        ("", []),
        ("\ud800 Paris", ["Paris"]),
        ("🙂Paris🙂", ["Paris"]),
    ],
)
def test_names_in_text(names: Gazetteer, text: str, expected: list[str]) -> None:
    assert found(names, text) == expected


JOINTS = st.sampled_from(
    [" ", ", ", ". ", "\n", "'s ", "-", "(", ") ", "\n\n", "‘", "’ ", " and ", "…", "ß", "é", "🙂"]
)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from([*NAMES, "the", "Mayor", "x"]), JOINTS), max_size=12))
def test_every_hit_folds_to_its_key(names: Gazetteer, pieces: list[tuple[str, str]]) -> None:
    text = "".join(name + joint for name, joint in pieces)
    for hit in names.scan(text):
        assert names.store.key_text(hit.key) == fold(text[hit.start : hit.end])


@settings(deadline=None)
@given(
    st.sampled_from(NAMES),
    st.sampled_from(["", "x, ", "said\n\n", "(", "“", "É. "]),
    st.sampled_from(["", ", x", ".", ")", "”", "\n\nX"]),
)
def test_a_name_between_breaks_is_found_whole(names: Gazetteer, name: str, before: str, after: str) -> None:
    text = before + name + after
    assert (len(before), len(before) + len(name)) in {(hit.start, hit.end) for hit in names.scan(text)}


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_scanned(names: Gazetteer, text: str) -> None:
    hits = names.scan(text)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    arrays = names.scan_arrays(text)
    assert list(zip(arrays.start, arrays.end, arrays.key, strict=True)) == [(h.start, h.end, h.key) for h in hits]
    assert names.scan_tuples(text) == [(h.start, h.end, h.key) for h in hits]


@pytest.mark.parametrize("text", ["in new york city and sana'a", "in new york city and Düsseldorf and sana'a"])
def test_names_without_capitals_on_request(names: Gazetteer, text: str) -> None:
    found = {text[hit.start : hit.end] for hit in names.scan(text, any_case=True)}
    assert {"new york", "new york city", "york", "sana'a"} <= found


def test_hits_come_in_text_order(names: Gazetteer) -> None:
    hits = names.scan("al-Omar, New York City and 東京都 in St. Louis")
    assert [(h.start, h.end) for h in hits] == sorted((h.start, h.end) for h in hits)


@given(st.text(st.characters(max_codepoint=0x2100, exclude_categories=["Cs"])))
def test_a_text_is_flattened_as_sign_by_sign(text: str) -> None:
    assert scan._flattened(text) == text.translate(scan._FLATTENING)
