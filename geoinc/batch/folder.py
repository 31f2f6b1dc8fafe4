"""A run's folder, and how anything gets into it: whole and once, whoever dies when.

Everything is written under a name of its own, forced to disk, renamed, and the folder forced to disk. A partition counts
as done when its receipt is there, which is written last; readers go by receipts and the manifest alone. The bytes of a
part follow from the plan, so that two drivers that do the same work write the same.

    plan.json                 what is to be done, and with what
    work/STAGE/ID.part        frames, one a record; ID.json the receipt
    work/journals/            what workers have of parts that are not done; a part that was cut off goes on from there
    incidents/ mentions/ claims/   GeoParquet, a file a partition
    dead-letters.jsonl, manifest.json, _SUCCESS
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from geoinc.batch import frames
from geoinc.errors import BatchError
from geoinc.whole_files import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geoinc.batch.frames import RecordFrame

PLAN = "plan.json"
MANIFEST = "manifest.json"
SUCCESS = "_SUCCESS"
DEAD_LETTERS = "dead-letters.jsonl"
TABLES = ("incidents", "mentions", "claims")
_CHUNK = 1_048_576


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of a run."""

    path: Path

    def part(self, stage: str, partition: str) -> Path:
        """Return where the frames of a partition lie when it is done."""
        return self.path / "work" / stage / f"{partition}.part"

    def receipt_path(self, stage: str, partition: str) -> Path:
        """Return where the receipt of a partition lies."""
        return self.path / "work" / stage / f"{partition}.json"

    def table(self, name: str, partition: str) -> Path:
        """Return where a partition's GeoParquet table lies."""
        return self.path / name / f"part-{partition}.parquet"

    def receipt(self, stage: str, partition: str) -> dict[str, Any] | None:
        """Return the receipt of a partition, None where it is not done."""
        try:
            found: dict[str, Any] = json.loads(self.receipt_path(stage, partition).read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        return found

    def rows(self, stage: str, partition: str) -> Iterator[RecordFrame]:
        """Yield the frames of a part that is done, checked against its receipt's count.

        Raises
        ------
        BatchError
            Where the part is damaged or gone.
        """
        receipt = self.receipt(stage, partition)
        path = self.part(stage, partition)
        count = 0
        try:
            with path.open("rb") as file:
                for frame, _ in frames.read(file):
                    count += 1
                    yield frame
        except FileNotFoundError:
            count = -1
        if receipt is None or count != receipt["documents"]["in"]:
            message = f"{path}: it is damaged; delete {self.receipt_path(stage, partition).name} beside it and resume"
            raise BatchError(message, file=str(path))

    def journals(self, stage: str, partition: str) -> list[Path]:
        """Return what there is of a part that is not done."""
        return sorted((self.path / "work" / "journals").glob(f"{stage}-{partition}.*"))

    def forget_journals(self, stage: str, partition: str) -> None:
        """Take away what the dead left of a part that is done; what another process has in hand is its own."""
        for path in self.journals(stage, partition):
            with suppress(OSError), path.open("r+b") as file:
                if _lock(file):
                    path.unlink()


@contextmanager
def written(path: Path) -> Iterator[Path]:
    """Yield a path to write to, which becomes ``path`` on success and goes otherwise.

    Raises
    ------
    BatchError
        Where it cannot be written (no space, no permission); what was there before stays.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as temporary:
            yield temporary
    except OSError as error:
        raise unwritable(path, error) from error


def sync_folder(folder: Path) -> None:
    """Force a folder's names to disk, where the system can."""
    with suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def unwritable(path: Path, error: OSError) -> BatchError:
    """Return the error for a file that cannot be written."""
    why = error.strerror or str(error)
    message = f"{path}: it cannot be written ({why}); free space or choose another folder, then geoinc batch resume"
    return BatchError(message, file=str(path), why=why)


def write_json(path: Path, value: Any) -> None:  # noqa: ANN401 - any JSON value
    """Write a JSON file whole, keys sorted."""
    with written(path) as temporary:
        temporary.write_text(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


def digest(path: Path) -> str:
    """Return a file's SHA-256."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


class Journal:
    """The frames of a part in the making, each on disk when its record is done: what dies goes on from there.

    A journal belongs to whoever holds the lock on it; that of a dead process is taken over.
    """

    def __init__(self, path: Path, file: BinaryIO, counts: list[tuple[int, int]]) -> None:
        self.path = path
        self.counts = counts
        """Status and number of incidents of each frame."""
        self._file = file

    @classmethod
    def claim(cls, folder: Folder, stage: str, partition: str) -> Journal:
        """Return the fullest journal of a part that nobody holds, or a new one.

        Raises
        ------
        BatchError
            Where none can be written.
        """
        try:
            return cls._claimed(folder, stage, partition)
        except OSError as error:
            raise unwritable(folder.path / "work" / "journals", error) from error

    @classmethod
    def _claimed(cls, folder: Folder, stage: str, partition: str) -> Journal:
        for path in sorted(folder.journals(stage, partition), key=lambda p: -_size(p)):
            with suppress(FileNotFoundError):
                file = path.open("r+b")
                if _lock(file) and path.exists():
                    counts, end = [], 0
                    for frame, offset in frames.read(file):
                        counts.append((frame.status, frame.incidents))
                        end = offset
                    file.seek(end)
                    file.truncate()
                    return cls(path, file, counts)
                file.close()
        path = folder.path / "work" / "journals" / f"{stage}-{partition}.{secrets.token_hex(6)}"
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("w+b")
        _lock(file)
        return cls(path, file, [])

    def append(self, frame: RecordFrame) -> None:
        """Add a record's frame."""
        try:
            frames.write(self._file, frame)
        except OSError as error:
            raise unwritable(self.path, error) from error
        self.counts.append((frame.status, frame.incidents))

    def commit(self, part: Path) -> None:
        """Make the journal the part."""
        try:
            os.fsync(self._file.fileno())
            part.parent.mkdir(parents=True, exist_ok=True)
            self.path.replace(part)
            sync_folder(part.parent)
        except OSError as error:
            raise unwritable(part, error) from error
        self.close()

    def close(self) -> None:
        """Let go of the journal; what it holds stays."""
        with suppress(OSError):
            self._file.close()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _lock(file: BinaryIO) -> bool:
    """Take a file, and say whether nobody else has it; where there are no locks, only a new file is one's own."""
    try:
        import fcntl
    except ImportError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
