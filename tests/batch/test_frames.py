from __future__ import annotations

import io
import os
import pickle
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module
from zoneinfo import ZoneInfo

import pytest
from shapely import Point, box

from geoinc import testing
from geoinc.batch import frames
from geoinc.batch.frames import DEAD, OK, RecordFrame
from geoinc.batch.rows import Read
from geoinc.errors import BatchError
from geoinc.model import Document, Incident, Location, Region

REGION = Region(Point(40.3, 35.3), box(40, 35, 41, 36), box(39, 34, 42, 37), 5_000.0)
INCIDENT = Incident(
    "i",
    "Blast",
    (),
    Location(REGION),
    start=datetime(2020, 1, 2, tzinfo=UTC),
    end=datetime(2020, 1, 3, tzinfo=ZoneInfo("Asia/Aden")),
)


def test_nouns_come_back_whole() -> None:
    row = Read("a.txt", Document("Text", published=date(2020, 1, 2), near="Mali"), names=b"\x01")
    assert frames.loads(frames.dumps(row)) == row
    assert frames.loads(frames.dumps(INCIDENT)) == INCIDENT


def test_equal_values_give_equal_bytes_however_they_share_parts() -> None:
    name = f"{date(2020, 1, 2):%Y}"
    shared = (Document(name, id=name), Document(name, id=name))
    apart = (Document(str(2020), id=str(2020)), Document(str(2020), id=str(2020)))
    assert frames.dumps(shared) == frames.dumps(apart)


def test_places_of_the_gazetteer_are_known_by_their_ids_and_shared() -> None:
    gazetteer = testing.gazetteer(testing.place("Aden", 45.0, 12.8, country="YE"))
    place = gazetteer.place_at(0)
    data = frames.dumps((place, place))
    first, second = frames.loads(data, gazetteer)
    assert first == place
    assert first is second
    assert b"Aden" not in zlib.decompress(data)
    with pytest.raises(BatchError, match="gazetteer of its run"):
        frames.loads(data)


def test_places_that_are_not_the_gazetteers_are_kept_whole() -> None:
    gazetteer = testing.gazetteer(testing.place("Aden", 45.0, 12.8, country="YE"))
    moved = replace(gazetteer.place_at(0), point=Point(1.0, 2.0))
    assert frames.loads(frames.dumps(moved), gazetteer) == moved


@pytest.mark.parametrize("value", [os.system, eval, pytest.raises])
def test_nothing_but_nouns_is_unpickled(value: object) -> None:
    with pytest.raises(BatchError, match="do not use this folder"):
        frames.loads(zlib.compress(pickle.dumps(value)))


def test_frames_end_where_the_file_was_cut_off() -> None:
    file = io.BytesIO()
    for text in (b"one", b"two", b"three"):
        frames.write(file, RecordFrame(text, OK if text != b"two" else DEAD, len(text)))
    whole = file.getvalue()
    for length in range(len(whole)):
        found = [frame.data for frame, _ in frames.read(io.BytesIO(whole[:length]))]
        assert found == [b"one", b"two", b"three"][: len(found)]
    read = list(frames.read(io.BytesIO(whole)))
    assert [(f.status, f.incidents) for f, _ in read] == [(OK, 3), (DEAD, 3), (OK, 5)]
    assert read[-1][1] == len(whole)


def test_a_flipped_bit_ends_the_frames() -> None:
    file = io.BytesIO()
    frames.write(file, RecordFrame(b"one", OK, 0))
    data = bytearray(file.getvalue())
    data[-1] ^= 1
    assert list(frames.read(io.BytesIO(bytes(data)))) == []


@pytest.mark.parametrize(("module", "name"), sorted(frames._ALLOWED))
def test_what_a_part_may_hold_is_there(module: str, name: str) -> None:
    pytest.importorskip(module.partition(".")[0])
    if module != "shapely.io":  # where shapely 2.0 keeps it
        assert hasattr(import_module(module), name)
