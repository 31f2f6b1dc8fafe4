"""What the codebooks' files have in common: columns found in an incident, rows left out, cells, countries."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from geoinc.export.csvfiles import rows_text
from geoinc.export.fields import INCIDENT_FIELDS, incident_subjects, rows
from geoinc.export.files import write_texts

if TYPE_CHECKING:
    from geoinc.model import Findings, Incident

COUNTRIES = Path(__file__).with_name("countries.csv")


class CodedIncident(NamedTuple):
    """An incident, and the values of the table of fields that every format shares."""

    incident: Incident
    values: Mapping[str, Any]

    def code(self, scheme: str, name: str) -> str | None:
        """Return a code that the incident carries, or None."""
        return next((c.value for c in self.incident.codes if (c.scheme, c.name) == (scheme, name)), None)

    def moment(self, name: str) -> datetime | None:
        """Return event_start or event_end on the clocks of the place: codebooks count local days."""
        return {"event_start": self.incident.start, "event_end": self.incident.end}[name]


Column = Callable[[CodedIncident], Any]


class CountryCodes(NamedTuple):
    """A country in the codebooks' terms; an empty text is a value that the codebook does not have."""

    iso2: str
    iso3: str
    iso_number: str
    acled_country: str
    acled_region: str
    ucdp_country: str
    ucdp_region: str
    gwno: str


NO_COUNTRY = CountryCodes(*[""] * 8)


@dataclass(frozen=True, slots=True)
class Need:
    """Something that a row of a codebook cannot be without, and why a row without it is left out."""

    met: Callable[[CodedIncident], bool]
    why: str


DATE = Need(lambda c: c.incident.start is not None, "it has no date")
PLACE = Need(lambda c: c.incident.location.region is not None, "it has no location")


@dataclass(frozen=True, slots=True)
class Codebook:
    """A codebook: its columns in order, what its rows need, and a second head line, if it has one."""

    columns: Mapping[str, Column]
    needs: tuple[Need, ...] = ()
    second_line: tuple[str, ...] = ()

    def write(self, findings: Findings, path: Path) -> list[Path]:
        """Write the rows that fit, and beside them those that do not, each with its reason."""
        fit, left = sorted_out(findings, self.needs)
        names = list(self.columns)
        head = [dict(zip(names, self.second_line, strict=True))] if self.second_line else []
        found = [{name: column(case) for name, column in self.columns.items()} for case in fit]
        return write_with_left_out([(path, rows_text([*head, *found], names))], left)


def cases(findings: Findings) -> list[CodedIncident]:
    """Return every incident with its values."""
    found = rows(INCIDENT_FIELDS, incident_subjects(findings))
    return [CodedIncident(incident, values) for incident, values in zip(findings.incidents, found, strict=True)]


def sorted_out(
    findings: Findings, needs: Iterable[Need]
) -> tuple[list[CodedIncident], list[tuple[CodedIncident, str]]]:
    """Return the incidents that meet all needs, and those that do not, with the reasons."""
    fit: list[CodedIncident] = []
    left: list[tuple[CodedIncident, str]] = []
    for case in cases(findings):
        unmet = [need.why for need in needs if not need.met(case)]
        if unmet:
            left.append((case, "; ".join(unmet)))
        else:
            fit.append(case)
    return fit, left


def write_with_left_out(texts: Sequence[tuple[Path, str]], left: Iterable[tuple[CodedIncident, str]]) -> list[Path]:
    """Write files, the first of which names them all, and beside it what they cannot hold as NAME.left-out.csv.

    Where nothing is left out, the list that an earlier run wrote goes.
    """
    path = texts[0][0]
    beside = path.with_name(f"{path.name.removesuffix(path.suffix)}.left-out.csv")
    told = [{"id": c.incident.id, "title": c.incident.title, "reason": why} for c, why in left]
    if told:
        texts = [*texts, (beside, rows_text(told, ["id", "title", "reason"]))]
    write_texts(texts)
    if not told:
        beside.unlink(missing_ok=True)
    return [target for target, _ in texts]


@cache
def countries() -> dict[str, CountryCodes]:
    """Return the countries by ISO 3166-1 alpha-2 code."""
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return {row["iso2"]: CountryCodes(**row) for row in csv.DictReader(lines)}


def country(case: CodedIncident) -> CountryCodes:
    """Return the country that an incident lies in."""
    return countries().get(case.values["country_code"] or "", NO_COUNTRY)


def value(name: str) -> Column:
    """Return a column that holds one of our fields as it is."""
    return lambda case: case.values[name]


def code(scheme: str, name: str) -> Column:
    """Return a column that holds one of the codes that an incident carries."""
    return lambda case: case.code(scheme, name)


def joined(name: str) -> Column:
    """Return a column that holds one of our lists, with semicolons between."""
    return lambda case: "; ".join(case.values[name])


def day(name: str) -> Column:
    """Return a column that holds the local day of a moment (event_start, event_end), as ISO 8601 has it."""

    def column(case: CodedIncident) -> str | None:
        moment = case.moment(name)
        return None if moment is None else moment.date().isoformat()

    return column


def constant(text: str) -> Column:
    """Return a column that holds the same in every row."""
    return lambda _: text


def unknown(_: CodedIncident) -> None:
    """Return nothing: the column of a codebook that cannot be known from a text."""


def year(case: CodedIncident) -> int | None:
    """Return the local year in which an incident began."""
    return None if case.incident.start is None else case.incident.start.year


def outlets(case: CodedIncident) -> str:
    """Return who published the reports, each once."""
    return "; ".join(dict.fromkeys(s["source"] or s["document"] for s in case.values["sources"]))


def of_sources(name: str) -> Column:
    """Return a column that holds a property of the reports, each once."""
    return lambda case: "; ".join(dict.fromkeys(s[name] for s in case.values["sources"] if s[name]))


def notes(case: CodedIncident) -> str:
    """Return the sentences and claims that an incident rests on."""
    return "\n".join(part for part in (*case.values["quotes"], case.values["claims_summary"]) if part)
