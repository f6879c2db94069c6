"""A server that answers as the Gemini API does, and refuses what that refuses."""

from __future__ import annotations

import base64
import itertools
import re
import threading
from typing import Any

import numpy as np

from editor.engine.received import pixels_of
from tests.plugins.asked import png
from tests.plugins.mishaps import CANARY
from tests.served import Heard, Reply, as_json

LISTED = tuple(
    {"name": f"models/{id}", "displayName": title, "supportedGenerationMethods": [method]}
    for id, title, method in (
        ("gemini-3-pro-image", "Nano Banana Pro", "generateContent"),
        ("gemini-3.8-flash", "Gemini 3.8 Flash", "generateContent"),
        ("imagen-5", "Imagen 5", "predict"),
        ("gemini-9-image", "Nano Banana 9", "generateContent"),
    )
)
USAGE = {
    "promptTokenCount": 300,
    "candidatesTokenCount": 1130,
    "candidatesTokensDetails": [{"modality": "IMAGE", "tokenCount": 1120}],
    "thoughtsTokenCount": 90,
    "totalTokenCount": 1520,
}
RATIOS = {"1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9", "1:4", "4:1", "1:8", "8:1"}


class Api:
    """`bodies` are what was asked, with the model. `picture` is drawn; `answer` stands in for all of it."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.picture = png(64, 48)
        self.answer: Reply | None = None
        self.asked = threading.Event()

    def __call__(self, heard: Heard) -> Reply:
        assert CANARY not in heard.path and "key" not in heard.query, "the key is in no address"
        if heard.headers["x-goog-api-key"] != CANARY:
            detail = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}
            return error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", detail)
        if heard.path == "/v1beta/models":
            half = len(LISTED) // 2
            if heard.query.get("pageToken") == ["more"]:
                return as_json({"models": LISTED[half:]})
            return as_json({"models": LISTED[:half], "nextPageToken": "more"})
        model = re.fullmatch(r"/v1beta/models/(.+):generateContent", heard.path)
        assert model, heard.path
        self.asked.set()
        body = heard.json
        if wrong := _wrong(body):
            return error(400, "INVALID_ARGUMENT", wrong)
        self.bodies.append({"model": model[1], **body})
        return self.answer or as_json(answer(self.picture))


def error(code: int, status: str, message: str, *details: dict[str, Any]) -> Reply:
    return as_json({"error": {"code": code, "message": message, "status": status, "details": details}}, code)


def answer(picture: bytes, **candidate: Any) -> dict[str, Any]:
    """A draft that the model thought with, words, and the picture."""
    parts = [
        {"text": "Thinking of it.", "thought": True},
        _inline(png(8, 8), thought=True),
        {"text": "Here it is."},
        {**_inline(picture), "thoughtSignature": "c2lnbmF0dXJl"},
    ]
    whole = {"index": 0, "content": {"role": "model", "parts": parts}, "finishReason": "STOP", **candidate}
    return {
        "candidates": [whole],
        "usageMetadata": USAGE,
        "modelVersion": "gemini-3-pro-image-001",
        "responseId": "response-1",
    }


def sent_pictures(body: dict[str, Any]) -> list[np.ndarray]:
    """The pixels of the pictures in a body."""
    parts = body["contents"][0]["parts"]
    return [pixels_of(base64.b64decode(part["inlineData"]["data"], validate=True)) for part in parts[1:]]


def words(body: dict[str, Any]) -> str:
    return body["contents"][0]["parts"][0]["text"]


def image_config(body: dict[str, Any]) -> dict[str, str]:
    return body["generationConfig"]["imageConfig"]


def _inline(picture: bytes, **more: Any) -> dict[str, Any]:
    return {"inlineData": {"mimeType": "image/png", "data": base64.b64encode(picture).decode()}, **more}


def _wrong(body: dict[str, Any]) -> str:
    """What the API has against a body."""
    parts = list(itertools.chain.from_iterable(turn["parts"] for turn in body["contents"]))
    known = (
        body.keys() <= {"contents", "generationConfig"},
        body["generationConfig"].keys() <= {"responseModalities", "imageConfig", "seed"},
        body["generationConfig"]["imageConfig"].keys() <= {"aspectRatio", "imageSize"},
        all(part.keys() in ({"text"}, {"inlineData"}) for part in parts),
        all(part["inlineData"].keys() <= {"mimeType", "mime_type", "data"} for part in parts if "inlineData" in part),
    )
    config = body["generationConfig"]["imageConfig"]
    if not all(known):
        return "Invalid JSON payload received. Unknown name."
    if config["aspectRatio"] not in RATIOS or config.get("imageSize", "1K") not in ("512", "1K", "2K", "4K"):
        return "Invalid value at 'generation_config.image_config'."
    if not 0 <= body["generationConfig"]["seed"] < 2**31:
        return "Invalid value at 'generation_config.seed' (TYPE_INT32)."
    return ""
