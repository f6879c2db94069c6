"""Projects and pictures in and out of the window: new, open, place, and the sample."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from editor.document.ids import new_id
from editor.document.records import Frame
from editor.project.project import Project
from editor.resources import resource
from editor.session.presets import Preset
from editor.session.session import Session
from editor.ui.poster import SUFFIX

FAST = 80  # of 100: PNG compressed little, since a large picture would be waited for


class Files(QObject):
    """Asks for a file and hands it on: `show(path)` opens it in the window, None leads to the welcome page."""

    def __init__(
        self, window: QWidget, show: Callable[[Path | None], object], bring: Callable[[list[Path]], object]
    ) -> None:
        super().__init__(window)
        self._window, self._show, self._bring = window, show, bring

    def new(self) -> None:
        if path := self._asked(self.tr("Untitled")):
            self._show(path)

    def new_sized(self, preset: Preset) -> None:
        """A board in a file that is asked for, with one frame of that size. Raises ProjectError."""
        if path := self._asked(preset.name):
            if not path.exists():
                create_sized(path, preset)
            self._show(path)

    def _asked(self, name: str) -> Path | None:
        """A file for a new board; one that is there is opened, never written over."""
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("New board"),
            f"{name}{SUFFIX}",
            self.tr("Patchboard projects (*{0})").format(SUFFIX),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        return Path(chosen).with_suffix(SUFFIX) if chosen else None

    def open(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open a project or a picture"))
        if name:
            self._show(Path(name))

    def place(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self._window, self.tr("Place pictures"))
        if names:
            self._bring([Path(name) for name in names])

    def pasted(self, image: QImage) -> None:
        """The picture in a new file among the user's pictures, opened. Raises OSError."""
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation))
        folder.mkdir(parents=True, exist_ok=True)
        stem = self.tr("Pasted {0}").format(time.strftime("%Y-%m-%d %H.%M.%S"))
        path = folder / f"{stem}.png"
        if not image.save(str(path), None, FAST):
            raise OSError(self.tr("{0} could not be written: make room on the disk, then paste again.").format(path))
        self._show(path)

    def sample(self) -> None:
        self._show(sample_picture())

    def leave(self) -> None:
        self._show(None)

    def quit(self) -> None:
        self._window.close()


def create_sized(path: Path, preset: Preset) -> None:
    """A project in a new file with a frame of the preset's size. Raises ProjectError."""
    session = Session(Project.create(path))
    frame = Frame(id=new_id(), name=preset.name, rect=preset.size.rect, pixels=preset.size)
    session.commit("New frame", session.document.with_(frame))
    session.close()


def sample_picture() -> Path:
    """The user's own copy of the photograph that comes with the program; its project is made beside it."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)) / "sample"
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / "dandelions.jpg"
    if not copy.exists():
        shutil.copyfile(resource("sample", "dandelions.jpg"), copy)
    return copy
