"""Every name of a file, as what it was recognised, and which place it is."""

from __future__ import annotations

import json

from command_line_runs import EXAMPLES, output_of


def test_places_tells_kind_place_and_probability() -> None:
    found = [json.loads(line) for line in output_of("places", "--json", str(EXAMPLES / "khusham.txt")).splitlines()]
    khusham = [row for row in found if row["text"] == "Khusham"]
    assert khusham
    assert {row["id"] for row in khusham} == {"geonames:167899"}
    text = (EXAMPLES / "khusham.txt").read_text("utf-8")
    assert all(text[row["start"] : row["end"]] == row["text"] for row in found)
