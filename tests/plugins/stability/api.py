"""A server that answers as Stability's does."""

from __future__ import annotations

import base64
import threading
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

import numpy as np

from editor.engine.received import pixels_of
from tests.plugins.asked import png
from tests.plugins.mishaps import CANARY
from tests.served import Heard, Reply, as_json


class Api:
    """`asked` are the forms of what was asked for, with the path. `looks` are answers to looks that go first."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.picture = png(64, 48)
        self.finish = "SUCCESS"
        self.as_json = False
        self.looks: list[Reply] = [as_json({"id": "a1b2", "status": "in-progress"}, 202)]
        self.looked = threading.Event()

    def __call__(self, heard: Heard) -> Reply:
        if heard.headers["authorization"] != f"Bearer {CANARY}":
            return error("unauthorized", "missing or invalid api key", 401)
        if heard.path == "/v1/user/balance":
            return as_json({"credits": 42.5})
        assert heard.headers["accept"] == "image/*"
        if heard.path == "/v2beta/results/a1b2":
            self.looked.set()
            return self.looks.pop(0) if self.looks else self._picture("7")
        sent = form(heard)
        self.asked.append({"path": heard.path.removeprefix("/v2beta/stable-image/"), **sent})
        return as_json({"id": "a1b2"}) if heard.path.endswith("creative") else self._picture(sent.get("seed", "0"))

    def _picture(self, seed: str) -> Reply:
        if self.as_json:
            coded = base64.b64encode(self.picture).decode()
            return as_json({"image": coded, "finish_reason": self.finish, "seed": int(seed)})
        headers = {"content-type": "image/png", "finish-reason": self.finish, "seed": seed, "x-request-id": "r-5"}
        return Reply(200, self.picture, headers)


def error(name: str, message: str, status: int) -> Reply:
    return as_json({"id": "e-1", "name": name, "errors": [message]}, status, headers={"retry-after": "0.01"})


def form(heard: Heard) -> dict[str, Any]:
    """The fields of a form: texts, and pixels where a file was sent."""
    kind = heard.headers["content-type"]
    assert kind.startswith("multipart/form-data"), "always, even without files"
    message = BytesParser(policy=HTTP).parsebytes(f"content-type: {kind}\r\n\r\n".encode() + heard.body)
    found: dict[str, Any] = {}
    for part in message.iter_parts():
        name, data = part.get_param("name", header="content-disposition"), part.get_payload(decode=True)
        assert isinstance(data, bytes)
        found[str(name)] = pixels_of(data) if part.get_filename() else data.decode()
        if part.get_filename():
            found[f"{name} type"] = part.get_content_type()
    return found


def same(sent: object, pixels: np.ndarray) -> bool:
    """Whether the colours of a picture that was sent are these."""
    return isinstance(sent, np.ndarray) and np.array_equal(sent[..., :3], pixels)
