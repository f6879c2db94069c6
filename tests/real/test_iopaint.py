"""IOPaint itself, with its model that needs no weights: started here, or running at PATCHBOARD_IOPAINT."""

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

from editor.engine.contract import Engine
from editor.engine.errors import BadRequest, EngineError
from editor.engine.plugin import provided
from editor.engine.provider import Connection, Model
from editor.engine.pushes import Pushes, socket_address
from editor.engine.stop import Stop
from editor.steps.gather import gathered
from plugins import iopaint
from tests.plugins.asked import failed, one, request
from tests.real.conftest import found
from tests.steps.road import board, box_mask, filled, photograph

START = Path(__file__).with_name("start_iopaint.py")
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
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [python, START, "start", "--model", "cv2", "--device", "cpu", "--host", "127.0.0.1", "--port", str(port)]
    with open(folder / "log", "w") as log:
        process = subprocess.Popen(
            [*command, "--model-dir", folder, "--local-files-only"], stdout=log, stderr=subprocess.STDOUT
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
    return found(provided(iopaint), address)


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
