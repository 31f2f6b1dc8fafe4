"""HXL 1.1: a row an incident, hashtags in the second line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoinc.export.codebooks.shape import Codebook, Column, country, day, joined, of_sources, outlets, value

if TYPE_CHECKING:
    from pathlib import Path

    from geoinc.model import Findings

COLUMNS: dict[str, tuple[str, Column]] = {
    "id": ("#event+id", value("id")),
    "title": ("#event+name", value("title")),
    "type": ("#event+type", value("event_type")),
    "start": ("#date+start", day("event_start")),
    "end": ("#date+end", day("event_end")),
    "country": ("#country+name", value("country")),
    "country_code": ("#country+code+v_iso3", lambda case: country(case).iso3),
    "admin1": ("#adm1+name", value("admin1")),
    "admin2": ("#adm2+name", value("admin2")),
    "place": ("#loc+name", value("place")),
    "location": ("#loc+description", value("location_text")),
    "latitude": ("#geo+lat", value("latitude")),
    "longitude": ("#geo+lon", value("longitude")),
    "radius_m": ("#geo+precision", value("radius_m")),
    "killed": ("#affected+killed", value("killed_best")),
    "killed_low": ("#affected+killed+min", value("killed_low")),
    "killed_high": ("#affected+killed+max", value("killed_high")),
    "injured": ("#affected+injured", value("wounded_best")),
    "missing": ("#affected+missing", value("missing_best")),
    "detained": ("#affected+detained", value("detained_best")),
    "abducted": ("#affected+abducted", value("kidnapped_best")),
    "displaced": ("#affected+displaced", value("displaced_best")),
    "attackers": ("#org+attacker+list", joined("attackers")),
    "targets": ("#org+target+list", joined("targets")),
    "description": ("#description", lambda case: "\n".join(case.values["quotes"])),
    "source": ("#meta+source", outlets),
    "url": ("#meta+url", of_sources("uri")),
}
"""Our columns with their hashtags and attributes."""

CODEBOOK = Codebook({name: column for name, (_, column) in COLUMNS.items()}, (), tuple(t for t, _ in COLUMNS.values()))


def write(findings: Findings, path: Path) -> list[Path]:
    """Write rows with HXL hashtags in the second line."""
    return CODEBOOK.write(findings, path)
