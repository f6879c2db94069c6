"""What a renderer does for the canvas; `raster` is the one that needs no graphics card."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtGui import QColor, QImage, QPainter

from editor.document.records import Document
from editor.pixels.geometry import Affine, Rect
from editor.session.aside import Aside


class Renderer(Protocol):
    """Shows one document through one map at a time. All places are in device pixels of the widget.

    `renewed` tells with a Rect what of the screen has changed by itself, since something arrived or became sharp.
    """

    @property
    def renewed(self) -> Any:  # Qt's types know a signal only on a QObject
        ...

    @property
    def busy(self) -> bool:
        """Whether some of what is in view is not sharp yet."""
        ...

    def resize(self, w: int, h: int, ratio: float) -> None:
        """The screen has another size, or so many device pixels to one of the widget; all of it is painted anew."""
        ...

    def ground(self, colour: QColor | None = None, dot: QColor | None = None, grid: float | None = None) -> None:
        """Another colour of the board, of its dots; a grid so many canvas pixels wide in their place, 0 for none.

        What is None stays as it is.
        """
        ...

    def look(self, to_device: Affine) -> tuple[int, int] | None:
        """Another map from canvas pixels. How far all that is shown moved by it, where it did nothing else."""
        ...

    def show(self, document: Document) -> list[Rect]:
        """Another document. What of the screen is to be painted for it."""
        ...

    def rest(self) -> None:
        """Nothing is moved any more: what was kept to move several pictures quickly is given up."""
        ...

    def paint(self, painter: QPainter, rect: Rect) -> None:
        """Bring a part of the screen to the painter, whose units are device pixels."""
        ...

    def colour_at(self, x: int, y: int) -> QColor | None:
        """What is on the screen at a pixel of it, at once; None where it is not sharp yet."""
        ...

    def picture(self, w: int, h: int, to_picture: Affine) -> QImage | None:
        """The document as a picture, over nothing; None where it is not read yet: ask later."""
        ...

    def beside(self, document: Document, rect: Rect) -> QImage:
        """A part of the screen as it would be with another document, as sharp as what is there already."""
        ...

    def retry(self) -> None:
        """What could not be read is tried once more."""
        ...

    def keep_within(self, budget: int) -> None:
        """Hold at most so many bytes of pictures that are ready to be drawn."""
        ...

    def compose_by(self, aside: Aside) -> None:
        """What its own painting only comes near to is composed by `aside`, off the thread, once it rests."""
        ...

    def close(self) -> None:
        """End its threads."""
        ...
