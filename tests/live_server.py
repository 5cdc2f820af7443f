"""The server that a browser test drives. Its threads stay for the next test, as those of a service do: each of them
composes the queries that are kept ready (docs/adr/0008-queries-kept-ready.md), which took longer than the pages."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.test.testcases import LiveServerThread, ThreadedWSGIServer

Job = tuple[Callable[..., None], tuple[Any, ...]]


class Threads:
    """The oldest idle one takes the next job, so that few of them learn most; there are as many as are busy at once."""

    def __init__(self) -> None:
        self._idle: list[tuple[int, SimpleQueue[Job]]] = []
        self._lock = Lock()
        self._numbers = itertools.count()

    def take(self, job: Callable[..., None], *arguments: Any) -> None:
        with self._lock:
            found = heapq.heappop(self._idle) if self._idle else None
        if found is None:
            found = next(self._numbers), SimpleQueue()
            Thread(target=self._work, args=found, daemon=True).start()
        found[1].put((job, arguments))

    def _work(self, number: int, jobs: SimpleQueue[Job]) -> None:
        while True:
            job, arguments = jobs.get()
            # The connection that the thread had was to the database of the test before.
            with suppress(AttributeError):
                del connections[DEFAULT_DB_ALIAS]
            job(*arguments)
            with self._lock:
                heapq.heappush(self._idle, (number, jobs))


THREADS = Threads()


class Server(ThreadedWSGIServer):
    def process_request(self, request: Any, client_address: Any) -> None:
        THREADS.take(self.process_request_thread, request, client_address)

    def serve_forever(self, poll_interval: float = 0.01) -> None:
        """Looks often whether it is to stop: each test waits for it."""
        super().serve_forever(poll_interval)


class ServerThread(LiveServerThread):
    server_class = Server
