"""Bytes kept as they came (originals, answers, colour profiles), named by their content."""

from __future__ import annotations

import hashlib

import apsw

from editor.project.connection import Connection
from editor.project.errors import lost, read_only
from editor.project.readers import Readers
from editor.project.schema import DIGEST
from editor.project.ticket import Task, Ticket
from editor.project.writer import Writer

PROFILE, ORIGINAL, ANSWER = "profile", "original", "answer"


def named(data: bytes) -> bytes:
    """The digest of a blob."""
    return hashlib.blake2b(data, digest_size=DIGEST).digest()


class Blobs:
    """Adds and finds blobs; those not yet written are held here, so what was added is found at once."""

    def __init__(self, readers: Readers, writer: Writer | None) -> None:
        self._readers = readers
        self._writer = writer
        self._waiting: dict[bytes, bytes] = {}
        self.added: set[bytes] = set()  # since the project was opened: records that name them may be on their way

    def get(self, digest: bytes) -> bytes:
        """Raises LookupError where the blob is missing, or is damaged in a way that shows."""
        if (held := self._waiting.get(digest)) is not None:
            return held
        try:
            with self._readers.lent() as db:
                data = db.value("SELECT data FROM blob WHERE digest = ?", digest)
        except apsw.CorruptError as error:
            raise lost("A part") from error
        if data is None:
            raise lost("A part")
        return data

    def hold(self, digest: bytes, data: bytes) -> None:
        """The bytes are on their way to the file: keep them until `drop`."""
        self._waiting[digest] = data
        self.added.add(digest)

    def drop(self, digest: bytes) -> None:
        self._waiting.pop(digest, None)

    def add(self, data: bytes, kind: str) -> Ticket:
        if self._writer is None:
            raise read_only()
        task = BlobTask(self, data, kind)
        task.hold()
        return self._writer.put(task)


class BlobTask(Task):
    """One blob on its way into the file."""

    def __init__(self, blobs: Blobs, data: bytes, kind: str) -> None:
        self.digest = named(data)
        self._blobs, self._data, self._kind = blobs, data, kind

    def hold(self) -> None:
        """The blob can be found from now on; call it before the task is put."""
        self._blobs.hold(self.digest, self._data)

    def write(self, db: Connection) -> None:
        db.run("INSERT OR IGNORE INTO blob (digest, kind, data) VALUES (?, ?, ?)", self.digest, self._kind, self._data)

    def settle(self) -> None:
        self._blobs.drop(self.digest)
