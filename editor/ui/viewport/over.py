"""What is drawn over the pictures of a widget and does not zoom, and where of the widget it changes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

from editor.document.records import Frame
from editor.pixels.geometry import Affine
from editor.session.marks import Line, Mark
from editor.ui.theme.tokens import Tokens
from editor.ui.viewport.ink import Ink


class Place(NamedTuple):
    """Through what map to the widget's pixels it is seen, how many device pixels are to one, and the theme."""

    to_widget: Affine
    ratio: float
    tokens: Tokens


class Over:
    """Marks and frames."""

    def __init__(self) -> None:
        self._place: Place | None = None
        self._frames: Mapping[str, Frame] = {}
        self._marks: tuple[Mark, ...] = ()
        self._targets: frozenset[str] = frozenset()
        self._inks: tuple[Ink, ...] = ()  # of frames, of marks

    def show(
        self, place: Place, frames: Mapping[str, Frame], marks: tuple[Mark, ...], targets: frozenset[str] = frozenset()
    ) -> list[QRect]:
        """These from now on; `targets` are the frames that are worked on. The widget's pixels that differ by it.

        At another place, where all differs, these are none.
        """
        same = place == self._place
        before, (laid, marked) = self._inks, self._inks or (None, None)
        if laid is None or (not same and (laid or frames)) or frames is not self._frames or targets != self._targets:
            laid = Ink(to_device(place), place.ratio)
            laid.frames(frames.values(), place.tokens, targets)
        if marked is None or (not same and (marked or marks)) or marks != self._marks:
            marked = Ink(to_device(place), place.ratio)
            marked.marks(marks)
        self._place, self._frames, self._marks, self._targets = place, frames, marks, targets
        self._inks = laid, marked
        if not same:
            return []
        differ = [old.apart(new) for old, new in zip(before, self._inks, strict=True) if old is not new]
        return [_logical(rect, place.ratio) for rects in differ for rect in rects]

    def paint(self, painter: QPainter, area: QRect) -> None:
        """What lies in `area`; that and the painter have the widget's pixels."""
        if self._place is None or not any(self._inks):
            return
        ratio = self._place.ratio
        device = QRectF(area.x() * ratio, area.y() * ratio, area.width() * ratio, area.height() * ratio).toAlignedRect()
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        for ink in self._inks:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            ink.paint(painter, device)
        painter.restore()


def drawn(box: QRectF, to_widget: Affine) -> Line:
    """A box of the widget, as a mark."""
    points = (box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft())
    to_canvas = to_widget.inverted()
    return Line(tuple(to_canvas.apply(point.x(), point.y()) for point in points), True, "marquee")


def to_device(place: Place) -> Affine:
    return place.to_widget.then(Affine.scaling(place.ratio))


def _logical(rect: QRect, ratio: float) -> QRect:
    """The pixels of the widget that hold those of the device."""
    if ratio == 1:
        return rect
    left, top = math.floor(rect.x() / ratio), math.floor(rect.y() / ratio)
    right, bottom = math.ceil((rect.x() + rect.width()) / ratio), math.ceil((rect.y() + rect.height()) / ratio)
    return QRect(left, top, right - left, bottom - top)
