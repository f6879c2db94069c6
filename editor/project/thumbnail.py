"""The small picture of the whole board, in a table of its own so that it is read without touching anything else."""

from __future__ import annotations

from editor.project.connection import Connection
from editor.project.ticket import Task


class ThumbnailTask(Task):
    """One row; the board's has an empty id."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def write(self, db: Connection) -> None:
        db.run("INSERT OR REPLACE INTO thumbnail VALUES ('', ?)", self._data)
