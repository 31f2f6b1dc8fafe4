from __future__ import annotations

from datetime import date

import pytest

from geoinc.model import Document
from geoinc.text.publication import copies, published_in, resolve_published

STORY = "Gunmen from the Blue Front attacked the Karlin dam near Ostrava on Monday, and Colonel Havel of the Border Guard said that two Karlin engineers died."
SAME = "The Blue Front raid on the Karlin dam left two engineers dead, the Border Guard said in Ostrava. Colonel Havel blamed the Blue Front."
OTHER = "Heavy snow closed the Gotthard pass, and the Swiss railways ran fewer trains between Zurich and Lugano."


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Published: Mon, March 2, 2020\nNews.", date(2020, 3, 2)),
        ("LIMA, 9 Oct 88 (EFE) -- A bomb exploded.", date(1988, 10, 9)),
        ("A headline\n2 March 2020\nText.", date(2020, 3, 2)),
        ("The war began on 2 March 1999 and has not ended since, the mayor said.", None),
        ("No date.", None),
    ],
)
def test_the_date_a_text_states_of_itself(text: str, published: date | None) -> None:
    assert published_in(Document(text)) == published


def test_a_follow_up_inherits_the_date_of_its_story_and_says_so() -> None:
    first, second, third = (
        Document(STORY, published=date(2020, 3, 2), uri="a"),
        Document(SAME, uri="b"),
        Document(OTHER, uri="c"),
    )
    dated, notes = resolve_published([first, second, third])
    assert [d.published for d in dated] == [date(2020, 3, 2), date(2020, 3, 2), None]
    assert any("b" in note and "same story" in note for note in notes)


def test_a_given_date_stays() -> None:
    given = Document("Published: March 2, 2020", published=date(2019, 1, 1))
    assert resolve_published([given]) == ([given], [])


def test_copies() -> None:
    assert copies(Document(STORY * 3), Document("By wire. " + STORY * 3))
    assert not copies(Document(STORY), Document(SAME))
