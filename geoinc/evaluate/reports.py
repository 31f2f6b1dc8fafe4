"""Scores of reports that tell several events, background and asides, against the events that they report.

A file holds reports with the events of each (docs/evaluation.md has the format). An event is found where an incident
answers for it: each incident answers for one event at most, the pair that agrees on most goes first.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from geoinc.errors import InputError
from geoinc.evaluate.parties import is_another, is_named
from geoinc.evaluate.rows import CLOSE_M, COUNTED, Share
from geoinc.geo.geodesy import distance_m
from geoinc.model import Document, Harm, Incident, Role, Stance

MEASURES: Final = (
    "any incident", "right pin", "right and specific pin", "no pin", "pins where nothing happened", "pins told twice", "right day",
    "killed", "wounded", "kidnapped", "attackers", "attackers wrong", "accused",
)  # fmt: skip
SPECIFIC_M: Final = 60_000.0
"""A pin whose area reaches farther than this (its radius) says little, unless the event itself is told no better."""
_DOING: Final = frozenset({Role.ATTACKER, Role.CLAIMANT})


@dataclass(frozen=True, slots=True)
class WorkedEvent:
    """An event that a report tells: what is left out was not told. ``optional`` ones may be found or not.

    ``told`` is where the text tells it (code points, from and to), where somebody noted that.
    """

    point: tuple[float, float]
    within_m: float
    day: date | None = None
    toll: Mapping[Harm, int] = field(default_factory=dict)
    attackers: tuple[str, ...] | None = None
    accused: tuple[str, ...] | None = None
    optional: bool = False
    told: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class WorkedReport:
    """A report and its events; what it only recalls is optional."""

    document: Document
    events: tuple[WorkedEvent, ...]


def read(path: Path) -> list[WorkedReport]:
    """Return the reports in a file.

    Raises
    ------
    InputError
        Where it is no TOML file of reports; names the file and what it lacks.
    """
    try:
        return [_report(row) for row in tomllib.loads(path.read_text("utf-8"))["report"]]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        message = f"{path.name}: it holds no reports with events ({error}); docs/evaluation.md has the format"
        raise InputError(message, path=str(path)) from None


def _report(row: Mapping[str, Any]) -> WorkedReport:
    text = row["text"].strip()
    return WorkedReport(
        Document(text, id=row["id"], published=row["published"], near=row.get("near", ())),
        (
            *(_event(told, text) for told in row["events"]),
            *(_event({**recalled, "optional": True}, text) for recalled in row.get("background", ())),
        ),
    )


def _event(row: Mapping[str, Any], text: str) -> WorkedEvent:
    return WorkedEvent(
        (float(row["lon"]), float(row["lat"])),
        1000.0 * row["within_km"] if "within_km" in row else CLOSE_M,
        row.get("date"),
        {harm: int(row[harm.value]) for harm in COUNTED if harm.value in row},
        tuple(row["attackers"]) if "attackers" in row else None,
        tuple(row["accused"]) if "accused" in row else None,
        optional=bool(row.get("optional", False)),
        told=tuple(sorted(_place(quote, text) for quote in row.get("quotes", ()))),
    )


def _place(quote: str, text: str) -> tuple[int, int]:
    """Return where a quotation stands in a text.

    Raises
    ------
    ValueError
        It stands there more than once, or not at all.
    """
    if text.count(quote) != 1:
        message = f"the quotation {quote!r} stands {text.count(quote)} times in its report"
        raise ValueError(message)
    start = text.index(quote)
    return start, start + len(quote)


def score(reports: Iterable[WorkedReport], find: Callable[[Document], Sequence[Incident]]) -> dict[str, Any]:
    """Return the share of each measure: of the events, and for pins of the pins."""
    shares = {name: Share() for name in MEASURES}
    for report in reports:
        incidents = find(report.document)
        answers = answered(report, incidents)
        for i, event in enumerate(report.events):
            if not event.optional:
                _score(shares, event, incidents[answers[i]] if i in answers else None)
        for number, incident in enumerate(incidents):
            if incident.location.region is not None:
                nowhere, twice = astray(report, incident, answered=number in answers.values())
                shares["pins where nothing happened"].add(nowhere)
                shares["pins told twice"].add(twice)
    return {name: share.as_dict() for name, share in shares.items() if share.asked}


def answered(report: WorkedReport, incidents: Sequence[Incident]) -> dict[int, int]:
    """Return which incident answers for which event (their numbers)."""
    pairs = sorted(
        (
            (-_agreement(event, incident), i, number)
            for i, event in enumerate(report.events)
            for number, incident in enumerate(incidents)
            if _agreement(event, incident) > 0
        )
    )
    found: dict[int, int] = {}
    for _, i, number in pairs:
        if i not in found and number not in found.values():
            found[i] = number
    return found


def _agreement(event: WorkedEvent, incident: Incident) -> float:
    """Return how much an incident agrees with an event: place first, then toll, then day; 0 where neither place nor toll does."""
    here = _is_at(incident, event.point, event.within_m)
    toll = sum(_best(incident, harm) == count for harm, count in event.toll.items())
    day = event.day is not None and incident.start is not None and incident.start.date() == event.day
    return 2.0 * here + toll + 0.5 * day if here or toll else 0.0


def _is_at(incident: Incident, point: tuple[float, float], within_m: float) -> bool:
    region = incident.location.region
    return region is not None and distance_m(region.best.x, region.best.y, *point) <= within_m


def _best(incident: Incident, harm: Harm) -> int | None:
    tally = incident.casualties.get(harm)
    return None if tally is None else tally.best


def astray(report: WorkedReport, incident: Incident, *, answered: bool) -> tuple[bool, bool]:
    """Return whether a pin is where nothing happened that the report tells or recalls, and whether it tells an event again."""
    here = any(_is_at(incident, e.point, e.within_m) for e in report.events)
    return not here, here and not answered


def _score(shares: Mapping[str, Share], event: WorkedEvent, incident: Incident | None) -> None:
    region = incident.location.region if incident else None
    right = incident is not None and _is_at(incident, event.point, event.within_m)
    specific = region is not None and region.radius_m <= max(SPECIFIC_M, 1.5 * event.within_m)
    shares["any incident"].add(incident is not None)
    shares["right pin"].add(right)
    shares["right and specific pin"].add(right and specific)
    shares["no pin"].add(region is None)
    if event.day is not None:
        shares["right day"].add(
            incident is not None and incident.start is not None and incident.start.date() == event.day
        )
    for harm, count in event.toll.items():
        shares[harm.value].add(incident is not None and _best(incident, harm) == count)
    actors = incident.actors if incident else ()
    doing = [a for a in actors if a.role in _DOING and a.stance is not Stance.DENIED]
    if event.attackers:
        shares["attackers"].add(is_named(event.attackers, doing))
    if event.attackers is not None or event.accused is not None:
        expected = (*(event.attackers or ()), *(event.accused or ()))
        shares["attackers wrong"].add(any(is_another(expected, a) for a in doing))
    if event.accused is not None:
        shares["accused"].add(is_named(event.accused, [a for a in actors if a.stance is Stance.SUSPECTED]))


def as_lines(scores: Mapping[str, Any]) -> list[str]:
    """Return scores as lines for people."""
    return [f"  {name:<30} {value['share']:.2f}  ({value['right']} of {value['of']})" for name, value in scores.items()]
