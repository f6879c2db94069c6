"""The rows of the queue: what was asked and is not answered, so that nothing is sent twice after a crash."""

from __future__ import annotations

from typing import Any

import msgspec

from editor.document.archive import State
from editor.document.codec import Codec
from editor.engine.contract import Receipt
from editor.project.entries import Entries
from editor.project.readers import Readers
from editor.project.store import TileStore
from editor.project.ticket import Ticket
from editor.project.writer import Writer

OPEN: tuple[State, ...] = ("waiting", "sent")


class Job(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """One request on its way.

    `lane`: lower goes first; `order` sorts within a lane (editor.document.order). `key` is the idempotency key sent
    to the provider. `lease` names the process that runs it, as long as that lives. `receipts` stand for what a provider
    took of it and did not answer yet.
    """

    id: str
    generation: str
    key: str
    lane: int = 1
    order: str = "V"
    state: State = "waiting"
    lease: str = ""
    tries: int = 0
    receipts: tuple[Receipt, ...] = ()
    extra: dict[str, Any] = {}


class Queue:
    """Every read sees what was put before it, written or not."""

    def __init__(self, readers: Readers, writer: Writer | None, store: TileStore, codec: Codec) -> None:
        self._jobs = Entries(Job, lambda job: job.generation, readers, writer, store, codec)

    def put(self, job: Job) -> Ticket:
        """Add a job, or its later state. Wait for the ticket of state "sent" before the provider is called."""
        return self._jobs.put(job)

    def get(self, id: str) -> Job:
        """Raises LookupError where there is none."""
        return self._jobs.get(id)

    def open(self) -> list[Job]:
        """Those not yet answered, in the order they are to be run."""
        jobs = [job for job in self._jobs.all() if job.state in OPEN]
        return sorted(jobs, key=lambda job: (job.lane, job.order))

    def all(self) -> list[Job]:
        return self._jobs.all()

    def orphaned(self, lease: str) -> list[Job]:
        """Those that another process had not heard the end of when it ended.

        Whether those that it had sent were answered (and charged) is unknown.
        """
        return [job for job in self.open() if job.lease != lease]

    def interrupted(self) -> list[Job]:
        """Those that some process left so, and nobody has asked again or put away since; in the order of `open`."""
        jobs = [job for job in self._jobs.all() if job.state == "unknown"]
        return sorted(jobs, key=lambda job: (job.lane, job.order))
