"""Where to work: holes close together share one window, holes far apart get their own."""

from __future__ import annotations

import cv2
import numpy as np

from editor.pixels.geometry import Rect, Size

MARGIN = 64
WIDEST = 640


def window_around(box: Rect, size: Size, square: bool) -> Rect:
    """The box with a margin of its own size (`MARGIN` to `WIDEST` pixels) on every side, inside the picture.

    With `square` the longer side is the margin all round.
    """
    across, down = (min(max(MARGIN, side), WIDEST) for side in ((max(box.size),) * 2 if square else box.size))
    return box.grown(across, down, across, down).intersected(size.rect)


def hole_boxes(hole: np.ndarray, square: bool) -> list[Rect]:
    """Boxes that together hold every pixel of `hole` (bool (h, w)), merged while a common window is no larger
    than the separate ones; in reading order of their upper left corners."""
    size = Size(hole.shape[1], hole.shape[0])
    boxes = _merged(_connected(hole), size, square)
    return sorted(boxes, key=lambda box: (box.y, box.x))


def _connected(hole: np.ndarray) -> list[Rect]:
    """Boxes of the connected parts, where parts in the same or touching cells of 16 pixels count as one."""
    cell = 16
    h, w = hole.shape
    padded = np.pad(hole, ((0, -h % cell), (0, -w % cell)))
    coarse = padded.reshape(padded.shape[0] // cell, cell, padded.shape[1] // cell, cell).any(axis=(1, 3))
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(coarse, np.uint8), connectivity=8)
    boxes = []
    for x, y, bw, bh, _area in stats[1:].tolist():
        outer = Rect(x * cell, y * cell, bw * cell, bh * cell).intersected(Rect(0, 0, w, h))
        rows, columns = outer.slices
        inside = hole[rows, columns]
        ys, xs = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
        boxes.append(
            Rect.from_edges(
                outer.x + xs[0],
                outer.y + ys[0],
                outer.x + xs[-1] + 1,
                outer.y + ys[-1] + 1,
            )
        )
    return boxes


def _merged(boxes: list[Rect], size: Size, square: bool) -> list[Rect]:
    done: list[Rect] = []
    waiting = list(boxes)
    while waiting:
        box = waiting.pop()
        for k, other in enumerate(done):
            both = box.united(other)
            apart = window_around(box, size, square).size.area + window_around(other, size, square).size.area
            if window_around(both, size, square).size.area <= apart:
                del done[k]
                waiting.append(both)
                break
        else:
            done.append(box)
    return done
