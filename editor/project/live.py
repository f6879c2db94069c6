"""Which tiles and blobs a project still names, found in rows of any version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from editor.project.connection import Connection
from editor.project.journal import entries
from editor.project.packing import Packer
from editor.project.schema import DIGEST


def named_in(data: bytes) -> Iterator[bytes]:
    """Everything that may be a digest in a row: also in fields that only a newer version knows.

    Raises msgspec.DecodeError where the bytes are damaged.
    """
    try:
        return _digests(msgspec.msgpack.decode(data))
    except (UnicodeDecodeError, TypeError) as error:  # msgspec lets bad text through; a cell may hold no bytes any more
        raise msgspec.DecodeError("a row is damaged") from error


def named_by_step(packer: Packer, changes: bytes) -> Iterator[bytes]:
    """The digests in a step's records before and after. Raises ZstdError or msgspec.DecodeError."""
    for entry in entries(packer, changes):
        for row in entry[2:]:
            if row is not None:
                yield from named_in(row[1])


def live(db: Connection, packer: Packer, steps: Iterable[int]) -> set[bytes]:
    """All digests that the document, the archive, the queue and these steps name."""
    found: set[bytes] = set()
    for (data,) in db.rows("SELECT data FROM record UNION ALL SELECT data FROM entry"):
        found.update(named_in(data))
    for id in steps:
        found.update(named_by_step(packer, db.value("SELECT changes FROM step WHERE id = ?", id)))
    return found


def _digests(value: Any) -> Iterator[bytes]:
    if isinstance(value, bytes):
        if len(value) == DIGEST:
            yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _digests(part)
    elif isinstance(value, list):
        for part in value:
            yield from _digests(part)
