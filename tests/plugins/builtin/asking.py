"""Requests to the built-in engine, and its candidates."""

from __future__ import annotations

from typing import Any

import numpy as np
from editor._plugins.builtin import engine

from editor.engine.contract import Candidate, Kind, Progress, Request
from editor.engine.stop import Stop
from editor.pixels.geometry import Size


def picture(w: int, h: int, seed: int = 0) -> np.ndarray:
    """uint8 (h, w, 4): a shaded, slightly noisy, opaque scene."""
    y, x = np.mgrid[:h, :w]
    light = 90 + 60 * np.sin(x / 9) + 50 * np.cos(y / 13)
    noise = np.random.default_rng(seed).normal(0, 6, (h, w, 3))
    rgb = light[..., None] * np.array([0.9, 0.8, 0.6]) + noise
    return np.dstack([np.clip(rgb, 0, 255), np.full((h, w), 255)]).astype(np.uint8)


def middle(w: int, h: int) -> np.ndarray:
    """A mask of the middle, at least one pixel."""
    mask = np.zeros((h, w), np.uint8)
    mask[h // 4 : h // 4 + max(1, h // 2), w // 4 : w // 4 + max(1, w // 2)] = 255
    return mask


def request(kind: Kind, w: int, h: int, prompt: str = "", **more: Any) -> Request:
    """A request with a picture, and a mask of the middle, where its kind needs them."""
    if kind != "generate":
        more.setdefault("image", picture(w, h))
    if kind in ("inpaint", "outpaint"):
        more.setdefault("mask", middle(w, h))
    return Request(id="r", kind=kind, size=Size(w, h), prompt=prompt, **more)


def candidates(asked: Request) -> list[Candidate]:
    """All candidates; the first answer must be a Progress."""
    answers = list(engine().generate(asked, Stop()))
    assert isinstance(answers[0], Progress)
    found = [answer for answer in answers if isinstance(answer, Candidate)]
    if asked.kind != "upscale":
        assert all(c.pixels.shape == (asked.size.h, asked.size.w, 4) for c in found)
    return found


def pixels(asked: Request) -> np.ndarray:
    return candidates(asked)[0].pixels
