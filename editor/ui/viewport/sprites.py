"""Pictures as they look at one zoom, copied while several of them are moved: far quicker than scaling them again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import compress

import numpy as np
from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QImage, QPainter, QRegion

from editor.pixels.geometry import Rect, Size
from editor.ui.viewport.compose import Plan
from editor.ui.viewport.lift import PHASE
from editor.ui.viewport.pace import REST
from editor.ui.viewport.painting import EDGE, Stamp
from editor.ui.viewport.scene import Row, Scene

LARGEST = 1 / 16  # of the screen: what covers more is painted as it is
SHARE = 0.5  # of the bytes that pictures ready to be drawn may have: these come on top of them, for as long as it lasts
AT_ONCE = 350  # are made in one painting, which takes up to twice as long by them


class Sprites:
    """For a scene without groups and modes, as long as a screen of that size shows it through the same map.

    Of what looks in one painting as it did in one before, one is made, and copied from then on to the nearest device
    pixels. `near` is where something was that is up to half a pixel from its place; once nothing has moved for a
    moment, `sharpen` is called with that.
    """

    def __init__(self, scene: Scene, screen: Size, budget: int, sharpen: Callable[[QRegion], object]) -> None:
        count = len(scene.layers)
        self.near = QRegion()
        self._scene, self._sharpen = scene, sharpen
        self._largest, self._left = int(screen.area * LARGEST), int(budget * SHARE / 4)  # pixels
        self._turn, self._more = 0, AT_ONCE  # paintings, and how many may be made in this one
        self._off = False  # something of it is not where it belongs
        self._places = np.full((count, 6), np.nan)  # maps to device pixels of what has been seen, once made of that
        self._looks = np.full((count, 2), np.nan)  # the number of what it shows, its opacity
        self._since = np.zeros(count, int)  # the turn
        self._tried, self._there = np.zeros(count, bool), np.zeros(count, bool)
        self._corners = np.zeros((count, 2), int)  # of the images, in device pixels
        self._images: list[QImage | None] = [None] * count
        self._pixels: list[np.ndarray] = []  # that they wrap
        self._rest = QTimer(singleShot=True, interval=REST)
        self._rest.timeout.connect(self._rested)

    def begin(self) -> None:
        """Another painting."""
        self._turn += 1
        self._more, self._off = AT_ONCE, False

    def end(self, painted: Iterable[Rect]) -> None:
        """It is over; these were painted."""
        if self._off:
            for rect in painted:
                self.near += QRect(*rect)
            self._rest.start()

    def of(self, plan: Plan) -> dict[int, Stamp]:
        """Those of what is planned that there are, by the index of the picture."""
        at, places = plan.found, plan.seen.affines[plan.found]
        opacities = [self._scene.layers[index].opacity for index in at.tolist()]
        looks = np.array([self._scene.shows[at], opacities]).T
        known = (places[:, :4] == self._places[at, :4]).all(axis=1) & (looks == self._looks[at]).all(axis=1)
        self._see(at[~known], places[~known], looks[~known])
        lacking = np.flatnonzero(known & ~self._tried[at] & (self._since[at] < self._turn))[: self._more]
        if len(lacking):
            self._more -= len(lacking)
            self._make(plan, [plan.rows[index] for index in lacking.tolist()])
        ready = known & self._there[at]
        where = at[ready]
        by = places[ready, 4:] - self._places[where, 4:]
        whole = np.rint(by)
        self._off |= bool((abs(by - whole) > PHASE).any())
        left, top = (self._corners[where] + whole.astype(int)).T.tolist()
        indices = where.tolist()
        images = [self._images[index] for index in indices]
        return dict(zip(indices, zip(left, top, images, strict=True), strict=True))

    def _see(self, at: np.ndarray, places: np.ndarray, looks: np.ndarray) -> None:
        """These look otherwise than they did."""
        self._places[at], self._looks[at], self._since[at] = places, looks, self._turn
        self._tried[at] = self._there[at] = False

    def _make(self, plan: Plan, rows: list[Row]) -> None:
        """As they are now; of those that are too large none, nor where there are too many."""
        frames = np.array([row[1:5] for row in rows])
        corners = np.floor(frames[:, :2] - EDGE).astype(int)
        sizes = np.ceil(frames[:, :2] + frames[:, 2:] + EDGE).astype(int) - corners
        areas = sizes.prod(axis=1)
        fit = areas <= self._largest
        fit &= np.cumsum(areas * fit) <= self._left
        every = np.array([row[0] for row in rows])
        at = every[fit]
        self._tried[every], self._there[at] = True, True
        self._corners[at], self._places[at] = corners[fit], plan.seen.affines[at]
        pixels, start = np.zeros((areas[fit].sum(), 4), np.uint8), 0
        self._pixels.append(pixels)
        self._left -= len(pixels)
        for row, (x, y), (w, h) in zip(compress(rows, fit), corners[fit].tolist(), sizes[fit].tolist(), strict=True):
            end = start + w * h
            image = QImage(pixels[start:end].data, w, h, w * 4, QImage.Format.Format_ARGB32_Premultiplied)
            with QPainter(image) as painter:
                plan.onto(painter, Rect(x + plan.x, y + plan.y, w, h), -x - plan.x, -y - plan.y).paint([row], [])
            self._images[row[0]], start = image, end

    def _rested(self) -> None:
        near, self.near = self.near, QRegion()
        self._sharpen(near)
