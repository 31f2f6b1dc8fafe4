"""The small CSV tables of curated packs: read with file and line at hand, so that a bad row names itself."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from geoinc.errors import PackNotFoundError
from geoinc.language.lexicon import Row
from geoinc.language.lexicon import csv_rows as rows

__all__ = ["COUNTRY_COLUMNS", "PLACE_COLUMNS", "Row", "folder", "rows"]

COUNTRY_COLUMNS = ("iso2", "kind", "name", "lon", "lat", "aliases", "abbreviations", "demonyms")
PLACE_COLUMNS = (
    "id", "kind", "name", "lon", "lat", "country", "admin1", "uncertainty_m",
    "aliases", "abbreviations", "demonyms", "shape", "note",
)  # fmt: skip


@lru_cache(maxsize=1)
def folder() -> Path:
    """Return the folder of the curated tables: of the checkout, or the copy inside an installed package.

    Raises
    ------
    PackNotFoundError
        Where there is neither.
    """
    here = Path(__file__).resolve().parent
    for candidate in (here.parent / "tables", here.parents[2] / "gazetteer"):
        if (candidate / "countries.csv").is_file():
            return candidate
    message = "the curated gazetteer tables are missing: install geoinc again"
    raise PackNotFoundError(message)
