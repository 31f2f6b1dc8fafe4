"""UCDP GED's 49 columns, as its codebook 23.1 lists them, in its order.

``low``, ``best`` and ``high`` are empty where nobody gives a number of deaths. UCDP's own numbers of conflicts, dyads and
actors, ``active_year`` and ``relid`` cannot be known from a text and stay empty.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geoinc.export.codebooks.shape import (
    DATE,
    PLACE,
    Codebook,
    CodedIncident,
    Column,
    Need,
    constant,
    country,
    day,
    of_sources,
    outlets,
    unknown,
    value,
    year,
)
from geoinc.export.fields import actor_words
from geoinc.model import Role

if TYPE_CHECKING:
    from pathlib import Path

    from geoinc.model import Findings

ONE_SIDED = 3
"""UCDP's type of violence against civilians."""

CIVILIANS = "Civilians"
"""Side B of one-sided violence."""

CLEAR_DATE_PREC = 2
CELLS_PER_DEGREE, CELLS_EAST = 2, 720
"""PRIO-GRID: cells of half a degree, numbered eastward in rows from the south pole."""


def write(findings: Findings, path: Path) -> list[Path]:
    """Write rows in the shape of UCDP GED."""
    return CODEBOOK.write(findings, path)


def _violence(case: CodedIncident) -> int | None:
    found = case.code("ucdp", "type_of_violence")
    return int(found) if found else case.values["ucdp_type"]


def _side(role: Role) -> Column:
    def column(case: CodedIncident) -> str | None:
        if role is Role.TARGET and _violence(case) == ONE_SIDED:
            return CIVILIANS
        return next((actor_words(a) for a in case.incident.actors if a.role is role), None)

    return column


def _dyad(case: CodedIncident) -> str | None:
    sides = _side(Role.ATTACKER)(case), _side(Role.TARGET)(case)
    return " - ".join(str(s) for s in sides) if all(sides) else None


def priogrid(lon: float, lat: float) -> int:
    """Return the number of the PRIO-GRID cell that holds a point (Tollefsen et al. 2012): 1 is the south-westernmost."""
    row = min(math.floor((lat + 90) * CELLS_PER_DEGREE), 180 * CELLS_PER_DEGREE - 1)
    column = min(math.floor((lon + 180) * CELLS_PER_DEGREE), CELLS_EAST - 1)
    return row * CELLS_EAST + column + 1


def _deaths(*, civilian: bool) -> Column:
    """Return the column of dead civilians, or of dead whose side nobody tells: the best number stands in one of them."""
    return lambda case: case.values["killed_best"] if (_violence(case) == ONE_SIDED) is civilian else None


def _clarity(case: CodedIncident) -> int:
    """Return 1 where a single event is told of with its days, 2 where it is known only within a wider time."""
    precision = case.values["date_prec"]
    return 1 if precision is not None and precision <= CLEAR_DATE_PREC else 2


def _speakers(case: CodedIncident) -> str:
    return "; ".join(dict.fromkeys(c["speaker"] for c in case.values["claims"] if c["speaker"]))


CODEBOOK = Codebook(
    {
        "id": value("id"),
        "relid": unknown,
        "year": year,
        "active_year": unknown,
        "code_status": constant("Clear"),
        "type_of_violence": _violence,
        "conflict_dset_id": unknown,
        "conflict_new_id": unknown,
        "conflict_name": unknown,
        "dyad_dset_id": unknown,
        "dyad_new_id": unknown,
        "dyad_name": _dyad,
        "side_a_dset_id": unknown,
        "side_a_new_id": unknown,
        "side_a": _side(Role.ATTACKER),
        "side_b_dset_id": unknown,
        "side_b_new_id": unknown,
        "side_b": _side(Role.TARGET),
        "number_of_sources": lambda case: len(case.values["sources"]) or None,
        "source_article": lambda case: "; ".join(_article(s) for s in case.values["sources"]),
        "source_office": outlets,
        "source_date": of_sources("published"),
        "source_headline": of_sources("title"),
        "source_original": _speakers,
        "where_prec": value("where_prec"),
        "where_coordinates": value("place"),
        "where_description": value("location_text"),
        "adm_1": value("admin1"),
        "adm_2": value("admin2"),
        "latitude": value("latitude"),
        "longitude": value("longitude"),
        "geom_wkt": lambda case: f"POINT ({case.values['longitude']} {case.values['latitude']})",
        "priogrid_gid": lambda case: priogrid(case.values["longitude"], case.values["latitude"]),
        "country": lambda case: country(case).ucdp_country or case.values["country"],
        "country_id": lambda case: country(case).gwno,
        "region": lambda case: country(case).ucdp_region,
        "event_clarity": _clarity,
        "date_prec": value("date_prec"),
        "date_start": day("event_start"),
        "date_end": day("event_end"),
        "deaths_a": unknown,
        "deaths_b": unknown,
        "deaths_civilians": _deaths(civilian=True),
        "deaths_unknown": _deaths(civilian=False),
        "best": value("killed_best"),
        "high": value("killed_high"),
        "low": value("killed_low"),
        "gwnoa": unknown,
        "gwnob": unknown,
    },
    (DATE, PLACE, Need(lambda c: _violence(c) is not None, "UCDP has no type of violence for it")),
)


def _article(source: dict[str, str | None]) -> str:
    parts = (source["source"] or source["document"], source["published"], source["title"])
    return ",".join(part for part in parts if part)
