"""What ``geoinc map`` may write: refused before any work where it could not, or would lose somebody's file.

A run replaces what a run of the same name wrote: the one named with ``--name``, or one whose files are all in this run
again, so that a command can be repeated and a folder may grow. For that the folder keeps a small register of what
geoinc wrote there. Anything else that would be replaced needs ``--overwrite``; a file that is read is never replaced.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from geoinc.errors import ExportError, InputError

REGISTER = ".geoinc-runs.json"
HTML = ".html"
_MORE_TOLD = 3


@dataclass(frozen=True, slots=True)
class Run:
    """What a run reads and is called: ``named`` where the user chose the name."""

    name: str
    inputs: tuple[Path, ...]
    named: bool = False

    @property
    def keys(self) -> list[str]:
        """A digest of each input's path: who gets the folder learns no path from it."""
        return sorted({sha256(os.fsencode(path.absolute())).hexdigest()[:16] for path in self.inputs})


def targets(folder: Path, run: Run, formats: str) -> list[Path]:
    """Return the files to write.

    Raises
    ------
    InputError
        Where no format, or a name that is no file's, is given.
    ExportError
        Where an ending is unknown.
    MissingExtraError
        Where a format needs an extra that is not installed.
    """
    from geoinc.export import require, writer

    if not run.name.strip() or Path(run.name).name != run.name or run.name in {".", ".."}:
        message = f"--name {run.name!r} is no name of a file; give one without folders, and the folder with --output"
        raise InputError(message, name=run.name)
    endings = dict.fromkeys(part.strip().lstrip(".").lower() for part in formats.split(",") if part.strip())
    if not endings:
        message = f"--format {formats!r} names no format; give one or more, such as --format html,gpkg"
        raise InputError(message, formats=formats)
    if any(set(ending) & set("/\\\0") for ending in endings):
        message = f"--format {formats!r} leads to another folder; give endings alone, such as --format html,gpkg"
        raise InputError(message, formats=formats)
    chosen = [folder / f"{run.name}.{ending}" for ending in endings]
    for target in chosen:
        if target.suffix != HTML:
            writer(target)
            require(target)
    return chosen


def check(chosen: Sequence[Path], run: Run, *, overwrite: bool) -> None:
    """Refuse what could not be written, or would replace what this run did not write.

    Raises
    ------
    ExportError
        Names the file and the remedy.
    """
    _check_folder(chosen[0].parent)
    read = {path.resolve() for path in run.inputs}
    for target in chosen:
        if target.resolve() in read:
            message = f"{target}: it is one of the files to read; choose another --name or folder (--output)"
            raise ExportError(message, file=str(target))
    beside = [target.with_name(f"{target.stem}.areas{target.suffix}") for target in chosen]
    there = [target for target in (*chosen, *beside) if target.exists()]
    if overwrite or not there:
        return
    former = _register(chosen[0].parent).get(run.name, {})
    for target in there:
        if target.name not in former.get("files", ()):
            message = f"{target}: there is such a file already, which this run did not write; {_remedy(run)}"
            raise ExportError(message, file=str(target))
    if not run.named and not set(former.get("inputs", ())) <= set(run.keys):
        told = ", ".join(target.name for target in there[:_MORE_TOLD])
        message = f"{chosen[0].parent}: {told} hold{'s' * (len(there) == 1)} a run of other files; {_remedy(run)}"
        raise ExportError(message, file=str(there[0]))


def note(folder: Path, run: Run, written: Iterable[Path]) -> None:
    """Note in the folder what a run wrote; a folder that takes no note is as good as before."""
    runs = _register(folder)
    files = {path.name for path in written} | set(runs.get(run.name, {}).get("files", ()))
    runs[run.name] = {"files": sorted(files), "inputs": run.keys}
    text = json.dumps({"runs": runs}, ensure_ascii=False, indent=1, sort_keys=True)
    from geoinc.export.files import write_text

    with suppress(ExportError):
        write_text(folder / REGISTER, f"{text}\n")


def _check_folder(folder: Path) -> None:
    """Refuse a folder that cannot be written, before it is needed; it is not made for that."""
    nearest = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    why = ""
    if not nearest.is_dir():
        why = f"{nearest} is no folder"
    elif not os.access(nearest, os.W_OK | os.X_OK) or not _takes_files(nearest):
        why = f"{nearest} cannot be written"
    if why:
        message = f"{folder}: {why}; choose another folder with --output"
        raise ExportError(message, file=str(folder), why=why)


def _takes_files(folder: Path) -> bool:
    """Whether a file can be made in a folder: file systems have more reasons to refuse than rights."""
    import tempfile

    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _register(folder: Path) -> dict[str, Any]:
    try:
        runs = json.loads((folder / REGISTER).read_text("utf-8"))["runs"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {str(name): run for name, run in runs.items() if isinstance(run, dict)} if isinstance(runs, dict) else {}


def _remedy(run: Run) -> str:
    other = "give this run another name with --name" if run.named else "name this run with --name"
    return f"{other}, or replace it with --overwrite"
