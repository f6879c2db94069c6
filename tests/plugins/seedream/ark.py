"""A server that answers as ModelArk's does, streamed or whole."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from editor.engine.received import pixels_of
from tests.plugins.asked import png
from tests.plugins.mishaps import CANARY
from tests.served import Heard, Reply, as_json

USAGE = {"generated_images": 1, "output_tokens": 16384, "total_tokens": 16384}


class Ark:
    """`asked` are the bodies of what was asked for. `events` take the place of those of a stream."""

    def __init__(self) -> None:
        self.base = ""
        self.asked: list[dict[str, Any]] = []
        self.models = ["seedream-4-0-250828", "seedream-9-0-999999", "seed-1-6-250915"]
        self.streams = True
        self.by_address = False
        self.events: list[dict[str, Any]] = []
        self.picture = Reply(200, png(64, 48), {"content-type": "image/png"})

    def __call__(self, heard: Heard) -> Reply:
        if heard.path.startswith("/tos/"):
            assert "authorization" not in heard.headers, "the key goes to nobody but the provider"
            return self.picture
        if heard.headers["authorization"] != f"Bearer {CANARY}":
            return error("AuthenticationError", "The API key in the request is missing or invalid.", 401)
        if heard.path == "/api/v3/models":
            return as_json({"object": "list", "data": [{"id": id, "object": "model"} for id in self.models]})
        self.asked.append(heard.json)
        picture = {"url": f"{self.base}/tos/0.png"} if self.by_address else {"b64_json": coded(self.picture.body)}
        model, size = heard.json["model"], heard.json["size"]
        if not (self.streams and heard.json["stream"]):
            return as_json({"model": model, "created": 1, "data": [{**picture, "size": size}], "usage": USAGE})
        said = {"model": model, "image_index": 0}
        return streamed(
            self.events
            or [
                {"type": "image_generation.partial_image", **said, "b64_json": ""},
                {"type": "image_generation.partial_succeeded", **said, **picture, "size": size},
                {"type": "image_generation.completed", "model": model, "usage": USAGE},
            ]
        )


def streamed(events: Sequence[dict[str, Any]], *, cut: bool = False) -> Reply:
    text = "".join(f"event: {event.get('type', 'error')}\ndata: {json.dumps(event)}\n\n" for event in events)
    body = text.encode() + b"data: [DONE]\n\n"
    if cut:
        return Reply(200, text.encode(), {"content-type": "text/event-stream"}, length=len(body) + 9)
    return Reply(200, body, {"content-type": "text/event-stream", "x-request-id": "r-77"})


def error(code: str, message: str, status: int = 400) -> Reply:
    return as_json({"error": {"code": code, "message": message, "param": "", "type": "BadRequest"}}, status)


def coded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def sent_picture(address: str) -> np.ndarray:
    """The pixels of a data URI."""
    kind, _, data = address.partition(",")
    assert kind in ("data:image/png;base64", "data:image/jpeg;base64")
    return pixels_of(base64.b64decode(data, validate=True))
