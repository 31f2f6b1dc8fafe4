from __future__ import annotations

from pathlib import Path

import pytest

from geoinc import testing
from geoinc.batch.gazetteer import opened
from geoinc.errors import GazetteerError


def compiled(name: str, folder: Path) -> tuple[Path, str]:
    gazetteer = testing.gazetteer(testing.place(name, 45.0, 12.8, country="YE"))
    path = folder / f"{name}.geoinc"
    path.write_bytes(Path(gazetteer.container.path).read_bytes())
    return path, gazetteer.container.content_hash


def test_a_gazetteer_that_is_missing_or_another_is_refused(tmp_path: Path) -> None:
    path, content_hash = compiled("Aden", tmp_path)
    assert opened(path, content_hash).place_at(0).name == "Aden"
    with pytest.raises(GazetteerError, match="there is no gazetteer"):
        opened(tmp_path / "none", content_hash)
    with pytest.raises(GazetteerError, match="another gazetteer"):
        opened(compiled("Taiz", tmp_path)[0], content_hash)


def test_a_worker_copies_it_once_to_its_own_disk(tmp_path: Path) -> None:
    path, content_hash = compiled("Aden", tmp_path)
    first = opened(path, content_hash, local=tmp_path / "local")
    path.unlink()
    second = opened(path, content_hash, local=tmp_path / "local")
    assert Path(first.container.path) == Path(second.container.path) == tmp_path / "local" / f"{content_hash}.geoinc"
