"""How the canvas is looked at: zoom and scroll between canvas pixels and the widget's."""

from __future__ import annotations

from typing import NamedTuple

from editor.pixels.geometry import Affine, Rect

SMALLEST, LARGEST = 0.01, 64.0


class View(NamedTuple):
    """`zoom` widget pixels a canvas pixel; (x, y) is the canvas point in the widget's upper left corner."""

    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0

    @property
    def to_widget(self) -> Affine:
        return Affine(self.zoom, 0.0, 0.0, self.zoom, -self.x * self.zoom, -self.y * self.zoom)

    def to_canvas(self, x: float, y: float) -> tuple[float, float]:
        return self.x + x / self.zoom, self.y + y / self.zoom

    def panned(self, dx: float, dy: float) -> View:
        """Moved so that what was under the pointer follows it by (dx, dy) widget pixels."""
        return self._replace(x=self.x - dx / self.zoom, y=self.y - dy / self.zoom)

    def zoomed(self, factor: float, x: float, y: float) -> View:
        """Zoomed about a point of the widget, which stays where it is."""
        zoom = min(max(self.zoom * factor, SMALLEST), LARGEST)
        cx, cy = self.to_canvas(x, y)
        return View(zoom, cx - x / zoom, cy - y / zoom)

    @classmethod
    def fitted(cls, box: Rect, width: int, height: int, margin: int = 36) -> View:
        """All of `box`, centred, never larger than life."""
        if box.empty:
            return cls(1.0, -width / 2, -height / 2)
        zoom = min((width - 2 * margin) / box.w, (height - 2 * margin) / box.h, 1.0)
        zoom = min(max(zoom, SMALLEST), LARGEST)
        return cls(zoom, box.x + box.w / 2 - width / zoom / 2, box.y + box.h / 2 - height / zoom / 2)
