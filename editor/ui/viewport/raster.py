"""The renderer that needs no graphics card: a back buffer at the exact zoom, kept by scrolling, damage and slices."""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QRegion

from editor.document.records import Document
from editor.pixels.geometry import Affine, Rect
from editor.session.aside import Aside
from editor.ui.viewport.beside import Beside
from editor.ui.viewport.board import Board
from editor.ui.viewport.compose import Composer, Plan, rects
from editor.ui.viewport.exact import Exact
from editor.ui.viewport.moving import Moving
from editor.ui.viewport.old import Old, paint_old
from editor.ui.viewport.pace import REST, Pace, merged, nearest_cell
from editor.ui.viewport.pictures import Pictures
from editor.ui.viewport.places import through
from editor.ui.viewport.scene import Scene
from editor.ui.viewport.sprites import Sprites
from editor.ui.viewport.torus import Torus

GATHER = 25  # milliseconds in which arriving pictures are gathered
SLICE = 0.010  # seconds of composing between two looks at the events
SPREAD = 12  # rectangles of damage from which on they are taken as one
NEAR = 2  # device pixels around damage that smooth edges may reach


class Raster(QObject):
    """See `Renderer`. Everything happens on the window's thread but the making of pictures."""

    renewed = Signal(object)

    def __init__(self, parent: QObject | None = None, budget: int = 64 << 20) -> None:
        super().__init__(parent)
        self.board = Board()
        self.pictures = Pictures(budget)
        self.pictures.arrived.connect(self._arrived)
        self.scene = Scene(self.pictures.number)
        self._exact = Exact(self.scene)
        self._exact.arrived.connect(lambda rect: self._improve(np.array([[rect.x, rect.y, rect.right, rect.bottom]])))
        self._composer = Composer(self.scene, self.pictures, self._exact)
        self._beside = Beside(self.pictures)
        self._view = Affine()
        self._ratio = 1.0
        self._torus = Torus(1, 1, QImage.Format.Format_RGB32)
        self._old: Old | None = None
        self._stale: list[Rect] = []  # to be composed before the next painting
        self._pending = QRegion(*self._torus.rect)  # not composed for this view yet: the old one is shown there
        self._better = QRegion()  # shown, but there is more to show now
        self._moving = Moving(self.scene, self._composer, self.board, self.pictures, self._sharpen)
        self._pace = Pace()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._slice)

    @property
    def busy(self) -> bool:
        """Whether something is not as sharp as it will be."""
        rests = self._pending.isEmpty() and self._better.isEmpty() and not self._stale
        return not rests or not self._moving.rests or self.pictures.waiting or self._exact.waiting

    def resize(self, w: int, h: int, ratio: float = 1.0) -> None:
        """The screen has w x h device pixels, `ratio` to a logical one."""
        if (w, h) == self._torus.rect.size and ratio == self._ratio:
            return
        self._keep_old()
        self.drop_lift()
        self._ratio = ratio
        self._torus = Torus(w, h, QImage.Format.Format_RGB32)
        self._exact.rest(self._view, self._torus.rect)
        self._all_anew(0)

    def ground(self, colour: QColor | None = None, dot: QColor | None = None, grid: float | None = None) -> None:
        """Another board beneath it all; the whole screen is composed anew before the next painting."""
        self.board.become(colour, dot, grid)
        self.drop_lift()
        self._stale.append(self._torus.rect)

    def look(self, to_device: Affine) -> tuple[int, int] | None:
        """Another map from canvas pixels; its translation is taken to whole pixels, so that scrolling is exact."""
        view = to_device._replace(e=float(round(to_device.e)), f=float(round(to_device.f)))
        if view == self._view:
            return 0, 0
        self._moving.put_down()
        before, self._view = self._view, view
        self._exact.rest(view, self._torus.rect)
        self.pictures.begin()
        dx, dy = int(view.e - before.e), int(view.f - before.f)
        _, _, w, h = self._torus.rect
        if view[:4] == before[:4] and abs(dx) < w and abs(dy) < h:
            self._scroll(dx, dy)
            return dx, dy
        self.pictures.skip_waiting()
        self._keep_old(before)
        self._all_anew(REST)
        return None

    def show(self, document: Document) -> list[Rect]:
        """Another document. What of the screen is to be painted for it."""
        moved, boxes = self.scene.show(document)
        if not len(boxes):
            return []
        self._exact.damage(boxes)
        self._exact.rest(self._view, self._torus.rect)
        self._moving.change(moved, self._view, self._torus.rect, self._ratio, sharp=self._pending.isEmpty())
        self.pictures.begin()
        self.pictures.keep(self.scene.shows)
        found = self._on_screen(boxes)
        self._stale += found
        return found

    def paint(self, painter: QPainter, rect: Rect) -> None:
        """Bring a part of the screen to the painter, whose units are device pixels."""
        self._settle()
        if self._pending.isEmpty():
            self._torus.draw(painter, rect)
            return
        area = QRegion(*rect)
        for sharp in rects(area.subtracted(self._pending)):
            self._torus.draw(painter, sharp)
        paint_old(painter, self._old, self._view, area.intersected(self._pending), self.board.colour)

    def drop_lift(self) -> None:
        """Compose with all layers in their places from here on."""
        self._moving.put_down()

    def rest(self) -> None:
        self._moving.rest()

    def screen(self) -> QImage:
        """A copy of what is sharp on the screen."""
        self._settle()
        return self._torus.straight()

    def colour_at(self, x: int, y: int) -> QColor | None:
        return None if self._pending.contains(QPoint(x, y)) else self._torus.colour(x, y)

    def picture(self, w: int, h: int, to_picture: Affine) -> QImage | None:
        """The document as a picture of w x h, over the board; None where something of it is not read yet."""
        if not self._composer.ready():
            return None
        rect = Rect(0, 0, w, h)
        image = QImage(w, h, QImage.Format.Format_RGB32)
        image.fill(self.board.colour)
        with QPainter(image) as painter:
            self._composer.compose(painter, to_picture, rect)
        return image

    def beside(self, document: Document, rect: Rect) -> QImage:
        return self._beside.picture(document, self.board, self._view, rect, self._ratio)

    def retry(self) -> None:
        self.pictures.retry()
        self._exact.retry()

    def compose_by(self, aside: Aside) -> None:
        self._exact.by = aside
        self._exact.rest(self._view, self._torus.rect)

    def keep_within(self, budget: int) -> None:
        self.pictures.budget = budget

    def close(self) -> None:
        self._timer.stop()
        self._exact.close()
        self.pictures.close()

    def _keep_old(self, view: Affine | None = None) -> None:
        """What is on the screen will be shown until there is better, if it is all sharp."""
        self._settle(self._view if view is None else view)
        if self._pending.isEmpty():
            self._old = Old(self._torus.straight(), self._view if view is None else view)

    def _all_anew(self, rest: int) -> None:
        self._pending, self._better = QRegion(*self._torus.rect), QRegion()
        self._stale.clear()
        self._torus.reset()
        self._timer.start(rest)

    def _scroll(self, dx: int, dy: int) -> None:
        screen = self._torus.rect
        self._stale = [
            moved for rect in self._stale if not (moved := rect.translated(dx, dy).intersected(screen)).empty
        ]
        self._pending = self._pending.translated(dx, dy).intersected(QRect(*screen))
        self._better = self._better.translated(dx, dy).intersected(QRect(*screen))
        self._stale += self._torus.scroll(dx, dy)

    def _arrived(self, numbers: list[int]) -> None:
        self._moving.put_down()
        self._improve(self.scene.boxes[self.scene.showing(numbers)])

    def _improve(self, boxes: np.ndarray) -> None:
        """There is more to show within boxes of the canvas; at once where nothing more is on its way."""
        for rect in self._on_screen(boxes):
            self._better = self._better.united(QRect(*rect))
        if self._better.isEmpty():
            return
        if not self.pictures.waiting and self._pending.isEmpty():
            self._timer.start(0)
        elif not self._timer.isActive():
            self._timer.start(GATHER)

    def _on_screen(self, boxes: np.ndarray) -> list[Rect]:
        """Boxes (n, 4) of the canvas as whole pixels of the screen; one for all where there are many."""
        edges = through(boxes, self._view).clip(-NEAR, np.array([self._torus.rect.w, self._torus.rect.h] * 2) + NEAR)
        edges = edges[(edges[:, 0] < edges[:, 2]) & (edges[:, 1] < edges[:, 3])]
        if len(edges) > SPREAD:
            edges = np.concatenate([edges[:, :2].min(axis=0), edges[:, 2:].max(axis=0)])[None]
        found = [Rect.from_edges(*edge).grown(NEAR).intersected(self._torus.rect) for edge in edges.tolist()]
        return [rect for rect in found if not rect.empty]

    def _sharpen(self, near: QRegion) -> None:
        """What is shown there is only near to what it is to be."""
        self._better += near
        if not near.isEmpty():
            self._timer.start(0)

    def _settle(self, view: Affine | None = None) -> None:
        """Compose what was damaged and what came into view."""
        if not self._stale:
            return
        damaged, self._stale = merged(self._stale), []
        if not self._pending.isEmpty():
            damaged = [part for rect in damaged for part in rects(QRegion(*rect).subtracted(self._pending))]
        sprites = self._moving.sprites
        if sprites is not None:
            sprites.begin()
        with QPainter(self._torus.image) as painter:
            for rect in damaged:
                self._compose(painter, rect, self._view if view is None else view, sprites=sprites)
                self._better = self._better.subtracted(QRegion(*rect))
        if sprites is not None:
            sprites.end(damaged)

    def compose(self, rect: Rect, plan: Plan | None = None) -> int:
        """Compose a part of the screen anew, by what is planned for it and more, if that is known. Of how many."""
        with QPainter(self._torus.image) as painter:
            return self._compose(painter, rect, self._view, plan)

    def _compose(
        self, painter: QPainter, rect: Rect, to_device: Affine, plan: Plan | None = None, sprites: Sprites | None = None
    ) -> int:
        if self._moving.lift is not None:
            for part, dx, dy in self._torus.pieces(rect):
                painter.setClipRect(part.x + dx, part.y + dy, part.w, part.h)
                self._moving.lift.compose(painter, part, dx, dy)
            return 1
        plan = self._composer.plan(to_device, rect) if plan is None else plan.within(rect)
        bare = plan.uncovered(rect) if rect.size.area > self._torus.rect.size.area / 8 else [rect]
        for part, dx, dy in self._torus.pieces(rect):
            painter.setClipRect(part.x + dx, part.y + dy, part.w, part.h)
            for seen in bare:
                self.board.paint(painter, to_device, seen.intersected(part), dx, dy, self._ratio)
            plan.paint(painter, part, dx, dy, sprites and sprites.of)
        return len(plan.rows)

    def _slice(self) -> None:
        """Become sharper, from the middle outward, until it is time to look at the events again."""
        self._settle()
        screen = self._torus.rect
        plan = self._composer.plan(self._view, screen)
        cells = self._pace.cells(len(plan.rows))
        start, cost = time.perf_counter(), 0.0
        while time.perf_counter() - start + cost <= SLICE and (cell := self._next_cell(cells)) is not None:
            began, thread = time.perf_counter(), time.thread_time()
            count = self.compose(cell, plan)
            self._pace.learn(count, cell.size.area / screen.size.area, time.thread_time() - thread)
            cost = time.perf_counter() - began
            self._pending = self._pending.subtracted(QRegion(*cell))
            self._better = self._better.subtracted(QRegion(*cell))
            self.renewed.emit(cell)
        if self._pending.isEmpty():
            self._old = None
        if not (self._pending.isEmpty() and self._better.isEmpty()):
            self._timer.start(0)

    def _next_cell(self, cells: int) -> Rect | None:
        """Of as many parts of the screen, the next that is to be composed."""
        region = self._better if self._pending.isEmpty() else self._pending
        return None if region.isEmpty() else nearest_cell(region, self._torus.rect, cells)
