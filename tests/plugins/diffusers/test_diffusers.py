"""Tiny diffusion models with random weights: found, drawn with, stopped within a step, kept within the memory."""

from __future__ import annotations

import sys
import time
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import numpy as np
import pytest

from editor.engine.apart import apart
from editor.engine.connections import connect
from editor.engine.contract import Candidate, Engine, Kind, Progress
from editor.engine.errors import BadRequest, BadResult, Cancelled
from editor.engine.plugin import provided
from editor.engine.provider import Connection, Found, Model
from editor.engine.stop import Stop
from editor.engine.worker import Worker
from editor.pixels.geometry import Size
from editor.steps.gather import gathered
from plugins import diffusers as plugin
from plugins.diffusers.known import Known
from plugins.diffusers.library import tried
from tests.plugins.asked import answers, candidates, failed, one, request
from tests.plugins.diffusers.models import filling, plain, single
from tests.steps.road import board, box_mask, filled, photograph

MISSING = [name for name in ("torch", "diffusers", "transformers", "accelerate") if find_spec(name) is None]
if MISSING:
    pytest.skip(f"{', '.join(MISSING)} not installed: `make test-local` has them", allow_module_level=True)
pytestmark = pytest.mark.filterwarnings("default")  # the libraries warn of each other
KINDS: tuple[Kind, ...] = ("generate", "image", "inpaint", "outpaint")
QUICK = {"fields": {"num_inference_steps": 2}}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch

    torch.set_num_threads(1)  # more only wait for each other where there is so little to do
    return plain(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="module")
def deep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One whose steps take long, in many small parts."""
    return plain(tmp_path_factory.mktemp("models") / "deep", layers=20)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of connections of the test's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))


def connected(path: Path, options: dict[str, Any] | None = None) -> Connection:
    """As the test of a connection leaves it, without another process."""
    found = Found(models=(Model(id=path.stem),), facts=msgspec.to_builtins(tried(str(path))))
    return Connection(name="c", plugin="diffusers", address=str(path), options=options or QUICK, found=found)


def engine(path: Path, options: dict[str, Any] | None = None) -> Engine:
    (made,) = provided(plugin).engines(connected(path, options))
    return made


def test_what_it_is_is_told_without_loading_it(tiny: Path) -> None:
    found = provided(plugin).probe(Connection(name="c", plugin="diffusers", address=str(tiny)), Stop())
    assert (
        [model.id for model in found.models] == ["tiny"] and "diffusers" in found.version and "torch" in found.version
    )
    assert "draws from words, changes pictures, fills and extends, at about 64 × 64" in found.says[0]
    known = msgspec.convert(found.facts, Known)
    assert known.pipelines == {
        "generate": "StableDiffusionPipeline",
        "image": "StableDiffusionImg2ImgPipeline",
        "inpaint": "StableDiffusionInpaintPipeline",
    }
    assert (known.side, known.multiple, known.half) == (64, 2, False)
    assert known.bytes == sum(file.stat().st_size for file in tiny.glob("*/*.safetensors"))


def test_what_it_can_do_follows(tiny: Path) -> None:
    abilities = engine(tiny).abilities
    assert abilities.kinds == set(KINDS) and abilities.masks == "native" and not abilities.exact
    assert abilities.offline and abilities.place == "worker" and abilities.avoid and abilities.strength
    assert (abilities.multiple, abilities.smallest_side, abilities.largest_side) == (2, 32, 128)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_draws_a_picture_of_the_size(tiny: Path, kind: Kind) -> None:
    made = one(engine(tiny), request(kind, 64, 48))
    assert made.pixels.shape == (48, 64, 3) and made.pixels.std() > 1
    assert made.price is not None and not made.price.micros and made.facts["device"] == "cpu"


def test_a_model_made_for_masks_fills_and_nothing_else(tmp_path: Path) -> None:
    made = engine(filling(tmp_path / "fill"))
    assert made.abilities.kinds == {"inpaint", "outpaint"}
    assert one(made, request("inpaint", 64, 48)).pixels.shape == (48, 64, 3)
    error = failed(made, request("generate", 64, 64))
    assert isinstance(error, BadRequest) and "words alone" in error.message


@pytest.mark.parametrize("named", ["file", "folder"])
def test_one_file_with_its_configuration_beside_it(tmp_path: Path, named: str) -> None:
    file = single(tmp_path / "alone" / "tiny")
    made = engine(file if named == "file" else file.parent)
    assert made.abilities.kinds == set(KINDS)
    assert one(made, request("generate", 64, 48)).pixels.shape == (48, 64, 3)


def test_the_seed_decides_and_each_picture_has_its_own(tiny: Path) -> None:
    made = engine(tiny)
    asked = msgspec.structs.replace(request("generate", 64, 48), seed=7, count=2)
    first, second = candidates(made, asked)
    assert (first.seed, second.seed) == (7, 8) and not np.array_equal(first.pixels, second.pixels)
    np.testing.assert_array_equal(one(made, msgspec.structs.replace(asked, seed=8, count=1)).pixels, second.pixels)


def test_words_avoided_and_strength_matter(tiny: Path) -> None:
    made, asked = engine(tiny, {"fields": {"num_inference_steps": 4}}), request("image", 64, 48)
    weak, strong = (one(made, msgspec.structs.replace(asked, strength=share)).pixels for share in (0.01, 1.0))
    assert not np.array_equal(weak, strong)
    told = [
        one(made, msgspec.structs.replace(asked, **words)).pixels for words in ({}, {"avoid": "x"}, {"prompt": "y"})
    ]
    assert not np.array_equal(told[0], told[1]) and not np.array_equal(told[0], told[2])


def test_steps_are_told_with_previews(tiny: Path) -> None:
    asked = msgspec.structs.replace(request("generate", 64, 48), count=2)
    said = [a for a in answers(engine(tiny, {"fields": {"num_inference_steps": 20}}), asked) if isinstance(a, Progress)]
    stepped = [progress for progress in said if progress.preview is not None]
    assert stepped and stepped[0].preview is not None and stepped[0].preview.shape == (24, 32, 3)
    assert any("of 20" in progress.stage for progress in stepped)
    fractions = [progress.fraction for progress in said]
    assert fractions == sorted(fractions) and fractions[-1] > 0.5, "the second picture goes on where the first ended"


def test_a_stop_is_seen_within_a_step_and_the_model_stays(deep: Path) -> None:
    made, asked, stop = engine(deep, {"fields": {"num_inference_steps": 1}}), request("generate", 128, 48), Stop()
    one(made, asked)
    began = time.monotonic()
    one(made, asked)
    whole = time.monotonic() - began
    stopped = 0.0
    with pytest.raises(Cancelled):
        for answer in made.generate(asked, stop):
            if isinstance(answer, Progress) and answer.stage == "Step 1 of 1":
                stopped = time.monotonic()
                stop.set()
    assert time.monotonic() - stopped < 0.25
    again = made.generate(asked, Stop())
    next(said for said in again if isinstance(said, Progress) and said.stage == "Step 1 of 1")
    assert time.monotonic() - stopped < max(0.4, whole / 2), "the step went on to its end"
    assert any(isinstance(answer, Candidate) for answer in again)


def test_in_its_worker(tiny: Path) -> None:
    connect(connected(tiny))
    worker = Worker("plugins.diffusers@c@c/tiny")
    try:
        said = list(worker.answers(request("inpaint", 64, 48), Stop()))
        assert isinstance(said[0], Progress) and said[0].stage == "Loading the model"
        assert isinstance(said[-1], Candidate) and said[-1].pixels.shape == (48, 64, 3)
    finally:
        worker.close()


def starved(path: Path) -> bool:
    """In a process that has hardly any memory left once the model is loaded."""
    import resource

    made, large = engine(path), msgspec.structs.replace(request("generate"), size=Size(4096, 4096))
    one(made, request("generate"))
    with open("/proc/self/statm", encoding="ascii") as file:
        now = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + (96 << 20), resource.RLIM_INFINITY))
    return bool(one(made, large))


@pytest.mark.skipif(sys.platform != "linux", reason="limits the memory as Linux does")
def test_too_little_memory_is_told_and_what_helps(tiny: Path) -> None:
    with pytest.raises(BadResult, match="not enough memory for this picture") as caught:
        apart(partial(starved, tiny), bool, Stop(), 120)
    assert "smaller area" in caught.value.advice and "offload" in caught.value.advice


def test_a_model_that_has_no_room_is_not_even_read(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = engine(tiny)
    monkeypatch.setattr("psutil.virtual_memory", lambda: SimpleNamespace(available=1000))
    error = failed(made, request("generate", 64, 48))
    assert isinstance(error, BadResult) and "are free" in error.message and "close other programs" in error.advice


def test_a_device_that_is_not_there_is_named(tiny: Path) -> None:
    error = failed(engine(tiny, {"device": "tpu"}), request("generate", 64, 48))
    assert isinstance(error, BadRequest) and "'tpu'" in error.message
    assert one(engine(tiny, {**QUICK, "device": "cpu"}), request("generate", 64, 48)).facts["device"] == "cpu"


def test_what_the_library_refuses_is_told(tiny: Path) -> None:
    error = failed(engine(tiny, {"fields": {"num_inference_steps": 2, "clip_skip": 99}}), request("generate", 64, 48))
    assert isinstance(error, BadResult) and "diffusers failed" in error.message
    assert isinstance(failed(engine(tiny), request("generate", 64, 48, prompt=" ")), BadRequest)
    unmarked = msgspec.structs.replace(request("inpaint", 64, 48), mask=np.zeros((48, 64), np.uint8))
    assert isinstance(failed(engine(tiny), unmarked), BadRequest)


def test_the_whole_road_leaves_all_but_the_mask_as_it_was(tiny: Path) -> None:
    pixels = photograph(240, 200)
    document, layer = board(pixels)
    values = box_mask(pixels, 110, 90, 30, 24)
    done = filled(document, layer, values, engine(tiny))
    result, _ = gathered(done.document, layer)
    np.testing.assert_array_equal(result[values == 0], pixels[values == 0])
    assert done.fitted.report.outside_changed == 0 and not done.generation.native


def test_what_draws_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "m.safetensors").write_text("x")
    with pytest.raises(BadRequest, match="cannot be told which model"):
        tried(str(tmp_path / "m.safetensors"))
    (tmp_path / "model_index.json").write_text('{"_class_name": "DanceDiffusionPipeline"}')
    with pytest.raises(BadRequest):
        tried(str(tmp_path))
    (tmp_path / "m.safetensors").unlink()
    with pytest.raises(BadRequest, match="draws nothing"):
        tried(str(tmp_path))


def test_nothing_goes_to_the_network(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_arguments: object) -> None:
        raise AssertionError("it went to the network")

    monkeypatch.setattr("socket.getaddrinfo", refused)
    assert one(engine(tiny), request("generate", 64, 48))
    alone = single(tmp_path / "alone" / "tiny").rename(tmp_path / "bare.safetensors")
    with pytest.raises(BadRequest, match="weights alone") as caught:
        tried(str(alone))
    assert "configuration beside it" in caught.value.advice
