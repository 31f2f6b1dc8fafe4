from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from geoinc.learn import own_names

HEAD = "wof_id\tgeonames_id\tname\tkind\tfcode\tlat\tlon\tpopulation\tadmin1\tadmin2\tnames\n"
ROWS = (
    "1\t900001\tLafon\tlocality\t\t5.0289\t32.4729\t0\tEast\t\t\n"
    "2\t900002\tQal'at al Madiq\tlocality\t\t35.4\t36.4\t0\tHama\t\tara:قلعة المضيق\n"
    "3\t900003\tDayr az Zawr\tlocality\t\t35.3\t40.1\t0\tDeir\t\t\n"
)
TABLE = """# A table.
id,kind,name,lon,lat,country,admin1,uncertainty_m,aliases,abbreviations,demonyms,shape,note
geonames:900001,settlement,Imehejek,32.473,5.029,XX,,,Lafon,,,,
geonames:900002,settlement,Qalaat al-Madiq,36.4,35.4,XX,,,,,,,
geonames:900003,settlement,Deir ez-Zor,41.9,35.3,XX,,,,,,,
geonames:900009,settlement,Nowhere,41.9,35.3,XX,,,,,,,
geoinc:own,settlement,Own,41.9,35.3,XX,,,,,,,
"""


def test_names_and_positions_of_other_places_are_told(tmp_path: Path) -> None:
    (tmp_path / "villages").mkdir()
    (tmp_path / "villages" / "XX.tsv.gz").write_bytes(gzip.compress((HEAD + ROWS).encode()))
    table = tmp_path / "theatre_xx.csv"
    table.write_text(TABLE, "utf-8")
    lines = list(own_names.strangers([table], tmp_path))
    assert lines == [
        "theatre_xx.csv: geonames:900001 Imehejek: the id's own names are Lafon",
        "theatre_xx.csv: geonames:900003 Deir ez-Zor: 164 km from where the id lies",
    ]


@pytest.mark.parametrize(
    ("name", "own", "like"),
    [
        ("Deir ez-Zor", "Dayr az Zawr", True),
        ("Djibo", "Djibo", True),
        ("Karaye", "Kiru", False),
        ("Goma", "Uvira", False),
        ("Хашам", "Khasham", True),
    ],
)
def test_how_much_alike_two_names_are(name: str, own: str, *, like: bool) -> None:
    assert own_names.is_like(name, own) is like
