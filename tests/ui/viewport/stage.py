"""Documents of small layers for the tests of the viewport, and pictures as arrays."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage

from editor.document.order import spread
from editor.document.records import Document, Layer
from editor.pixels.geometry import Affine
from editor.pixels.tiles import Tiles


def noise(seed: int, w: int = 60, h: int = 40, alpha: bool = False) -> Tiles:
    """Soft noise, so that half a pixel's difference in place is a small one in colour."""
    import cv2

    small = np.random.default_rng(seed).integers(0, 256, (5, 7, 4), np.uint8)
    pixels = cv2.resize(small, (w, h), interpolation=cv2.INTER_CUBIC)
    if not alpha:
        pixels[..., 3] = 255
    return Tiles.from_array(pixels)


def layers(count: int, seed: int = 0, **fields: object) -> list[Layer]:
    """In a heap around (0, 0) .. (300, 200): some turned, some translucent, some with alpha."""
    rng = np.random.default_rng(seed)
    found = []
    for index, order in enumerate(spread(count)):
        place = Affine.translation(*(float(v) for v in rng.integers((-20, -20), (300, 200))))
        turn = Affine.rotation(float(rng.uniform(-180, 180))) if index % 3 == 0 else Affine()
        found.append(
            Layer(
                id=f"{index:03}",
                order=order,
                transform=turn.then(place),
                opacity=0.5 if index % 4 == 1 else 1.0,
                pixels=noise(seed * 1000 + index, alpha=index % 5 == 2),
                **fields,  # type: ignore[arg-type]
            )
        )
    return found


def board(count: int, seed: int = 0) -> Document:
    return Document().with_(*layers(count, seed))


def array(image: QImage) -> np.ndarray:
    """int (h, w, 3) BGR."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : plain.width() * 4].reshape(plain.height(), plain.width(), 4)[..., :3].astype(int)
