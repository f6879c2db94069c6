"""Plays a Stable Diffusion web UI: the routes of A1111 and its relatives, and the jobs of sd-server."""

from __future__ import annotations

import base64
import io
import json
import threading
import time
from typing import Any

import numpy as np
from PIL import Image

from tests.plugins.mishaps import CANARY
from tests.served import Heard, Reply, as_json

INK = (200, 30, 60)
TITLE = "dreams.safetensors [abc123]"
MISSING = as_json({"detail": "Not Found"}, 404)
PAIR = base64.b64encode(f"ada:{CANARY}".encode()).decode()


def encoded(pixels: np.ndarray) -> str:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


def decoded(text: str) -> np.ndarray:
    return np.array(Image.open(io.BytesIO(base64.b64decode(text))))


class WebUI:
    """`kind` is which of the family; `seconds` is how long a drawing takes; `sheet` puts a sheet of all first.

    Inside the mask it paints INK, elsewhere it gives back what it was sent, all a level brighter.
    """

    def __init__(self, kind: str = "A1111") -> None:
        self.kind = kind
        self.seconds = 0.0
        self.sheet = False
        self.locked = False
        self.state = {"active": True, "queued": False, "completed": False}
        self.fields: list[dict[str, Any]] = []
        self.drawing = threading.Event()

    def __call__(self, heard: Heard) -> Reply:
        if self.locked and heard.headers.get("authorization") != f"Basic {PAIR}":
            return as_json({"error": f"HTTPException {heard.headers.get('authorization')}", "errors": CANARY}, 401)
        name = heard.path.removeprefix("/sdapi/v1/").replace("/", "_").replace("-", "_").strip("_")
        return getattr(self, f"on_{name or 'page'}", lambda _heard: MISSING)(heard)

    def on_page(self, _heard: Heard) -> Reply:
        return Reply(200, b"<html><script>window.gradio_config = {}</script></html>", {"content-type": "text/html"})

    def on_sd_models(self, _heard: Heard) -> Reply:
        return (
            as_json([{"title": TITLE, "model_name": "dreams", "hash": "abc123"}]) if self.kind != "closed" else MISSING
        )

    def on_upscalers(self, _heard: Heard) -> Reply:
        return as_json([{"name": name} for name in ("None", "Lanczos", "R-ESRGAN 4x+")])

    def on_options(self, _heard: Heard) -> Reply:
        more = {"Forge": {"forge_preset": "sd"}, "SD.Next": {"sd_backend": "diffusers"}}
        return as_json({"sd_model_checkpoint": TITLE, **more.get(self.kind, {})})

    def on_cmd_flags(self, _heard: Heard) -> Reply:
        return MISSING if self.kind == "KoboldCpp" else as_json({"api": True})

    def on_api_extra_version(self, _heard: Heard) -> Reply:
        return as_json({"result": "KoboldCpp", "version": "1.102"}) if self.kind == "KoboldCpp" else MISSING

    def on_progress(self, _heard: Heard) -> Reply:
        half = encoded(np.full((8, 8, 3), 90, np.uint8))
        steps = {"sampling_step": 7, "sampling_steps": 25}
        return as_json({"progress": 0.28, "eta_relative": 3.5, "state": steps, "current_image": half})

    def on_internal_progress(self, _heard: Heard) -> Reply:
        return as_json(self.state) if self.kind == "A1111" else MISSING

    def on_interrupt(self, _heard: Heard) -> Reply:
        return as_json({})

    def on_txt2img(self, heard: Heard) -> Reply:
        fields = heard.json
        self.fields.append(fields)
        self.drawing.set()
        time.sleep(self.seconds)
        picture = np.full((fields["height"], fields["width"], 3), INK, np.uint8)
        count = 1 if self.kind == "KoboldCpp" else fields["n_iter"] * fields["batch_size"]
        return self._drawn([picture] * count, fields)

    def on_img2img(self, heard: Heard) -> Reply:
        fields = heard.json
        self.fields.append(fields)
        self.drawing.set()
        time.sleep(self.seconds)
        picture = np.clip(decoded(fields["init_images"][0])[..., :3].astype(int) + 1, 0, 255).astype(np.uint8)
        mask = decoded(fields["mask"]) if "mask" in fields else np.full(picture.shape[:2], 255, np.uint8)
        picture[mask > 127] = INK
        return self._drawn([picture] * fields["n_iter"], fields)

    def on_extra_single_image(self, heard: Heard) -> Reply:
        self.fields.append(heard.json)
        times = int(heard.json["upscaling_resize"])
        return as_json(
            {"image": encoded(decoded(heard.json["image"]).repeat(times, 0).repeat(times, 1)), "html_info": ""}
        )

    def _drawn(self, pictures: list[np.ndarray], fields: dict[str, Any]) -> Reply:
        first = 1 if self.sheet else 0
        images = [encoded(np.zeros((9, 9, 3), np.uint8))] * first + [encoded(picture) for picture in pictures]
        seeds = [fields["seed"] + at for at in range(len(pictures))]
        told = {"all_seeds": seeds, "index_of_first_image": first, "sd_model_name": "dreams"}
        return as_json(
            {"images": images, "parameters": {}, "info": "" if self.kind == "KoboldCpp" else json.dumps(told)}
        )


class SdServer:
    """Its jobs wait, draw and are done, a look each; `end` is how they end, `held` keeps them from it."""

    def __init__(self) -> None:
        self.end = "completed"
        self.held = False
        self.looks = 0
        self.drawing = threading.Event()
        self.fields: dict[str, Any] = {}

    def __call__(self, heard: Heard) -> Reply:
        if heard.path == "/sdcpp/v1/capabilities":
            features = {"init_image": True, "mask_image": True, "ref_images": True, "cancel_generating": True}
            return as_json({"model": {"name": "flux-klein.gguf"}, "features_by_mode": {"img_gen": features}})
        if heard.path == "/sdcpp/v1/img_gen":
            self.fields = heard.json
            return as_json({"id": "j1", "status": "queued", "poll_url": "/sdcpp/v1/jobs/j1"}, 202)
        if heard.path == "/sdcpp/v1/jobs/j1":
            self.looks += 1
            return as_json(self._job())
        return as_json({}) if heard.path == "/sdcpp/v1/jobs/j1/cancel" else MISSING

    def _job(self) -> dict[str, Any]:
        if self.looks == 1:
            return {"status": "queued", "queue_position": 2}
        if self.looks == 2 or self.held:
            self.drawing.set()
            return {"status": "generating"}
        if self.end == "failed":
            return {"status": "failed", "error": {"code": "x", "message": "not enough memory for the buffer"}}
        picture = encoded(np.full((self.fields["height"], self.fields["width"], 3), INK, np.uint8))
        images = [{"index": at, "b64_json": picture} for at in range(self.fields["batch_count"])]
        return {"status": self.end, "result": {"images": images}}
