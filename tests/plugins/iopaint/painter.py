"""Plays IOPaint 1.6: its models, what it draws, and the steps that it tells of."""

from __future__ import annotations

import base64
import io
import json
import threading
import time
from typing import Any

import numpy as np
from PIL import Image

from tests.served import Heard, Reply, as_json
from tests.wire import Wire

INK = (200, 30, 60)
LAMA = {"name": "lama", "model_type": "inpaint", "need_prompt": False}
WORDS = {
    "name": "runwayml/stable-diffusion-inpainting",
    "model_type": "diffusers_sd_inpaint",
    "need_prompt": True,
    "support_strength": True,
    "support_outpainting": True,
}
EXAMPLE = {"name": "Fantasy-Studio/Paint-by-Example", "model_type": "diffusers_other", "need_prompt": False}


def decoded(text: str) -> np.ndarray:
    return np.array(Image.open(io.BytesIO(base64.b64decode(text))))


class Painter:
    """Holds one model, paints INK where something is to be drawn; `seconds` is how long that takes."""

    def __init__(self) -> None:
        self.model = "lama"
        self.known = ["lama", WORDS["name"]]
        self.fixed = False
        self.seconds = 0.0
        self.bodies: list[dict[str, Any]] = []
        self.drawing = threading.Event()
        self.joined: list[str | bytes | None] = []

    def __call__(self, heard: Heard) -> Reply:
        if heard.path == "/api/v1/server-config":
            return as_json({"modelInfos": [LAMA, WORDS, EXAMPLE], "disableModelSwitch": self.fixed, "plugins": []})
        if heard.path == "/api/v1/model":
            return self._switched(heard.json["name"]) if heard.method == "POST" else as_json({"name": self.model})
        if heard.path == "/api/v1/inpaint":
            return self._drawn(heard.json)
        return as_json({"detail": "Not Found"}, 404)

    def talk(self, _heard: Heard, wire: Wire) -> None:
        """Socket.IO, as the server of IOPaint speaks it."""
        wire.send('0{"sid":"a","upgrades":[],"pingTimeout":20000,"pingInterval":25000,"maxPayload":1000000}')
        self.joined.append(wire.receive())
        wire.send('40{"sid":"b"}')
        wire.send("2")
        self.joined.append(wire.receive())
        assert self.drawing.wait(10)
        for step in range(3):
            wire.send(f'42["diffusion_progress",{json.dumps({"step": step})}]')
            time.sleep(0.15)
        wire.send('42["diffusion_finish"]')
        self.joined.append(wire.receive())

    def _switched(self, name: str) -> Reply:
        self.model = name
        if name not in self.known:
            return as_json({"error": "KeyError", "detail": "", "body": "", "errors": repr(name)}, 500)
        return as_json({"name": name})

    def _drawn(self, body: dict[str, Any]) -> Reply:
        if self.model not in self.known:
            return as_json({"error": "AttributeError", "errors": "no attribute 'model'"}, 500)
        self.bodies.append(body)
        self.drawing.set()
        time.sleep(self.seconds)
        picture = decoded(body["image"])[..., :3].copy()
        picture[decoded(body["mask"]) > 127] = INK
        if body.get("use_extender"):
            whole = np.empty((body["extender_height"], body["extender_width"], 3), np.uint8)
            whole[:] = INK
            x, y = -body["extender_x"], -body["extender_y"]
            whole[y : y + picture.shape[0], x : x + picture.shape[1]] = picture
            picture = whole
        out = io.BytesIO()
        Image.fromarray(picture).save(out, "PNG")
        return Reply(200, out.getvalue(), {"content-type": "image/png", "x-seed": str(body["sd_seed"])})
