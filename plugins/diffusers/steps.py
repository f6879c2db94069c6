"""The steps of a drawing: how far it is, what it looks like so far, and a stop that is seen within one."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import numpy as np

from editor.engine.contract import Progress
from editor.engine.stop import Stop

# What the four channels of a latent picture do to red, green and blue, by least squares.
_PLAIN = np.array(
    [[0.298, 0.207, 0.208], [0.187, 0.286, 0.173], [-0.158, 0.189, 0.264], [-0.184, -0.271, -0.473]], np.float32
)
_XL = np.array([[60, 60, 60], [-60, -5, 10], [25, 15, -5], [-70, -50, -35]], np.float32) / 127.5
_XL_GREY = np.array([150, 140, 130], np.float32) / 127.5 - 1


class Steps:
    """Heard on the drawing's thread, looked at on another; those of picture `number` of `count`, from 0.

    `steps` is how many are expected, `large` says that the model is of the kind XL.
    """

    def __init__(self, steps: int, number: int = 0, count: int = 1, *, large: bool = False) -> None:
        self._steps = max(1, steps)
        self._number, self._count = number, count
        self._large = large
        self._began = time.monotonic()
        self._newest: Progress | None = None

    def begin(self) -> None:
        """The model is there."""
        self._began = time.monotonic()
        self._newest = Progress(self._number / self._count, f"Step 1 of {self._steps}")

    def hear(self, pipeline: Any, step: int, _timestep: Any, told: dict[str, Any]) -> dict[str, Any]:
        """After each step, as diffusers calls it."""
        steps = getattr(pipeline, "num_timesteps", 0) or self._steps
        done = step + 1
        left = (time.monotonic() - self._began) / done * max(0, steps - done)
        stage = f"Step {done + 1} of {steps}" if done < steps else "Decoding"
        fraction = (self._number + min(done / steps, 1.0)) / self._count
        self._newest = Progress(fraction, stage, left, _preview(told.get("latents"), self._large))
        return {}

    def look(self, _stop: Stop) -> Progress | None:
        """The newest, once."""
        newest, self._newest = self._newest, None
        return newest


@contextlib.contextmanager
def seen_within(stop: Stop) -> Iterator[None]:
    """Every part of every model looks at the stop before it computes, and raises Cancelled once it is set."""

    def look(_module: Any, _arguments: Any) -> None:
        stop.check()

    hook = import_module("torch.nn.modules.module").register_module_forward_pre_hook(look)
    try:
        yield
    finally:
        hook.remove()


def _preview(latents: Any, large: bool) -> np.ndarray | None:
    """uint8 (h, w, 3), small; None for latents that are no plain picture of four channels."""
    if latents is None or latents.ndim != 4 or latents.shape[1] != 4:
        return None
    planes = latents[0].detach().float().cpu().numpy().transpose(1, 2, 0)
    colours = planes @ _XL + _XL_GREY if large else planes @ _PLAIN
    return np.clip((np.nan_to_num(colours) + 1) * 127.5, 0, 255).astype(np.uint8)
