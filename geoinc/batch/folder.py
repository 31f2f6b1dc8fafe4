"""A run's folder, and how anything gets into it: whole and once, whoever dies when.

Everything is written under a name of its own, forced to disk, renamed, and the folder forced to disk. A partition counts
as done when its receipt is there, which is written last; readers go by receipts and the manifest alone. The bytes of a
part follow from the plan, so that two drivers that do the same work write the same.

    plan.json                 what is to be done, and with what
    work/STAGE/ID.part        frames, one a record; ID.json the receipt
    work/journals/            what workers have of parts that are not done; a part that was cut off goes on from there
    incidents/ mentions/ claims/   GeoParquet, a file a partition
    dead-letters.jsonl, manifest.json, _SUCCESS

A run may also lie in object storage (:mod:`geoinc.batch.store`). Then the folder is this machine's working copy of it: what
is done here is written there, a part under a name with the digest of its bytes, its receipt last; what others did is fetched
when it is needed. Receipts are asked of the store alone.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import secrets
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from geoinc.batch import frames
from geoinc.batch.store import RunStore, is_address
from geoinc.errors import BatchError
from geoinc.whole_files import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geoinc.batch.frames import RecordFrame

PLAN = "plan.json"
MANIFEST = "manifest.json"
SUCCESS = "_SUCCESS"
DEAD_LETTERS = "dead-letters.jsonl"
TABLES = ("incidents", "mentions", "claims")
_CHUNK = 1_048_576


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of a run, and the ``store`` that it is a working copy of, where there is one."""

    path: Path
    store: RunStore | None = None

    @classmethod
    def of(cls, name: str | os.PathLike[str]) -> Folder:
        """Return the folder of a path, or the working copy of an address in the user's data folder.

        Raises
        ------
        BatchError
            Where the address is none, or no working copy can be made.
        MissingExtraError
            Where what opens the address is not installed.
        """
        name = os.fspath(name)
        if not is_address(name):
            return cls(Path(name))
        from geoinc.settings import default

        store = RunStore(name)
        digested = hashlib.sha256(store.url.encode("utf-8", "surrogatepass")).hexdigest()
        try:
            home = default().own_folder()
        except OSError as error:
            raise unwritable(default().data_dir, error) from error
        return cls(home / "runs" / digested[:16], store)

    @property
    def name(self) -> str:
        """What the user calls it."""
        return str(self.path) if self.store is None else self.store.url

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
        data = self.read(self._relative(self.receipt_path(stage, partition)))
        try:
            found: dict[str, Any] | None = None if data is None else json.loads(data)
        except (ValueError, RecursionError):
            return None
        return found if _is_receipt(found) else None

    def commit(self, stage: str, partition: str, files: Sequence[Path], receipt: Mapping[str, Any]) -> dict[str, Any]:
        """Make files the outcome of a partition: its receipt, with their digests, is written last. Return it."""
        whole = {**receipt, "stage": stage, "files": {self._relative(path): digest(path) for path in files}}
        if self.store is not None:
            for path in files:
                name = self._relative(path)
                self.store.put(path, object_name(name, whole["files"][name]))
        self.write(self._relative(self.receipt_path(stage, partition)), as_json(whole))
        return whole

    def forget(self, stage: str, partition: str) -> None:
        """Take a partition's receipt away: it is to be done again."""
        self.remove(self._relative(self.receipt_path(stage, partition)))

    def done(self, stage: str) -> list[str]:
        """Return the partitions of a stage that have a receipt, sorted."""
        return [name.removesuffix(".json") for name in self.names(f"work/{stage}") if name.endswith(".json")]

    def names(self, home: str) -> list[str]:
        """Return the names of the files right in a folder of the run, sorted."""
        if self.store is not None:
            return self.store.names(home)
        return sorted(path.name for path in (self.path / home).glob("*"))

    def done_at(self, stage: str, partition: str) -> float:
        """Return when the receipt of a partition was written, in seconds since 1970."""
        path = self.receipt_path(stage, partition)
        return path.stat().st_mtime if self.store is None else self.store.written_at(self._relative(path))

    def read(self, name: str) -> bytes | None:
        """Return what a file of the run holds, None where there is none."""
        if self.store is not None:
            return self.store.read(name)
        path = self.path / name
        try:
            return path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            message = f"{path}: it cannot be read ({error.strerror or error}); check its permissions"
            raise BatchError(message, file=str(path)) from error

    def exists(self, name: str) -> bool:
        """Whether the run has a file of that name."""
        return (self.path / name).exists() if self.store is None else self.store.exists(name)

    def write(self, name: str, data: bytes) -> None:
        """Write a file of the run, whole."""
        if self.store is not None:
            self.store.write(name, data)
            return
        with written(self.path / name) as temporary:
            temporary.write_bytes(data)

    def create(self, name: str, data: bytes) -> bool:
        """Write a file of the run unless it is there, and say whether that was done."""
        if self.store is not None:
            return self.store.create(name, data)
        if self.exists(name):
            return False
        self.write(name, data)
        return True

    def remove(self, name: str) -> None:
        """Take a file of the run away, if it is there."""
        if self.store is not None:
            self.store.remove(name)
        else:
            (self.path / name).unlink(missing_ok=True)

    def publish(self, path: Path) -> None:
        """Bring a file that was written here to where the run lies."""
        if self.store is not None:
            self.store.put(path, self._relative(path))

    def where(self, path: Path) -> str:
        """Return what the user finds a file of the run by."""
        return str(path) if self.store is None else f"{self.store.url}/{self._relative(path)}"

    def here(self, stage: str, partition: str, path: Path) -> Path:
        """Return a file of a partition that is done, fetched where it is not here already.

        Raises
        ------
        BatchError
            Where it is not what its receipt says.
        """
        if self.store is None:
            return path
        name = self._relative(path)
        wanted = ((self.receipt(stage, partition) or {}).get("files") or {}).get(name, "")
        if path.is_file() and digest(path) == wanted:
            return path
        with written(path) as temporary:
            there = self.store.get(object_name(name, wanted), temporary)
            if not there or digest(temporary) != wanted:
                message = f"{self.name}/{name}: it is gone or damaged; delete its receipt beside it and resume"
                raise BatchError(message, file=name)
        return path

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Keep other processes from taking the working copy of a run in a store away meanwhile."""
        if self.store is None:
            yield
            return
        with self._lock_file() as file:
            _lock(file, shared=True)
            yield

    def leave(self) -> None:
        """Take the working copy of a run in a store away, where nobody else uses it; what is done is in the store."""
        if self.store is not None:
            with self._lock_file() as file:
                if not _HAS_LOCKS or _lock(file):
                    shutil.rmtree(self.path, ignore_errors=True)

    def _lock_file(self) -> BinaryIO:
        path = self.path.with_suffix(".lock")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return path.open("ab")
        except OSError as error:
            raise unwritable(path, error) from error

    def _relative(self, path: Path) -> str:
        return path.relative_to(self.path).as_posix()

    def rows(self, stage: str, partition: str) -> Iterator[RecordFrame]:
        """Yield the frames of a part that is done, checked against its receipt's count.

        Raises
        ------
        BatchError
            Where the part is damaged or gone.
        """
        receipt = self.receipt(stage, partition)
        path = self.here(stage, partition, self.part(stage, partition))
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


def object_name(name: str, digested: str) -> str:
    """Return a file's name in a store: with the digest of its bytes, so that what two workers write does not mix."""
    stem, point, ending = name.rpartition(".")
    return f"{stem}.{digested[:16]}{point}{ending}"


def _is_receipt(found: object) -> bool:
    """Whether JSON has what is asked of receipts; what has not is none, and its part is done again."""
    if not isinstance(found, dict) or not isinstance(found.get("documents"), dict):
        return False
    counts = (*found["documents"].values(), found.get("incidents", 0), found.get("seconds", 0))
    return "in" in found["documents"] and all(isinstance(count, int | float) for count in counts)


def as_json(value: Any) -> bytes:  # noqa: ANN401 - any JSON value
    """Return a JSON file's bytes, keys sorted; names of files that are no text are escaped."""
    try:
        return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(value, indent=1, sort_keys=True) + "\n").encode()


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


_HAS_LOCKS = importlib.util.find_spec("fcntl") is not None


def _lock(file: BinaryIO, *, shared: bool = False) -> bool:
    """Take a file, and say whether nobody else has it; where there are no locks, only a new file is one's own.

    A ``shared`` lock is waited for, and keeps others from taking the file for themselves alone.
    """
    try:
        import fcntl
    except ImportError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_SH if shared else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
