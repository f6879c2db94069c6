"""The board's thumbnail, read and shown with Qt and the standard library alone, while the board is brought in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMargins, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QImageReader, QImageWriter, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from editor.project.held import is_held

SUFFIX = ".patchboard"
BOARD = QColor(0x17, 0x17, 0x17)
MARGIN = 36  # pixels between the board and the edge of its place
ROOM = QMargins(44, 72, 305, 24)  # around that place, for what comes around it
THUMBNAIL = 640  # pixels of a thumbnail's longer side, fewer where the board is smaller
LARGEST = 4 << 20  # bytes of a thumbnail that is still looked at
FORMAT = b"JPG"


class Poster(QWidget):
    """Stands for the board until it is brought in: its thumbnail, where the board will be, or else words."""

    painted = Signal()  # once

    def __init__(self, thumbnail: QImage, words: str, board: str, around: str) -> None:
        """`board` is the colour around the thumbnail, `around` the one around the board's place."""
        super().__init__()
        self._board, self._around = QColor(board), QColor(around)
        self._thumbnail = thumbnail
        self._words = words
        self._told = False

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            place = self.rect().marginsRemoved(ROOM)
            painter.fillRect(self.rect(), self._around)
            painter.fillRect(place, self._board)
            if self._thumbnail.isNull():
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._words)
            else:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(self._placed(place), self._thumbnail)
        if not self._told:
            self._told = True
            self.painted.emit()

    def _placed(self, board: QRect) -> QRect:
        """In the middle, as large as there is room for; a board smaller than its thumbnail may be is at its size."""
        room = board.size() - QSize(2 * MARGIN, 2 * MARGIN)
        size = self._thumbnail.size()
        if max(size.width(), size.height()) >= THUMBNAIL or room.expandedTo(size) != room:
            size = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(board.center())
        return place


def stored_thumbnail(path: Path) -> QImage:
    """The thumbnail in the project that `path` opens, without opening it as one; null where there is none."""
    row = looked_up(path.with_suffix(SUFFIX), f"SELECT data FROM thumbnail WHERE id = '' AND length(data) < {LARGEST}")
    return _decoded(row[0]) if row and isinstance(row[0], bytes) else QImage()


def looked_up(project: Path, sql: str) -> tuple[Any, ...] | None:
    """The first row of an answer from a project file that nobody has open; None where there is none.

    While a project is open anywhere it is not looked at: closing a file a second time in one process would drop the
    locks of the first.
    """
    if not project.is_file() or is_held(project):
        return None
    import sqlite3
    from contextlib import closing

    try:
        log = project.with_name(f"{project.name}-wal")  # what a program that was ended had not yet put into the file
        sure = "" if log.exists() and log.stat().st_size else "&immutable=1"
        with closing(sqlite3.connect(f"{project.absolute().as_uri()}?mode=ro{sure}", uri=True)) as db:
            return db.execute(sql).fetchone()
    except (sqlite3.Error, OSError):
        return None


def _decoded(data: bytes) -> QImage:
    """Only what may be a thumbnail: a file may come from anywhere."""
    buffer = QBuffer()
    buffer.setData(data)
    reader = QImageReader(buffer, QByteArray(FORMAT))
    size = reader.size()
    return reader.read() if max(size.width(), size.height()) <= THUMBNAIL else QImage()


def encoded_thumbnail(image: QImage) -> bytes:
    """The bytes that a project keeps."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(FORMAT))
    writer.setQuality(85)
    writer.write(image)
    return bytes(buffer.data().data())
