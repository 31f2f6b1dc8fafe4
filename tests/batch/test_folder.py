from __future__ import annotations

from pathlib import Path

import pytest

from geoinc.batch.folder import Folder, Journal, as_json, digest, written
from geoinc.batch.frames import OK, RecordFrame
from geoinc.errors import BatchError


def test_what_is_written_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.json"

    def cut_off() -> None:
        with written(path) as temporary:
            temporary.write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cut_off()
    assert list(path.parent.iterdir()) == []
    Folder(tmp_path).write("deep/a.json", as_json({"b": 1, "a": 2}))
    assert path.read_text() == '{\n "a": 2,\n "b": 1\n}\n'


def test_a_name_that_is_no_text_can_be_written() -> None:
    assert as_json({"uri": "caf\udce9.txt"}) == b'{\n "uri": "caf\\udce9.txt"\n}\n'


def test_a_journal_of_the_dead_is_taken_over_and_cut_to_what_is_whole(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    first = Journal.claim(folder, "find", "p")
    first.append(RecordFrame(b"one", OK, 1))
    first.append(RecordFrame(b"two", OK, 0))
    first.close()
    with first.path.open("ab") as file:
        file.write(b"\x09\x00\x00")
    second = Journal.claim(folder, "find", "p")
    assert (second.path, second.counts) == (first.path, [(OK, 1), (OK, 0)])
    second.append(RecordFrame(b"three", OK, 0))
    second.commit(folder.part("find", "p"))
    folder.commit("find", "p", [], {"documents": {"in": 3}})
    assert [f.data for f in folder.rows("find", "p")] == [b"one", b"two", b"three"]


def test_a_journal_in_hand_is_left_alone(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    first = Journal.claim(folder, "find", "p")
    first.append(RecordFrame(b"one", OK, 0))
    second = Journal.claim(folder, "find", "p")
    assert second.path != first.path
    assert second.counts == []
    second.close()
    folder.forget_journals("find", "p")
    assert folder.journals("find", "p") == [first.path]


def test_a_damaged_part_is_told(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    journal = Journal.claim(folder, "find", "p")
    journal.append(RecordFrame(b"one", OK, 0))
    journal.commit(folder.part("find", "p"))
    folder.commit("find", "p", [], {"documents": {"in": 2}})
    with pytest.raises(BatchError, match=r"damaged; delete p\.json"):
        list(folder.rows("find", "p"))


def test_digest_is_the_sha256(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    assert digest(tmp_path / "a").startswith("e3b0c442")
