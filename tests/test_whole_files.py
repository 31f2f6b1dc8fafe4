"""A file is the old one or the new one, whatever fails and whoever else writes; nothing else stays behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from geoinc import whole_files


def test_a_file_appears_whole(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.txt"
    with whole_files.replacing(path) as temporary:
        assert temporary.name == path.name
        temporary.write_text("new")
        assert not path.exists()

    assert path.read_text() == "new"
    assert list(path.parent.iterdir()) == [path]


def test_what_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")

    def interrupted() -> None:
        with whole_files.replacing(path) as temporary:
            temporary.write_text("half")
            temporary.with_name("a.txt-journal").write_text("beside")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_of_files_that_belong_together_none_appears_before_all_are_written(tmp_path: Path) -> None:
    paths = [tmp_path / "a", tmp_path / "b"]
    with pytest.raises(FileNotFoundError), whole_files.replacing_all(paths) as temporary:
        temporary[0].write_text("one")

    assert list(tmp_path.iterdir()) == []


def test_two_that_write_the_same_file_do_not_meet(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with whole_files.replacing(path) as one, whole_files.replacing(path) as other:
        assert one != other
        one.write_text("one")
        other.write_text("other")

    assert path.read_text() == "one"
    assert list(tmp_path.iterdir()) == [path]


KILLED = """
import os, sys
from pathlib import Path
from geoinc import whole_files
with whole_files.replacing(Path(sys.argv[1])) as temporary:
    temporary.write_text("half")
    os.kill(os.getpid(), 9)
"""


def test_what_a_killed_process_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert not path.exists()
    assert len(list(tmp_path.iterdir())) == 1

    with whole_files.replacing(path) as temporary:
        temporary.write_text("new")

    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_living_process_holds_is_left_alone(tmp_path: Path) -> None:
    code = KILLED.replace("os.kill(os.getpid(), 9)", "print('ready', flush=True); sys.stdin.read()")
    command = [sys.executable, "-c", code, str(tmp_path / "a.txt")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        with whole_files.replacing(tmp_path / "b.txt") as temporary:
            temporary.write_text("new")
        other.communicate()

    assert other.returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]


def test_a_lock_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from geoinc import whole_files\n"
        "with whole_files.locked(Path(sys.argv[1])):\n    print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "a")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with (tmp_path / ".a.lock").open() as file:
            assert not whole_files._hold(file.fileno(), wait=False)
        other.communicate()
    with whole_files.locked(tmp_path / "a"):
        pass
