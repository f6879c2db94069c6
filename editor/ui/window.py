"""The window: shows itself at once with Qt and the standard library alone, then its board, then what is round it."""

from __future__ import annotations

import builtins
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QImage
from PySide6.QtWidgets import QApplication, QMainWindow

from editor.ui.poster import SUFFIX, Poster, stored_thumbnail
from editor.ui.theme.theme import Theme

if TYPE_CHECKING:
    from editor.ui.desk import Desk
    from editor.ui.first_look import FirstLook
    from editor.ui.shell.welcome import Welcome

STORED = ("Patchboard", "Patchboard")  # the organisation and the program, as settings are kept for
SHAPE = "window"  # settings: where the window was, and how large
OPEN, OPENING = "open", "opening"  # settings: the project that the next start opens; the one that is being opened


class Window(QMainWindow):
    """One project. `desk` is what is on it, once it has been brought in."""

    painted = Signal()  # once
    brought = Signal()  # all that it shows is there
    wanted = Signal(object)  # another file, or several, to be shown instead; None: the welcome page

    def __init__(self, path: Path | None, others: Sequence[Path] = ()) -> None:
        """`others` are pictures that are brought onto the board as well."""
        super().__init__()
        self.desk: Desk | None = None
        self.settings = QSettings(*STORED)
        self.theme = Theme(self.settings)
        self.theme.colour()
        self._path, self._others = path, list(others)
        self._look: FirstLook | None = None  # until there is a desk
        self._page: Welcome | None = None
        self.setWindowTitle(path.name if path else "Patchboard")
        self.resize(1280, 800)
        if isinstance(kept := self.settings.value(SHAPE), QByteArray):
            self.restoreGeometry(kept)  # on a screen that is there
        tokens = self.theme.tokens
        thumbnail, around = (stored_thumbnail(path), tokens.panel) if path else (QImage(), tokens.canvas)
        poster = Poster(thumbnail, self.tr("Opening…"), tokens.canvas, around)
        poster.painted.connect(self.painted)
        self.setCentralWidget(poster)

    def begin(self) -> None:
        """Show the board, and once that is seen what is round it; to be called once the window has been `painted`."""
        if self._path is not None and (look := self._first_look(self._path)) is not None:
            look.seen.connect(self.bring_in)
        elif self._page is None:
            self.bring_in()

    def bring_in(self) -> None:
        """All that there is, at once: the desk, or without a path the welcome page."""
        if self.desk is not None:
            return
        if self._path is None:
            self._welcome("")
        elif (look := self._look or self._first_look(self._path)) is not None:
            from editor.ui.desk import Desk
            from editor.ui.shell.recent import remember

            self.desk, self._look = Desk(self, look), None
            path = self.desk.session.project.path
            remember(self.settings, path)
            self._note(OPENING, None)
            self._note(OPEN, path)
            self.desk.canvas.setFocus()
            if self._others:
                self.desk.bring(self._others)
            self.brought.emit()

    def _first_look(self, path: Path) -> FirstLook | None:
        """The board of a project, or of a new one beside a picture; where none opens, the welcome page says why."""
        from editor.pixels.rejected import ImageRejected
        from editor.project.errors import ProjectError
        from editor.ui.first_look import FirstLook
        from editor.ui.opening import opened_project

        self._dress()
        self._note(OPENING, path)
        try:
            self._look = FirstLook(self, opened_project(path))
        except (ProjectError, ImageRejected) as error:
            self._note(OPENING, None)
            self._welcome(f"{error}")
            return None
        self.setCentralWidget(self._look)
        return self._look

    def go(self, path: Path | None) -> None:
        """To another file, or with None to the welcome page, where the next start begins then too."""
        if path is None:
            self._note(OPEN, None)
        self.wanted.emit(path)

    def _dress(self) -> None:
        """What all that comes after the first painting needs."""
        from editor.ui.keymap import Keymap

        self.theme.dress()
        self.keymap = Keymap(self.settings)

    def _note(self, key: str, path: Path | None) -> None:
        """In the settings, and on the disk at once."""
        if path is None:
            self.settings.remove(key)
        else:
            self.settings.setValue(key, str(path.absolute()))
        self.settings.sync()

    def _welcome(self, words: str) -> None:
        """The page to begin from; `words` say why there is nothing else."""
        from editor.ui.shell.welcome import Welcome

        self._dress()
        self._page = Welcome(self, self.theme, words)
        self.setCentralWidget(self._page)
        self.brought.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.setValue(SHAPE, self.saveGeometry())
        if self.desk is not None:
            self.desk.close()
        if self._look is not None:
            self._look.close_threads()
            self._note(OPENING, None)
        if self._page is not None:
            self._page.close_threads()
        event.accept()


def show(path: Path | None) -> int:
    """Open the window on a project or picture file and run until it is closed; the answer is the exit code."""
    gc.disable()  # what is loaded is no garbage: to look through it again and again is a sixth of the loading
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")  # to wake threads for a strip costs more than to paint it
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # its threads spin while the rest loads; no matrix here is large
    if plain := getattr(builtins, "__orig_import__", None):
        builtins.__import__ = plain  # PySide's reads the source of all that is imported, for features not used here
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Patchboard")
    app.setStyle("Fusion")
    from editor.ui import language

    language.install(app, QSettings(*STORED))
    shown: list[Window] = []

    def put_up(wanted: Path | Sequence[Path] | None) -> None:
        """The one before is closed first: a file has one writer."""
        before = shown.pop() if shown else None
        window = Window(*_parted(wanted))
        if before is not None:
            window.setGeometry(before.geometry())
            app.setQuitOnLastWindowClosed(False)
            before.close()
            before.deleteLater()
            gc.unfreeze()  # what is left of it is garbage now
        shown.append(window)
        window.painted.connect(window.begin, Qt.ConnectionType.QueuedConnection)
        if not gc.isenabled():
            window.brought.connect(_loaded)
        window.wanted.connect(put_up, Qt.ConnectionType.QueuedConnection)
        window.show()
        app.setQuitOnLastWindowClosed(True)

    put_up(path or _left_open())
    return app.exec()


def _loaded() -> None:
    """From here on garbage is looked for, but not among what the program itself is made of."""
    gc.freeze()
    gc.enable()


def _left_open() -> Path | None:
    """The project that was open at the end, unless it ended the program while it was opened."""
    settings = QSettings(*STORED)
    path = Path(str(settings.value(OPEN, "")))
    ended_by = settings.value(OPENING, "")
    settings.remove(OPENING)
    return path if path.is_file() and str(path) != ended_by else None


def _parted(wanted: Path | Sequence[Path] | None) -> tuple[Path | None, list[Path]]:
    """What opens, and what is brought onto it; a folder is brought onto a board beside it."""
    paths = [] if wanted is None else [wanted] if isinstance(wanted, Path) else list(wanted)
    if paths and paths[0].is_dir():
        return paths[0].with_name(f"{paths[0].name}{SUFFIX}"), paths
    return (paths[0] if paths else None), paths[1:]
