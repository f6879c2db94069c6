"""From pictures: the colours that stand for them, light by numbers, prompts of others; sets and lists as files."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from editor.document.archive import Generation, Recipe
from editor.document.records import Anchor
from editor.engine.contract import Colour
from editor.pixels.colour_difference import cielab, delta_e_2000
from editor.pixels.geometry import Rect, Size
from editor.session import anchor_sets
from editor.session.lists import Lists
from editor.steps.made_from import light_of, palette_of
from editor.steps.prompts_in import Found, prompts_in
from editor.steps.provenance import Made, told, xmp
from tests.steps.road import photograph

GOLD, FIR, INK = (224, 176, 96), (34, 70, 40), (20, 24, 60)


def flat(*parts: tuple[tuple[int, int, int], int], noise: int = 4, seed: int = 1) -> np.ndarray:
    """Bands of colours, each so many rows high, with a little noise."""
    rows = np.concatenate([np.full((height, 120, 3), rgb, np.int16) for rgb, height in parts])
    rows += np.random.default_rng(seed).integers(-noise, noise + 1, rows.shape).astype(np.int16)
    return np.clip(rows, 0, 255).astype(np.uint8)


def apart(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    return float(delta_e_2000(*(cielab(np.array([[rgb]], np.uint8))[0, 0] for rgb in (one, other))))


def test_colours_come_by_their_share_and_near_ones_are_merged() -> None:
    nearly = (226, 178, 100)
    found = palette_of([flat((GOLD, 50), (nearly, 30), (FIR, 40), (INK, 8))])
    assert [min((GOLD, FIR, INK), key=lambda rgb: apart(rgb, one.rgb)) for one in found] == [GOLD, FIR, INK]
    assert all(min(apart(rgb, one.rgb) for rgb in (GOLD, nearly, FIR, INK)) < 3 for one in found)
    assert len({one.name for one in found}) == 3 and all(one.name for one in found)
    assert all(apart(a.rgb, b.rgb) > 10 for a in found for b in found if a is not b)


def test_every_picture_counts_alike_and_what_is_transparent_not_at_all() -> None:
    large = np.dstack([flat((FIR, 400)), np.full((400, 120), 255, np.uint8)])
    small = np.dstack([flat((GOLD, 20), (INK, 20)), np.full((40, 120), 255, np.uint8)])
    small[20:, :, 3] = 0
    found = palette_of([large, small])
    assert len(found) == 2 and max(apart(FIR, found[0].rgb), apart(FIR, found[1].rgb)) > 10
    assert palette_of([np.zeros((9, 9, 4), np.uint8)]) == () and light_of([np.zeros((9, 9, 4), np.uint8)]) == ""


def test_a_photograph_gives_the_same_colours_each_time() -> None:
    assert palette_of([photograph()]) == palette_of([photograph()]) and len(palette_of([photograph()], most=3)) == 3


def test_light_is_told_by_numbers() -> None:
    grey = photograph()[..., :3].astype(np.float32)
    dark = np.clip(grey * 0.25, 0, 255).astype(np.uint8)
    bright = np.clip(255 - (255 - grey) * 0.2, 0, 255).astype(np.uint8)
    assert "low key" in light_of([dark]) and "high key" in light_of([bright]) and "low contrast" in light_of([bright])
    warm = np.clip(grey * (1.2, 1.0, 0.6), 0, 255).astype(np.uint8)
    cool = np.clip(grey * (0.6, 1.0, 1.3), 0, 255).astype(np.uint8)
    assert "warm colours" in light_of([warm]) and "cool colours" in light_of([cool])
    none = np.repeat(grey.mean(2, keepdims=True), 3, 2).astype(np.uint8)
    assert "almost without colour" in light_of([none])
    assert "soft" in light_of([np.full((64, 64, 3), 128, np.uint8)])


COMFY = {
    "3": {
        "class_type": "KSampler",
        "inputs": {"seed": 1, "positive": ["8", 0], "negative": ["7", 0], "latent_image": ["5", 0]},
    },
    "6": {"class_type": "CLIPTextEncode", "inputs": {"text": ["9", 0], "clip": ["4", 1]}},
    "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "blurry", "clip": ["4", 1]}},
    "8": {"class_type": "ConditioningCombine", "inputs": {"conditioning_1": ["6", 0], "conditioning_2": ["6", 0]}},
    "9": {"class_type": "PrimitiveString", "inputs": {"value": "a quiet harbour"}},
}
OLD_INVOKE = {"image": {"prompt": [{"prompt": "a cat [dogs]", "weight": 1}], "seed": 1}}


@pytest.mark.parametrize(
    ("metadata", "found"),
    [
        (
            {"parameters": "a (red:1.2) door, <lora:x:1>,\nwood\nNegative prompt: people\nSteps: 20, Seed: 1"},
            [Found("A1111", "a red door, wood", "people")],
        ),
        ({"exif:UserComment": "a door\nSteps: 20"}, [Found("A1111", "a door")]),
        ({"comment": "a holiday in Spain"}, []),
        ({"prompt": json.dumps(COMFY)}, [Found("ComfyUI", "a quiet harbour", "blurry")]),
        (
            {"invokeai_metadata": json.dumps({"positive_prompt": "a hat", "negative_prompt": "rain"})},
            [Found("InvokeAI", "a hat", "rain")],
        ),
        ({"sd-metadata": json.dumps(OLD_INVOKE)}, [Found("InvokeAI", "a cat", "dogs")]),
        (
            {"xmp": "<Iptc4xmpExt:AIPromptInformation>sun &amp; sea</Iptc4xmpExt:AIPromptInformation>"},
            [Found("XMP", "sun & sea")],
        ),
        ({"prompt": "[" * 100_000}, []),
        ({"prompt": '{"3": {"inputs": {"positive": ["3", 0], "negative": [], "latent_image": 0}}}'}, []),
        ({"parameters": "x" * 3_000_000 + "\nSteps: 1"}, []),
    ],
)
def test_prompts_of_other_programs_are_found(metadata: dict[str, str], found: list[Found]) -> None:
    assert prompts_in(metadata) == found


def test_an_xmp_packet_is_read_back_whole() -> None:
    recipe = Recipe(
        engine="builtin",
        version="1",
        kind="inpaint",
        size=Size(8, 9),
        prompt='a <b> & "c" é \x01 end.',
        words="typed",
        anchors=(("id", 3),),
        palette=(Colour("gold", GOLD, 4.0),),
        references=("board",),
        values={"a": "b"},
    )
    packet = xmp([Made(Generation(id="g", made=0.0, recipe=recipe, region=Rect(0, 0, 8, 9)), 12)], brought=True)
    (one,) = told(packet)
    assert (one.generation, one.seed, one.recipe) == ("g", 12, recipe)
    assert told("<patchboard:recipe>{}</patchboard:recipe><patchboard:recipe>[[[</patchboard:recipe>") == []
    assert prompts_in({"xmp": packet}) == [Found("Patchboard", "typed")]
    long = Recipe(engine="e", version="1", kind="generate", size=Size(8, 9), prompt="word " * 5000)
    packet = xmp([Made(Generation(id="g", made=0.0, recipe=long, region=Rect(0, 0, 8, 9)), 1)], brought=False)
    assert "word word" in packet and told(packet) == [], "people are told before programs"


def test_a_set_of_anchors_comes_back_and_hostile_ones_do_not(tmp_path: Path) -> None:
    anchors = [Anchor(id="a", name="Gold", kind="palette", colours=(Colour("gold", GOLD, 5.0),), weight=1.5)]
    path = anchor_sets.kept("Brand / A", anchors, tmp_path)
    assert path.parent == tmp_path and list(anchor_sets.library(tmp_path).values()) == [path]
    (saved,) = anchor_sets.load(path).anchors
    assert (saved.name, saved.colours, saved.weight) == ("Gold", anchors[0].colours, 1.5)
    good = {"patchboard_anchors": 1, "name": "x", "anchors": [{"name": "a", "kind": "text", "text": "b"}]}
    bad = (
        {**good, "patchboard_anchors": 2},
        {**good, "anchors": good["anchors"] * 501},  # type: ignore[operator]
        {**good, "anchors": [{"name": "a", "kind": "text", "text": "b" * 10_001}]},
        {**good, "anchors": [{"name": "a", "kind": "text", "weight": 1e9}]},
        {**good, "anchors": [{"name": "a", "kind": "palette", "colours": [{"name": "c", "rgb": [1, 2, 300]}]}]},
        {**good, "anchors": [{"name": "a", "kind": "text", "weight": "NaN"}]},
        [good],
    )
    for value in bad:
        path.write_text(json.dumps(value))
        with pytest.raises(ValueError, match="Brand"):
            anchor_sets.load(path)
    for data in (b"\xff\xfe", b"[" * 500_000, b" " * 2_000_000):
        path.write_bytes(data)
        with pytest.raises(ValueError, match="Brand"):
            anchor_sets.load(path)


def test_lists_are_lines_of_files_in_one_folder(tmp_path: Path) -> None:
    lists = Lists(tmp_path)
    (tmp_path / "names.txt").write_text("Ada\n\n# no\n  Grace \n")
    assert lists("names.txt") == ("Ada", "Grace")
    (tmp_path / "names.txt").write_text("Edsger, and Barbara\n")
    (tmp_path / "empty.txt").write_text("\n")
    (tmp_path / "large.txt").write_bytes(b"a\n" * 600_000)
    for name in ("../secret", "gone.txt", "", ".", "empty.txt", "large.txt", "/etc/passwd"):
        with pytest.raises(LookupError):
            lists(name)
