"""UCDP GED's columns and values."""

from __future__ import annotations

from pathlib import Path

from codebook_findings import attack, coded, found

from geoinc.export.codebooks import ucdp
from geoinc.model import (
    Harm,
    Tally,
)


def test_ged_values_are_the_codebooks(tmp_path: Path) -> None:
    row = coded(found(attack(casualties={Harm.KILLED: Tally(4, 5, 6)})), ".ucdp.csv", tmp_path)
    assert [row[k] for k in ("low", "best", "high", "deaths_civilians", "deaths_unknown")] == ["4", "5", "6", "5", ""]
    assert [row[k] for k in ("type_of_violence", "side_a", "side_b", "dyad_name")] == [
        "3",
        "Islamic State",
        "Civilians",
        "Islamic State - Civilians",
    ]
    assert [row[k] for k in ("where_prec", "adm_1", "adm_2", "country", "country_id", "region")] == [
        "1",
        "Deir ez-Zor",
        "Al Mayadin",
        "Syria",
        "652",
        "Middle East",
    ]
    assert row["geom_wkt"] == "POINT (40.3 35.3)"
    assert (row["event_clarity"], row["date_prec"], row["date_start"]) == ("1", "1", "2018-02-07")


def test_priogrid_counts_half_degrees_from_the_south_west() -> None:
    assert ucdp.priogrid(-179.9, -89.9) == 1
    assert ucdp.priogrid(-179.4, -89.9) == 2
    assert ucdp.priogrid(-179.9, -89.4) == 721
    assert ucdp.priogrid(180, 90) == 259_200
