"""Five boxes on photographs, and what is in them, drawn round by hand, in pixels of the photographs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import cv2
import numpy as np
from PIL import Image
from skimage import data

from editor.document.records import Document, Layer
from editor.engine.contract import Candidate, Request
from editor.engine.onnx_runtime import run_options
from editor.engine.stop import Stop
from editor.pixels.geometry import Rect
from editor.pixels.tiles import Tiles
from editor.resources import resource
from editor.session.cutouts import Finding
from editor.steps.mask import active_mask, mask_values
from editor.tools.smart_select import SmartSelect
from editor.tools.tool import Bench
from plugins.cutout.net import cut
from tests.tools.hand import drag

Point = tuple[int, int]


class Drawn(NamedTuple):
    """`ellipses` are (x, y, rx, ry); an outline is a list of corners. Both together are the object."""

    name: str
    box: Rect
    ellipses: tuple[tuple[int, int, int, int], ...] = ()
    outline: tuple[Point, ...] = ()

    def mask(self, shape: tuple[int, ...]) -> np.ndarray:
        """bool (h, w)."""
        mask = np.zeros(shape[:2], np.uint8)
        for x, y, rx, ry in self.ellipses:
            cv2.ellipse(mask, (x, y), (rx, ry), 0, 0, 360, 255, -1)
        if self.outline:
            cv2.fillPoly(mask, [np.array(self.outline, np.int32)], 255)
        return mask > 0


CUP = Drawn(
    "cup",
    Rect(68, 8, 422, 388),
    ((290, 112, 117, 95), (278, 225, 201, 163)),
    ((398, 72), (404, 67), (420, 70), (424, 78), (412, 118), (400, 120)),
)
NEAR = Drawn(
    "near dandelion",
    Rect(330, 90, 890, 790),
    outline=(
        *((355, 440), (380, 330), (440, 250), (510, 170), (600, 135), (700, 120), (800, 125), (900, 130), (960, 150)),
        *((1030, 190), (1100, 260), (1150, 320), (1170, 400), (1195, 480), (1203, 570), (1180, 640), (1130, 710)),
        *((1080, 770), (1000, 820), (920, 830), (860, 850), (790, 830), (700, 810), (610, 810), (500, 780)),
        *((440, 730), (390, 650), (365, 560)),
    ),
)
FAR = Drawn(
    "far dandelion",
    Rect(1970, 985, 405, 325),
    outline=(
        *(
            (2188, 1012),
            (2257, 1030),
            (2323, 1077),
            (2351, 1123),
            (2353, 1179),
            (2332, 1235),
            (2276, 1272),
            (2202, 1289),
        ),
        *(
            (2127, 1286),
            (2062, 1268),
            (2015, 1226),
            (1997, 1170),
            (2001, 1119),
            (2029, 1077),
            (2080, 1040),
            (2136, 1019),
        ),
    ),
)
HELMET = Drawn(
    "helmet",
    Rect(268, 334, 244, 178),
    outline=(
        *((278, 512), (277, 470), (283, 430), (297, 400), (315, 375), (345, 357), (370, 346), (400, 342), (425, 346)),
        *((452, 358), (478, 382), (493, 412), (499, 452), (506, 460), (511, 475), (511, 511)),
    ),
)
ROCKET = Drawn(
    "rocket",
    Rect(300, 118, 46, 294),
    outline=(
        *((322, 126), (327, 131), (331, 138), (333, 148), (333, 175), (331, 180), (331, 407)),
        *((313, 407), (313, 180), (311, 175), (311, 148), (314, 137), (318, 130)),
    ),
)


def photographs() -> dict[str, np.ndarray]:
    """uint8 (h, w, 3): the sample (CC0), and three of scikit-image's (NASA's is in the public domain, two are CC0)."""
    with Image.open(resource("sample", "dandelions.jpg")) as sample:
        meadow = np.array(sample.convert("RGB"))
    return {"meadow": meadow, "coffee": data.coffee(), "rocket": data.rocket(), "astronaut": data.astronaut()}


ON = {"meadow": (NEAR, FAR), "coffee": (CUP,), "rocket": (ROCKET,), "astronaut": (HELMET,)}


def overlap(found: np.ndarray, drawn: np.ndarray) -> float:
    """Intersection over union of a mask uint8 (h, w) and bool (h, w)."""
    found = found > 127
    return float((found & drawn).sum() / (found | drawn).sum())


def finding(session: Any) -> Finding:
    """What finds objects by the net, in this process."""

    def ask(request: Request, stop: Stop) -> Iterator[Candidate]:
        stop.check()
        assert request.image is not None
        yield Candidate(pixels=cut(session, request.image, request.mask, run_options()), seed=0)

    return Finding(ask)


def selected(rgb: np.ndarray, drawn: Drawn, find: Finding | None, *, settle: bool = True) -> np.ndarray:
    """The mask uint8 (h, w) that Smart select makes of a box dragged on a picture."""
    layer = Layer(id="a", name="a", pixels=Tiles.from_array(np.dstack((rgb, np.full(rgb.shape[:2], 255, np.uint8)))))
    tool = SmartSelect(settle=settle, bench=Bench(find=find))
    corners = (drawn.box.x, drawn.box.y), (drawn.box.right, drawn.box.bottom)
    document = drag(tool, Document().with_(layer), corners).document
    mask = active_mask(document, "a") if document is not None else None
    return np.zeros(rgb.shape[:2], np.uint8) if mask is None else mask_values(mask, layer.pixels.size.rect)
