"""Clock times in running text: only where a sign, "am", "hours" or a zone marks them as such."""

from __future__ import annotations

import re
from datetime import time

from geoinc.text.time_words import TIME_WORDS

CLOCK = re.compile(TIME_WORDS.source("clock"), re.IGNORECASE)


def clock_of(match: re.Match[str]) -> time | None:
    """Return the clock time of a match of :data:`CLOCK`, or None where its figures are a length, a count or a span."""
    minute = match["m"] or match["mm"]
    marked = bool(match["hours"] or match["half"] or match["zone"])
    lasts = bool(match["hours"]) and match["hours"].strip().lower() != "h" and not minute
    if lasts or not (match["m"] or marked):
        return None
    hour = int(match["h"]) % 24
    half = (match["half"] or "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    if half.startswith("a") and hour == 12:
        hour = 0
    return time(hour, int(minute or 0))
