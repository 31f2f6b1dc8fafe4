"""Darwin Core: terms of the classes Event and Location, in the order of TDWG's quick reference guide."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geoinc.export.codebooks.shape import PLACE, Codebook, CodedIncident, Column, constant, day, of_sources, value

if TYPE_CHECKING:
    from pathlib import Path

    from geoinc.model import Findings

SQUARE_METRES_PER_KM2 = 1_000_000.0
PROTOCOLS = {
    "density": "geoinc probability density, radius of 90 %",
    "point-radius": "point-radius method, Georeferencing Best Practices (Chapman and Wieczorek 2020)",
}
"""What georeferenceProtocol says of each way to make an area."""


def write(findings: Findings, path: Path) -> list[Path]:
    """Write events and their locations under Darwin Core's terms."""
    return CODEBOOK.write(findings, path)


def _one_day(part: str) -> Column:
    """Return a column that holds the year, month or day where the whole event lies in one."""

    def column(case: CodedIncident) -> int | None:
        start, end = case.incident.start, case.incident.end
        if start is None or end is None:
            return None
        parts = ("year", "month", "day")[: ("year", "month", "day").index(part) + 1]
        same = all(getattr(start, p) == getattr(end, p) for p in parts)
        return int(getattr(start, part)) if same else None

    return column


def _day_of_year(name: str) -> Column:
    def column(case: CodedIncident) -> int | None:
        moment = case.moment(name)
        return None if moment is None else moment.timetuple().tm_yday

    return column


def _event_date(case: CodedIncident) -> str:
    days = (day("event_start")(case), day("event_end")(case))
    return "/".join(dict.fromkeys(d for d in days if d))


def _spatial_fit(case: CodedIncident) -> float | None:
    """Return the circle's area over that of the area (pointRadiusSpatialFit); below 1 it has no meaning."""
    radius, area_km2 = case.values["radius_m"], case.values["area90_km2"]
    if not radius or not area_km2:
        return None
    fit = math.pi * radius**2 / (area_km2 * SQUARE_METRES_PER_KM2)
    return round(fit, 2) if fit >= 1 else None


def _footprint(case: CodedIncident) -> str:
    from shapely import to_wkt

    region = case.incident.location.region
    return str(to_wkt(region.area90, rounding_precision=6)) if region is not None else ""


CODEBOOK = Codebook(
    {
        "references": of_sources("uri"),
        "eventID": value("id"),
        "eventType": value("event_type"),
        "eventDate": _event_date,
        "startDayOfYear": _day_of_year("event_start"),
        "endDayOfYear": _day_of_year("event_end"),
        "year": _one_day("year"),
        "month": _one_day("month"),
        "day": _one_day("day"),
        "verbatimEventDate": value("time_text"),
        "eventRemarks": value("title"),
        "locationID": value("id"),
        "country": value("country"),
        "countryCode": value("country_code"),
        "stateProvince": value("admin1"),
        "county": value("admin2"),
        "locality": value("place"),
        "verbatimLocality": value("location_text"),
        "decimalLatitude": value("latitude"),
        "decimalLongitude": value("longitude"),
        "geodeticDatum": constant("EPSG:4326"),
        "coordinateUncertaintyInMeters": value("radius_m"),
        "pointRadiusSpatialFit": _spatial_fit,
        "footprintWKT": _footprint,
        "footprintSRS": constant("EPSG:4326"),
        "georeferenceProtocol": lambda case: PROTOCOLS.get(case.values["location_method"]),
        "georeferenceSources": constant("geoinc gazetteer"),
        "georeferenceRemarks": value("location_why"),
    },
    (PLACE,),
)
