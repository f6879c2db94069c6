"""A workflow of the user's: its titles say what goes where, and what keeps it from being used is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from editor.engine.errors import BadRequest
from editor.engine.plugin import provided
from editor.engine.provider import Connection, Found
from editor.engine.stop import Stop
from plugins import comfyui
from tests.plugins.asked import candidates, failed, one, reference, request
from tests.plugins.comfyui.comfy import INK, Comfy
from tests.plugins.comfyui.conftest import MakeEngine
from tests.served import Served

Write = Callable[[dict[str, Any]], str]


def node(kind: str, title: str = "", **inputs: Any) -> dict[str, Any]:
    return {"class_type": kind, "inputs": inputs, "_meta": {"title": title}}


def workflow() -> dict[str, Any]:
    """Fills a mask, and shows it besides saving it."""
    return {
        "3": node("KSampler", "canvas:seed canvas:strength", seed=1, steps=8, denoise=1.0, model=["4", 0]),
        "4": node("CheckpointLoaderSimple", "Load", ckpt_name="sd_xl_base_1.0.safetensors"),
        "6": node("CLIPTextEncode", "words (canvas:prompt)", text="a dog", clip=["4", 1]),
        "7": node("CLIPTextEncode", "canvas:avoid", text="", clip=["4", 1]),
        "10": node("LoadImage", "canvas:image", image="example.png"),
        "11": node("LoadImageMask", "canvas:mask", image="example.png", channel="alpha"),
        "12": node("LoadImage", "canvas:reference", image="example.png"),
        "13": node("LoadImage", "canvas:reference 2", image="example.png"),
        "20": node("PreviewImage", "look", images=["3", 0]),
        "21": node("SaveImage", "canvas:output", images=["3", 0], filename_prefix="mine"),
    }


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(graph: dict[str, Any]) -> str:
        (tmp_path / "mine.json").write_text(json.dumps(graph))
        return str(tmp_path / "mine.json")

    return written


def probed(server: Served, *files: str) -> Found:
    connection = Connection(name="c", plugin="comfyui", address=server.base, options={"models": list(files)})
    return provided(comfyui).probe(connection, Stop())


def test_what_is_marked_is_what_it_can_do(engine: MakeEngine, write: Write) -> None:
    abilities = engine("mine", models=[write(workflow())]).abilities
    assert abilities.kinds == {"inpaint", "outpaint"} and abilities.masks == "native" and abilities.references == 2
    assert abilities.seeds and abilities.strength and abilities.avoid


def test_what_is_asked_goes_where_it_is_marked(engine: MakeEngine, write: Write, comfy: Comfy) -> None:
    asked = msgspec.structs.replace(
        request("inpaint", seed=5, strength=0.7, avoid="people"), references=(reference(1), reference(2))
    )
    made = one(engine("mine", models=[write(workflow())]), asked)
    (sent,) = comfy.graphs
    assert sent["3"]["inputs"] == {"seed": 5, "steps": 8, "denoise": 0.7, "model": ["4", 0]}
    assert sent["6"]["inputs"]["text"] == "a red boat" and sent["7"]["inputs"]["text"] == "people"
    assert asked.image is not None and asked.mask is not None
    assert np.array_equal(comfy.sent(sent["10"]["inputs"]["image"]), asked.image[..., :3])
    mask = comfy.sent(sent["11"]["inputs"]["image"])
    assert sent["11"]["inputs"]["channel"] == "red" and np.array_equal(mask[..., 0], asked.mask)
    assert np.array_equal(mask[..., 3], 255 - asked.mask), "by alpha it is the same mask"
    seen = [comfy.sent(sent[id]["inputs"]["image"]) for id in ("12", "13")]
    assert all(np.array_equal(picture, one.image[..., :3]) for picture, one in zip(seen, asked.references, strict=True))
    assert tuple(made.pixels[20, 20]) == INK and made.facts["workflow"] == "mine.json"


def test_only_the_marked_output_is_an_answer_and_all_saved_ones_where_none_is(engine: MakeEngine, write: Write) -> None:
    graph = workflow()
    graph["22"] = node("SaveImage", "", images=["3", 0])
    assert len(candidates(engine("mine", models=[write(graph)]), request("inpaint"))) == 1
    graph["21"]["_meta"]["title"] = ""
    again = msgspec.structs.replace(request("inpaint"), id="r2")
    assert len(candidates(engine("mine", models=[write(graph)]), again)) == 2, "both saved ones, not the preview"


def test_where_the_picture_carries_the_mask_it_is_its_alpha(engine: MakeEngine, write: Write, comfy: Comfy) -> None:
    graph = workflow()
    del graph["11"]
    graph["14"] = node("SetLatentNoiseMask", "", samples=["3", 0], mask=["10", 1])
    there = engine("mine", models=[write(graph)])
    assert there.abilities.masks == "native"
    asked = request("inpaint")
    one(there, asked)
    sent = comfy.sent(comfy.graphs[0]["10"]["inputs"]["image"])
    assert asked.image is not None and asked.mask is not None
    assert np.array_equal(sent[..., 3], 255 - asked.mask) and np.array_equal(sent[..., :3], asked.image[..., :3])


def test_words_alone_and_sizes(engine: MakeEngine, write: Write, comfy: Comfy) -> None:
    graph = {
        "1": node("EmptyLatentImage", "canvas:width canvas:height", width=512, height=512, batch_size=1),
        "2": node("CLIPTextEncode", "canvas:prompt", text=""),
        "3": node("SaveImage", "", images=["1", 0]),
    }
    there = engine("mine", models=[write(graph)])
    assert there.abilities.kinds == {"generate"} and not there.abilities.seeds
    made = one(there, request("generate", count=3))
    assert made.pixels.shape == (48, 64, 3) and len(comfy.graphs) == 1, "without a seed all would be alike"


def test_a_file_that_was_exported_again_counts(engine: MakeEngine, write: Write, comfy: Comfy) -> None:
    there = engine("mine", models=[write(workflow())])
    graph = workflow()
    graph["3"]["inputs"]["steps"] = 99
    write(graph)
    one(there, request("inpaint"))
    assert comfy.graphs[0]["3"]["inputs"]["steps"] == 99
    graph["6"] = node("CLIPTextEncode", "canvas:prompt", text=["4", 0])
    write(graph)
    error = failed(there, request("inpaint"))
    assert isinstance(error, BadRequest) and "canvas:prompt" in error.message


def test_what_cannot_be_used_is_said_and_not_offered(server: Served, write: Write, tmp_path: Path) -> None:
    assert "cannot be read" in probed(server, str(tmp_path / "none.json")).says[1]
    (tmp_path / "text.json").write_text("hello")
    assert "no JSON" in probed(server, str(tmp_path / "text.json")).says[1]
    found = probed(server, write({"nodes": [], "links": []}))
    assert "Export (API)" in found.says[1] and not [model for model in found.models if model.id == "mine"]
    assert "holds no nodes" in probed(server, write({"a": 1})).says[1]
    assert "lacks: Fancy" in probed(server, write({**workflow(), "30": node("Fancy")})).says[1]
    linked = {**workflow(), "6": node("CLIPTextEncode", "canvas:prompt", text=["9", 0])}
    assert "no text or prompt" in probed(server, write(linked)).says[1]
