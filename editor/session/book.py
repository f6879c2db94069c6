"""The book of what this process asked: by id, in an order, until it is over and another is asked."""

from __future__ import annotations

from typing import NamedTuple

from editor.document.order import FIRST, between
from editor.session.job import Job
from editor.session.record import Record, Shown


class Asked(NamedTuple):
    """A job, and what it has brought so far."""

    job: Job
    record: Record
    shown: list[Shown]


class Book(dict[str, Asked]):
    """By the id of the generation. What is over is struck out when the next is given its place."""

    def __init__(self) -> None:
        super().__init__()
        self._over: set[str] = set()
        self._last = FIRST

    def behind(self) -> str:
        """The place behind all that waits."""
        for id in self._over:
            del self[id]
        self._over.clear()
        self._last = between(self._last, None) if self else FIRST
        return self._last

    def close(self, id: str, job: Job) -> None:
        """It is over; nothing happens where it was asked once more meanwhile."""
        if self[id].job is job:
            self._over.add(id)
