"""The errors that geoinc raises on purpose.

::

    GeoincError
    ├── InputError (ValueError)              a document, phrase or span that cannot be used
    │   ├── UnreadableFileError              a file: missing, empty, binary, too large, undecodable
    │   └── SpanError                        a span outside its text, or overlapping another
    ├── GazetteerError (RuntimeError)        a gazetteer file: damaged, of another version, unwritable
    │   └── PackError (ValueError)           a pack or source file that cannot be imported
    ├── PackNotFoundError (LookupError)      a pack, place or file that is not there
    ├── DownloadError (OSError)              a download that failed
    ├── ExportError (OSError)                an output that cannot be written
    ├── SettingsError (ValueError)           a setting that cannot be used
    ├── LexiconError (ValueError)            a lexicon row that cannot be used
    ├── LimitError (TimeoutError)            a document that takes too long
    ├── BatchError (RuntimeError)            a run of many documents that cannot go on
    └── MissingExtraError (ImportError)      an optional dependency that is not installed

Each message names the thing and what to do next; facts are attributes; all errors pickle.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any


class GeoincError(Exception):
    """The root of every error that geoinc raises on purpose.

    ``facts`` holds what the message is about (paths, names, numbers), also readable as attributes.
    """

    def __init__(self, message: str, **facts: Any) -> None:  # noqa: ANN401 - facts are of any type
        """Store the one-line message and the facts behind it."""
        super().__init__(message)
        self.message = message
        self.facts = facts

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - facts are of any type
        """Read a fact as an attribute."""
        facts = self.__dict__.get("facts", {})
        if name in facts:
            return facts[name]
        raise AttributeError(name)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle message and facts, so that errors cross process borders whole."""
        return _rebuild, (type(self), self.message, self.facts)


def _rebuild(kind: type[GeoincError], message: str, facts: dict[str, Any]) -> GeoincError:
    return kind(message, **facts)


class InputError(GeoincError, ValueError):
    """A document, phrase or span that cannot be used."""


class UnreadableFileError(InputError):
    """A file that is missing, empty, binary, too large, or undecodable."""


class SpanError(InputError):
    """A span that lies outside its text, or overlaps another."""


class GazetteerError(GeoincError, RuntimeError):
    """A compiled gazetteer that is damaged, of another version, or cannot be written."""


class PackError(GazetteerError, ValueError):
    """A pack or a source file that cannot be imported."""


class PackNotFoundError(GeoincError, LookupError):
    """A pack, place or file that is not there."""


class DownloadError(GeoincError, OSError):
    """A download that failed."""


class ExportError(GeoincError, OSError):
    """An output that cannot be written."""


class SettingsError(GeoincError, ValueError):
    """A setting that cannot be used."""


class LexiconError(GeoincError, ValueError):
    """A lexicon row that cannot be used; names the file and the line."""


class LimitError(GeoincError, TimeoutError):
    """A document that takes longer than it may."""


class BatchError(GeoincError, RuntimeError):
    """A run of many documents that cannot go on; says what to do and that what is done is kept."""


class MissingExtraError(GeoincError, ImportError):
    """An optional dependency that is not installed; names the command that installs it, from a checkout too."""

    def __init__(self, message: str, **facts: Any) -> None:  # noqa: ANN401 - facts are of any type
        """Store the message; where geoinc runs from a checkout, add the command that works there."""
        root = Path(__file__).parents[1]
        extra = re.search(r"'geoinc(\[\w+\])'", message)
        if extra and "editable" not in message and (root / "pyproject.toml").is_file():
            message += f" (from this checkout: pip install --editable '{root}{extra[1]}')"
        super().__init__(message, **facts)
