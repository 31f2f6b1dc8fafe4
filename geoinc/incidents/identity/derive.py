"""Ids from what happened: the same event has the same id in whatever file, order or run it is read.

An id is a digest of the family of the first words that tell the event, its day as the text counts days, and its
narrowest place. Where one of these is missing or wide ("in Syria in 2016"), many events would share them, so the words
of the sentence join. Nothing of it is a file's name, an offset, a probability or a rounded coordinate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256

from geoinc.incidents.ground import WIDE, anchor_places, width
from geoinc.model import Incident, Relation, TimePrecision
from geoinc.text.time_ranges import Time

_LENGTH = 16
"""Hexadecimal digits: of ten million ids two are the same once in 370,000 tables."""
_WORD = re.compile(r"\w+")
_SEPARATOR = "\x1f"


def identity(family: str, when: Time | None, relations: Sequence[Relation], words: str) -> str:
    """Return the id of an event.

    Parameters
    ----------
    family
        Of the type of the first account that tells it.
    when
        Its time; only a day counts, however exact the clock.
    relations
        What says where; the narrowest place that they name counts.
    words
        The sentence that tells it first; it counts where day or place do not tell the event from others.
    """
    day, place = _day(when), _place(relations)
    facts = (family, day or "", place or "")
    return _digest(facts if day and place else (*facts, told(words)))


def told(words: str) -> str:
    """Return the words of a text alone, without the case, blanks and signs in which reprints differ."""
    return " ".join(_WORD.findall(words.casefold()))


def distinct(incidents: Iterable[Incident], *, taken: Iterable[str] = ()) -> list[Incident]:
    """Return incidents with ids of their own: of several with one id the first keeps it, the others add their words.

    Parameters
    ----------
    taken
        Ids that are in use and not to be given again.
    """
    seen, own = set(taken), []
    for incident in incidents:
        name, number = incident.id, 1
        while name in seen:
            name = _digest((incident.id, told(_first_words(incident)), str(number)))
            number += 1
        seen.add(name)
        own.append(replace(incident, id=name, was=tuple(i for i in incident.was if i != name)))
    return own


def _first_words(incident: Incident) -> str:
    return incident.spans[0].text if incident.spans else incident.title


def _day(when: Time | None) -> str | None:
    if when is None or when.first is None or when.precision > TimePrecision.DAY:
        return None
    return when.first.isoformat()


def _place(relations: Sequence[Relation]) -> str | None:
    narrowest = min(((width(place), place.id) for place in anchor_places(relations)), default=None)
    return narrowest[1] if narrowest is not None and narrowest[0] < WIDE else None


def _digest(facts: Sequence[str]) -> str:
    return f"inc-{sha256(_SEPARATOR.join(facts).encode('utf-8', 'surrogatepass')).hexdigest()[:_LENGTH]}"
