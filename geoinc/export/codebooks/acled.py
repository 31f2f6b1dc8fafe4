"""ACLED's columns, as its codebook of 2024 lists them, in its order.

``fatalities`` is the most conservative number, as ACLED counts, and empty where nobody gives one: ACLED then writes 0,
or 3 or 10 where "several" died, which a reader cannot tell from a count. Who has no name in a text has none in the
columns of actors, but for the generic ones of the codebook: "Civilians (Syria)", "Protesters (Iraq)",
"Unidentified Armed Group (Mali)". ``source_scale``, ``tags`` and ``timestamp`` are ACLED's own and stay empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoinc.export.codebooks.shape import (
    DATE,
    PLACE,
    Codebook,
    CodedIncident,
    Column,
    Need,
    code,
    country,
    day,
    notes,
    outlets,
    unknown,
    value,
    year,
)
from geoinc.export.fields import actor_words
from geoinc.model import Actor, Role

if TYPE_CHECKING:
    from pathlib import Path

    from geoinc.model import Findings

GENERIC = {"civilians": "Civilians", "protesters": "Protesters", "rioters": "Rioters"}
"""What ACLED calls groups without an organisation, followed by the country in brackets."""

UNIDENTIFIED, POLITICAL_MILITIA = "Unidentified Armed Group", "3"
"""ACLED codes an armed group that nobody names as a political militia."""

ARMED = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})
NO_ACTOR = "0"


def write(findings: Findings, path: Path) -> list[Path]:
    """Write rows in the shape of ACLED's export."""
    return CODEBOOK.write(findings, path)


def _country_name(case: CodedIncident) -> str | None:
    found = country(case)
    return found.acled_country or case.values["country"]


def _sides(case: CodedIncident) -> tuple[list[Actor], list[Actor]]:
    """Return the two sides as ACLED has them: who acted (or says so), and who was acted upon."""
    first = [a for a in case.incident.actors if a.role is Role.ATTACKER] or [
        a for a in case.incident.actors if a.role is Role.CLAIMANT
    ]
    second = [a for a in case.incident.actors if a.role is Role.TARGET]
    return first, second


def _generic(case: CodedIncident, name: str) -> str:
    where = _country_name(case)
    return f"{name} ({where})" if where else name


def _named(case: CodedIncident, actor: Actor) -> str:
    return _generic(case, GENERIC[actor.kind]) if actor.kind in GENERIC else actor_words(actor)


def _unidentified(case: CodedIncident) -> bool:
    return case.values["acled_event_type"] in ARMED and not _sides(case)[0]


def _actor(side: int) -> Column:
    def column(case: CodedIncident) -> str | None:
        actors = _sides(case)[side]
        if actors:
            return _named(case, actors[0])
        return _generic(case, UNIDENTIFIED) if side == 0 and _unidentified(case) else None

    return column


def _associates(side: int) -> Column:
    """Return the column of who else stands on a side; of a generic actor, the words of the text too."""

    def column(case: CodedIncident) -> str | None:
        actors = _sides(case)[side]
        own = [actor_words(a) for a in actors[:1] if a.kind in GENERIC and a.name.lower() != a.kind]
        others = [_named(case, a) if a.name.lower() == a.kind else actor_words(a) for a in actors[1:]]
        return "; ".join(dict.fromkeys(own + others)) or None

    return column


def _inter(side: int) -> Column:
    def column(case: CodedIncident) -> str | None:
        if side == 0 and _unidentified(case):
            return POLITICAL_MILITIA
        if not _sides(case)[side]:
            return NO_ACTOR if side else None
        return case.code("acled", f"inter{side + 1}")

    return column


def _interaction(case: CodedIncident) -> str | None:
    """Return both actors' codes joined, the lower first; of a single actor, its code and a 0."""
    first, second = _inter(0)(case), _inter(1)(case)
    if first is None or second is None:
        return None
    return f"{first}0" if second == NO_ACTOR else "".join(sorted((first, second)))


CODEBOOK = Codebook(
    {
        "event_id_cnty": value("id"),
        "event_date": day("event_start"),
        "year": year,
        "time_precision": value("time_precision"),
        "disorder_type": code("acled", "disorder_type"),
        "event_type": value("acled_event_type"),
        "sub_event_type": value("acled_sub_event_type"),
        "actor1": _actor(0),
        "assoc_actor_1": _associates(0),
        "inter1": _inter(0),
        "actor2": _actor(1),
        "assoc_actor_2": _associates(1),
        "inter2": _inter(1),
        "interaction": _interaction,
        "civilian_targeting": code("acled", "civilian_targeting"),
        "iso": lambda case: country(case).iso_number,
        "region": lambda case: country(case).acled_region,
        "country": _country_name,
        "admin1": value("admin1"),
        "admin2": value("admin2"),
        "admin3": unknown,
        "location": value("place"),
        "latitude": value("latitude"),
        "longitude": value("longitude"),
        "geo_precision": value("geo_precision"),
        "source": outlets,
        "source_scale": unknown,
        "notes": notes,
        "fatalities": value("killed_low"),
        "tags": unknown,
        "timestamp": unknown,
    },
    (DATE, PLACE, Need(lambda c: bool(c.values["acled_event_type"]), "ACLED has no type of event for it")),
)
