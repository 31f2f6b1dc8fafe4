"""Settings: one frozen value. The environment is read here and nowhere else."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from geoinc.errors import SettingsError
from geoinc.limits import DOCUMENT_S

MIN_PROBABILITY = 0.3
"""Below this resolution probability a name is left unmapped (docs/evaluation.md has the trade-off)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How geoinc runs.

    ``data_dir`` holds the compiled gazetteer and installed packs; ``gazetteer`` is a compiled gazetteer to
    open instead of the default; ``min_probability`` is the resolution probability
    below which a name is left unmapped; ``mirror`` replaces the download hosts; ``seconds_per_document`` is the time
    after which a document is given up, 0 for none.
    """

    data_dir: Path
    gazetteer: Path | None = None
    min_probability: float = MIN_PROBABILITY
    mirror: str | None = None
    seconds_per_document: float = DOCUMENT_S

    def own_folder(self) -> Path:
        """Return ``data_dir``, made where it is missing: for its user alone, for it tells what somebody works on.

        A folder that is there keeps the rights that it has. Raises OSError where it cannot be made.
        """
        if not self.data_dir.is_dir():
            self.data_dir.parent.mkdir(parents=True, exist_ok=True)
            self.data_dir.mkdir(mode=0o700, exist_ok=True)
        return self.data_dir

    def __post_init__(self) -> None:
        """Refuse a threshold that is no probability, and a time that is none."""
        if not 0.0 <= self.min_probability <= 1.0:
            message = f"min_probability is {self.min_probability}; it must lie between 0 and 1"
            raise SettingsError(message, value=self.min_probability)
        if not (self.seconds_per_document >= 0 and math.isfinite(self.seconds_per_document)):
            message = f"seconds_per_document is {self.seconds_per_document}; it must be 0 (no limit) or more"
            raise SettingsError(message, value=self.seconds_per_document)


@lru_cache(maxsize=1)
def default() -> Settings:
    """Return the settings of this process, from the ``GEOINC_…`` variables of the environment."""
    return Settings(
        data_dir=_data_dir(),
        gazetteer=_path("GEOINC_GAZETTEER"),
        min_probability=_number("GEOINC_MIN_PROBABILITY", MIN_PROBABILITY, "a number between 0 and 1"),
        mirror=os.environ.get("GEOINC_MIRROR") or None,
        seconds_per_document=_number("GEOINC_SECONDS_PER_DOCUMENT", DOCUMENT_S, "a number of seconds, 0 for no limit"),
    )


def _path(variable: str) -> Path | None:
    chosen = os.environ.get(variable)
    try:
        return Path(chosen).expanduser() if chosen else None
    except RuntimeError:
        message = f"{variable} is {chosen!r}; there is no such user: name a folder"
        raise SettingsError(message, value=chosen) from None


def _data_dir() -> Path:
    chosen = _path("GEOINC_DATA")
    if chosen is not None:
        return chosen
    from platformdirs import user_data_path

    return user_data_path("geoinc", appauthor=False)


def _number(variable: str, default: float, what: str) -> float:
    text = os.environ.get(variable)
    try:
        return default if text is None else float(text)
    except ValueError:
        message = f"{variable} is {text!r}; set it to {what}"
        raise SettingsError(message, value=text) from None
