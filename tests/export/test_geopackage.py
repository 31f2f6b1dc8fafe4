"""GeoPackage: areas and claims are tied to their incidents."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from geoinc.export import write
from geoinc.model import Findings


def test_geopackage_ties_areas_and_claims_to_incidents(findings: Findings, tmp_path: Path) -> None:
    (path,) = write(findings, tmp_path / "a.gpkg")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (10300,)
        for table in ("areas50", "areas90", "claims"):
            assert connection.execute(f"PRAGMA foreign_key_list({table})").fetchone()[2:5] == (
                "incidents",
                "incident_fid",
                "fid",
            )
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        joined = "SELECT i.id FROM claims c JOIN incidents i ON i.fid = c.incident_fid"
        assert connection.execute(joined).fetchall() == [("inc-1",)]
