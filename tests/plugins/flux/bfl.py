"""A server that answers as Black Forest Labs' does."""

from __future__ import annotations

import base64
import threading
from typing import Any

import numpy as np

from editor.engine.received import pixels_of
from tests.plugins.asked import png
from tests.plugins.mishaps import CANARY
from tests.served import Heard, Reply, as_json


class Bfl:
    """`tasks` are the bodies of what was submitted. `looks` are answers to looks at tasks that go first."""

    def __init__(self) -> None:
        self.base = ""
        self.tasks: list[dict[str, Any]] = []
        self.looks: list[Reply] = [as_json({"status": "Pending", "progress": 0.25})]
        self.sample = Reply(200, png(64, 48), {"content-type": "image/png"})
        self.elsewhere = ""  # a base that submitted tasks point to instead
        self.looked = threading.Event()
        self.seed = True

    def __call__(self, heard: Heard) -> Reply:
        if heard.path.startswith("/delivery/"):
            assert "x-key" not in heard.headers, "the key goes to nobody but the provider"
            return self.sample
        if heard.headers["x-key"] != CANARY:
            return as_json({"detail": "Not authenticated"}, 403)
        if heard.path == "/v1/credits":
            return as_json({"credits": 1234.5})
        if heard.path == "/v1/get_result":
            return self._look(int(heard.query["id"][0]))
        self.tasks.append({"model": heard.path.removeprefix("/v1/"), **heard.json})
        task = len(self.tasks) - 1
        where = f"{self.elsewhere or self.base}/v1/get_result?id={task}"
        return as_json({"id": f"{task}", "polling_url": where, "cost": 5.0})

    def _look(self, task: int) -> Reply:
        self.looked.set()
        if self.looks:
            return self.looks.pop(0)
        result = {"sample": f"{self.base}/delivery/{task}.png", "prompt": "x"}
        if self.seed:
            result["seed"] = self.tasks[task]["seed"]
        return as_json({"id": f"{task}", "status": "Ready", "result": result})


def sent_picture(text: str) -> np.ndarray:
    """The pixels of a picture in a body."""
    return pixels_of(base64.b64decode(text, validate=True))
