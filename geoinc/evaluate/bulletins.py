"""Bulletins made of reports of one incident each, and how many of the reports are found again as stories of their own.

A bulletin has ten reports, drawn from all tables alike, as a list, lines or paragraphs. A report is
recovered if exactly one incident tells of it and of no other, and told right if that one takes its place and day from
the report's own words.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geoinc.evaluate.rows import Share
from geoinc.model import Document, Incident, Span

ITEMS = 10
FORMS = {
    "list": "- {}\n",
    "numbered list": "{n}. {}\n",
    "paragraphs": "{}\n\n",
    "lines": "{}\n",
    "list of paragraphs": "* {}\n\n",
    "sections": "{}\n\n",
}
"""How reports may be set, where ``n`` counts them; a section has a line a sentence."""
_SENTENCE = re.compile(r"(?<=[a-z)]\.) (?=[A-Z])")
MEASURES = ("recovered", "recovered with its own place and day")


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A text made of reports, and where each begins."""

    document: Document
    starts: tuple[int, ...]
    form: str

    def item(self, position: int) -> int:
        """Return which report a position is in."""
        return sum(start <= position for start in self.starts) - 1


def bulletin(items: Sequence[Document], form: str, name: str, forms: Mapping[str, str] = FORMS) -> Bulletin:
    """Return a bulletin of reports in one of the forms, published with the last of them."""
    text, starts = "", []
    for n, item in enumerate(items, start=1):
        starts.append(len(text))
        body = " ".join(item.text.split())
        text += forms[form].format(_SENTENCE.sub("\n", body) if form == "sections" else body, n=n)
    days = [item.published for item in items if item.published]
    return Bulletin(Document(text.strip(), id=name, published=max(days, default=None)), tuple(starts), form)


def bulletins(
    tables: Mapping[str, Sequence[Document]],
    count: int,
    *,
    seed: int = 0,
    sizes: Sequence[int] = (ITEMS,),
    forms: Mapping[str, str] = FORMS,
) -> Iterator[Bulletin]:
    """Yield so many bulletins of reports, each table drawn from alike often, each form and size alike often."""
    chance = random.Random(seed)  # noqa: S311 - a draw, not a secret
    names = sorted(name for name, documents in tables.items() if documents)
    for number in range(count if names else 0):
        items = [chance.choice(tables[chance.choice(names)]) for _ in range(chance.choice(sizes))]
        yield bulletin(items, list(forms)[number % len(forms)], f"bulletin-{seed}-{number}", forms)


def score(made: Sequence[Bulletin], found: Iterable[Sequence[Incident]]) -> dict[str, Any]:
    """Return the share of reports recovered, of all and by form; ``found`` has the incidents of each bulletin."""
    shares = {name: {form: Share() for form in ("all", *FORMS)} for name in MEASURES}
    for text, incidents in zip(made, found, strict=True):
        items = [{text.item(span.start) for span in incident.spans} for incident in incidents]
        for number in range(len(text.starts)):
            own = [incident for incident, inside in zip(incidents, items, strict=True) if number in inside]
            alone = len(own) == 1 and {number} in items
            right = alone and all(text.item(span.start) == number for span in _words(own[0]))
            for form in ("all", text.form):
                shares["recovered"][form].add(alone)
                shares["recovered with its own place and day"][form].add(right)
    return {name: {form: share.as_dict() for form, share in forms.items()} for name, forms in shares.items()}


def _words(incident: Incident) -> Iterator[Span]:
    """Yield the words that place and date an incident."""
    for name in ("location", "time"):
        yield from incident.fields.get(name, ())


def as_lines(scores: Mapping[str, Any]) -> list[str]:
    """Return scores as lines for people."""
    lines = []
    for name, forms in scores.items():
        whole = forms["all"]
        if whole["of"]:
            lines.append(f"  {name:<42} {whole['share']:.3f}  ({whole['right']} of {whole['of']})")
            lines += [f"    {form:<40} {s['share']:.3f}" for form, s in forms.items() if form != "all" and s["of"]]
    return lines
