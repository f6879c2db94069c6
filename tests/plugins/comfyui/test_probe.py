"""What is found at a ComfyUI server: version, device, models in both shapes; and what is no ComfyUI."""

from __future__ import annotations

import pytest

from editor.engine.errors import AuthError, BadRequest, NetworkError
from editor.engine.plugin import provided
from editor.engine.provider import Connection, Found
from editor.engine.stop import Stop
from plugins import comfyui
from tests.plugins.comfyui.comfy import Comfy
from tests.served import Reply, Served, as_json


def probed(address: str) -> Found:
    return provided(comfyui).probe(Connection(name="c", plugin="comfyui", address=address), Stop())


def test_version_device_and_models_are_found(server: Served) -> None:
    found = probed(server.base)
    assert found.version == "0.8.0"
    assert [model.id for model in found.models] == [
        "sd_xl_base_1.0", "sd-v1-5-inpainting", "flux1-kontext-dev", "upscale 4x-sharp",
    ]  # fmt: skip
    assert "RTX, 24 GB" in found.says[0] and "3 checkpoints and 1 upscaling model" in found.says[0]
    engines = list(provided(comfyui).engines(Connection(name="c", plugin="comfyui", found=found)))
    assert [engine.abilities.kinds for engine in engines[::3]] == [
        {"generate", "image", "inpaint", "outpaint"}, {"upscale"},
    ]  # fmt: skip


def test_combos_are_read_in_either_shape(server: Served, comfy: Comfy) -> None:
    comfy.info["CheckpointLoaderSimple"] = {
        "input": {"required": {"ckpt_name": ["COMBO", {"options": ["sub/a.safetensors", "b.ckpt", "b.safetensors"]}]}}
    }
    comfy.info["UpscaleModelLoader"] = {"input": {"required": {"model_name": [["2x.pth"], {}]}}}
    ids = [model.id for model in probed(server.base).models]
    assert ids == ["sub/a", "b.ckpt", "b.safetensors", "upscale 2x"], "names that would be alike keep their endings"


@pytest.mark.parametrize("combo", [[], ["INT", {}], [[]], ["COMBO"], "odd"])
def test_a_combo_of_nothing_or_of_another_kind_has_no_choices(server: Served, comfy: Comfy, combo: object) -> None:
    comfy.info["CheckpointLoaderSimple"] = {"input": {"required": {"ckpt_name": combo}}}
    assert [model.id for model in probed(server.base).models] == ["upscale 4x-sharp"]


def test_without_the_nodes_there_are_no_engines(server: Served, comfy: Comfy) -> None:
    del comfy.info["KSampler"], comfy.info["ImageScale"]
    assert probed(server.base).models == ()


@pytest.mark.parametrize("reply", [Reply(200, b"<html>"), Reply(404), as_json({}), as_json([1])])
def test_something_else_is_not_taken_for_it(server: Served, reply: Reply) -> None:
    server.play = lambda _heard: reply
    with pytest.raises(BadRequest, match="no ComfyUI"):
        probed(server.base)


def test_nothing_there_and_a_locked_door_are_said(server: Served) -> None:
    with pytest.raises(NetworkError):
        probed("127.0.0.1:9")
    server.play = lambda _heard: Reply(401)
    with pytest.raises(AuthError):
        probed(server.base)
