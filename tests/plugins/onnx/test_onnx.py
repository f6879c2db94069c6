"""ONNX files: what they are is found by trying them, they fill and extend, and a file that changed is not run."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import pytest

pytest.importorskip("onnxruntime", reason="the extra [onnx] is not installed")
pytest.importorskip("onnx", reason="onnx, which makes the models of these tests, is not installed")
from onnx import TensorProto

from editor.cli.main import main
from editor.engine.connections import connect
from editor.engine.contract import Engine, Progress, Request
from editor.engine.errors import BadRequest, BadResult, Cancelled
from editor.engine.plugin import provided
from editor.engine.provider import Connection, Found
from editor.engine.registry import Registry
from editor.engine.stop import Stop
from editor.engine.worker import Worker
from editor.pixels.geometry import Size
from editor.session.jobs import Jobs
from editor.steps.gather import gathered
from plugins import onnx as plugin
from tests.plugins.asked import failed, one, request
from tests.plugins.onnx.models import GREY, another, lama, migan
from tests.steps.road import board, box_mask, filled, photograph

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of connections of the test's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))


MODELS: dict[str, Callable[[Path], Path]] = {
    "LaMa": lama,
    "LaMa, 0..1": lambda path: lama(path, white=1),
    "LaMa, any size": lambda path: lama(path, size=None),
    "LaMa, 0 is the hole": lambda path: lama(path, reversed_=True),
    "LaMa that redraws": lambda path: lama(path, redraws=20),
    "MI-GAN": migan,
    "MI-GAN, fixed": lambda path: migan(path, size=512),
    "MI-GAN, 255 is the hole": lambda path: migan(path, reversed_=True),
}


def probed(path: Path) -> Found:
    return provided(plugin).probe(Connection(name="c", plugin="onnx", address=str(path)), Stop())


def connected(path: Path) -> Connection:
    return Connection(name="c", plugin="onnx", address=str(path), found=probed(path))


def engine(path: Path) -> Engine:
    (made,) = provided(plugin).engines(connected(path))
    return made


def asked(size: int = 512) -> Request:
    return request("inpaint", size, size, prompt="")


@pytest.mark.parametrize("name", MODELS)
def test_only_the_hole_is_filled_whatever_the_range_and_the_mask_mean(name: str, tmp_path: Path) -> None:
    sent = asked()
    made = one(engine(MODELS[name](tmp_path / "model.onnx")), sent)
    assert sent.image is not None and sent.mask is not None
    hole = sent.mask > 0
    np.testing.assert_array_equal(made.pixels[~hole], sent.image[~hole][:, :3])
    expected = GREY + 20 if "redraws" in name else GREY
    assert np.abs(made.pixels[hole].astype(int) - expected).max() <= 1
    assert made.price is not None and not made.price.micros and made.facts["model"] == "model.onnx"


def test_what_it_is_is_told_and_its_hash_recorded(tmp_path: Path) -> None:
    path = lama(tmp_path / "big-lama.onnx")
    found = probed(path)
    assert found.version.startswith("onnxruntime ") and [model.id for model in found.models] == ["big-lama"]
    assert "as LaMa does, in 512 × 512 pixels" in found.says[0] and "licence" in found.says[1]
    assert found.facts["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    signature = found.facts["signature"]
    assert (signature["image"], signature["mask"], signature["output"]) == ("image", "mask", "output")
    assert (signature["type"], signature["hole"], signature["white"]) == ("float32", True, 255)
    other = probed(migan(tmp_path / "migan.onnx"))
    assert "as MI-GAN does, in any size" in other.says[0]
    assert msgspec.json.decode(msgspec.json.encode(other.facts)) == other.facts


def test_what_it_can_do_follows_from_its_ends(tmp_path: Path) -> None:
    fixed, free = engine(lama(tmp_path / "a.onnx")).abilities, engine(lama(tmp_path / "b.onnx", size=None)).abilities
    assert fixed.sizes == ((512, 512),) and fixed.kinds == {"inpaint", "outpaint"}
    assert (free.sizes, free.multiple) == ((), 8)
    for abilities in (fixed, free):
        assert abilities.offline and abilities.place == "worker" and abilities.masks == "native"
        assert not abilities.needs_words and not abilities.seeds and abilities.largest_count == 1


def test_words_are_said_to_be_ignored(tmp_path: Path) -> None:
    made = one(engine(migan(tmp_path / "m.onnx")), msgspec.structs.replace(asked(), prompt=" a boat "))
    assert made.ignored == ("a boat",)


WRONG: dict[str, dict[str, tuple[int, list[object]]]] = {
    "one input": {"image": (TensorProto.FLOAT, [1, 4, 512, 512])},
    "no picture": {"text": (TensorProto.INT64, [1, 77]), "mask": (TensorProto.FLOAT, [1, 1, 512, 512])},
    "two kinds": {"image": (TensorProto.FLOAT, [1, 3, 64, 64]), "mask": (TensorProto.UINT8, [1, 1, 64, 64])},
    "two sizes": {"image": (TensorProto.FLOAT, [1, 3, 64, 64]), "mask": (TensorProto.FLOAT, [1, 1, 32, 32])},
    "many": {"image": (TensorProto.FLOAT, [4, 3, 64, 64]), "mask": (TensorProto.FLOAT, [4, 1, 64, 64])},
}


@pytest.mark.parametrize("name", WRONG)
def test_models_of_another_kind_are_refused_with_what_they_take(name: str, tmp_path: Path) -> None:
    path = another(tmp_path / "m.onnx", WRONG[name])
    with pytest.raises(BadRequest) as caught:
        probed(path)
    assert all(f"“{end}”" in caught.value.message for end in WRONG[name])
    assert "LaMa or MI-GAN" in caught.value.advice


def test_what_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "m.onnx").write_text("not a model")
    with pytest.raises(BadRequest, match="cannot load this file"):
        probed(tmp_path / "m.onnx")
    with pytest.raises(BadRequest, match=r"gone\.onnx cannot be read"):
        probed(tmp_path / "gone.onnx")
    with pytest.raises(BadRequest, match="No file is named"):
        provided(plugin).probe(Connection(name="c", plugin="onnx"), Stop())


def test_without_onnxruntime_it_is_told_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = engine(migan(tmp_path / "m.onnx"))
    (tmp_path / "absent").mkdir()
    (tmp_path / "absent" / "onnxruntime.py").write_text("raise ImportError")
    monkeypatch.syspath_prepend(tmp_path / "absent")
    monkeypatch.delitem(sys.modules, "onnxruntime", raising=False)
    with pytest.raises(BadRequest, match="not installed") as caught:
        probed(tmp_path / "m.onnx")
    assert caught.value.advice == "Install it: pip install 'patchboard[onnx]'"
    error = failed(made, asked())
    assert isinstance(error, BadRequest) and "patchboard[onnx]" in error.advice


def test_a_file_that_changed_is_not_run_until_it_is_tested_again(tmp_path: Path) -> None:
    path = lama(tmp_path / "m.onnx")
    connect(connected(path))
    worker = Worker("plugins.onnx@c@c/m")
    try:
        before = [answer for answer in worker.answers(asked(), Stop()) if not isinstance(answer, Progress)]
        assert len(before) == 1
        lama(path, white=1)
        with pytest.raises(BadRequest, match="contents have changed") as caught:
            list(worker.answers(asked(), Stop()))
        assert "Test the connection again" in caught.value.advice
        connect(connected(path))
        worker.renew()
        assert list(worker.answers(asked(), Stop()))
        path.unlink()
        with pytest.raises(BadRequest, match="cannot be read"):
            list(worker.answers(asked(), Stop()))
    finally:
        worker.close()


def test_it_tells_how_far_it_is_and_stops_without_losing_the_model(tmp_path: Path) -> None:
    connect(connected(lama(tmp_path / "slow.onnx", slow=40)))
    worker = Worker("plugins.onnx@c@c/slow", grace=5)
    try:
        told = [answer for answer in worker.answers(asked(), Stop()) if isinstance(answer, Progress)]
        filling = [progress for progress in told if progress.stage == "Filling"]
        assert len(filling) >= 2 and filling[0].fraction < filling[-1].fraction <= 1
        assert all(progress.seconds_left is not None for progress in filling)
        processes = {child.pid for child in multiprocessing.active_children()}
        stop = Stop()
        with pytest.raises(Cancelled):
            for answer in worker.answers(asked(), stop):
                if isinstance(answer, Progress) and answer.stage == "Filling":
                    stopped = time.monotonic()
                    stop.set()
        assert time.monotonic() - stopped < 0.5
        assert processes == {child.pid for child in multiprocessing.active_children()}
    finally:
        worker.close()


def test_the_memory_is_given_back_after_a_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("editor.session.jobs.REST", 0.3)
    connect(connected(migan(tmp_path / "m.onnx")))
    jobs = Jobs(Registry.found())
    try:
        for _ in range(2):
            assert jobs.wait(jobs.submit("c/m", asked()), 60).state == "finished"
            until = time.monotonic() + 10
            while multiprocessing.active_children():
                assert time.monotonic() < until, "the process is still there"
                time.sleep(0.02)
    finally:
        jobs.close()


def test_a_stop_ends_the_run_itself(tmp_path: Path) -> None:
    made, stop, before = engine(lama(tmp_path / "slow.onnx", slow=40)), Stop(), set(threading.enumerate())
    whole = one(made, asked()).facts["seconds"]
    stopped = 0.0
    with pytest.raises(Cancelled):
        for answer in made.generate(asked(), stop):
            if isinstance(answer, Progress) and answer.stage == "Filling":
                stopped = time.monotonic()
                stop.set()
    while set(threading.enumerate()) - before:
        assert time.monotonic() - stopped < max(0.5, whole / 2), "the runtime went on"
        time.sleep(0.01)


def test_a_model_that_fails_is_told(tmp_path: Path) -> None:
    made = engine(lama(tmp_path / "m.onnx"))
    error = failed(made, asked(256))
    assert isinstance(error, BadResult) and "512" in error.message
    assert isinstance(failed(made, request("image", 512, 512)), BadRequest)
    unmarked = msgspec.structs.replace(asked(), mask=np.zeros((512, 512), np.uint8))
    assert isinstance(failed(made, unmarked), BadRequest)


@pytest.mark.parametrize("make", [lama, migan])
def test_the_whole_road_leaves_all_but_the_mask_as_it_was(make: Callable[[Path], Path], tmp_path: Path) -> None:
    pixels = photograph(640, 560)
    document, layer = board(pixels)
    values = box_mask(pixels, 220, 160, 80, 70)
    done = filled(document, layer, values, engine(make(tmp_path / "m.onnx")))
    assert done.generation.region.size == Size(512, 512), "nothing is resized where nothing has to be"
    result, _ = gathered(done.document, layer)
    np.testing.assert_array_equal(result[values == 0], pixels[values == 0])
    assert np.abs(result[185:205, 250:270, :3].astype(int) - GREY).max() <= 30


@pytest.mark.parametrize("make", [lama, migan])
def test_the_whole_road_extends(make: Callable[[Path], Path], tmp_path: Path) -> None:
    pixels = photograph(512, 400)
    document, layer = board(pixels)
    done = filled(document, layer, np.full((400, 96), 255, np.uint8), engine(make(tmp_path / "m.onnx")), at=(512, 0))
    result, box = gathered(done.document, layer)
    assert box.size == Size(608, 400)
    np.testing.assert_array_equal(result[:, :512], pixels)
    assert (result[:, 530:, 3] == 255).all()


@pytest.mark.parametrize("make", [lama, migan])
def test_connecting_it_by_command_tells_its_engine(
    make: Callable[[Path], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["connect", "onnx", "--file", str(make(tmp_path / "m.onnx")), "--name", "mine"]) == 0
    assert "  mine/m" in capsys.readouterr().out.splitlines()


def test_the_editor_itself_never_loads_onnxruntime(tmp_path: Path) -> None:
    script = f"""
import sys
from editor.engine.connecting import kept, tried
from editor.engine.provider import Connection
from editor.engine.registry import Registry
from editor.engine.stop import Stop
from editor.session.jobs import Jobs
from tests.plugins.asked import request
if __name__ == "__main__":
    registry = Registry.found()
    provider = registry.provider("onnx")
    address = {str(migan(tmp_path / "m.onnx"))!r}
    kept(provider, tried(provider, Connection(name="own", plugin="onnx", address=address), Stop()))
    registry.reconnect()
    jobs = Jobs(registry)
    job = jobs.wait(jobs.submit("own/m", request("inpaint", 512, 512)), 60)
    jobs.close()
    assert job.state == "finished", job.error
    assert "onnxruntime" not in sys.modules
"""
    (tmp_path / "script.py").write_text(script)
    command = [sys.executable, tmp_path / "script.py"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
