"""Another document than the one on the screen, seen through the same map and made of the same pictures."""

from __future__ import annotations

from PySide6.QtGui import QImage, QPainter

from editor.document.records import Document
from editor.pixels.geometry import Affine, Rect
from editor.ui.viewport.board import Board
from editor.ui.viewport.compose import Composer
from editor.ui.viewport.exact import Exact
from editor.ui.viewport.pictures import Pictures
from editor.ui.viewport.scene import Scene


class Beside:
    """Composes only what is asked for; what is not read yet is asked for, and coarse until then."""

    def __init__(self, pictures: Pictures) -> None:
        self._scene = Scene(pictures.number)
        self._composer = Composer(
            self._scene, pictures, Exact(self._scene)
        )  # which is not asked to be at rest: near modes do here

    def picture(self, document: Document, board: Board, to_device: Affine, rect: Rect, ratio: float) -> QImage:
        """`rect` of the screen, in device pixels, as it would be with this document."""
        self._scene.show(document)
        image = QImage(max(1, rect.w), max(1, rect.h), QImage.Format.Format_RGB32)
        with QPainter(image) as painter:
            board.paint(painter, to_device, rect, -rect.x, -rect.y, ratio)
            self._composer.compose(painter, to_device, rect)
        return image
