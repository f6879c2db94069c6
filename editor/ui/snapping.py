"""To what is snapped: frames, layers, a grid that is then seen on the board; kept across starts."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings, Signal

from editor.steps.snap import Snaps
from editor.ui.actions import Action, tr
from editor.ui.canvas import Canvas
from editor.ui.parts.field import Field

GRID, FRAMES, LAYERS, SIZE = "snap/grid", "snap/frames", "snap/layers", "snap/size"
USUAL, LEAST, MOST = 32, 4, 1024  # canvas pixels between lines


class Snapping(QObject):
    """Belongs to the canvas that it is about. `changed` when something else is snapped to."""

    changed = Signal()

    def __init__(self, canvas: Canvas, settings: QSettings) -> None:
        super().__init__(canvas)
        self._canvas, self._settings = canvas, settings
        self._show()

    @property
    def snaps(self) -> Snaps:
        """What it is now; the grid is 0 where it is off."""
        return Snaps(self._on(FRAMES), self._on(LAYERS), self.size if self._on(GRID) else 0)

    @property
    def size(self) -> int:
        """Canvas pixels between lines of the grid, also of one that is off."""
        kept = int(self._settings.value(SIZE, USUAL, type=int))  # type: ignore[arg-type]
        return min(max(kept, LEAST), MOST)

    def resize(self, size: int) -> None:
        """Another size of the grid; it is on then."""
        self._settings.setValue(SIZE, min(max(size, LEAST), MOST))
        self._keep(GRID, on=True)

    def actions(self) -> tuple[Action, ...]:
        """Those of the View menu."""
        switches = (
            (GRID, tr("Snap to the grid"), "grid", tr("Shows a grid; what is moved comes to rest on it.")),
            (FRAMES, tr("Snap to frames"), "frame", tr("What is moved comes to rest on sides and middles of frames.")),
            (LAYERS, tr("Snap to layers"), "layers", tr("What is moved comes to rest on other layers.")),
        )
        return (
            *(self._switch(*switch) for switch in switches),
            Action(
                "view.grid.finer",
                tr("Finer grid"),
                "",
                lambda: self.resize(self.size // 2),
                "minus",
                tr("Lines half as far apart."),
            ),
            Action(
                "view.grid.coarser",
                tr("Coarser grid"),
                "",
                lambda: self.resize(self.size * 2),
                "plus",
                tr("Lines twice as far apart."),
            ),
        )

    def _switch(self, key: str, name: str, icon: str, words: str) -> Action:
        return Action(
            f"view.{key.replace('/', '.')}",
            name,
            "",
            lambda: self._keep(key, on=not self._on(key)),
            icon,
            words,
            checked=lambda: self._on(key),
        )

    def _on(self, key: str) -> bool:
        return bool(self._settings.value(key, key != GRID, type=bool))

    def _keep(self, key: str, *, on: bool) -> None:
        self._settings.setValue(key, on)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self._canvas.renderer.ground(grid=self.snaps.grid)
        self._canvas.update()


class GridField(Field):
    """How far apart the lines of the grid are."""

    def __init__(self, snapping: Snapping) -> None:
        super().__init__(tr("Grid"), LEAST, MOST, "px", 4)
        self._snapping = snapping
        self.changed.connect(snapping.resize)
        snapping.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.show_value(self._snapping.size)
