"""The data dictionary, generated from the table of fields: ``python -m geoinc.export.dictionary > docs/data-dictionary.md``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from geoinc.export.codebooks import acled, darwin_core, hxl, ucdp
from geoinc.export.fields import CLAIM_FIELDS, INCIDENT_FIELDS, MENTION_FIELDS, RECORD_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geoinc.export.fields import ExportField

HEAD = """# Data dictionary

Generated from the code by `python -m geoinc.export.dictionary`; a test holds it to that.

One table of fields serves every format. What a format cannot hold is handled in its module: lists become JSON
text in CSV, Excel, GeoPackage, KML and FlatGeobuf, and stay lists in GeoJSON and GeoParquet; date-times are UTC, written with a Z in text formats; an
incident without a location is a feature with a null geometry in GeoJSON, a row without geometry in GeoPackage,
GeoParquet, CSV and PostGIS, a placemark without geometry in KML, and left out of FlatGeobuf.

| ending | holds | reads back |
|---|---|---|
| .geojson | points; areas beside it in NAME.areas.geojson | with `record=True` |
| .gpkg | layers incidents, areas90, areas50, mentions, claims; styles (QML and SLD) and a project for QGIS | yes |
| .parquet | points; areas beside it in NAME.areas.parquet; lists as lists | with `record=True` |
| .fgb | points; areas beside it in NAME.areas.fgb | |
| .sld | the styles of points and, in NAME.areas.sld, of areas | |
| .kml, .kmz | points and areas coloured by type, TimeSpan, Schema, a legend | |
| .xlsx | sheets of incidents, claims and mentions, and what the columns mean | |
| .csv | points and areas as WKT; opens in Excel as it is | |
| .acled.csv, .ucdp.csv, .hxl.csv, .dwc.csv | the columns of ACLED, UCDP GED, HXL, Darwin Core | |
| .timemap.json | events, sources and associations of TimeMap | |
| .stix.json | STIX 2.1 incidents, locations, relationships | |
| .png | a static map for print | |
| PostGIS | tables incidents, claims, mentions (`Report.to_postgis`) | |

`geoinc.load` gives back whole incidents, with their spans and claims. It needs the column `record`, which is longer than
all the others together: a GeoPackage has it in a table of its own, geoinc_records; GeoJSON and GeoParquet have it where
they are saved with `report.save(path, record=True)`.

A renamed GeoPackage opens in QGIS by dragging it in: each layer comes with its symbols, labels and map tips. The project
that is stored in it (extent, time controller, relations of claims and areas to incidents) names the file, so it opens
only under the name that the file was written as.
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
    for title, fields in (
        ("Incidents", (*INCIDENT_FIELDS, RECORD_FIELD)),
        ("Claims", CLAIM_FIELDS),
        ("Mentions", MENTION_FIELDS),
    ):
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


def _table(title: str, fields: Iterable[ExportField]) -> str:
    rows = "".join(f"| {f.name} | {f.type} | {f.meaning} |\n" for f in fields)
    return f"## {title}\n\n| field | type | meaning |\n|---|---|---|\n{rows}"


if __name__ == "__main__":
    sys.stdout.write(markdown())
