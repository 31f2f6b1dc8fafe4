"""A short run of the fuzz targets: nothing but GeoincError may come out of them. ``make fuzz`` runs them for hours."""

from __future__ import annotations

import random
import zlib

import pytest
from fuzz.mutations import mutated
from fuzz.targets import Target, targets

from geoinc.errors import GeoincError

EXECUTIONS = 40
SLOW = {
    "article": 8,
    "locate": 15,
    "read a.html": 15,
    "load .gpkg": 15,
    "load .parquet": 15,
    "lexicon": 8,
    "compile csv": 12,
    "compile wof": 12,
}
TARGETS = list(targets())


@pytest.mark.parametrize("target", TARGETS, ids=[target.name for target in TARGETS])
def test_the_seeds_are_read(target: Target) -> None:
    for seed in target.seeds:
        try:
            target.run(seed)
        except GeoincError:
            assert target.name in {"address", "database", "tiles", "phrase", "locate"}


@pytest.mark.parametrize("target", TARGETS, ids=[target.name for target in TARGETS])
def test_nothing_but_our_own_errors_comes_out(target: Target) -> None:
    chance = random.Random(zlib.crc32(target.name.encode()))
    for _ in range(SLOW.get(target.name, EXECUTIONS)):
        data = mutated(chance.choice(target.seeds), chance)
        try:
            target.run(data)
        except GeoincError as error:
            str(error)
        except Exception as error:
            error.add_note(f"{target.name}: {data[:400]!r}")
            raise
