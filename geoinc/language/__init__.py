"""Language as data: a folder a language, with every word list, cue, unit and preposition that a stage asks for."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent

__all__ = ["path"]


def path(name: str, *, language: str = "en") -> Path:
    """Return the path of a data file of a language, such as ``path("recognition.toml")``."""
    return FOLDER / language / name
