"""A before-and-after sheet: pictures side by side at one height, with a line of words above each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from editor.pixels.geometry import Size
from editor.pixels.resample import resize

HEIGHT, GAP, TITLE = 520, 24, 40
GROUND, WORDS = (23, 23, 23), (190, 190, 190)


class Panel(NamedTuple):
    """A title and its picture, uint8 (h, w, 3 or 4)."""

    title: str
    pixels: np.ndarray


def sheet(panels: Sequence[Panel], per_row: int = 2) -> np.ndarray:
    """The sheet, uint8 (h, w, 3)."""
    small = [Panel(panel.title, _reduced(panel.pixels)) for panel in panels]
    rows = [small[i : i + per_row] for i in range(0, len(small), per_row)]
    width = max(sum(panel.pixels.shape[1] + GAP for panel in row) for row in rows) + GAP
    page = Image.new("RGB", (width, len(rows) * (HEIGHT + TITLE + GAP) + GAP), GROUND)
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(18)
    for number, row in enumerate(rows):
        x, y = GAP, GAP + number * (HEIGHT + TITLE + GAP)
        for panel in row:
            draw.text((x, y + 8), panel.title, WORDS, font)
            page.paste(Image.fromarray(panel.pixels), (x, y + TITLE))
            x += panel.pixels.shape[1] + GAP
    return np.asarray(page)


def _reduced(pixels: np.ndarray) -> np.ndarray:
    h, w = pixels.shape[:2]
    return resize(np.ascontiguousarray(pixels[..., :3]), Size(max(1, round(w * HEIGHT / h)), HEIGHT))
