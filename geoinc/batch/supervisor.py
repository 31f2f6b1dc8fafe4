"""Watches one worker process: a record that crashes it, holds it up or fills its memory costs itself alone."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from contextlib import suppress
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any

from geoinc.errors import BatchError

if TYPE_CHECKING:
    from collections.abc import Callable

    from geoinc.batch.stages import Task

START_S = 600.0
"""Seconds that a worker may take to open the gazetteer and what is learned, on the slowest disk."""
GRACE_S = 10.0
"""Seconds more than a record may take, after which a worker that did not give it up by itself is ended."""
_STARTS = 3
_TAIL = 2_000


class Stopped(Exception):  # noqa: N818 - nothing is wrong
    """The run was asked to stop; what is done is kept."""


class Supervisor:
    """One worker process, started when it is needed and again when it has died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._answers: Queue[tuple[str, Any] | None] = Queue()
        self._log: Any = None
        self.stopping = threading.Event()

    def run(self, task: Task, *, progress: Callable[[], None] | None = None) -> dict[str, Any]:
        """Do a task and return its receipt.

        A record on which the worker dies is tried again ``task.retries`` times, then it is a dead letter; so is, at once, one
        that takes longer than ``task.time_limit_s``.

        Raises
        ------
        BatchError
            Where the worker cannot start, or the run's folder cannot be used.
        Stopped
            Where :meth:`stop` was called.
        """
        skip: dict[str, str] = {}
        deaths: Counter[str] = Counter()
        starts = 0
        while True:
            outcome, value = self._attempt(task, skip, progress)
            if outcome == "done":
                receipt: dict[str, Any] = value
                return receipt
            if outcome == "failed":
                raise BatchError(str(value))
            key, why, final = value
            if key is None:
                starts += 1
                if starts >= _STARTS:
                    message = f"a worker cannot start ({why}); what is done is kept, geoinc batch resume goes on"
                    raise BatchError(message)
                continue
            starts = 0
            deaths[key] += 1
            if final or deaths[key] > task.retries:
                skip[key] = why

    def stop(self) -> None:
        """End the worker; its journal holds what is done."""
        self.stopping.set()
        self._kill()

    def _attempt(self, task: Task, skip: dict[str, str], progress: Callable[[], None] | None) -> tuple[str, Any]:
        """Give the task to a worker and return its answer, or ``died`` with the record, why, and whether that is final."""
        if self.stopping.is_set():
            raise Stopped
        process = self._started()
        try:
            assert process.stdin is not None
            process.stdin.write(json.dumps({"task": json.loads(task.dumps()), "skip": skip}) + "\n")
            process.stdin.flush()
        except OSError:
            return "died", (None, self._why(process), False)
        key: str | None = None
        while True:
            limit = task.time_limit_s if key is not None else START_S
            try:
                answer = self._answers.get(timeout=limit + GRACE_S if limit else None)
            except Empty:
                self._kill()
                return "died", (key, f"it took longer than {limit:g} s", True)
            if answer is None:
                if self.stopping.is_set():
                    raise Stopped
                return "died", (key, self._why(process), False)
            kind, value = answer
            if kind == "at":
                key = value
                if progress is not None:
                    progress()
            elif kind in {"done", "failed"}:
                return kind, value

    def _started(self) -> subprocess.Popen[str]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._kill()
        self._log = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 - closed with the worker
        self._answers = Queue()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "geoinc.batch.worker"],  # -P: a json.py beside the inputs is not ours
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            encoding="utf-8",
        )
        threading.Thread(target=_listen, args=(self._process, self._answers), daemon=True).start()
        return self._process

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, self._log):
            with suppress(OSError):
                if stream is not None:
                    stream.close()

    def _why(self, process: subprocess.Popen[str]) -> str:
        code = process.wait()
        if code < 0:
            return f"the worker process died on it (signal {-code})"
        said = ""
        with suppress(OSError, ValueError):
            self._log.seek(0)
            said = next((line for line in reversed(self._log.read()[-_TAIL:].splitlines()) if line.strip()), "")
        return f"the worker process ended on it (exit status {code}{': ' + said if said else ''})"


def _listen(process: subprocess.Popen[str], answers: Queue[tuple[str, Any] | None]) -> None:
    """Pass on a worker's answers, and None when it has ended."""
    assert process.stdout is not None
    with process.stdout as stream:
        for line in stream:
            with suppress(ValueError):
                kind, value = json.loads(line)
                answers.put((kind, value))
    answers.put(None)
