"""Object storage behind a run's folder: objects that appear whole, by name, with no rename, no append and no lock.

What a store must keep is little: an object is there whole or not at all, and whoever reads after it was written sees it.
S3 and its likes, Google's, Azure's and HDFS do. Of several that write one name the last stands; therefore a part's object
has the digest of its bytes in its name, and what is written under one name is the same whoever writes it, or decides
nothing.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from geoinc.errors import BatchError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def is_address(name: str) -> bool:
    """Whether a run's folder is an address that fsspec opens, rather than a path."""
    return "://" in name


class RunStore:
    """The objects under an address."""

    def __init__(self, url: str) -> None:
        """Open an address.

        Raises
        ------
        MissingExtraError
            Where what opens it is not installed.
        BatchError
            Where it is no address.
        """
        try:
            import fsspec
        except ImportError:
            message = f"{url}: addresses are opened by fsspec: pip install 'geoinc[batch]'"
            raise MissingExtraError(message) from None
        self.url = url.rstrip("/")
        try:
            self._files, root = fsspec.core.url_to_fs(self.url, use_listings_cache=False)
        except ImportError as error:
            message = f"{self.url}: it cannot be opened ({_line(error)})"
            raise MissingExtraError(message) from None
        except (ValueError, OSError) as error:
            message = f"{self.url}: it is no address that can be opened ({_line(error)})"
            raise BatchError(message) from None
        self._root = str(root).rstrip("/")

    def read(self, name: str) -> bytes | None:
        """Return an object's bytes, None where there is none."""

        def read() -> bytes | None:
            try:
                found: bytes = self._files.cat_file(self._at(name))
            except FileNotFoundError:
                return None
            return found

        return self._asked(name, read)

    def exists(self, name: str) -> bool:
        """Whether there is an object of that name."""
        return self._asked(name, lambda: bool(self._files.exists(self._at(name))))

    def put(self, path: Path, name: str) -> None:
        """Write a file as an object of that name, in place of one that is there."""
        self._asked(name, lambda: self._files.put_file(str(path), self._at(name)))

    def get(self, name: str, path: Path) -> bool:
        """Write an object to a file, and say whether there is such an object."""

        def get() -> bool:
            try:
                self._files.get_file(self._at(name), str(path))
            except FileNotFoundError:
                return False
            return True

        return self._asked(name, get)

    def write(self, name: str, data: bytes) -> None:
        """Write an object, in place of one that is there."""
        self._asked(name, lambda: self._files.pipe_file(self._at(name), data))

    def create(self, name: str, data: bytes) -> bool:
        """Write an object unless there is one of that name, and say whether that was done.

        By a conditional write where the store has one; else by looking first.
        """

        def create() -> bool:
            try:
                self._files.pipe_file(self._at(name), data, mode="create")
            except FileExistsError:
                return False
            except (TypeError, ValueError, NotImplementedError):
                if self._files.exists(self._at(name)):
                    return False
                self._files.pipe_file(self._at(name), data)
            return True

        return self._asked(name, create)

    def remove(self, name: str) -> None:
        """Take an object away, if it is there."""

        def remove() -> None:
            with suppress(FileNotFoundError):
                self._files.rm_file(self._at(name))

        self._asked(name, remove)

    def names(self, folder: str) -> list[str]:
        """Return the last parts of the names of the objects right under one, sorted."""

        def listed() -> list[str]:
            try:
                found = self._files.ls(self._at(folder), detail=False)
            except FileNotFoundError:
                return []
            return sorted(str(name).rpartition("/")[2] for name in found)

        return self._asked(folder, listed)

    def written_at(self, name: str) -> float:
        """Return when an object was written, in seconds since 1970; 0 where the store does not say."""
        try:
            return float(self._files.modified(self._at(name)).timestamp())
        except Exception:  # noqa: BLE001 - it decides nothing
            return 0.0

    def _at(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _asked(self, name: str, ask: Callable[[], T]) -> T:
        """Return what a store answers; whatever its library raises is that the store cannot be used."""
        try:
            return ask()
        except Exception as error:
            message = (
                f"{self.url}/{name}: the store refused or did not answer ({_line(error)}); check the address and the"
                " rights, then geoinc batch resume"
            )
            raise BatchError(message, url=self.url, name=name) from error


def _line(error: Any) -> str:  # noqa: ANN401 - any error
    return (str(error).splitlines() or [type(error).__name__])[0]
