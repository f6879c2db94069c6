"""Layers dragged out of the window: for other programs they are picture files, written once the drag leaves."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMetaType, QMimeData, QUrl
from PySide6.QtGui import QImage

URLS, IMAGE = "text/uri-list", "application/x-qt-image"
LONGEST = 120  # seconds that another program is let wait


class DraggedOut(QMimeData):
    """What a drag carries within the window, and the files that `write` begins to make when they are first needed."""

    def __init__(self, within: QMimeData, write: Callable[[], Future[list[Path]]]) -> None:
        super().__init__()
        self._within = within.formats()
        for format in self._within:
            self.setData(format, within.data(format))
        self._write = write
        self._files: Future[list[Path]] | None = None

    def begin(self) -> None:
        """The drag has left: somebody else may want the files."""
        if self._files is None:
            self._files = self._write()

    @property
    def error(self) -> BaseException | None:
        """Why there are no files; None where there are, or where nobody wanted them."""
        return self._files.exception() if self._files is not None and self._files.done() else None

    def formats(self) -> list[str]:
        return [*self._within, URLS, IMAGE]

    def hasFormat(self, format: str) -> bool:
        return format in self.formats()

    def retrieveData(self, format: str, kind: QMetaType) -> Any:  # type: ignore[override]
        """Waits for the files: a drop is answered at once or never."""
        if format not in (URLS, IMAGE):
            return super().retrieveData(format, kind)
        self.begin()
        assert self._files is not None, "they are begun"
        try:
            paths = self._files.result(LONGEST)
        except Exception:  # told by who dragged
            return None
        return QImage(str(paths[0])) if format == IMAGE else [QUrl.fromLocalFile(str(path)) for path in paths]
