"""What a document looks like in a view, with what lies over it; where another document differs is painted anew."""

from __future__ import annotations

import math
from collections.abc import Collection

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from editor.document.records import Document
from editor.pixels.geometry import Affine, Rect
from editor.session.marks import Foot, Mark
from editor.steps.extent import board_box, extent
from editor.ui.masking.apart import Region, region_corners
from editor.ui.masking.overlay import MaskOverlay
from editor.ui.navigation import Navigation
from editor.ui.poster import MARGIN
from editor.ui.theme.tokens import DARK, Tokens
from editor.ui.view import View
from editor.ui.viewport.brush_outline import brush_area, paint_brush
from editor.ui.viewport.compose import rects
from editor.ui.viewport.damage import damaged
from editor.ui.viewport.feet import foot_box, paint_feet
from editor.ui.viewport.notes import paint_notes
from editor.ui.viewport.over import Over, Place, drawn
from editor.ui.viewport.raster import Raster
from editor.ui.viewport.renderer import Renderer

NOWHERE = QRect()
CHILDREN = Qt.FindChildOption.FindDirectChildrenOnly


class BoardView(Navigation):
    """Shows `document`, masks, frames, notes and marks over it, and the outline of a brush under the pointer."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.brush_size = 0.0  # diameter of the outline under the pointer, in canvas pixels; 0: none
        self.brush_hardness = 1.0
        self.chosen: Collection[str] = ()  # the frames that are worked on
        self.tokens = DARK  # the colours of what is drawn beside the pictures
        self._over = Over()
        self._drawn: tuple[object, ...] = ()  # what that was made of
        self.above: list[QWidget] = []  # what hides all beneath it but at its corners
        self._marks: tuple[Mark, ...] | None = None  # of a gesture; until it shows some, what rests stays
        self._resting: tuple[Mark, ...] = ()
        self._lit: tuple[Mark, ...] = ()
        self.hatched = ""  # the mask that is shown by marks instead of a tint
        self._feet: tuple[Foot, ...] = ()
        self._document = self._shown = document
        self.renderer: Renderer = Raster(self)
        self.renderer.renewed.connect(lambda rect: self.update(self._logical(rect)))
        self.renderer.show(document)
        self.masks = MaskOverlay(self)
        self._pointer: QPointF | None = None
        self._damage = QRect()  # of a move of the brush: in one piece, which is painted far quicker than several
        self._fitted = False
        self.looked.connect(self._follow)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(320, 240)

    @property
    def sharp(self) -> bool:
        """Whether all that is in view is as sharp as it will be."""
        return not self.renderer.busy

    @property
    def gesturing(self) -> bool:
        """Whether a gesture goes on."""
        return False

    @property
    def resting(self) -> tuple[Mark, ...]:
        """What is drawn over it while no gesture goes on."""
        return self._resting

    @resting.setter
    def resting(self, marks: tuple[Mark, ...]) -> None:
        self._resting = marks
        self._renew(self._draw_over())

    def hatch(self, mask: str) -> None:
        """Leave out the mask of this id: marks are shown in its place."""
        if mask != self.hatched:
            self.hatched = mask
            self.update()

    def take_brush(self, size: float, hardness: float) -> None:
        """The outline under the pointer: its diameter in canvas pixels, 0 for none."""
        if (size, hardness) != (self.brush_size, self.brush_hardness):
            before = self._outline
            self.brush_size, self.brush_hardness = size, hardness
            self._renew([before, self._outline])

    def show_region(self, region: Region | None) -> None:
        """What an engine is to see, and where it may change something."""
        if region != self.masks.region:
            before = region_corners(self._shown, self._to_widget, self.masks.region)
            self.masks.region = region
            self._renew([*before, *region_corners(self._shown, self._to_widget, region)])

    def light(self, marks: tuple[Mark, ...]) -> None:
        """Draw these over all else, until others are."""
        self._lit = marks
        self._renew(self._draw_over())

    def tint(self, tokens: Tokens) -> None:
        """The board, and the names of frames on it, in the colours of a theme."""
        self.tokens = tokens
        self.renderer.ground(QColor(tokens.canvas), QColor(tokens.dot))
        self.update()

    def show_document(self, document: Document) -> None:
        """Show another document."""
        self._document = document
        self.renderer.retry()
        self._show(document)

    def show_preview(self, document: Document | None) -> None:
        """Show a document without keeping it, such as one with a candidate in place; None ends that."""
        self._show(document or self._document)

    def look(self, view: View) -> None:
        """As it was looked at before; it is not fitted when it comes up."""
        self.view = view
        self._fitted = True

    def show_feet(self, feet: tuple[Foot, ...]) -> None:
        """What is being made of the pictures, told inside them."""
        for foot in (*self._feet, *feet) if feet != self._feet else ():
            self.update(foot_box(foot, self._to_widget).toAlignedRect())
        self._feet = feet

    def fit(self, *, gliding: bool = False) -> None:
        """All layers, frames and notes in view."""
        self._fit(board_box(self._document), gliding=gliding)

    def fit_layers(self, ids: Collection[str], *, gliding: bool = False) -> None:
        """These layers in view; all there is where there are none."""
        box = extent(self._document, ids)
        self._fit(box.rect if box else board_box(self._document), gliding=gliding)

    def reveal(self, ids: Collection[str]) -> None:
        """These layers in view; where they are already, nothing moves."""
        box = extent(self._document, ids)
        if box is None:
            return
        shown = self.view.to_widget.bounds(box.rect)
        if Rect(0, 0, self.width(), self.height()).intersected(shown) != shown:
            self._fit(box.rect, gliding=False)

    def _fit(self, box: Rect, *, gliding: bool) -> None:
        view = View.fitted(box, self.width(), self.height(), MARGIN, self._view.angle)
        if gliding:
            self.glide(view)
        else:
            self.view = view

    def paintEvent(self, event: QPaintEvent) -> None:
        self._renew(self._draw_over())
        ratio = self.devicePixelRatioF()
        with QPainter(self) as painter:
            painter.scale(1 / ratio, 1 / ratio)
            for rect in rects(event.region()):
                self.renderer.paint(painter, self._device(rect))
            painter.scale(ratio, ratio)
            resting, area = not self.gesturing, event.rect()
            others = self.masks.paint(
                painter, self._shown, self._to_widget, area, resting=resting, without=self.hatched
            )
            if self._shown.notes:
                paint_notes(painter, self._shown.notes.values(), self._to_widget, self.tokens)
            if self._feet:
                paint_feet(painter, self._feet, self._to_widget)
            self._over.paint(painter, area)
            if self._pointer is not None and self.brush_size > 0:
                paint_brush(painter, self._pointer, self.brush_size * self.view.zoom / 2, self.brush_hardness)
        for left in damaged(others, self.rect(), self.above) if others else ():
            if not QRegion(left).subtracted(event.region()).isEmpty():
                self.update(left)

    def _draw_over(self) -> list[QRect]:
        """What of the widget is to be painted anew for the marks and frames of now."""
        marks = (self._resting if self._marks is None else self._marks) + self._lit
        made_of = (self._view, self.devicePixelRatioF(), self.tokens, self._shown.frames, self.chosen, self.box, marks)
        if made_of == self._drawn:
            return []
        self._drawn = made_of
        if not self.box.isEmpty():
            marks += (drawn(self.box, self._to_widget),)
        place = Place(self._to_widget, self.devicePixelRatioF(), self.tokens)
        return self._over.show(place, self._shown.frames, marks, frozenset(self.chosen))

    def resizeEvent(self, _event: object) -> None:
        ratio = self.devicePixelRatioF()
        self.renderer.resize(math.ceil(self.width() * ratio), math.ceil(self.height() * ratio), ratio)
        if not self._fitted and self.width() > 0:
            self.fit()
            self._fitted = self.isVisible()

    def _show(self, document: Document, damage: QRect = NOWHERE) -> None:
        before, self._shown = self._shown, document
        found = [*map(self._logical, self.renderer.show(document)), *self._draw_over()]
        if not damage.isEmpty():
            found.append(damage)
        if before.masks is document.masks or not self.gesturing:  # what a gesture does to a mask is in its damage
            found += self.masks.apart(before, document, self._to_widget, self.hatched)
        self._renew(found)
        if document is self._document:
            self.renderer.rest()
        if before.notes is not document.notes:
            self.update()

    def _renew(self, rects: Collection[QRect]) -> None:
        """Paint these anew, soon."""
        for area in damaged(rects, self.rect(), self.above) if rects else ():
            self.update(area)

    def _follow(self) -> None:
        """There is another view."""
        ratio = self.devicePixelRatioF()
        moved = self.renderer.look(self._view.to_widget.then(Affine.scaling(ratio)))
        self._draw_over()
        if moved is None or moved[0] % ratio or moved[1] % ratio:
            self.update()
        elif any(moved):
            self._scroll(int(moved[0] / ratio), int(moved[1] / ratio))

    def _scroll(self, dx: int, dy: int) -> None:
        """Move what is on the screen; painted is what came into view, and what did not move along."""
        self.scroll(dx, dy, self.rect())
        stays = [child.geometry() for child in self.findChildren(QWidget, options=CHILDREN) if child.isVisible()]
        stays.append(self._damage.united(self._outline))
        for area in stays:
            self.update(area)
            self.update(area.translated(dx, dy))

    def _device(self, rect: Rect) -> Rect:
        ratio = self.devicePixelRatioF()
        return rect if ratio == 1 else Affine.scaling(ratio).bounds(rect)

    def _logical(self, rect: Rect) -> QRect:
        ratio = self.devicePixelRatioF()
        return QRect(*(rect if ratio == 1 else Affine.scaling(1 / ratio).bounds(rect)))

    @property
    def _outline(self) -> QRect:
        """What the outline of a brush covers; nothing where there is none."""
        at = self._pointer
        return QRect() if at is None or self.brush_size <= 0 else self._brush_area(at, at)

    def _brush_area(self, one: QPointF, other: QPointF) -> QRect:
        return brush_area(one, other, self.brush_size * self._view.zoom / 2)
