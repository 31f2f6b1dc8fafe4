from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely

from geoinc import settings
from geoinc.errors import GazetteerError, PackError, PackNotFoundError
from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.build import default as build
from geoinc.gazetteer.packs import curated, store
from geoinc.gazetteer.records import Item, Name, NameKind, PlaceRecord, Reject
from geoinc.gazetteer.sources import embedded
from geoinc.model import PlaceKind
from geoinc.testing import NoAreas

RICH = PlaceRecord(
    id="test:1", name="Khushām", kind=PlaceKind.SETTLEMENT, lon=40.28916, lat=35.30088, country="SY", admin1="SY.07",
    population=1_500, names=(Name("خشام", NameKind.ALTERNATE, "ar"), Name("Khushami", NameKind.DEMONYM)),
    geometry=shapely.box(40.2, 35.2, 40.3, 35.3), uncertainty_m=500.0, derived=True, source="Test", licence="CC0",
    same_as=("geonames:167899",),
)  # fmt: skip
PLAIN = PlaceRecord(id="test:2", name="Hatla", kind=PlaceKind.SPOT, lon=40.2, lat=35.34)
BAD = Reject("a.csv", 3, "it has no\nname")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    chosen = settings.Settings(data_dir=tmp_path)
    monkeypatch.setattr(settings, "default", lambda: chosen)
    return tmp_path / "packs"


def test_records_come_back_as_they_were() -> None:
    added = store.add([RICH, PLAIN], name="Mine")

    assert list(store.records(added.pack)) == [RICH, PLAIN]
    assert (added.pack.name, added.pack.places, added.pack.source) == ("mine", 2, "Test")
    assert added.rejects is None


def test_rejects_are_counted_and_written_beside_the_pack() -> None:
    added = store.add([PLAIN, BAD], name="mine")

    assert added.pack.rejected == 1
    assert added.examples == (BAD,)
    assert added.rejects is not None
    assert added.rejects.read_text("utf-8") == "a.csv\t3\tit has no name\n"


def test_the_same_rows_make_the_same_pack(home: Path) -> None:
    first = store.add([RICH, PLAIN], name="mine").pack

    assert store.add([RICH, PLAIN], name="mine").pack == first
    assert len(list(home.glob("mine@*"))) == 1


def test_packs_are_ranked() -> None:
    store.add([PLAIN], name="late", rank=90)
    store.add([PLAIN], name="early", rank=-1)
    store.add([PLAIN], name="usual")

    assert [pack.name for pack in store.packs()] == ["early", "usual", "late"]


def test_a_rank_below_zero_comes_before_the_curated_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(curated, "plain_records", lambda: iter([RICH]))
    monkeypatch.setattr(embedded, "records", lambda: iter([]))
    store.add([PLAIN], name="early", rank=-1)

    assert [record.id for record in build.all_records()] == ["test:2", "test:1"]


def test_nothing_usable_leaves_the_older_pack_alone(home: Path) -> None:
    store.add([PLAIN], name="mine")
    before = sorted(path.name for path in home.iterdir())

    with pytest.raises(PackError, match="no row that can be used: line 3"):
        store.add([BAD], name="mine", origin="a.csv", replace=True)

    assert sorted(path.name for path in home.iterdir()) == before
    assert list(store.records(store.get("mine"))) == [PLAIN]


def test_a_source_that_breaks_off_leaves_nothing_half_built(home: Path) -> None:
    def broken() -> Iterator[Item]:
        yield PLAIN
        message = "cut short"
        raise PackError(message)

    with pytest.raises(PackError, match="cut short"):
        store.add(broken(), name="mine")

    assert list(home.iterdir()) == []


def test_a_removed_pack_is_gone(home: Path) -> None:
    store.add([PLAIN, BAD], name="mine")

    store.remove("mine")

    assert list(home.iterdir()) == []
    with pytest.raises(PackNotFoundError, match="installed: none"):
        store.remove("mine")


def test_a_damaged_pack_is_told(home: Path) -> None:
    pack = store.add([PLAIN], name="mine").pack
    next(home.glob("mine@*")).write_bytes(b"something else")

    with pytest.raises(PackError, match="is damaged"):
        list(store.records(pack))


@pytest.mark.parametrize("text", ["", "[]", '{"format": 0}', '{"format": 1}'])
def test_a_damaged_manifest_is_told(home: Path, text: str) -> None:
    store.add([PLAIN], name="mine")
    (home / "mine.json").write_text(text, "utf-8")

    with pytest.raises(PackError, match="mine"):
        store.packs()


@pytest.mark.parametrize(
    ("name", "expected"), [("SY (2024)", "sy-2024"), ("../../etc", "etc"), ("ne_10m.x", "ne_10m.x")]
)
def test_names_become_safe(name: str, expected: str) -> None:
    assert store.normalised(name) == expected


def test_a_name_without_letters_is_refused() -> None:
    with pytest.raises(PackError, match="--name"):
        store.normalised("خشام")


def test_a_folder_that_cannot_be_written_is_told(home: Path) -> None:
    home.write_text("a file stands where the folder should be")

    with pytest.raises(GazetteerError, match="cannot be written"):
        store.add([PLAIN], name="mine")


def test_an_added_pack_is_in_the_next_default_gazetteer_and_a_removed_one_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(curated, "plain_records", lambda: iter([PLAIN]))
    monkeypatch.setattr(build, "derived_areas", NoAreas)
    monkeypatch.setattr(embedded, "records", lambda: iter(()))
    assert Gazetteer.open(build.default_path()).search("Khusham") == []

    store.add([RICH], name="mine")
    found = Gazetteer.open(build.default_path()).search("خشام")
    store.remove("mine")

    assert found[0].place.id == "test:1"
    assert Gazetteer.open(build.default_path()).search("Khusham") == []
