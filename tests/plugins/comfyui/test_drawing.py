"""A checkpoint of a ComfyUI server draws, fills, extends and follows references; progress, previews and the road."""

from __future__ import annotations

import json
import struct

import msgspec
import numpy as np
import pytest

from editor.engine.contract import Area, Candidate, Progress
from editor.engine.stop import Stop
from editor.pixels.geometry import Rect, Size
from editor.steps.gather import gathered
from tests.plugins.asked import answers, candidates, one, reference, request
from tests.plugins.comfyui.comfy import INK, OTHER, Comfy
from tests.plugins.comfyui.conftest import MakeEngine
from tests.served import Served
from tests.steps.road import board, box_mask, filled, photograph


def kinds(graph: dict[str, dict[str, object]]) -> set[object]:
    return {node["class_type"] for node in graph.values()}


def test_words_become_pictures_of_their_own_seeds(engine: MakeEngine, comfy: Comfy) -> None:
    made = candidates(engine(), request("generate", seed=7, count=3, avoid="people"))
    assert sorted(candidate.seed for candidate in made) == [7, 8, 9]
    assert sorted(graph["sampler"]["inputs"]["seed"] for graph in comfy.graphs) == [7, 8, 9]
    graph = comfy.graphs[0]
    assert graph["words"]["inputs"]["text"] == "a red boat" and graph["avoid"]["inputs"]["text"] == "people"
    assert made[0].pixels.shape == (48, 64, 3) and made[0].data and made[0].facts["model"].startswith("sd_xl")
    assert made[0].price is not None and made[0].price.micros == 0


def test_links_lead_to_nodes_that_are_there(engine: MakeEngine, comfy: Comfy) -> None:
    asked = [request("generate"), request("image"), request("inpaint"), request("outpaint")]
    for name in ("sd_xl_base_1.0", "sd-v1-5-inpainting", "flux1-kontext-dev"):
        there = engine(name)
        for number, plain in enumerate(asked):
            for references in ((), (reference(1, "structure"),)):
                id = f"{name}{number}{len(references)}"
                one(there, msgspec.structs.replace(plain, id=id, references=references))
    assert len(comfy.graphs) == 24
    for graph in comfy.graphs:
        for node in graph.values():
            for value in node["inputs"].values():
                assert not isinstance(value, list) or value[0] in graph


def test_parts_have_words_of_their_own(engine: MakeEngine, comfy: Comfy) -> None:
    plain = request("generate")
    w, h = plain.size
    areas = (Area("a dog", Rect(0, 0, w // 2, h)), Area("a cat", Rect(w // 2, h // 4, w // 2, h // 2)))
    for name in ("sd_xl_base_1.0", "flux1-kontext-dev"):
        there = engine(name)
        assert there.abilities.areas
        one(there, msgspec.structs.replace(plain, id=name, areas=areas))
        graph = comfy.graphs[-1]
        assert [graph[f"words{at}"]["inputs"]["text"] for at in (0, 1)] == ["a dog", "a cat"]
        part = graph["part1"]["inputs"]
        assert (part["x"], part["y"], part["width"], part["height"]) == (0.5, 0.25, 0.5, 0.5)
        assert graph["sampler"]["inputs"]["positive"] == ["parts1", 0]
        assert graph["parts1"]["inputs"]["conditioning_1"] == ["parts0", 0]
        assert ("guided0" in graph) == name.startswith("flux")


def test_a_mask_keeps_the_rest_and_is_denoised_softly(engine: MakeEngine, comfy: Comfy) -> None:
    asked = request("inpaint", strength=0.6)
    made = one(engine(), asked)
    (graph,) = comfy.graphs
    assert asked.mask is not None and asked.image is not None
    assert np.array_equal(comfy.sent(graph["mask"]["inputs"]["image"])[..., 0], asked.mask)
    assert np.array_equal(comfy.sent(graph["picture"]["inputs"]["image"]), asked.image[..., :3])
    assert {"SetLatentNoiseMask", "DifferentialDiffusion"} <= kinds(graph)
    assert graph["sampler"]["inputs"]["denoise"] == 0.6 and tuple(made.pixels[20, 20]) == INK


def test_a_checkpoint_made_for_masks_is_conditioned_on_them(engine: MakeEngine, comfy: Comfy) -> None:
    one(engine("sd-v1-5-inpainting"), request("inpaint"))
    (graph,) = comfy.graphs
    assert "InpaintModelConditioning" in kinds(graph) and "SetLatentNoiseMask" not in kinds(graph)
    assert graph["sampler"]["inputs"]["latent_image"] == ["masked", 2]


def test_a_border_goes_along_filled_and_is_drawn_afresh(engine: MakeEngine, comfy: Comfy) -> None:
    made = one(engine(), request("outpaint", strength=0.2))
    (graph,) = comfy.graphs
    sent = comfy.sent(graph["picture"]["inputs"]["image"])
    assert sent.shape == (48, 64, 3) and sent[:16].min() > 0, "nothing of it is empty"
    assert graph["sampler"]["inputs"]["denoise"] == 0.8 and tuple(made.pixels[2, 2]) == INK


def test_the_edges_of_a_structure_are_followed_by_a_controlnet(engine: MakeEngine, comfy: Comfy) -> None:
    there = engine()
    assert there.abilities.references == 1 and there.abilities.roles == {"structure"}
    one(there, request("generate", references=(reference(1, "structure"),)))
    (graph,) = comfy.graphs
    assert graph["control"]["inputs"]["control_net_name"] == "sd/canny-xl.pth" and "Canny" in kinds(graph)
    assert graph["sampler"]["inputs"]["positive"] == ["referred0", 0]


def test_the_controlnet_can_be_named_and_without_one_there_are_no_references(engine: MakeEngine, comfy: Comfy) -> None:
    one(engine(controlnet="depth.pth"), request("generate", references=(reference(1, "structure"),)))
    assert comfy.graphs[0]["control"]["inputs"]["control_net_name"] == "depth.pth"
    comfy.info["ControlNetLoader"] = {"input": {"required": {"control_net_name": [["depth.pth"], {}]}}}
    assert engine().abilities.references == 0


def test_kontext_takes_references_as_latents_and_flux_its_guidance(engine: MakeEngine, comfy: Comfy) -> None:
    there = engine("flux1-kontext-dev")
    assert there.abilities.references == 4 and not there.abilities.avoid and there.abilities.multiple == 16
    one(there, request("generate", references=(reference(1), reference(2, "product"))))
    (graph,) = comfy.graphs
    assert sum(node["class_type"] == "ReferenceLatent" for node in graph.values()) == 2
    assert graph["guided"]["inputs"]["guidance"] == 2.5 and graph["sampler"]["inputs"]["cfg"] == 1.0


def test_what_is_usual_can_be_changed(engine: MakeEngine, comfy: Comfy) -> None:
    asked = request("generate", options={"fields": {"steps": 4}})
    one(engine(fields={"steps": 9, "scheduler": "normal"}), asked)
    settings = comfy.graphs[0]["sampler"]["inputs"]
    assert settings["steps"] == 4 and settings["scheduler"] == "normal"


def test_a_server_without_masks_has_none_to_offer(engine: MakeEngine, comfy: Comfy) -> None:
    del comfy.info["LoadImageMask"]
    abilities = engine().abilities
    assert abilities.kinds == {"generate", "image"} and abilities.masks == "none"


def test_an_upscaling_model_makes_a_picture_larger(engine: MakeEngine, comfy: Comfy) -> None:
    made = one(engine("upscale 4x-sharp"), request("upscale", mask=None, options={"factor": 3}))
    assert made.pixels.shape == (144, 192, 3)
    assert comfy.graphs[0]["model"]["inputs"]["model_name"] == "4x-sharp.pth"


def told(engine: MakeEngine) -> list[Progress]:
    return [answer for answer in answers(engine(), request("generate")) if isinstance(answer, Progress)]


def test_progress_counts_nodes_by_their_steps_and_shows_previews(engine: MakeEngine) -> None:
    seen = told(engine)
    step = next(progress for progress in seen if progress.stage == "Step 3 of 12" and progress.preview is None)
    assert 0.2 < step.fraction < 0.5
    assert "Loading a model" in [progress.stage for progress in seen]
    fractions = [progress.fraction for progress in seen]
    assert fractions == sorted(fractions) and fractions[-1] <= 1
    shown = [progress.preview for progress in seen if progress.preview is not None]
    assert len(shown) == 1 and shown[0].shape == (8, 8, 3) and (shown[0] == 90).all()


def test_previews_of_older_servers_are_shown_too(engine: MakeEngine, comfy: Comfy) -> None:
    comfy.told = [struct.pack(">II", 1, 2) + comfy_png(40)]
    assert [int(progress.preview[0, 0, 0]) for progress in told(engine) if progress.preview is not None] == [90, 40]


def test_what_is_told_of_others_or_makes_no_sense_is_left_out(engine: MakeEngine, comfy: Comfy) -> None:
    other = {"prompt_id": "another", "value": 11, "max": 12, "node": "sampler"}
    comfy.told = [
        json.dumps({"type": "progress", "data": other}),
        json.dumps({"type": "executing", "data": {"prompt_id": "another", "node": None}}),
        preview_of_another(),
        "no JSON", b"\0", struct.pack(">II", 4, 1 << 30), struct.pack(">II", 1, 1) + b"no picture",
        json.dumps({"type": "progress", "data": {"value": 1}}), json.dumps([1]),
    ]  # fmt: skip
    seen = told(engine)
    assert max(progress.fraction for progress in seen) < 0.5
    assert sum(progress.preview is not None for progress in seen) == 1


def comfy_png(value: int) -> bytes:
    from editor.pixels.encode import encode

    return encode(np.full((8, 8, 3), value, np.uint8), "PNG")


def preview_of_another() -> bytes:
    about = json.dumps({"node_id": "sampler", "prompt_id": "another"}).encode()
    return struct.pack(">II", 4, len(about)) + about + comfy_png(7)


@pytest.mark.parametrize("silent", ["no socket", "silent"])
def test_without_messages_the_history_is_looked_at(
    engine: MakeEngine, comfy: Comfy, server: Served, silent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plugins.comfyui.prompts.LOOK", 0.05)
    monkeypatch.setattr("plugins.comfyui.prompts.GUARD", 0.05)
    if silent == "silent":
        comfy.silent = True
    else:
        server.talk = None
    assert one(engine(), request("generate")).pixels.shape == (48, 64, 3)


def test_how_many_are_before_it_is_told(engine: MakeEngine, comfy: Comfy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plugins.comfyui.prompts.LOOK", 0.05)
    comfy.gate.clear()
    comfy.put("another", OTHER, "x")
    seen = []
    for answer in engine().generate(request("generate"), stop := Stop()):
        seen.append(answer)
        if isinstance(answer, Progress) and answer.stage == "1 before it":
            comfy.gate.set()
    assert not stop.is_set() and any(isinstance(answer, Candidate) for answer in seen)
    assert any(isinstance(answer, Progress) and answer.stage == "1 before it" for answer in seen)


def test_the_whole_road_leaves_all_but_the_mask_as_it_was(engine: MakeEngine) -> None:
    pixels = photograph(640, 512)
    document, layer = board(pixels)
    values = box_mask(pixels, 280, 200, 90, 80)
    done = filled(document, layer, values, engine())
    result, _ = gathered(done.document, layer)
    assert np.array_equal(result[values == 0], pixels[values == 0])
    assert np.abs(result[230:250, 310:340, :3].astype(int) - INK).max() <= 40, "the fill is there"


def test_the_whole_road_extends(engine: MakeEngine) -> None:
    pixels = photograph(512, 320)
    document, layer = board(pixels)
    done = filled(document, layer, np.full((320, 96), 255, np.uint8), engine(), at=(512, 0))
    result, box = gathered(done.document, layer)
    assert box == Size(608, 320).rect and np.array_equal(result[:, :512], pixels)
    assert np.abs(result[100:200, 580:600, :3].astype(int) - INK).max() <= 40
