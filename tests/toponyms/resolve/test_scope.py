from __future__ import annotations

import pytest

from geoinc.model import Mention, MentionKind
from geoinc.toponyms.resolve.scope import containers, measured

ADJECTIVES = {"Syrian", "Malian"}


def said(text: str, *names: str) -> dict[str, tuple[str, ...]]:
    mentions, start = [], 0
    for name in names:
        start = text.index(name, start)
        kind = MentionKind.DEMONYM if name in ADJECTIVES else MentionKind.LITERAL
        mentions.append(Mention(start, start + len(name), name, kind))
        start += len(name)
    return dict(zip(names, containers(text, mentions), strict=True))


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("12 km north of Solhan, Burkina Faso", ("Solhan", "Burkina Faso"), ("Burkina Faso",)),
        ("in Djibo, Soum, Burkina Faso", ("Djibo", "Soum", "Burkina Faso"), ("Soum", "Burkina Faso")),
        ("the town of Djibo in northern Burkina Faso", ("Djibo", "Burkina Faso"), ("Burkina Faso",)),
        ("Moura, a village in central Mali", ("Moura", "Mali"), ("Mali",)),
        ("in Macomia district, Cabo Delgado", ("Macomia", "Cabo Delgado"), ("Cabo Delgado",)),
        ("shelling of Tonj (Warrap State)", ("Tonj", "Warrap"), ("Warrap State",)),
        ("before a Bradford, Ontario court", ("Bradford", "Ontario"), ("Ontario",)),
        ("Kani, west of Monywa in Myanmar", ("Kani", "Monywa", "Myanmar"), ("Myanmar",)),
        ("Ain, 9 km from Sebba, Burkina Faso", ("Ain", "Sebba", "Burkina Faso"), ("Burkina Faso",)),
    ],
)
def test_what_a_name_is_said_to_lie_in(text: str, names: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert said(text, *names)[names[0]] == expected


def test_owners_and_adjectives_say_it_before_the_name() -> None:
    assert said("Syria's Idlib", "Syria", "Idlib")["Idlib"] == ("Syria",)
    assert said("Mali's northern city of Gao", "Mali", "Gao")["Gao"] == ("Mali",)
    assert said("the Syrian town of Afes", "Syrian", "Afes")["Afes"] == ("Syrian",)
    assert said("the restive Malian border town of Gao", "Malian", "Gao")["Gao"] == ("Malian",)
    assert said("Sudan's war-torn western Darfur", "Sudan", "Darfur")["Darfur"] == ("Sudan",)
    assert said("Syria's second city Aleppo", "Syria", "Aleppo")["Aleppo"] == ("Syria",)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("strikes in Aleppo, Homs and Hama", ("Aleppo", "Homs", "Hama")),
        ("Goma refugees arrived in Uganda", ("Goma", "Uganda")),
        ("He left Gao. In Mali, talks went on", ("Gao", "Mali")),
        ("Malian soldiers reached Gao", ("Malian", "Gao")),
        ("near Khusham, US officials said", ("Khusham", "US")),
        ("Israel's army struck Beirut on Monday", ("Israel", "Beirut")),
        ("Mali's president flew to Gao", ("Mali", "Gao")),
        ("Syrian troops near the city of Gao", ("Syrian", "Gao")),
        ("shells fell on Gao, Mali said", ("Gao", "Mali")),
    ],
)
def test_lists_and_stories_say_nothing(text: str, names: tuple[str, ...]) -> None:
    assert all(words == () for words in said(text, *names).values())


def test_a_code_right_after_a_name_says_it() -> None:
    assert said("Ten died in Paris TX on Monday", "Paris")["Paris"] == ("TX",)
    assert said("Ten died in Paris US officials said", "Paris")["Paris"] == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Omo village, 15km NE of Koro", 15_000),
        ("Omo, about 1,200 km to the north of Koro", 1_200_000),
        ("Omo, 2.5 miles from Koro", 4_023.36),
        ("Omo, north of Koro", None),
        ("Omo and, 15 km on, Koro", None),
    ],
)
def test_how_far_a_name_lies_from_the_next(text: str, expected: float | None) -> None:
    mentions = [Mention(text.index(name), text.index(name) + len(name), name) for name in ("Omo", "Koro")]
    first, last = measured(text, mentions)
    assert first == (None if expected is None else pytest.approx(expected))
    assert last is None
