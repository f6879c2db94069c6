"""Requests to engines elsewhere, and what they answer."""

from __future__ import annotations

import threading
import time
from typing import Any

import numpy as np
import pytest

from editor.engine.contract import Candidate, Engine, Kind, Progress, Reference, Request
from editor.engine.errors import Cancelled, EngineError
from editor.engine.stop import Stop
from editor.pixels.encode import encode
from editor.pixels.geometry import Size


def picture(w: int, h: int, seed: int = 0) -> np.ndarray:
    """uint8 (h, w, 4): a shaded, opaque scene."""
    y, x = np.mgrid[:h, :w]
    light = 90 + 60 * np.sin(x / 9 + seed) + 50 * np.cos(y / 13)
    return np.dstack([np.clip(light[..., None] * np.array([0.9, 0.8, 0.6]), 0, 255), np.full((h, w), 255)]).astype(
        np.uint8
    )


def png(w: int, h: int, seed: int = 0) -> bytes:
    return encode(picture(w, h, seed)[..., :3], "PNG")


def request(kind: Kind, w: int = 64, h: int = 48, prompt: str = "a red boat", **more: Any) -> Request:
    """With a picture, and a mask of the middle or of a border of 16 pixels, where its kind needs them."""
    image, mask = picture(w, h), np.zeros((h, w), np.uint8)
    if kind == "outpaint":
        mask[:], mask[16:, 16:] = 255, 0
        image[mask > 0] = 0
    else:
        mask[h // 4 : h // 2, w // 4 : w // 2] = 255
    if kind != "generate":
        more.setdefault("image", image)
    if kind in ("inpaint", "outpaint"):
        more.setdefault("mask", mask)
    return Request(id="r1", kind=kind, size=Size(w, h), prompt=prompt, **more)


def reference(seed: int, role: Any = "style") -> Reference:
    return Reference(picture(32, 32, seed), role)


def answers(engine: Engine, asked: Request) -> list[Progress | Candidate]:
    return list(engine.generate(asked, Stop()))


def candidates(engine: Engine, asked: Request) -> list[Candidate]:
    return [answer for answer in answers(engine, asked) if isinstance(answer, Candidate)]


def one(engine: Engine, asked: Request) -> Candidate:
    (candidate,) = candidates(engine, asked)
    return candidate


def failed(engine: Engine, asked: Request) -> EngineError:
    with pytest.raises(EngineError) as caught:
        answers(engine, asked)
    return caught.value


def stopped_while(engine: Engine, asked: Request, ready: threading.Event) -> float:
    """The seconds from a stop, set once `ready` is, until the engine has noticed it."""
    stop, noticed = Stop(), []

    def run() -> None:
        with pytest.raises(Cancelled):
            list(engine.generate(asked, stop))
        noticed.append(time.monotonic())

    thread = threading.Thread(target=run)
    thread.start()
    assert ready.wait(5)
    began = time.monotonic()
    stop.set()
    thread.join(5)
    return noticed[0] - began
