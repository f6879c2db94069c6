"""The pictures of references as they are shown: made off the thread, of the part and at the size that is painted."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from editor.document.records import Document, ReferencePicture
from editor.document.stack import accepted_onto
from editor.pixels.display import displayed
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.profiles import convert
from editor.pixels.tiles import Tiles
from editor.steps.gather import gathering
from editor.steps.guides import part_of
from editor.steps.look import Look
from editor.ui.offload import Offload

KEPT = 200
LOG = logging.getLogger(__name__)


class Pictures(QObject):
    """`by` flattens what more than one layer makes. None until a picture is made, then `arrived`; meanwhile the one
    before is shown."""

    arrived = Signal()

    def __init__(self, by: Callable[[Look], np.ndarray]) -> None:
        super().__init__()
        self._by = by
        self._made: OrderedDict[object, tuple[QImage | None, Any]] = OrderedDict()
        self._last: dict[tuple[str, bool], QImage] = {}  # of each reference, at whatever size
        self._offload = Offload(1, "reference")

    def covering(self, document: Document, reference: ReferencePicture, size: QSize) -> QImage | None:
        """The middle of what is sent of it, cut to these device pixels."""
        return self._image(document, reference, size, whole=False)

    def whole(self, document: Document, reference: ReferencePicture, size: QSize) -> QImage | None:
        """All of its picture, without regard to its crop, within these device pixels."""
        return self._image(document, reference, size, whole=True)

    def close(self) -> None:
        """What is being made is waited for, and not shown any more."""
        self._offload.close()

    def _image(self, document: Document, reference: ReferencePicture, size: QSize, *, whole: bool) -> QImage | None:
        layer = document.layers.get(reference.layer) if reference.pixels is None else None
        if reference.pixels is None and (layer is None or layer.pixels is None):
            return None
        parts = (reference.pixels, *(document.layers[id] for id in sorted(_family(document, reference))))
        crop = None if whole else reference.crop
        key = tuple(map(id, parts)), crop, size.width(), size.height(), whole
        shown = reference.id, whole
        if key not in self._made:
            self._made[key] = None, parts  # they stay, so that their identity is not taken by others
            room = Size(size.width(), size.height())
            self._offload.run(
                lambda: drawn(document, reference, crop, room, self._by, whole=whole),
                lambda answer: self._answered(key, shown, parts, answer),
            )
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
        self._made.move_to_end(key)
        return self._made[key][0] or self._last.get(shown)

    def _answered(self, key: object, shown: tuple[str, bool], parts: Any, answer: np.ndarray | Exception) -> None:
        if isinstance(answer, Exception):
            LOG.warning("A reference cannot be shown: %s", answer)
            return
        h, w = answer.shape[:2]
        image = QImage(answer.data, w, h, w * 4, QImage.Format.Format_ARGB32_Premultiplied)
        self._made[key] = image, (parts, answer)
        self._last[shown] = image
        self.arrived.emit()


def size_of(document: Document, reference: ReferencePicture) -> Size | None:
    """Of the picture that a crop is in; None where its layer is gone."""
    if reference.pixels is not None:
        return reference.pixels.size
    layer = document.layers.get(reference.layer)
    if layer is None or layer.pixels is None:
        return None
    return gathering(document, layer)[0].size if len(_family(document, reference)) > 1 else layer.pixels.size


def drawn(
    document: Document,
    reference: ReferencePicture,
    crop: Rect | None,
    room: Size,
    by: Callable[[Look], np.ndarray],
    *,
    whole: bool,
) -> np.ndarray:
    """A reference in sRGB, within `room` or cut to it: uint8 (h, w, 4), premultiplied BGRA."""
    if len(_family(document, reference)) > 1:
        look, _ = gathering(document, document.layers[reference.layer])
        part = part_of(look.size, crop)
        scale = _scale(part.size, room, whole=whole)
        size = Size(max(1, round(part.w * scale)), max(1, round(part.h * scale)))
        grid = look.grid.then(Affine.translation(-part.x, -part.y)).then(
            Affine.scaling(size.w / part.w, size.h / part.h)
        )
        pixels = by(Look(look.document, size, grid))
    else:
        layer = document.layers.get(reference.layer)
        tiles = reference.pixels or (layer.pixels if layer is not None else None)
        assert tiles is not None, "it has a picture"
        profile = reference.profile if reference.pixels is not None or layer is None else layer.profile
        pixels = convert(_small(tiles, part_of(tiles.size, crop), room, whole=whole), profile, b"")
    if not whole:
        h, w = pixels.shape[:2]
        top, left = max(0, (h - room.h) // 2), max(0, (w - room.w) // 2)
        pixels = pixels[top : top + room.h, left : left + room.w]
    return np.ascontiguousarray(displayed(np.ascontiguousarray(pixels)).pixels)


def _family(document: Document, reference: ReferencePicture) -> frozenset[str]:
    """The layers that a live one shows."""
    if reference.pixels is not None or reference.layer not in document.layers:
        return frozenset()
    return accepted_onto(document, reference.layer)


def _small(tiles: Tiles, part: Rect, room: Size, *, whole: bool) -> np.ndarray:
    """Of the mip level that has just enough."""
    scale = _scale(part.size, room, whole=whole)
    level = max(0, int(1 / max(scale, 1e-6)).bit_length() - 1)
    most = tiles.level_size(level).rect
    step = 1 << level
    there = Rect(part.x // step, part.y // step, max(1, part.w // step), max(1, part.h // step)).intersected(most)
    pixels = tiles.crop(there if not there.empty else most, level)
    size = max(1, round(part.w * scale)), max(1, round(part.h * scale))
    way = cv2.INTER_AREA if size[0] <= pixels.shape[1] else cv2.INTER_LINEAR
    return cv2.resize(np.ascontiguousarray(pixels), size, interpolation=way)


def _scale(size: Size, room: Size, *, whole: bool) -> float:
    across, down = room.w / size.w, room.h / size.h
    return min(across, down, 1.0) if whole else max(across, down)
