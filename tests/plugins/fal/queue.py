"""A server that answers as fal's does."""

from __future__ import annotations

import threading
from typing import Any

from tests.plugins.asked import png
from tests.plugins.mishaps import CANARY
from tests.plugins.schemas import EDIT, ENLARGE, EXPAND, FILL, VIDEO, WORDS, document
from tests.served import Heard, Reply, as_json

MODELS = {
    "fal-ai/flux-pro/v1/fill": FILL,
    "fal-ai/nano-banana-pro/edit": EDIT,
    "fal-ai/words": WORDS,
    "fal-ai/expand": EXPAND,
    "fal-ai/enlarge": ENLARGE,
    "fal-ai/video": VIDEO,
}
PRICES = [
    {"endpoint_id": "fal-ai/flux-pro/v1/fill", "unit_price": 0.05, "unit": "megapixels", "currency": "USD"},
    {"endpoint_id": "fal-ai/words", "unit_price": 0.025, "unit": "images", "currency": "USD"},
    {"endpoint_id": "fal-ai/expand", "unit_price": 0.001, "unit": "compute seconds", "currency": "USD"},
]


class Fal:
    """`runs` are the inputs of what was submitted. `looks` and `results` are answers that go first."""

    def __init__(self) -> None:
        self.base = ""
        self.runs: list[dict[str, Any]] = []
        self.looks = [
            as_json({"status": "IN_QUEUE", "queue_position": 2}, 202),
            as_json({"status": "IN_PROGRESS", "logs": [{"message": " 45%|####  | 9/20"}]}, 202),
        ]
        self.results: list[Reply] = []
        self.picture = Reply(200, png(64, 48), {"content-type": "image/png"})
        self.elsewhere = ""
        self.looked = threading.Event()
        self.stored: dict[str, bytes] = {}
        self.cancelled = 0

    def __call__(self, heard: Heard) -> Reply:
        path = heard.path
        if path.startswith(("/files/", "/upload/")):
            assert "authorization" not in heard.headers, "the key goes to nobody but the provider"
            if heard.method == "PUT":
                assert heard.headers["content-type"] == "image/png"
                self.stored[path.removeprefix("/upload/")] = heard.body
                return Reply()
            return self.picture
        if heard.headers["authorization"] != f"Key {CANARY}":
            return as_json({"detail": "Cannot access application. Authentication is required."}, 401)
        if path == "/api/openapi/queue/openapi.json":
            model = heard.query["endpoint_id"][0]
            return as_json(document(MODELS[model])) if model in MODELS else as_json({"detail": "not found"}, 404)
        if path == "/v1/models/pricing":
            if not set(heard.query["endpoint_id"]) <= {*MODELS, "fal-ai/nano-banana-pro"}:
                return as_json({"error": {"type": "not_found", "message": "Endpoint not found"}}, 404)
            found = [row for row in PRICES if row["endpoint_id"] in heard.query["endpoint_id"]]
            return as_json({"prices": found, "has_more": False})
        if path == "/storage/upload/initiate":
            name = f"{len(self.stored)}.png"
            return as_json({"upload_url": f"{self.base}/upload/{name}", "file_url": f"https://stored.example/{name}"})
        if "/requests/" in path:
            return self._run(heard)
        self.runs.append({"model": path[1:], **heard.json})
        run = f"{self.elsewhere or self.base}/fal-ai/app/requests/{len(self.runs) - 1}"
        urls = {"status_url": f"{run}/status", "response_url": run, "cancel_url": f"{run}/cancel"}
        return as_json({"request_id": str(len(self.runs) - 1), "queue_position": 0, **urls})

    def _run(self, heard: Heard) -> Reply:
        if heard.method == "PUT":
            self.cancelled += 1
            return as_json({"status": "CANCELLATION_REQUESTED"}, 202)
        if heard.path.endswith("/status"):
            self.looked.set()
            assert heard.query["logs"] == ["1"]
            return self.looks.pop(0) if self.looks else as_json({"status": "COMPLETED", "logs": []})
        if self.results:
            return self.results.pop(0)
        run = self.runs[int(heard.path.rpartition("/")[2])]
        images = [{"url": f"{self.base}/files/{number}.png"} for number in range(run.get("num_images", 1))]
        return as_json({"images": images, "seed": run.get("seed", 5), "has_nsfw_concepts": [False] * len(images)})
