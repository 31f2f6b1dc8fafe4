"""Runs of the command in real processes, and faults put into them from outside.

Python imports ``sitecustomize`` when it starts: the one here patches the modules of the processes of a run, so that the
package itself has no hooks for tests.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil

PLAIN = ("--partition", 4, "--format", "geojson")
"""Options of a run of few small parts and one export."""
PLACES = ("Aden", "Mosul", "Aleppo", "Goma", "Kharkiv", "Gao")
FAULTS = '''
import importlib.abc, importlib.util, os, sys, time
FAULT = os.environ.get("FAULT", "")
ONCE = os.environ.get("FAULT_ONCE", "")

def first():
    """Whether this is the first process that comes here."""
    try:
        os.close(os.open(ONCE, os.O_CREAT | os.O_EXCL))
        return True
    except FileExistsError:
        return False

def pipeline(module):
    read = module.Pipeline.read
    def poisoned(self, document, **options):
        if "POISON crash" in document.text:
            os.kill(os.getpid(), 9)
        if "POISON hang" in document.text:
            time.sleep(3600)
        if "POISON memory" in document.text:
            bytearray(50_000_000_000)
        if "POISON error" in document.text:
            raise RuntimeError("a rule broke\\nin two lines")
        if FAULT == "slow":
            time.sleep(0.3)
        return read(self, document, **options)
    module.Pipeline.read = poisoned

def stages(module):
    read = module._read
    def poisoned(record):
        if record.document is not None and "POISON reader" in record.document.text:
            os.kill(os.getpid(), 9)
        if record.document is not None and "POISON stuck" in record.document.text:
            time.sleep(3600)
        return read(record)
    module._read = poisoned

def folder(module):
    if FAULT == "receipt":
        commit = module.Journal.commit
        def killed(self, part):
            commit(self, part)
            if "find" in str(part) and first():
                os.kill(os.getpid(), 9)
        module.Journal.commit = killed
    if FAULT == "full":
        append = module.Journal.append
        def full(self, frame):
            if len(self.counts) == 2 and "find" in self.path.name:
                raise module.unwritable(self.path, OSError(28, "No space left on device"))
            append(self, frame)
        module.Journal.append = full

def store(module):
    import shelf
    if FAULT == "stored":
        put = module.RunStore.put
        def killed(self, path, name):
            put(self, path, name)
            if "work/find" in name and first():
                os.kill(os.getpid(), 9)
        module.RunStore.put = killed

PATCHES = {
    "geoinc.pipeline": pipeline, "geoinc.batch.stages": stages, "geoinc.batch.folder": folder, "geoinc.batch.store": store,
}

class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name not in PATCHES:
            return None
        patch = PATCHES.pop(name)
        spec = importlib.util.find_spec(name)
        run = spec.loader.exec_module
        def patched(module):
            run(module)
            patch(module)
        spec.loader.exec_module = patched
        return spec

sys.meta_path.insert(0, Finder())
'''


def reports(path: Path, count: int = 12, **poison: str) -> Path:
    """Write a table of reports of our own, and poison in the rows named ``row_N``."""
    rows = []
    for number in range(count):
        place = PLACES[number % len(PLACES)]
        text = f"A bomb exploded at a market in {place} on Monday, killing {number + 2} people, police said."
        poisoned = poison.get(f"row_{number}")
        rows.append(
            {"id": f"r{number}", "text": f"{text} POISON {poisoned}." if poisoned else text, "date": "2021-03-02"}
        )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


class World:
    """A folder with faults in it, and the command run there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "faults").mkdir()
        (folder / "faults" / "sitecustomize.py").write_text(FAULTS)

    def environment(self, fault: str) -> dict[str, str]:
        """Return the environment of a run with a fault in its processes."""
        here = str(Path(__file__).parent)
        path = os.pathsep.join([str(self.folder / "faults"), here, os.environ.get("PYTHONPATH", "")])
        return {**os.environ, "PYTHONPATH": path, "FAULT": fault, "FAULT_ONCE": str(self.folder / f"once-{fault}")}

    def start(self, *arguments: object, fault: str = "", stdin: Path | None = None) -> subprocess.Popen[str]:
        """Start the command, with a file as its standard input where one is given."""
        command = [sys.executable, "-m", "geoinc", "batch", *map(str, arguments)]
        pipe = subprocess.PIPE
        with (stdin or Path(os.devnull)).open("rb") as given:
            return subprocess.Popen(
                command, stdin=given, stdout=pipe, stderr=pipe, text=True, env=self.environment(fault)
            )

    def run(self, *arguments: object, fault: str = "", code: int = 0) -> str:
        """Run the command to its end and return what it says."""
        process = self.start(*arguments, fault=fault)
        out, said = process.communicate()
        assert process.returncode == code, said + out
        return said


def manifest(run: Path) -> dict[str, Any]:
    """Return a run's manifest: the hashes of all that it gave."""
    found: dict[str, Any] = json.loads((run / "manifest.json").read_text("utf-8"))
    return found


def dead(run: Path) -> list[dict[str, str]]:
    """Return a run's dead letters."""
    return [json.loads(line) for line in (run / "dead-letters.jsonl").read_text("utf-8").splitlines()]


def wait_for(found: Callable[[], Any], process: subprocess.Popen[str] | None = None) -> Any:
    """Return what is waited for, when it is there."""
    while not (value := found()):
        assert process is None or process.poll() is None, process.communicate()
        time.sleep(0.02)
    return value


def in_flight(run: Path) -> Iterator[Path]:
    """Yield the journals of documents' incidents that hold something."""
    for path in (run / "work" / "journals").glob("find-*"):
        if path.exists() and path.stat().st_size:
            yield path


def holder(run: Path, root: int) -> psutil.Process | None:
    """Return a worker of a process that has a journal in hand, and something in it."""
    journals = {str(path.resolve()) for path in in_flight(run)}
    for process in psutil.Process(root).children(recursive=True):
        try:
            if journals & {file.path for file in process.open_files()}:
                return process
        except psutil.Error:
            continue
    return None
