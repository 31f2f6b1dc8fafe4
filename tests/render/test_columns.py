"""Incidents as columns."""

from __future__ import annotations

import base64
import gzip
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from geoinc.render import columns

if TYPE_CHECKING:
    from geoinc.model import Findings


def many(article: Findings, count: int) -> Findings:
    kinds = article.incidents
    return replace(article, incidents=tuple(replace(kinds[k % 3], id=f"i{k}") for k in range(count)))


def unpack(text: str) -> bytes:
    return gzip.decompress(base64.b64decode(text))


def read(findings: Findings) -> tuple[dict[str, Any], dict[str, np.ndarray], list[dict[str, Any]]]:
    head, (packed, details) = columns.column_blocks(findings)
    data, at, found = unpack(packed), 0, {}
    for name, kind, length in head["parts"]:
        part = np.frombuffer(data[at : at + length], np.uint8)
        at += length
        found[name] = (
            np.ascontiguousarray(part.reshape(4, -1).T).view("<i4").ravel() if kind == "shuffled32" else part.view(kind)
        )
    blocks = [
        details[a : b - 1] for a, b in zip(head["offsets"], [*head["offsets"][1:-1], len(details) + 1], strict=False)
    ]
    rows = [row for block in blocks for row in json.loads(unpack(block))]
    return head, found, rows


def test_columns_hold_places_times_and_tolls(article: Findings) -> None:
    _, found, _ = read(many(article, 6))
    assert found["lon"][0] == 4_030_900
    assert found["lat"][2] == columns.NONE
    assert found["killed"].tolist() == [100, 0, 0, 100, 0, 0]
    assert found["span"][0] == 8 * 60
    assert found["t0"][2] == columns.NONE


def test_radii_are_never_understated(article: Findings) -> None:
    _, found, _ = read(many(article, 1))
    region = article.incidents[0].location.region
    assert region is not None
    shown = columns.RADIUS_BASE_M * columns.RADIUS_STEP ** int(found["radius"][0])
    assert region.radius_m <= shown <= region.radius_m * columns.RADIUS_STEP


def test_facets_refer_to_their_values(article: Findings) -> None:
    head, found, _ = read(many(article, 3))
    values = head["facets"]["type"]
    assert [values[k] for k in found["type.index"]] == ["air strike", "armed clash", "roadside bomb", "air strike"]
    assert found["type.counts"].tolist() == [2, 1, 1]


def test_details_come_in_the_order_of_the_columns(article: Findings) -> None:
    _, _, rows = read(many(article, columns.BLOCK + 5))
    assert [row["id"] for row in rows] == [f"i{k}" for k in range(columns.BLOCK + 5)]
    assert rows[1]["sp"][0][3].startswith("In Hasakah")


@pytest.mark.parametrize(
    ("budget", "level"), [(10**9, columns.Detail.FULL), (2_500, columns.Detail.BRIEF), (1, columns.Detail.TITLE)]
)
def test_details_fit_the_budget(
    article: Findings, budget: int, level: columns.Detail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns, "BUDGET_BYTES", budget)
    monkeypatch.setattr(columns, "BUDGET_BYTES_EACH", 0.0)
    head, _ = columns.column_blocks(many(article, 200))
    assert head["detail"] == level.name.lower()
