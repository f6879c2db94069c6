"""Connections for paging: each lent to one thread for one read, closed before the file is closed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from editor.project.connection import Connection
from editor.project.errors import ProjectError


class Readers:
    """As many connections as threads read at once; an idle one is lent again."""

    def __init__(self, path: Path, make: Callable[[Path], Connection]) -> None:
        self.path = path
        self._make = make
        self._idle: list[Connection] = []
        self._out = 0
        self._closed = False
        self._change = threading.Condition()

    @contextmanager
    def lent(self) -> Iterator[Connection]:
        """A connection for reads that end inside. Raises ProjectError after `close`."""
        with self._change:
            if self._closed:
                raise ProjectError("The project is closed.", "Open it again.")
            db = self._idle.pop() if self._idle else None
            self._out += 1
        try:
            if db is None:
                db = self._make(self.path)
            yield db
        finally:
            with self._change:
                self._out -= 1
                if db is not None:
                    self._idle.append(db)
                self._change.notify_all()

    def close(self) -> None:
        """Waits for reads under way, lets no new one begin, closes all."""
        with self._change:
            self._closed = True
            self._change.wait_for(lambda: self._out == 0)
            for db in self._idle:
                db.close()
            self._idle.clear()
