"""When an event took place: the times of its own words, else the first day that its part of the text states."""

from __future__ import annotations

from collections.abc import Sequence

from geoinc.incidents.gather import Event
from geoinc.incidents.reading import Page
from geoinc.incidents.scene import owners
from geoinc.model import TimePrecision
from geoinc.text.time_ranges import Time
from geoinc.text.times import find_times

_REACH = 3
"""So many sentences from the event's own a day may be stated."""


def story_times(page: Page, event: Event, events: Sequence[Event]) -> list[Time]:
    """Return the times of an event: those given to its words, or the first day stated around them."""
    own = event.times
    if any(_is_day(t) for t in own):
        return own
    owner = owners(page, events)
    told = {a.sentence.index for a in event.accounts}
    for sentence in page.sentences:
        apart = min(abs(sentence.index - i) for i in told)
        if apart > _REACH or owner.get(sentence.index) not in {None, id(event)}:
            continue
        found = find_times(page.document.text, page.document.published, sentence.start, sentence.end)
        days = [t for t in found if _is_day(t) and t.moves is None]
        if days:
            return [*own, days[0]]
    return own


def _is_day(when: Time) -> bool:
    return when.first is not None and not when.weak and not when.future and when.precision <= TimePrecision.DAY
