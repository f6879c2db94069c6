"""Projects and pictures in and out of the window: new, open, place, and the sample."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from editor.resources import resource
from editor.ui.poster import SUFFIX


class Files(QObject):
    """Asks for a file and hands it on: `show(path)` opens it in the window, None leads to the welcome page."""

    def __init__(
        self, window: QWidget, show: Callable[[Path | None], object], bring: Callable[[list[Path]], object]
    ) -> None:
        super().__init__(window)
        self._window, self._show, self._bring = window, show, bring

    def new(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("New board"),
            f"Untitled{SUFFIX}",
            self.tr("Patchboard projects (*{0})").format(SUFFIX),
        )
        if name:
            self._show(Path(name).with_suffix(SUFFIX))

    def open(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open a project or a picture"))
        if name:
            self._show(Path(name))

    def place(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self._window, self.tr("Place pictures"))
        if names:
            self._bring([Path(name) for name in names])

    def sample(self) -> None:
        self._show(sample_picture())

    def leave(self) -> None:
        self._show(None)

    def quit(self) -> None:
        self._window.close()


def sample_picture() -> Path:
    """The user's own copy of the photograph that comes with the program; its project is made beside it."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)) / "sample"
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / "dandelions.jpg"
    if not copy.exists():
        shutil.copyfile(resource("sample", "dandelions.jpg"), copy)
    return copy
