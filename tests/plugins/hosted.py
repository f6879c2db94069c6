"""Hosted models that redraw all that they are sent, behind each provider's real protocol; and the whole road to them.

The picture goes as the plugin sends it, is redrawn as `tests.engines.mirror` does it, and comes back as the provider
sends it, so that crop, ratio, size, marking and coding all play their part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import cv2
import msgspec
import numpy as np

from editor.document.archive import Generation
from editor.document.records import Document
from editor.engine.contract import Candidate, Engine, Request
from editor.engine.provider import Connection, Provider
from editor.engine.stop import Stop
from editor.pixels.encode import encode
from editor.pixels.geometry import Rect, Size
from editor.steps.ask import Wish, asked
from editor.steps.extend import border_mask
from editor.steps.fit import Fitted
from editor.steps.fitting import fitting
from editor.steps.mask import active_mask, masked
from tests.engines.mirror import Redrawn, redrawn
from tests.served import Play, served
from tests.steps.composited import composited
from tests.steps.road import board


class Drawing:
    """The model itself. `sees` is the scene that it knows, uint8 (h, w, 3), or None for what it is sent."""

    def __init__(self) -> None:
        self.mask: np.ndarray | None = None
        self.sees: np.ndarray | None = None
        self.options: dict[str, Any] = {}
        self.seed = 0
        self.sent: np.ndarray | None = None
        self.made: Redrawn | None = None

    def __call__(self, sent: np.ndarray, size: Size | None = None) -> bytes:
        """A PNG of the picture that was sent, redrawn, at a size of the model's own."""
        assert self.mask is not None
        self.sent = sent[..., :3]
        scene = self.sent if self.sees is None else self.sees
        mask = self.mask if self.sees is None else np.zeros(scene.shape[:2], np.uint8)
        self.made = redrawn(scene, mask, self.options, self.seed)
        pixels = self.made.pixels
        if size is not None and size != (pixels.shape[1], pixels.shape[0]):
            smaller = size.w < pixels.shape[1]
            pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if smaller else cv2.INTER_CUBIC)
        return encode(pixels, "PNG")


class Hosted(NamedTuple):
    """A provider's plugin, the model of it that is asked, its key's variable, and the server that plays it.

    Where models are read from their schemas (`read`), the connection is tested first.
    """

    provider: Callable[[], Provider]
    model: str
    variable: str
    player: Callable[[Drawing], Play]
    path: str = ""  # of the address, behind the server's own
    read: bool = False


class Went(NamedTuple):
    """A fix that went the whole way. `region` is the crop in the picture, `mask` uint8 over it.

    `truth` uint8 (h, w, 3) is the edit in the look and place of the original, `place` float32 (h, w, 2) where each of
    the region's pixels is in the answer, both over the region and in its pixels.
    """

    request: Request
    generation: Generation
    sent: np.ndarray
    seen: np.ndarray
    mask: np.ndarray
    candidate: Candidate
    fitted: Fitted
    result: np.ndarray
    truth: np.ndarray
    place: np.ndarray


@contextmanager
def hosted(which: Hosted, drawing: Drawing) -> Iterator[Engine]:
    """The engine of a provider that is played here; its key has to be in the environment."""
    player = which.player(drawing)
    with served(player) as server:
        if hasattr(player, "base"):
            player.base = server.base  # type: ignore[attr-defined]
        yield connected(which, server.base)


def connected(which: Hosted, base: str) -> Engine:
    """The engine of a provider whose player is at `base`; its key has to be in the environment."""
    provider = which.provider()
    connection = Connection(name="far", plugin=provider.name, address=base + which.path)
    if which.read:
        asked_for = msgspec.structs.replace(connection, options={"models": [which.model]})
        connection = msgspec.structs.replace(asked_for, found=provider.probe(asked_for, Stop()))
    return next(engine for engine in provider.engines(connection) if engine.name == f"far/{which.model}")


def go(
    engine: Engine,
    drawing: Drawing,
    picture: np.ndarray,
    mask: np.ndarray,
    options: dict[str, Any],
    seed: int = 0,
) -> Went:
    """Ask for a fix of `picture`, uint8 (h, w, 4), at `mask`, uint8 (h, w), and fit what comes."""
    document, layer = board(picture)
    drawing.sees = None
    return _gone(engine, drawing, masked(document, layer.id, mask), options, seed)


def extend(
    engine: Engine, drawing: Drawing, scene: np.ndarray, inner: Rect, options: dict[str, Any], seed: int = 0
) -> Went:
    """Ask for all of `scene`, uint8 (h, w, 4), of which only `inner` is shown; the model knows the rest."""
    document, layer = board(np.ascontiguousarray(scene[inner.slices]))
    whole = Rect(0, 0, scene.shape[1], scene.shape[0]).translated(-inner.x, -inner.y)
    document = masked(document, layer.id, border_mask(inner.size, whole), whole.x, whole.y)
    drawing.sees = scene[..., :3]
    return _gone(engine, drawing, document, options, seed, whole)


def _gone(
    engine: Engine,
    drawing: Drawing,
    document: Document,
    options: dict[str, Any],
    seed: int,
    whole: Rect = Rect(0, 0, 0, 0),  # noqa: B008 - a frozen value
) -> Went:
    (layer,) = document.layers.values()
    active = active_mask(document, layer.id)
    assert active is not None
    ask = asked(document, layer, active, engine, Wish(words="make it new", seed=seed), made=0.0)
    request, generation, seen = ask.request, ask.generation, ask.seen
    assert generation.mask is not None and seen is not None
    mask = generation.mask.array()
    scale = request.size.w / generation.region.w
    drawing.mask, drawing.seed = _resized(mask, request.size), seed
    drawing.options = {**options, "subject": options.get("subject", 0.0) * scale}  # as far as the user sees it move
    if drawing.sees is not None:
        drawing.sees = _resized(_cut(drawing.sees, generation.region.translated(-whole.x, -whole.y)), request.size)
    candidate = next(a for a in engine.generate(request, Stop()) if isinstance(a, Candidate))
    assert drawing.sent is not None and drawing.made is not None
    fitted = fitting(generation, seen, candidate.pixels, candidate.seed)()
    return Went(
        request=request,
        generation=generation,
        sent=drawing.sent,
        seen=seen,
        mask=mask,
        candidate=candidate,
        fitted=fitted,
        result=composited(seen, fitted),
        truth=_resized(drawing.made.truth, generation.region.size),
        place=_place(drawing.made.place, generation.region),
    )


def _cut(scene: np.ndarray, region: Rect) -> np.ndarray:
    """The region of a scene; beyond it, its mirror image."""
    h, w = scene.shape[:2]
    top, left = max(0, -region.y), max(0, -region.x)
    bottom, right = max(0, region.bottom - h), max(0, region.right - w)
    wide = cv2.copyMakeBorder(scene, top, bottom, left, right, cv2.BORDER_REFLECT_101)
    return np.ascontiguousarray(wide[region.translated(left, top).slices])


def _resized(pixels: np.ndarray, size: Size) -> np.ndarray:
    if (pixels.shape[1], pixels.shape[0]) == size:
        return pixels
    smaller = size.w < pixels.shape[1]
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if smaller else cv2.INTER_CUBIC)


def _place(place: np.ndarray, region: Rect) -> np.ndarray:
    """From pixels as sent to those of the region."""
    scale = region.w / place.shape[1]
    return (_resized(place, region.size) + 0.5) * np.float32(scale) - 0.5
