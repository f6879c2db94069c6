"""A server that answers as OpenAI's images do, streams too, and refuses what those refuse."""

from __future__ import annotations

import base64
import email.parser
import email.policy
import json
import threading
from typing import Any, NamedTuple

import numpy as np

from editor.engine.received import pixels_of
from tests.plugins.asked import png
from tests.plugins.mishaps import CANARY
from tests.served import Heard, Reply, as_json

LISTED = ("gpt-image-2.6-flare", "gpt-6-astra", "gpt-image-2-2026-04-21", "gpt-image-9", "whisper-1")
USAGE = {
    "input_tokens": 1300,
    "input_tokens_details": {"text_tokens": 100, "image_tokens": 1200},
    "output_tokens": 2000,
    "total_tokens": 3300,
}
KNOWN = {"model", "prompt", "n", "size", "quality", "stream", "partial_images"}
USUAL = {"1024x1024", "1536x1024", "1024x1536"}


class Part(NamedTuple):
    name: str
    filename: str
    mime: str
    data: bytes

    @property
    def pixels(self) -> np.ndarray:
        return pixels_of(self.data)


class Asked(NamedTuple):
    """A call that was taken: its endpoint, its fields, and the files with it."""

    path: str
    fields: dict[str, Any]
    files: tuple[Part, ...] = ()


class Api:
    """`calls` are those that were taken. `events` stand in for those of a stream, `answer` for the whole answer."""

    def __init__(self) -> None:
        self.calls: list[Asked] = []
        self.picture = png(64, 48)
        self.events: list[dict[str, Any]] | None = None
        self.answer: Reply | None = None
        self.streams = self.known = True  # whether it streams, and what its own models and sizes are
        self.wait = 0.0  # seconds between two events
        self.asked = threading.Event()
        self.key: str | None = f"Bearer {CANARY}"

    def __call__(self, heard: Heard) -> Reply:
        if heard.headers["authorization"] != self.key:
            return error(401, "invalid_api_key", "Incorrect API key provided.")
        if heard.path == "/v1/models":
            return as_json({"object": "list", "data": [{"id": id, "object": "model"} for id in LISTED]})
        self.asked.set()
        asked = _asked(heard)
        if self.known and (wrong := _wrong(asked)):
            return error(400, None, wrong, "invalid_request_error")
        self.calls.append(asked)
        self.draw(asked)
        if self.answer:
            return self.answer
        kind = "image_edit" if asked.files else "image_generation"
        if asked.fields.get("stream") in (True, "true") and self.streams:
            return self._stream(kind, int(asked.fields["partial_images"]))
        pictures = [{"b64_json": base64.b64encode(self.picture).decode()}] * int(asked.fields["n"])
        body = {"created": 1, "data": pictures, "usage": USAGE, "quality": "high", "size": asked.fields["size"]}
        return as_json(body, headers={"x-request-id": "req-1"})

    def draw(self, asked: Asked) -> None:
        """Here a model that does so puts what it draws into `picture`."""

    def _stream(self, kind: str, partials: int) -> Reply:
        events = self.events
        if events is None:
            events = [
                {"type": f"{kind}.partial_image", "partial_image_index": index, **b64(png(8 + index, 6))}
                for index in range(partials)
            ]
            events.append({"type": f"{kind}.completed", "usage": USAGE, "quality": "high", **b64(self.picture)})
        parts = [f"event: {event.get('type')}\ndata: {json.dumps(event)}\n\n".encode() for event in events]
        headers = {"content-type": "text/event-stream", "x-request-id": "req-1"}
        return Reply(200, parts[0], headers, parts=(*parts[1:], b"data: [DONE]\n\n"), wait=self.wait)


def b64(picture: bytes) -> dict[str, str]:
    return {"b64_json": base64.b64encode(picture).decode()}


def fits(model: str, w: int, h: int) -> bool:
    """Whether a model draws this size."""
    if f"{w}x{h}" in USUAL or model in ("gpt-image-1.5", "gpt-image-1-mini"):
        return f"{w}x{h}" in USUAL
    return w % 16 == h % 16 == 0 and 655_360 <= w * h <= 8_294_400 and max(w, h) <= min(3840, 3 * min(w, h))


def error(status: int, code: str | None, message: str, kind: str = "image_generation_user_error") -> Reply:
    return as_json({"error": {"message": message, "type": kind, "param": None, "code": code}}, status)


def _asked(heard: Heard) -> Asked:
    if heard.headers["content-type"] == "application/json":
        return Asked(heard.path, heard.json)
    head = f"content-type: {heard.headers['content-type']}\r\n\r\n".encode()
    form = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + heard.body)
    fields: dict[str, Any] = {}
    files: list[Part] = []
    for part in form.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        data = part.get_payload(decode=True)
        assert isinstance(data, bytes)
        if filename := part.get_filename():
            files.append(Part(name, filename, part.get_content_type(), data))
        else:
            fields[name] = data.decode()
    return Asked(heard.path, fields, tuple(files))


def _wrong(asked: Asked) -> str:
    """What OpenAI has against a call."""
    if unknown := asked.fields.keys() - KNOWN:
        return f"Unknown parameter: {unknown}."
    if asked.path != ("/v1/images/edits" if asked.files else "/v1/images/generations"):
        return "Invalid path."
    if asked.files and not {type(value) for value in asked.fields.values()} <= {str}:
        return "A form has texts."
    if asked.fields.get("stream") not in (None, True, "true") or not 1 <= int(asked.fields["n"]) <= 10:
        return "Invalid type."
    if not fits(asked.fields["model"], *map(int, asked.fields["size"].split("x"))):
        return f"Invalid size '{asked.fields['size']}'."
    return _wrong_files(asked.files)


def _wrong_files(files: tuple[Part, ...]) -> str:
    images = [file for file in files if file.name in ("image", "image[]")]
    masks = [file for file in files if file.name == "mask"]
    if any(file.mime != "image/png" or not file.filename.endswith(".png") for file in files):
        return "Invalid file: unsupported mimetype ('application/octet-stream')."
    if len(images) > 16 or len(masks) > 1 or (len(images) > 1 and any(file.name == "image" for file in images)):
        return "Invalid images."
    if masks and (masks[0].pixels.shape[:2] != images[0].pixels.shape[:2] or len(masks[0].data) > 4 << 20):
        return "The mask size does not match the image."
    return "The mask has no alpha." if masks and masks[0].pixels.shape[2] != 4 else ""
