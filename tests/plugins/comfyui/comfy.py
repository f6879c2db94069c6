"""Plays ComfyUI: its nodes, its queue and history, its files, and what it tells over the socket while it works."""

from __future__ import annotations

import io
import json
import struct
import threading
import time
from collections import Counter
from email import message_from_bytes
from typing import Any

import numpy as np
from PIL import Image

from tests.served import Heard, Reply, as_json
from tests.wire import Wire

INK = (200, 30, 60)
_NODES = (
    "CLIPTextEncode EmptyLatentImage EmptySD3LatentImage KSampler VAEDecode VAEEncode LoadImage LoadImageMask "
    "SaveImage SetLatentNoiseMask InpaintModelConditioning DifferentialDiffusion FluxGuidance ConditioningZeroOut "
    "ReferenceLatent FluxKontextImageScale ControlNetApplyAdvanced Canny ImageUpscaleWithModel ImageScale PreviewImage "
    "ConditioningSetAreaPercentage ConditioningCombine"
)
CHECKPOINTS = ["sd_xl_base_1.0.safetensors", "sd-v1-5-inpainting.ckpt", "flux1-kontext-dev.safetensors"]
INFO: dict[str, Any] = {
    **{name: {"input": {"required": {}}} for name in _NODES.split()},
    "CheckpointLoaderSimple": {"input": {"required": {"ckpt_name": [CHECKPOINTS, {"tooltip": "old shape"}]}}},
    "UpscaleModelLoader": {"input": {"required": {"model_name": ["COMBO", {"options": ["4x-sharp.pth"]}]}}},
    "ControlNetLoader": {"input": {"required": {"control_net_name": [["depth.pth", "sd/canny-xl.pth"]]}}},
}

OTHER: dict[str, Any] = {
    "empty": {"class_type": "EmptyLatentImage", "inputs": {"width": 8, "height": 8}},
    "save": {"class_type": "SaveImage", "inputs": {}},
}
"""Somebody else's graph."""


def preview(prompt: str, node: str, value: int) -> bytes:
    """The frame of a preview that says what it is of."""
    about = json.dumps({"node_id": node, "prompt_id": prompt, "image_type": "image/png"}).encode()
    return struct.pack(">II", 4, len(about)) + about + _png(np.full((8, 8, 3), value, np.uint8))


class Comfy:
    """Works on one prompt after the other, each when `gate` is set; `fault` is the event in which the next one ends.

    `told` are the socket's messages before its end besides the usual ones; `queued` counts prompts by their name.
    """

    def __init__(self) -> None:
        self.info = dict(INFO)
        self.gate = threading.Event()
        self.gate.set()
        self.asked = threading.Event()
        self.drawing = threading.Event()
        self.fault: tuple[str, dict[str, Any]] | None = None
        self.told: list[str | bytes] = []
        self.node_errors: dict[str, Any] = {}
        self.answers: list[Reply] = []  # to the next prompts
        self.loses = False  # the answer to the next prompt, though it is queued
        self.gone: set[str] = set()
        self.interrupted = threading.Event()
        self.queued: Counter[str] = Counter()
        self.graphs: list[dict[str, Any]] = []
        self.pending: list[list[Any]] = []
        self.running: list[list[Any]] = []
        self.history: dict[str, Any] = {}
        self.files: dict[str, bytes] = {}
        self.silent = False
        self.names_itself = False  # as older ones do
        self.slow_to_queue = 0.0
        self._wires: dict[str, Wire] = {}
        self._turn = threading.Lock()

    def talk(self, heard: Heard, wire: Wire) -> None:
        client = heard.query["clientId"][0]
        wire.send(json.dumps({"type": "status", "data": {"status": {}, "sid": client}}))
        self._wires[client] = wire
        while wire.receive(60) is not None:
            pass

    def __call__(self, heard: Heard) -> Reply:
        name = "_".join(part for part in heard.path.split("/") if part)
        if heard.path.startswith("/history/"):
            prompt = heard.path.removeprefix("/history/")
            return as_json({prompt: self.history[prompt]} if prompt in self.history else {})
        return getattr(self, f"{heard.method.lower()}_{name}", lambda _heard: Reply(404))(heard)

    def get_system_stats(self, _heard: Heard) -> Reply:
        device = {"name": "cuda:0 RTX", "vram_total": 24 << 30}
        return as_json({"system": {"comfyui_version": "0.8.0"}, "devices": [device]})

    def get_object_info(self, _heard: Heard) -> Reply:
        return as_json(self.info)

    def get_queue(self, _heard: Heard) -> Reply:
        return as_json({"queue_running": self.running, "queue_pending": self.pending})

    def post_queue(self, heard: Heard) -> Reply:
        self.pending = [entry for entry in self.pending if entry[1] not in heard.json["delete"]]
        return Reply(200)

    def post_history(self, heard: Heard) -> Reply:
        for prompt in heard.json["delete"]:
            self.history.pop(prompt, None)
        return Reply(200)

    def post_interrupt(self, heard: Heard) -> Reply:
        if any(entry[1] == heard.json["prompt_id"] for entry in self.running):
            self.interrupted.set()
        return Reply(200)

    def post_upload_image(self, heard: Heard) -> Reply:
        kind = heard.headers["content-type"]
        parts = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + heard.body).get_payload()
        fields: dict[str, bytes] = {}
        for part in parts:  # type: ignore[union-attr]
            fields[str(part.get_param("name", header="content-disposition"))] = part.get_payload(decode=True)  # type: ignore
            if name := part.get_filename():  # type: ignore[union-attr]
                fields["filename"] = name.encode()
        folder, name = fields["subfolder"].decode(), fields["filename"].decode()
        self.files[f"{folder}/{name}"] = fields["image"]
        return as_json({"name": name, "subfolder": folder, "type": "input"})

    def get_view(self, heard: Heard) -> Reply:
        name = heard.query["filename"][0]
        return Reply(404) if name in self.gone else Reply(200, self.files[name], {"content-type": "image/png"})

    def post_prompt(self, heard: Heard) -> Reply:
        if self.answers:
            return self.answers.pop(0)
        graph = heard.json["prompt"]
        for node, content in graph.items():
            if content["class_type"] not in self.info:
                said = f"Cannot execute because node {content['class_type']} does not exist."
                return as_json({"error": {"type": "invalid_prompt", "message": said}, "node_errors": {}}, 400)
            file = content["inputs"].get("ckpt_name")
            if file and file not in CHECKPOINTS:
                return as_json(_not_in_list(node, file), 400)
        self.graphs.append(graph)
        prompt = f"own-{len(self.queued)}" if self.names_itself else heard.json["prompt_id"]
        self.asked.set()
        time.sleep(self.slow_to_queue)
        self.put(prompt, graph, heard.json["client_id"])
        if self.loses:
            self.loses = False
            return Reply(200, b'{"prompt_id"', length=5000)
        return as_json({"prompt_id": prompt, "number": 1, "node_errors": self.node_errors})

    def put(self, prompt: str, graph: dict[str, Any], client: str) -> None:
        """Queue a prompt."""
        self.queued[prompt] += 1
        self.pending.append([len(self.queued), prompt, graph, {"client_id": client}, []])
        threading.Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        with self._turn:
            if not self.pending:
                return
            entry = self.pending.pop(0)
            self.running = [entry]
            self._done(entry)
            self.running = []

    def _done(self, entry: list[Any]) -> None:
        _, prompt, graph, extra, _ = entry
        client = extra["client_id"]
        self._tell(client, "execution_start", prompt)
        self._tell(client, "execution_cached", prompt, nodes=[node for node in graph if node == "avoid"])
        for node in (node for node in graph if graph[node]["class_type"] == "CheckpointLoaderSimple"):
            self._tell(client, "executing", prompt, node=node)
        sampler = next((node for node in graph if graph[node]["class_type"] == "KSampler"), next(iter(graph)))
        self._tell(client, "executing", prompt, node=sampler)
        self._tell(client, "progress", prompt, value=3, max=12, node=sampler)
        for message in (preview(prompt, sampler, 90), *self.told):
            self._send(client, message)
        self.drawing.set()
        while not self.gate.wait(0.005) and not self.interrupted.is_set():
            pass
        fault, self.fault = self.fault, None
        if self.interrupted.is_set():
            fault = ("execution_interrupted", {"node_id": sampler})
        outputs = {}
        if fault is None:
            for node in (node for node in graph if graph[node]["class_type"] in ("SaveImage", "PreviewImage")):
                name = f"{prompt}-{node}.png"
                self.files[name] = _png(self._picture(graph))
                kind = "output" if graph[node]["class_type"] == "SaveImage" else "temp"
                outputs[node] = {"images": [{"filename": name, "subfolder": "", "type": kind}]}
        else:
            self._tell(client, fault[0], prompt, **fault[1])
        status = {"status_str": "error" if fault else "success", "completed": not fault, "messages": []}
        if fault:
            status["messages"] = [["execution_start", {}], list(fault)]
        self.history[prompt] = {"prompt": entry, "outputs": outputs, "status": status}
        self._tell(client, "executing", prompt, node=None)

    def _picture(self, graph: dict[str, Any]) -> np.ndarray:
        """INK where a mask or nothing is, else what was sent."""
        nodes = {content["class_type"]: content["inputs"] for content in graph.values()}
        if "EmptyLatentImage" in nodes or "EmptySD3LatentImage" in nodes:
            empty = nodes.get("EmptyLatentImage") or nodes["EmptySD3LatentImage"]
            return np.full((empty["height"], empty["width"], 3), INK, np.uint8)
        marked = [node for node in graph if "canvas:image" in graph[node].get("_meta", {}).get("title", "")]
        picture = self.sent(graph[marked[0] if marked else "picture"]["inputs"]["image"])
        if "ImageUpscaleWithModel" in nodes:
            size = nodes["ImageScale"]
            return np.array(Image.fromarray(picture).resize((size["width"], size["height"])))
        done = picture[..., :3].copy()
        if "LoadImageMask" in nodes:
            done[self.sent(nodes["LoadImageMask"]["image"])[..., 0] > 127] = INK
        return done

    def sent(self, name: str) -> np.ndarray:
        """The pixels of an uploaded picture."""
        return np.array(Image.open(io.BytesIO(self.files[name])))

    def _tell(self, client: str, kind: str, prompt: str, **data: Any) -> None:
        self._send(client, json.dumps({"type": kind, "data": {**data, "prompt_id": prompt}}))

    def _send(self, client: str, message: str | bytes) -> None:
        if client in self._wires and not self.silent:
            try:
                self._wires[client].send(message)
            except OSError:
                del self._wires[client]


def until(true: Any, seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.005)


def _not_in_list(node: str, file: str) -> dict[str, Any]:
    extra = {"input_name": "ckpt_name", "received_value": file}
    error = {"type": "value_not_in_list", "message": "Value not in list", "details": file, "extra_info": extra}
    said = {"type": "prompt_outputs_failed_validation", "message": "Prompt outputs failed validation"}
    return {"error": said, "node_errors": {node: {"errors": [error], "class_type": "CheckpointLoaderSimple"}}}


def _png(pixels: np.ndarray) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return out.getvalue()
