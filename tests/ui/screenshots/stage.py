"""The window that the scenes play in, with an engine that is at work or refuses when a scene wants it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest

from editor.engine.registry import Registry, plugin_paths
from editor.ui.desk import Desk
from editor.ui.shell.recent import KEY
from editor.ui.window import STORED, Window
from tests.pixels.series import drifting
from tests.session.sets import series
from tests.ui.screenshots.looks import Look
from tests.ui.screenshots.meadow import empty, meadow
from tests.ui.screenshots.studio import Studio

LONGEST = 240_000  # milliseconds: the built-in engine may have to compile first
PATHS = "tests.ui.screenshots.studio", "tests.engines.atelier", "tests.engines.shed"
STEP = 20  # milliseconds between two looks at whether it is so


class Stage:
    """One window at a time: a scene says which it plays in, and the one before stays where it is the same."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: tuple[str, Window] | None = None
        self.settings = QSettings(*STORED)
        self.settings.setValue("export/folder", str(folder))
        self.look = Look("dark")
        registry = Registry.of([*plugin_paths(), *PATHS])
        studio = registry.engine(Studio.name)
        assert isinstance(studio, Studio)
        self.studio = studio
        Registry.found = classmethod(lambda _cls, **_: registry)  # type: ignore[method-assign]

    @property
    def window(self) -> Window:
        assert self._open is not None, "the scene has shown none"
        return self._open[1]

    @property
    def desk(self) -> Desk:
        """Of the window that is open. There is one but on the welcome page."""
        desk = self.window.desk
        assert desk is not None
        return desk

    def campaign(self) -> Desk:
        """The window on the meadow campaign."""
        return self._on("campaign", lambda: self._meadow).desk

    def nothing(self) -> Desk:
        """The window on an empty board."""
        return self._on("nothing", lambda: empty(self._folder)).desk

    def drifted(self) -> Desk:
        """The window on a set of fifty results that drift from number 30 on."""
        return self._on("drifted", lambda: self._series).desk

    def welcome(self, *, recent: bool) -> None:
        """The page to begin from, with projects of before or without any."""
        self.settings.setValue(KEY, [str(self._meadow)] if recent else [])
        self._on(f"welcome {recent}", lambda: None)

    def dress(self, look: Look) -> None:
        """Theme and size; then all that is seen is waited for."""
        self.look = look
        self.window.theme.choose(look.theme)
        if (self.window.width(), self.window.height()) != look[1:]:
            self.window.resize(look.width, look.height)
            QTest.qWait(STEP)
            if self.window.desk is not None:
                self.window.desk.canvas.fit()
        self.settle()

    def rest(self) -> None:
        """Back to the size that the next scene begins with."""
        self.dress(Look("dark"))

    def clear(self) -> None:
        """The window is closed."""
        if self._open is not None:
            self._open[1].close()
            self._open = None

    def settle(self) -> None:
        """Until pictures are sharp and thumbs are there."""
        QTest.qWait(5 * STEP)
        if self.window.desk is not None:
            self.until(lambda: self.desk.canvas.sharp)
        QTest.qWait(2 * STEP)

    def until(self, so: Callable[[], object]) -> None:
        """Wait until it is so. Raises TimeoutError."""
        for _ in range(LONGEST // STEP):
            if so():
                return
            QTest.qWait(STEP)
        said = self.window.desk.bar.sentence if self.window.desk is not None else ""
        raise TimeoutError(f"A scene waited in vain. {said}")

    def press(self, key: Qt.Key | str, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key on the canvas."""
        self.desk.canvas.setFocus()
        QTest.keyClick(self.desk.canvas, key, keys)  # type: ignore[call-overload]

    def at(self, x: float, y: float) -> QPoint:
        """A place of the board in the canvas's pixels."""
        return QPoint(*(round(value) for value in self.desk.canvas.view.to_widget.apply(x, y)))

    @cached_property
    def _meadow(self) -> Path:
        return meadow(self._folder)

    def _on(self, name: str, made: Callable[[], Path | None]) -> Stage:
        if self._open is None or self._open[0] != name:
            self.clear()
            window = Window(made())
            window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
            window.resize(self.look.width, self.look.height)
            window.show()
            window.activateWindow()
            QTest.qWaitForWindowExposed(window)
            window.bring_in()
            self._open = name, window
            if window.desk is not None:
                QTest.qWait(5 * STEP)
                window.desk.canvas.fit()
        return self

    @cached_property
    def _series(self) -> Path:
        return series(self._folder / "Spring set.patchboard", drifting(4, ["dandelions"], 30, cast=0.12, gamma=0.75))
