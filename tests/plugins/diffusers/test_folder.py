"""What lies in a folder is told without the libraries; where those are missing it is told how to install them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from editor.engine.errors import BadRequest
from editor.engine.plugin import provided
from editor.engine.provider import Connection, Found, Model
from editor.engine.stop import Stop
from plugins import diffusers as plugin
from plugins.diffusers.folder import half_of, halved, pipeline_of, place_of, shape_of, weights_of
from tests.plugins.asked import failed, request

INDEX = {
    "_class_name": "StableDiffusionPipeline",
    "unet": ["diffusers", "UNet2DConditionModel"],
    "vae": ["diffusers", "AutoencoderKL"],
    "scheduler": ["diffusers", "DDIMScheduler"],
    "safety_checker": [None, None],
}
UNET = {"sample_size": 64, "in_channels": 4}
VAE = {"block_out_channels": [128, 256, 512, 512], "latent_channels": 4}
WEIGHTS = "diffusion_pytorch_model.safetensors"
HALF = "diffusion_pytorch_model.fp16.safetensors"


def layout(folder: Path, *weights: str, index: dict[str, Any] = INDEX, unet: dict[str, Any] = UNET) -> Path:
    """A model's folder, with empty weights of these names in each of its parts."""
    for part, config in (("unet", unet), ("vae", VAE), ("scheduler", None)):
        (folder / part).mkdir(parents=True)
        if config is not None:
            (folder / part / "config.json").write_text(json.dumps(config))
            for name in weights:
                (folder / part / name).write_bytes(b"")
    (folder / "model_index.json").write_text(json.dumps(index))
    return folder


def weights(file: Path, kind: str) -> Path:
    """A safetensors file of one tensor."""
    header = json.dumps(
        {"a": {"dtype": kind, "shape": [0], "data_offsets": [0, 0]}, "__metadata__": {"x": "y"}}
    ).encode()
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(len(header).to_bytes(8, "little") + header)
    return file


def test_a_folder_with_weights_in_its_parts(tmp_path: Path) -> None:
    folder = layout(tmp_path / "m", WEIGHTS)
    place = place_of(str(folder))
    assert place == (folder, None) and not half_of(place) and pipeline_of(folder) == "StableDiffusionPipeline"
    assert [file.parent.name for file in weights_of(place)] == ["unet", "vae"]


def test_one_variant_is_loaded_not_both(tmp_path: Path) -> None:
    both, half = (
        place_of(str(layout(tmp_path / name, *names))) for name, names in (("a", (WEIGHTS, HALF)), ("b", (HALF,)))
    )
    assert {file.name for file in weights_of(both)} == {WEIGHTS} and not half_of(both)
    assert {file.name for file in weights_of(half)} == {HALF} and half_of(half)


def test_pickles_are_not_opened(tmp_path: Path) -> None:
    folder = layout(tmp_path / "m", "diffusion_pytorch_model.bin")
    with pytest.raises(BadRequest, match="no weights in safetensors in unet"):
        weights_of(place_of(str(folder)))
    (tmp_path / "m.ckpt").write_text("x")
    with pytest.raises(BadRequest, match="can hold programs"):
        place_of(str(tmp_path / "m.ckpt"))


def test_a_file_and_where_its_configuration_lies(tmp_path: Path) -> None:
    alone = weights(tmp_path / "a" / "m.safetensors", "F32")
    assert place_of(str(alone)) == place_of(str(alone.parent)) == (None, alone)
    beside = layout(tmp_path / "a" / "m")
    assert place_of(str(alone)) == place_of(str(alone.parent)) == (beside, alone)
    inside = layout(tmp_path / "b")
    file = weights(inside / "m.safetensors", "F32")
    assert place_of(str(inside)) == place_of(str(file)) == (inside, file) and weights_of(place_of(str(file))) == (file,)


@pytest.mark.parametrize(("kind", "is_half"), [("F16", True), ("BF16", True), ("F32", False)])
def test_bytes_a_weight_are_read_from_the_header(tmp_path: Path, kind: str, is_half: bool) -> None:
    assert halved(weights(tmp_path / "m.safetensors", kind)) is is_half
    (tmp_path / "m.safetensors").write_text("<html>no such file</html>")
    with pytest.raises(BadRequest, match="cannot be read as safetensors"):
        halved(tmp_path / "m.safetensors")


def test_what_it_was_trained_at(tmp_path: Path) -> None:
    assert shape_of(layout(tmp_path / "a")) == (512, 8, False)
    assert shape_of(layout(tmp_path / "b", unet={"sample_size": 128, "in_channels": 9})) == (1024, 8, True)
    folder = layout(tmp_path / "c")
    (folder / "unet").rename(folder / "transformer")
    (folder / "transformer" / "config.json").write_text('{"in_channels": 64}')
    assert shape_of(folder) == (1024, 16, False)


def test_what_is_not_there_or_no_model_is_refused(tmp_path: Path) -> None:
    for address, words in (("", "No folder"), (str(tmp_path / "no"), "There is no"), (str(tmp_path), "nor one")):
        with pytest.raises(BadRequest, match=words) as caught:
            place_of(address)
        assert caught.value.advice
    (tmp_path / "model_index.json").write_text('{"_class_name": ["mine.py", "Mine"]}')
    with pytest.raises(BadRequest, match="diffusers itself"):
        pipeline_of(tmp_path)
    (tmp_path / "model_index.json").write_text("{")
    with pytest.raises(BadRequest, match="cannot be read"):
        pipeline_of(tmp_path)


def test_without_the_libraries_it_is_told_how_to_install_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = layout(tmp_path / "m", WEIGHTS)
    (tmp_path / "absent").mkdir()
    (tmp_path / "absent" / "torch.py").write_text("raise ImportError(name='torch')")
    monkeypatch.syspath_prepend(tmp_path / "absent")
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    connection = Connection(name="c", plugin="diffusers", address=str(folder))
    with pytest.raises(BadRequest, match="torch is missing") as caught:
        provided(plugin).probe(connection, Stop())
    assert caught.value.advice == "Install it: pip install 'patchboard[local]'"
    facts = {"config": str(folder), "pipelines": {"generate": "A"}, "side": 64, "multiple": 8, "bytes": 1}
    found = Found(models=(Model(id="m"),), facts=facts)
    (engine,) = provided(plugin).engines(Connection(name="c", plugin="diffusers", address=str(folder), found=found))
    error = failed(engine, request("generate", 64, 64))
    assert isinstance(error, BadRequest) and "patchboard[local]" in error.advice
