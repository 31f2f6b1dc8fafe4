"""What the default gazetteer is made of, in lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoinc.gazetteer.build.default import default_path
from geoinc.gazetteer.file.columns import KINDS
from geoinc.gazetteer.file.container import Container
from geoinc.gazetteer.gazetteer import Gazetteer
from geoinc.gazetteer.packs.store import packs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geoinc.gazetteer.packs.store import Pack

MEGABYTE = 1_000_000
HASH_DIGITS = 16


def summary() -> Iterator[str]:
    """Yield the lines of ``geoinc gazetteer info``."""
    path = default_path()
    gazetteer = Gazetteer.open(path)
    yield f"{path}  {path.stat().st_size / MEGABYTE:.0f} MB, {Container.open(path).content_hash[:HASH_DIGITS]}"
    yield f"{len(gazetteer):,} places:"
    yield from _kinds(gazetteer)
    installed = packs()
    yield f"packs, in their order: {_order(installed)}"
    for pack in installed:
        yield f"  {pack.name}: {pack.places:,} places from {pack.origin or '?'} ({pack.source}; {pack.licence or '?'})"


def _kinds(gazetteer: Gazetteer) -> Iterator[str]:
    counts = np.bincount(gazetteer.columns.kind, minlength=len(KINDS))
    for number in np.argsort(-counts, kind="stable"):
        if counts[number]:
            yield f"  {counts[number]:>9,} {KINDS[number]}"


def _order(installed: list[Pack]) -> str:
    before = [pack.name for pack in installed if pack.rank < 0]
    after = [pack.name for pack in installed if pack.rank >= 0]
    return ", ".join([*before, "curated", *after, "embedded"])
