"""Which of the days that an article names an event happened on."""

from __future__ import annotations

from datetime import date

from geoinc.incidents.decisions.day import all_days, choice, follows, is_limit
from geoinc.incidents.decisions.scorer import Scorer
from geoinc.incidents.frames.lexicon import index
from geoinc.incidents.linking import Event
from geoinc.incidents.place import all_relations
from geoinc.incidents.reading import page_of, read
from geoinc.incidents.scene import Story
from geoinc.model import Document
from geoinc.text.sentences import sentences
from geoinc.text.times import find_times
from geoinc.text.tokens import words_of

TEXT = """Gunmen attack a town

Gunmen killed two nurses in a clinic on Wednesday, police said on Thursday.

The clinic was reopened on Friday."""
WEDNESDAY, THURSDAY, FRIDAY = date(2018, 2, 7), date(2018, 2, 8), date(2018, 2, 9)


def story(text: str) -> Story:
    document = Document(text, published=date(2018, 2, 10))
    page = page_of(document, all_relations(document, [], []), index(), words_of(text))
    return Story(page, [Event([a for a in read(page) if a.trigger.text == "killed"])])


def test_every_day_that_the_text_names_may_be_the_events() -> None:
    found = story(TEXT)
    asked = choice(found, found.events[0], all_days(found), None)
    assert list(asked.days) == [WEDNESDAY, THURSDAY, FRIDAY]
    assert len(asked.features) == 4
    assert asked.features[-1]["none"] == 1.0


def test_where_a_day_stands_is_told() -> None:
    found = story(TEXT)
    first, second, third, _ = choice(found, found.events[0], all_days(found), None).features
    assert first["attached"] == 1.0
    assert any(name.endswith("of speech") for name in second)
    assert "attached" not in third
    assert third["last recent"] == 1.0


def test_the_day_of_the_event_before_is_known() -> None:
    found = story(TEXT)
    *_, third, _ = choice(found, found.events[0], all_days(found), FRIDAY).features
    assert third["of the event before"] == 1.0


def test_the_likeliest_is_chosen_or_none() -> None:
    found = story(TEXT)
    asked = choice(found, found.events[0], all_days(found), None)
    assert asked.best(Scorer({"attached": 9.0})) == 0
    assert asked.best(Scorer({"none": 9.0})) is None


def test_what_followed_and_limits() -> None:
    document = Document("The nurses were released on Friday. By Sunday 11 bodies had been found.", published=FRIDAY)
    freed, found = sentences(document)
    [friday] = find_times(document.text, FRIDAY, freed.start, freed.end)
    sunday = find_times(document.text, FRIDAY, found.start, found.end)[0]
    assert follows(freed, friday, [])
    assert is_limit(found, sunday)
    assert not is_limit(freed, friday)
