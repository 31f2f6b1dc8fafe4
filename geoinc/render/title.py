"""What a map is headed with: its one article's title, or how many incidents, where and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from geoinc.model import Findings

NOTHING = "Incident map"


def title(findings: Findings) -> str:
    """Return the title of the only document, or such as "60 incidents, West Africa, March 2018"."""
    documents = findings.documents
    if len(documents) == 1 and documents[0].title:
        return documents[0].title
    count = len(findings.incidents)
    if not count:
        return f"No incidents in {len(documents):,} reports" if len(documents) > 1 else NOTHING
    counted = "1 incident" if count == 1 else f"{count:,} incidents"
    return ", ".join(part for part in (counted, findings.region, _when(findings)) if part)


def _when(findings: Findings) -> str:
    """Return the days, months or years that the incidents span, empty where none has a date."""
    dates = [(i.start, i.end or i.start) for i in findings.incidents if i.start is not None]
    if not dates:
        return ""
    return _span(min(start for start, _ in dates), max(end for _, end in dates if end is not None))


def _span(first: datetime, last: datetime) -> str:
    if first.date() == last.date():
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}"
    if first.year == last.year:
        return f"{first:%B} to {last:%B %Y}"
    return f"{first.year} to {last.year}"


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
