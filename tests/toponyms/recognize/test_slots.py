from __future__ import annotations

import pytest

from geoinc.model import Mention, MentionKind
from geoinc.toponyms.recognize.slots import in_slots, runs


def found(text: str, *known: str) -> list[str]:
    mentions = [Mention(text.index(n), text.index(n) + len(n), n, MentionKind.LITERAL) for n in known]
    return [mention.text for mention in in_slots(text, mentions)]


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("Robbers beat a nurse in Hai Matara, Wau, on Friday.", ("Wau",), ["Hai Matara"]),
        ("Raiders burned the village of Khada Sel on Friday.", (), ["Khada Sel"]),
        ("Bandits came to homes in Ungwan Mai Awo village, Kaduna.", ("Kaduna",), ["Ungwan Mai Awo"]),
        ("A driver was shot in Thonom Payam, Unity.", ("Unity",), ["Thonom Payam"]),
        ("Shells fell near the Jam Jong area at dawn.", (), ["Jam Jong"]),
        ("An ambush on the Yeri-Lasso road killed two.", (), ["Yeri", "Lasso"]),
    ],
)
def test_what_stands_in_a_slot_of_places_is_a_name(text: str, known: tuple[str, ...], expected: list[str]) -> None:
    assert found(text, *known) == expected


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("He spoke in English, Paris said.", ()),
        ("The talks were held in January, Geneva sources said.", ("Geneva",)),
        ("Doctors without Borders worked in Operation Dawn.", ()),
        ("Officials of the UN met in Goma, Uganda said.", ("Goma", "Uganda")),
        ("The neighbourhood of Saturday's gun battle was quiet.", ()),
    ],
)
def test_other_words_are_none(text: str, known: tuple[str, ...]) -> None:
    assert found(text, *known) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A guard was shot in Ag Genina. He had lived in Paris.", ["Ag Genina"]),
        ("Food was on the way from Al Fashir to Ed Dein.", ["Al Fashir", "Ed Dein"]),
        ("Trucks stopped on route to Al Akaik at noon.", ["Al Akaik"]),
        ("It happened between Konari and Sevare on Monday.", ["Konari", "Sevare"]),
        ("A bomb fell in the area of Al Latmin, Hama.", ["Al Latmin"]),
        ("Fighting broke out between Murle tribesmen and farmers.", []),
        ("He was seen in Paul Wilson's house and in Lower Shabele.", ["Lower Shabele"]),
    ],
)
def test_what_may_be_a_name_in_a_slot(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in runs(text)] == expected
