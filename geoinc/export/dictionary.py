"""The data dictionary, generated from the table of fields: ``python -m geoinc.export.dictionary > docs/data-dictionary.md``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from geoinc.export.codebooks import acled, darwin_core, hxl, ucdp
from geoinc.export.fields import CLAIM_FIELDS, INCIDENT_FIELDS, MENTION_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geoinc.export.fields import Field

HEAD = """# Data dictionary

Generated from the code by `python -m geoinc.export.dictionary`; a test holds it to that.

One table of fields serves every format. What a format cannot hold is handled in its module: lists become JSON
text in CSV, GeoPackage, GeoParquet and FlatGeobuf; date-times are UTC, written with a Z in text formats; an
incident without a location is a feature with a null geometry in GeoJSON, a row without geometry in GeoPackage,
GeoParquet, CSV and PostGIS, a placemark without geometry in KML, and left out of FlatGeobuf.

| ending | holds | reads back |
|---|---|---|
| .geojson | points; areas beside it in NAME.areas.geojson | yes |
| .gpkg | layers incidents, areas90, areas50, mentions, claims; styles and a project for QGIS | yes |
| .parquet | points; areas beside it in NAME.areas.parquet | yes |
| .fgb | points; areas beside it in NAME.areas.fgb | |
| .kml, .kmz | points, areas, TimeSpan | |
| .csv | points and areas as WKT | |
| .acled.csv, .ucdp.csv, .hxl.csv, .dwc.csv | the columns of ACLED, UCDP GED, HXL, Darwin Core | |
| .timemap.json | events, sources and associations of TimeMap | |
| .stix.json | STIX 2.1 incidents, locations, relationships | |
| .png | a static map for print | |
| PostGIS | tables incidents, claims, mentions (`Report.to_postgis`) | |
"""


CODEBOOK_NOTES = """## What the codebooks' files leave empty or out

A number of deaths that nobody gives is empty, not 0. Columns that cannot be known from a text are there and empty: ACLED's
admin3, source_scale, tags and timestamp; UCDP's own numbers of conflicts, dyads and actors, relid, active_year,
deaths_a, deaths_b, gwnoa and gwnob. Units stand only where the words are that exact. What has no date, no location or no
type in a codebook stands in NAME.ENDING.left-out.csv with the reason (Darwin Core wants a location only, HXL nothing).
inter1, inter2 and interaction are ACLED's numbers; countries and regions are named as each codebook names them.
TimeMap reads NAME.timemap.json (events), .timemap.sources.json and .timemap.associations.json.
"""


def markdown() -> str:
    """Return the page."""
    parts = [HEAD]
    for title, fields in (("Incidents", INCIDENT_FIELDS), ("Claims", CLAIM_FIELDS), ("Mentions", MENTION_FIELDS)):
        parts.append(_table(title, fields))
    for title, columns in (
        ("ACLED's columns", acled.CODEBOOK.columns),
        ("UCDP GED's columns", ucdp.CODEBOOK.columns),
        ("Darwin Core's terms", darwin_core.CODEBOOK.columns),
    ):
        parts.append(f"## {title}\n\n{', '.join(columns)}\n")
    tags = ", ".join(f"{name} {tag}" for name, (tag, _) in hxl.COLUMNS.items())
    parts.append(f"## HXL's hashtags\n\n{tags}\n\n{CODEBOOK_NOTES}")
    return "\n".join(parts)


def _table(title: str, fields: Iterable[Field]) -> str:
    rows = "".join(f"| {f.name} | {f.type} | {f.meaning} |\n" for f in fields)
    return f"## {title}\n\n| field | type | meaning |\n|---|---|---|\n{rows}"


if __name__ == "__main__":
    sys.stdout.write(markdown())
