"""How the canvas is looked at: zoom, scroll and turn between canvas pixels and the widget's."""

from __future__ import annotations

from typing import NamedTuple

from editor.pixels.geometry import Affine, Rect

SMALLEST, LARGEST = 0.01, 64.0


class View(NamedTuple):
    """`zoom` widget pixels a canvas pixel; (x, y) is the canvas point in the widget's upper left corner.

    `angle` degrees is how far the canvas is turned, clockwise on the screen.
    """

    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0
    angle: float = 0.0

    @property
    def to_widget(self) -> Affine:
        linear = Affine.scaling(self.zoom)
        if self.angle:
            linear = linear.then(Affine.rotation(self.angle))
        return Affine.translation(-self.x, -self.y).then(linear)

    def to_canvas(self, x: float, y: float) -> tuple[float, float]:
        if not self.angle:
            return self.x + x / self.zoom, self.y + y / self.zoom
        return self.to_widget.inverted().apply(x, y)

    def seen(self, width: int, height: int) -> Rect:
        """The canvas pixels that a widget of this size shows."""
        return self.to_widget.inverted().bounds(Rect(0, 0, width, height))

    def panned(self, dx: float, dy: float) -> View:
        """Moved so that what was under the pointer follows it by (dx, dy) widget pixels."""
        x, y = self.to_canvas(-dx, -dy)
        return self._replace(x=x, y=y)

    def zoomed(self, factor: float, x: float, y: float) -> View:
        """Zoomed about a point of the widget, which stays where it is."""
        zoom = min(max(self.zoom * factor, SMALLEST), LARGEST)
        return self._replace(zoom=zoom)._with_point(self.to_canvas(x, y), x, y)

    def turned(self, degrees: float, x: float, y: float) -> View:
        """Turned clockwise about a point of the widget, which stays where it is; the angle is kept in -180..180."""
        angle = (self.angle + degrees + 180) % 360 - 180
        return self._replace(angle=angle)._with_point(self.to_canvas(x, y), x, y)

    def filled(self, x: float, y: float, w: float, h: float, width: int, height: int) -> View:
        """With a box of the widget in its middle, as large as there is room for in (width, height)."""
        factor = min(width / max(w, 1.0), height / max(h, 1.0))
        point = self.to_canvas(x + w / 2, y + h / 2)
        zoom = min(max(self.zoom * factor, SMALLEST), LARGEST)
        return self._replace(zoom=zoom)._with_point(point, width / 2, height / 2)

    def towards(self, other: View, share: float, x: float, y: float) -> View:
        """This view at `share` 0, the other at 1, of the same turn; (x, y) is the middle of the widget.

        The zoom changes evenly to the eye, and what both show in the same place stays there all the way.
        """
        if share >= 1:
            return other
        zoom = self.zoom * (other.zoom / self.zoom) ** share
        if abs(other.zoom / self.zoom - 1) > 1e-6:
            share = (1 / zoom - 1 / self.zoom) / (1 / other.zoom - 1 / self.zoom)
        start, end = self.to_canvas(x, y), other.to_canvas(x, y)
        middle = start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
        return other._replace(zoom=zoom)._with_point(middle, x, y)

    def _with_point(self, point: tuple[float, float], x: float, y: float) -> View:
        """Scrolled so that a canvas point is at (x, y) of the widget."""
        there = self.to_canvas(x, y)
        return self._replace(x=self.x + point[0] - there[0], y=self.y + point[1] - there[1])

    @classmethod
    def fitted(cls, box: Rect, width: int, height: int, margin: int = 36, angle: float = 0.0) -> View:
        """All of `box`, centred, never larger than life."""
        if box.empty:
            return cls(1.0, 0.0, 0.0, angle)._with_point((0.0, 0.0), width / 2, height / 2)
        seen = Affine.rotation(angle).bounds(box) if angle else box
        zoom = min((width - 2 * margin) / seen.w, (height - 2 * margin) / seen.h, 1.0)
        zoom = min(max(zoom, SMALLEST), LARGEST)
        middle = box.x + box.w / 2, box.y + box.h / 2
        return cls(zoom, 0.0, 0.0, angle)._with_point(middle, width / 2, height / 2)
