"""What runs tasks: this process, processes of this machine, or a Dask cluster. Each gives receipts as they come.

An engine only moves tasks and receipts; that a run is right rests on its folder (:mod:`geoinc.batch.folder`).
"""

from __future__ import annotations

import os
import threading
from abc import ABC, abstractmethod
from asyncio import CancelledError
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any, Self

from geoinc.batch.supervisor import Stopped, Supervisor
from geoinc.batch.worker import execute
from geoinc.errors import BatchError, MissingExtraError

if TYPE_CHECKING:
    from geoinc.batch.stages import Task

Receipt = dict[str, Any]
WINDOW = 4
"""Tasks handed out for each worker: enough that none waits, few enough that the driver holds little."""


class Engine(ABC):
    """Runs tasks; ``workers`` says how many at a time."""

    workers: int = 1

    @abstractmethod
    def run(self, tasks: Iterable[Task]) -> Iterator[Receipt]:
        """Yield a receipt for each task, in any order.

        Raises
        ------
        BatchError
            Where the run cannot go on; what is done is kept.
        """

    def close(self) -> None:  # noqa: B027 - not every engine has something to end
        """End the workers; what they have done is kept."""

    def __enter__(self) -> Self:
        """Return the engine."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the workers."""
        self.close()


class InProcess(Engine):
    """One task after the other, in this process: nothing is protected against a crash."""

    def run(self, tasks: Iterable[Task]) -> Iterator[Receipt]:
        """Yield the receipt of each task, in order."""
        for task in tasks:
            yield execute(task, {}, lambda _kind, _value: None)


class Processes(Engine):
    """Processes of this machine, each watched by a thread."""

    def __init__(self, workers: int | None = None) -> None:
        """Take so many workers; by default one a core that this process may use."""
        self.workers = workers or usable_cores()
        self._supervisors: list[Supervisor] = []

    def run(self, tasks: Iterable[Task]) -> Iterator[Receipt]:
        """Yield receipts as they come."""
        waiting: Queue[Task] = Queue()
        for task in tasks:
            waiting.put(task)
        self._supervisors += [Supervisor() for _ in range(min(self.workers, waiting.qsize()) - len(self._supervisors))]
        answers: Queue[Receipt | BaseException | None] = Queue()
        threads = [
            threading.Thread(target=_serve, args=(supervisor, waiting, answers), daemon=True)
            for supervisor in self._supervisors
        ]
        for thread in threads:
            thread.start()
        serving = len(threads)
        try:
            while serving:
                answer = answers.get()
                if answer is None:
                    serving -= 1
                elif isinstance(answer, BaseException):
                    raise answer
                else:
                    yield answer
        finally:
            if serving:
                self.close()
            for thread in threads:
                thread.join()

    def close(self) -> None:
        """End the workers."""
        for supervisor in self._supervisors:
            supervisor.stop()
        self._supervisors = []


def _serve(supervisor: Supervisor, waiting: Queue[Task], answers: Queue[Receipt | BaseException | None]) -> None:
    """Do tasks until there are none, and say so with None; an error goes to the driver, which raises it."""
    try:
        while True:
            answers.put(supervisor.run(waiting.get_nowait()))
    except (Empty, Stopped):
        pass
    except BaseException as error:  # noqa: BLE001 - the driver raises it
        answers.put(error)
    answers.put(None)


class Dask(Engine):
    """A Dask cluster: one that is there (``scheduler``), or one of this machine's own."""

    def __init__(self, scheduler: str | None = None, *, workers: int | None = None) -> None:
        """Connect to a scheduler's address, or start a local cluster with so many workers.

        Raises
        ------
        MissingExtraError
            Where Dask is not installed.
        BatchError
            Where the scheduler does not answer.
        """
        try:
            from distributed import Client, LocalCluster
        except ImportError:
            message = "running on a cluster needs Dask: pip install 'geoinc[batch]'"
            raise MissingExtraError(message) from None
        self._cluster = None
        if scheduler is None:
            self._cluster = LocalCluster(
                n_workers=workers or usable_cores(), threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
            )
        try:
            self._client = Client(scheduler or self._cluster, timeout="10s")
        except (OSError, TimeoutError) as error:
            message = (
                f"{scheduler}: no Dask scheduler answers there ({error}); check the address, then geoinc batch resume"
            )
            raise BatchError(message) from None

    @property
    def workers(self) -> int:  # type: ignore[override] # it grows and shrinks with the cluster
        """How many tasks run at a time."""
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def run(self, tasks: Iterable[Task]) -> Iterator[Receipt]:
        """Yield receipts as they come; a worker that is lost has its task done by another."""
        from distributed import as_completed

        waiting = iter(tasks)
        submit: Callable[[Task], Any] = lambda task: self._client.submit(on_worker, task.dumps(), pure=False, retries=2)  # noqa: E731
        running = as_completed(loop=self._client.loop)
        held = 0
        try:
            while True:
                while held < WINDOW * self.workers and (task := next(waiting, None)) is not None:
                    running.add(submit(task))
                    held += 1
                if not held:
                    return
                future = next(running)
                held -= 1
                yield future.result()
        except BatchError:
            raise
        except (Exception, CancelledError) as error:  # a cancelled future is no Exception in every version of Dask
            message = f"the cluster was lost ({type(error).__name__}: {error}); what is done is kept, geoinc batch resume goes on"
            raise BatchError(message) from error

    def close(self) -> None:
        """Let go of the cluster, and end it where it is this process's own."""
        with suppress(Exception):
            self._client.close(timeout=5)
        if self._cluster is not None:
            with suppress(Exception):
                self._cluster.close(timeout=5)


_OF_THREAD = threading.local()


def on_worker(line: str) -> Receipt:
    """Do a task on a Dask worker: in a process of its own for each of its threads, so that a crash is the record's."""
    from geoinc.batch.stages import Task

    supervisor = getattr(_OF_THREAD, "supervisor", None)
    if supervisor is None:
        supervisor = _OF_THREAD.supervisor = Supervisor()
    return supervisor.run(Task.loads(line))


def usable_cores() -> int:
    """Return how many cores this process may use."""
    try:
        return max(1, len(os.sched_getaffinity(0)))
    except AttributeError:
        return os.cpu_count() or 1
