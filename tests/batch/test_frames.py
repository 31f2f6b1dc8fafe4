from __future__ import annotations

import io
import os
import pickle
import zlib
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from shapely import Point, box

from geoinc.batch import frames
from geoinc.batch.frames import DEAD, OK, Frame
from geoinc.batch.rows import Read
from geoinc.errors import BatchError
from geoinc.model import Document, Incident, Location, Place, PlaceKind, Region

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


def test_places_are_bound_to_the_gazetteer_of_whoever_reads() -> None:
    class Other:
        container = None

        def extent(self, _place_id: str) -> object:
            return box(0, 0, 1, 1)

    place = Place("x:1", "Aden", PlaceKind.SETTLEMENT, Point(45, 12.8), _extents=Other())  # type: ignore[arg-type]
    found = frames.loads(frames.dumps(place), Other())  # type: ignore[arg-type]
    assert found == place
    assert found.extent == box(0, 0, 1, 1)


@pytest.mark.parametrize("value", [os.system, eval, pytest.raises])
def test_nothing_but_nouns_is_unpickled(value: object) -> None:
    with pytest.raises(BatchError, match="do not use this folder"):
        frames.loads(zlib.compress(pickle.dumps(value)))


def test_frames_end_where_the_file_was_cut_off() -> None:
    file = io.BytesIO()
    for text in (b"one", b"two", b"three"):
        frames.write(file, Frame(text, OK if text != b"two" else DEAD, len(text)))
    whole = file.getvalue()
    for length in range(len(whole)):
        found = [frame.data for frame, _ in frames.read(io.BytesIO(whole[:length]))]
        assert found == [b"one", b"two", b"three"][: len(found)]
    read = list(frames.read(io.BytesIO(whole)))
    assert [(f.status, f.incidents) for f, _ in read] == [(OK, 3), (DEAD, 3), (OK, 5)]
    assert read[-1][1] == len(whole)


def test_a_flipped_bit_ends_the_frames() -> None:
    file = io.BytesIO()
    frames.write(file, Frame(b"one", OK, 0))
    data = bytearray(file.getvalue())
    data[-1] ^= 1
    assert list(frames.read(io.BytesIO(bytes(data)))) == []
