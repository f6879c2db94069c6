"""Thumbs of answers: what an engine sent, small, made off the thread when it is looked at."""

from __future__ import annotations

import logging
from collections import OrderedDict

import cv2
import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from editor.pixels.decode import decode
from editor.pixels.display import Display, displayed
from editor.pixels.profiles import convert
from editor.project.archive import Archive
from editor.ui.offload import Offload

KEPT = 500
LOG = logging.getLogger(__name__)


class AnswerThumbs(QObject):
    """Pictures of candidates by the offer's id; None until one is made, then `arrived`."""

    arrived = Signal()

    def __init__(self, archive: Archive) -> None:
        super().__init__()
        self._archive = archive
        self._made: OrderedDict[tuple[str, int], tuple[QImage, Display] | None] = OrderedDict()
        self._offload = Offload(1, "answer thumb")

    def picture(self, offer: str, side: int) -> QImage | None:
        """All of the answer, its longer side `side` device pixels; one that cannot be read stays None."""
        key = offer, side
        if key not in self._made:
            self._made[key] = None
            self._offload.run(lambda: self._thumb(offer, side), lambda answer: self._answered(key, answer))
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
        self._made.move_to_end(key)
        made = self._made[key]
        return made[0] if made else None

    def close(self) -> None:
        self._offload.close()

    def _thumb(self, offer: str, side: int) -> Display:
        picture = decode(self._archive.answer(self._archive.get_offer(offer).answer))
        h, w = picture.pixels.shape[:2]
        scale = side / max(w, h)
        size = max(1, round(w * scale)), max(1, round(h * scale))
        small = cv2.resize(picture.pixels, size, interpolation=cv2.INTER_AREA)
        rgb = convert(small, picture.profile, b"")
        return displayed(rgb if rgb.shape[2] == 4 else cv2.cvtColor(rgb, cv2.COLOR_RGB2RGBA))

    def _answered(self, key: tuple[str, int], answer: Display | Exception) -> None:
        if isinstance(answer, Exception):
            LOG.warning("A candidate cannot be shown: %s", answer)
            return
        pixels: np.ndarray = answer.pixels
        h, w = pixels.shape[:2]
        image = QImage(pixels.data, w, h, w * 4, QImage.Format.Format_ARGB32_Premultiplied)
        self._made[key] = image, answer
        self.arrived.emit()
