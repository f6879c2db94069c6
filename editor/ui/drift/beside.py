"""One picture of two that are looked at side by side."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from editor.ui.theme import shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

PICTURE = QSize(154, 116)


class BesidePicture(QWidget):
    """A picture with its words beneath."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._theme, self._image = theme, QImage()
        self._words = QLabel(words, self)
        self._words.setFont(font(11))
        self._words.setProperty("tone", "low")
        self._words.setGeometry(0, PICTURE.height() + 2, PICTURE.width(), 16)
        self.setFixedSize(PICTURE.width(), PICTURE.height() + 18)

    def show_image(self, image: QImage | None) -> None:
        self._image = image or QImage()
        self.update()

    def show_words(self, words: str) -> None:
        self._words.setText(words)
        self.setAccessibleName(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        area = QRect(0, 0, PICTURE.width(), PICTURE.height())
        with QPainter(self) as painter:
            shapes.fill(painter, area, 4, self._theme.tokens.control_float)
            if not self._image.isNull():
                size = self._image.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
                at = QRect(0, 0, size.width(), size.height())
                at.moveCenter(area.center())
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                shapes.picture(painter, at, 4, self._image)
