"""IOPaint itself: started here with a model that needs no weights and a tiny one of random weights that follows words,
or running at PATCHBOARD_IOPAINT."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest

from editor.engine.contract import Candidate, Engine, Progress
from editor.engine.errors import BadRequest, EngineError
from editor.engine.plugin import provided
from editor.engine.provider import Connection, Model
from editor.engine.pushes import Pushes, socket_address
from editor.engine.stop import Stop
from editor.steps.gather import gathered
from plugins import iopaint
from tests.plugins.asked import answers, failed, one, request
from tests.real.conftest import found
from tests.steps.road import board, box_mask, filled, photograph

HERE = Path(__file__).parent
RANDOM = "tiny/random-inpainting"
PATIENCE = 180.0  # seconds that it may take to start


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Of one that runs, or of one that is started by the Python at PATCHBOARD_IOPAINT_PYTHON for these tests."""
    if running := os.environ.get("PATCHBOARD_IOPAINT", ""):
        yield running
        return
    if not (python := os.environ.get("PATCHBOARD_IOPAINT_PYTHON", "")):
        pytest.skip("set PATCHBOARD_IOPAINT to an address, or PATCHBOARD_IOPAINT_PYTHON to a Python that has iopaint")
    folder = tmp_path_factory.mktemp("iopaint")
    hub = folder / "hub"
    hub.mkdir()
    run = [python, HERE / "with_torch.py"]
    subprocess.run([*run, HERE / "random_model.py", hub], check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    where = ["--host", "127.0.0.1", "--port", str(port), "--model-dir", folder, "--local-files-only"]
    with open(folder / "log", "w") as log:
        process = subprocess.Popen(
            [*run, "iopaint", "start", "--model", "cv2", "--device", "cpu", "--disable-nsfw-checker", *where],
            env={**os.environ, "HF_HUB_CACHE": str(hub), "HF_HUB_OFFLINE": "1"},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _until_it_answers(f"http://127.0.0.1:{port}", process, folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def _until_it_answers(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(EngineError):
            found(provided(iopaint), address)
            return
        time.sleep(0.5)
    pytest.fail(f"IOPaint did not start:\n{log.read_text()[-2000:]}")


@pytest.fixture
def connection(address: str) -> Connection:
    return found(provided(iopaint), address, {"fields": {"sd_steps": 2}})


def engine(connection: Connection, name: str = "cv2") -> Engine:
    made = {made.name: made for made in provided(iopaint).engines(connection)}
    if f"real/{name}" not in made:
        pytest.skip(f"this IOPaint has no {name}")
    return made[f"real/{name}"]


def test_versions(connection: Connection, say: list[str]) -> None:
    if python := os.environ.get("PATCHBOARD_IOPAINT_PYTHON", ""):
        ask = "from importlib.metadata import version as v; print('iopaint', v('iopaint'), '- torch', v('torch'))"
        say.append(subprocess.run([python, "-c", ask], check=True, capture_output=True, text=True).stdout.strip())
    say.extend(connection.found.says)
    assert connection.found.models


def test_the_whole_road_erases_and_leaves_the_rest(connection: Connection, say: list[str]) -> None:
    pixels = photograph(640, 512)
    document, layer = board(pixels)
    values = box_mask(pixels, 280, 200, 60, 50)
    begun = time.monotonic()
    done = filled(document, layer, values, engine(connection))
    took = time.monotonic() - begun
    result, _ = gathered(done.document, layer)
    outside = values == 0
    assert np.array_equal(result[outside], pixels[outside])
    assert not np.array_equal(result[~outside], pixels[~outside])
    sent = done.generation.recipe.size
    verdict = done.fitted.report.verdict
    say.append(f"cv2, {sent.w} x {sent.h}, from asking to an accepted layer: {took:.2f} s; fit: {verdict}")


def test_its_answer_is_a_picture_of_the_size_sent_that_differs_in_the_mask_alone(connection: Connection) -> None:
    asked = request("inpaint", 192, 160)
    made = one(engine(connection), asked)
    assert asked.image is not None and asked.mask is not None
    assert made.mime == "image/png" and made.pixels.shape == (160, 192, 3)
    assert np.array_equal(made.pixels[asked.mask == 0], asked.image[asked.mask == 0][:, :3])


def test_words_seeds_and_steps_of_a_model_that_follows_words(connection: Connection, say: list[str]) -> None:
    asked = request("inpaint", 512, 512, seed=(1 << 31) + 5, count=2)
    begun = time.monotonic()
    told = answers(engine(connection, RANDOM), asked)
    made = [answer for answer in told if isinstance(answer, Candidate)]
    stages = [answer.stage for answer in told if isinstance(answer, Progress)]
    assert [candidate.seed for candidate in made] == [5, 6], "as the server sent them back"
    assert "Step 2 of 2" in stages, "it tells them while it draws"
    assert asked.image is not None and asked.mask is not None
    for candidate in made:
        assert np.array_equal(candidate.pixels[asked.mask == 0], asked.image[asked.mask == 0][:, :3])
    assert not np.array_equal(made[0].pixels, made[1].pixels)
    say.append(f"random weights, 2 of 512 x 512, loading and 2 steps each: {time.monotonic() - begun:.1f} s")


def test_its_extender_draws_the_border_and_keeps_the_picture(connection: Connection) -> None:
    asked = request("outpaint", 512, 512)
    made = one(engine(connection, RANDOM), asked)
    assert asked.image is not None and asked.mask is not None and made.pixels.shape == (512, 512, 3)
    assert np.array_equal(made.pixels[asked.mask == 0], asked.image[asked.mask == 0][:, :3])


def test_a_model_that_it_does_not_have_is_said_and_the_one_before_still_works(connection: Connection) -> None:
    there = engine(connection)
    one(there, request("inpaint"))
    missing = msgspec.structs.replace(connection.found, models=(*connection.found.models, Model(id="nothing")))
    other = Connection(name="real", plugin="iopaint", address=connection.address, found=missing)
    error = failed(engine(other, "nothing"), request("inpaint"))
    assert isinstance(error, BadRequest) and "cannot load" in error.message
    assert one(there, request("inpaint")).data


def test_it_speaks_socket_io_where_steps_are_listened_for(address: str) -> None:
    with Pushes(socket_address(address, "socket.io/?EIO=4&transport=websocket"), local=True, opening=("40",)) as pushes:
        first, second = pushes.next(10), pushes.next(10)
    assert str(first).startswith('0{"sid"') and str(second).startswith('40{"sid"')


def test_a_stop_before_the_call_is_heard(connection: Connection) -> None:
    stop = Stop()
    stop.set()
    with pytest.raises(EngineError, match="stopped"):
        list(engine(connection).generate(request("inpaint"), stop))
