"""Clock times in running text: only where a sign, "am", "hours" or a zone marks them as such."""

from __future__ import annotations

import re
from datetime import time

CLOCK = re.compile(
    r"\b(?:at|around|about|shortly after|just after|after|before|by|shortly before)\s+(?:around\s+|about\s+)?"
    r"(?P<h>2[0-4]|[01]?\d)(?::(?P<m>[0-5]\d)|(?P<mm>[0-5]\d)(?!\d))?(?:\s*(?P<half>[ap]\.?m\.?))?(?P<hours>\s+hours|\s+hrs|h\b)?"
    r"(?:\s+\(?(?P<zone>GMT|UTC|BST|CES?T|EES?T|MSK|ES?D?T|[CMP][SD]T|IST|PKT|JST|KST|WAT|CAT|EAT|local(?:\s+time)?)\b)?",
    re.IGNORECASE,
)


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
