"""Archives are bounded, and nothing leads out of them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from reading_inputs import all_of, texts, whys

from geoinc.read import archives


def test_archives_are_bounded_and_stay_inside(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("in/a.txt", "Hello from Aden")
        archive.writestr("../out.txt", "no")
        archive.writestr("bomb.txt", "0" * 15_000_000)
        archive.writestr("r.csv", "text\nfoo\n")
        archive.writestr("p.jpg", "x")
        archive.writestr("b.zip", "x")
    found = all_of(tmp_path)
    assert texts(found) == ["Hello from Aden", "foo"]
    assert not (tmp_path.parent / "out.txt").exists()
    why = whys(found)
    assert "leads out" in why["out.txt"]
    assert "bomb" in why["bomb.txt"]
    assert "are not read" in why["p.jpg"]
    assert "archive within" in why["b.zip"]


@pytest.mark.parametrize(
    ("name", "why"),
    [("../a.txt", "out of the archive"), ("/a.txt", "out of the archive"), ("c:/a.txt", "out of the archive"),
     ("b\\..\\a.txt", "out of the archive"), ("a.zip", "within an archive"), ("a/b.txt", "")],
)  # fmt: skip
def test_a_member_that_leads_out_or_nests_is_refused(name: str, why: str) -> None:
    info = zipfile.ZipInfo(name)
    info.filename = name
    assert why in archives._refusal(info)
    assert bool(archives._refusal(info)) == bool(why)


def test_a_member_that_unpacks_to_far_more_is_a_bomb() -> None:
    info = zipfile.ZipInfo("a.txt")
    info.file_size, info.compress_size = 10_000_000, 10_000
    assert "bomb" in archives._refusal(info)
    info.file_size = 30_000_000
    assert "split it" in archives._refusal(info)
    info.file_size, info.compress_size = 900_000, 1
    assert archives._refusal(info) == ""
