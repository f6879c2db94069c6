"""A server that answers as Replicate's does."""

from __future__ import annotations

import threading
from typing import Any

from tests.plugins.asked import png
from tests.plugins.mishaps import CANARY
from tests.plugins.schemas import VIDEO
from tests.served import Heard, Reply, as_json

URI = {"type": "string", "format": "uri"}
FILL: dict[str, Any] = {
    "properties": {
        "prompt": {"type": "string"},
        "image": URI,
        "mask": {**URI, "description": "A black-and-white image. White areas will be inpainted, black preserved."},
        "seed": {"type": "integer", "nullable": True},
        "output_format": {"allOf": [{"$ref": "#/components/schemas/output_format"}], "default": "jpg"},
    },
    "required": ["prompt", "image"],
}
EDIT: dict[str, Any] = {
    "properties": {
        "prompt": {"type": "string"},
        "image_input": {"type": "array", "items": URI, "default": []},
        "aspect_ratio": {"allOf": [{"$ref": "#/components/schemas/aspect_ratio"}], "default": "match_input_image"},
    },
    "required": ["prompt"],
}
DIFFUSION: dict[str, Any] = {
    "properties": {
        "prompt": {"type": "string", "default": "a vision of paradise"},
        "width": {"enum": [512, 768, 1024], "type": "integer", "default": 768},
        "height": {"enum": [512, 768, 1024], "type": "integer", "default": 768},
        "num_outputs": {"type": "integer", "minimum": 1, "maximum": 4, "default": 1},
        "seed": {"type": "integer"},
    }
}
HASH = "c" * 64
MODELS = {
    "black-forest-labs/flux-fill-pro": (FILL, True),
    "google/nano-banana": (EDIT, True),
    "someone/diffusion": (DIFFUSION, False),
    "someone/video": (VIDEO, False),
}


class Replicate:
    """`runs` are the bodies of what was begun. `looks` are answers to looks at runs that go first."""

    def __init__(self) -> None:
        self.base = ""
        self.runs: list[dict[str, Any]] = []
        self.looks: list[dict[str, Any]] = [
            {"status": "starting", "logs": ""},
            {"status": "processing", "logs": "Using seed: 7\n 10%|#  |\n 45%|####  | 9/20"},
        ]
        self.output: Any = None
        self.picture = Reply(200, png(64, 48), {"content-type": "image/png"})
        self.elsewhere = ""
        self.looked = threading.Event()
        self.stored: list[bytes] = []
        self.cancelled = 0

    def __call__(self, heard: Heard) -> Reply:
        path = heard.path.removeprefix("/v1")
        if path.startswith("/delivery/"):
            assert "authorization" not in heard.headers, "the token goes to nobody but the provider"
            return self.picture
        if heard.headers["authorization"] != f"Bearer {CANARY}":
            return as_json({"title": "Unauthenticated", "detail": "You did not pass a valid token."}, 401)
        if path == "/account":
            return as_json({"type": "user", "username": "ada"})
        if path.startswith("/models/"):
            return self._model(path.removeprefix("/models/"))
        if path == "/files":
            self.stored.append(heard.body)
            return as_json({"id": "f", "urls": {"get": f"{self.base}/v1/files/{len(self.stored) - 1}"}}, 201)
        if path == "/predictions":
            self.runs.append(heard.json)
            return as_json(self._run(len(self.runs) - 1, {"status": "starting"}), 201)
        if path.endswith("/cancel"):
            self.cancelled += 1
            return as_json({"status": "canceled"})
        return self._look(int(path.rpartition("/")[2]))

    def _model(self, path: str) -> Reply:
        name, _, version = path.partition("/versions/")
        if name not in MODELS or version not in ("", HASH):
            return as_json({"title": "Not found", "detail": "The requested resource could not be found."}, 404)
        schema, official = MODELS[name]
        ratio = {"enum": ["match_input_image", "1:1", "4:3"], "type": "string"}
        schemas = {"Input": schema, "aspect_ratio": ratio, "output_format": {"enum": ["jpg", "png"], "type": "string"}}
        described = {"id": HASH, "openapi_schema": {"components": {"schemas": schemas}}}
        owner, _, short = name.partition("/")
        more = {"is_official": True} if official else {}
        return as_json(described if version else {"owner": owner, "name": short, "latest_version": described, **more})

    def _look(self, run: int) -> Reply:
        self.looked.set()
        if self.looks:
            return as_json(self._run(run, self.looks.pop(0)))
        count = self.runs[run]["input"].get("num_outputs", 1)
        output = self.output or [f"{self.base}/delivery/{number}.png" for number in range(count)]
        return as_json(self._run(run, {"status": "succeeded", "output": output, "metrics": {"predict_time": 1.5}}))

    def _run(self, run: int, state: dict[str, Any]) -> dict[str, Any]:
        where = f"{self.elsewhere or self.base}/v1/predictions/{run}"
        urls = {"get": where, "cancel": f"{where}/cancel"}
        version = self.runs[run]["version"]
        return {"id": str(run), "model": "someone/x", "version": version, "error": None, "urls": urls, **state}
