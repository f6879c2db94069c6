"""A before-and-after sheet: columns of pictures, all columns of one height, with words above each picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from editor.pixels.geometry import Size
from editor.pixels.resample import resize

HEIGHT, GAP, TITLE = 1144, 24, 40  # of a column without its margins; between pictures; of the words above one
GROUND, WORDS = (23, 23, 23), (190, 190, 190)


class Panel(NamedTuple):
    """A title and its picture, uint8 (h, w, 3 or 4)."""

    title: str
    pixels: np.ndarray


def sheet(columns: Sequence[Sequence[Panel]]) -> np.ndarray:
    """The sheet, uint8 (h, w, 3); the pictures of a column become equally wide."""
    widths = [_width(column) for column in columns]
    page = Image.new("RGB", (sum(widths) + GAP * (len(columns) + 1), HEIGHT + 2 * GAP), GROUND)
    draw, font, x = ImageDraw.Draw(page), ImageFont.load_default(18), GAP
    for column, width in zip(columns, widths, strict=True):
        y = GAP
        for panel in column:
            h, w = panel.pixels.shape[:2]
            small = resize(np.ascontiguousarray(panel.pixels[..., :3]), Size(width, round(h * width / w)))
            draw.text((x, y + 8), panel.title, WORDS, font)
            page.paste(Image.fromarray(small), (x, y + TITLE))
            y += TITLE + small.shape[0] + GAP
        x += width + GAP
    return np.asarray(page)


def _width(column: Sequence[Panel]) -> int:
    """How wide a column's pictures are, so that together they are as high as the sheet."""
    room = HEIGHT - len(column) * TITLE - (len(column) - 1) * GAP
    return max(1, int(room / sum(panel.pixels.shape[0] / panel.pixels.shape[1] for panel in column)))
