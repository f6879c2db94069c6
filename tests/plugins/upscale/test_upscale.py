"""Upscaling by learned nets: larger, without seams, in the picture's own colours; without weights it is said what to
do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from skimage import data

from editor.cli.main import main
from editor.engine.contract import Candidate, Engine, Progress, Request
from editor.engine.errors import BadRequest, Cancelled
from editor.engine.plugin import provided
from editor.engine.provider import Connection
from editor.engine.registry import Registry
from editor.engine.stop import Stop
from editor.engine.worker import Worker
from editor.pixels.geometry import Size
from editor.session.upscaling import usual_engine
from plugins import upscale as plugin
from plugins.upscale.nets import FAST, SLOW
from tests.engines.enlarger import Enlarger
from tests.engines.painter import Painter
from tests.learned import weights, with_weights, without_weights
from tests.plugins.asked import failed, one

ROOT = Path(__file__).parents[3]
CUP = data.coffee()
APART = [sys.executable, "-c", "import sys; from editor.cli.main import main; sys.exit(main(sys.argv[1:]))"]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of connections of the test's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))


def engine(id: str = "fast", folder: str = "") -> Engine:
    made = provided(plugin).engines(Connection(name="upscale", plugin="upscale", address=folder))
    return next(one for one in made if one.name == f"upscale/{id}")


def asked(rgb: np.ndarray, factor: float = 2) -> Request:
    image, size = np.dstack((rgb, np.full(rgb.shape[:2], 255, np.uint8))), Size(rgb.shape[1], rgb.shape[0])
    return Request(id="r", kind="upscale", size=size, image=image, options={"factor": factor})


def means(rgb: np.ndarray, block: int) -> np.ndarray:
    """The mean colour of each whole block of so many pixels a side."""
    h, w = (side // block * block for side in rgb.shape[:2])
    return rgb[:h, :w].astype(np.float64).reshape(h // block, block, w // block, block, 3).mean((1, 3))


def across(rgb: np.ndarray, at: int) -> np.ndarray:
    """How far the columns left and right of a place differ from what the ones beside them would have."""
    part = rgb[:, at - 2 : at + 2].astype(np.float64)
    return np.abs(part[:, 2] - part[:, 1] - (part[:, 1] - part[:, 0] + part[:, 3] - part[:, 2]) / 2)


@with_weights("upscale")
@pytest.mark.parametrize(("name", "factor"), [("coffee", 2), ("coffee", 3), ("coffee", 4), ("astronaut", 4)])
def test_a_picture_becomes_larger_in_its_own_colours(name: str, factor: int) -> None:
    rgb = getattr(data, name)()
    h, w = rgb.shape[:2]
    made = one(engine(), asked(rgb, factor))
    assert made.pixels.shape == (h * factor, w * factor, 3)
    for block in (16, 32, 64):  # the smallest is 64 pixels of what is four times as large
        assert np.abs(means(rgb, block) - means(made.pixels, block * factor)).max() < 1, block
    plain = cv2.resize(rgb, (w * factor, h * factor), interpolation=cv2.INTER_LANCZOS4)
    assert np.abs(made.pixels.astype(int) - plain).mean() < 6, "it is the same picture"


@with_weights("upscale")
@pytest.mark.parametrize("kind", [FAST, SLOW], ids=lambda kind: kind.model.id)
def test_no_edge_of_a_tile_is_seen(kind) -> None:
    wide = kind._replace(tile=48)
    rgb = data.chelsea()[80:128, 100:196]
    from plugins.upscale.running import larger, load

    made = larger(load(weights("upscale"), wide, ""), wide, rgb, 4)
    elsewhere = np.concatenate([across(made, at) for at in range(8, 376, 4) if at != 192])
    assert across(made, 192).mean() <= elsewhere.mean() * 1.1


@with_weights("upscale")
def test_the_fast_net_makes_of_tiles_what_it_makes_of_the_whole() -> None:
    from plugins.upscale.running import larger, load

    net, rgb = load(weights("upscale"), FAST, ""), CUP[:90, :120]
    whole, tiled = (larger(net, FAST._replace(tile=tile), rgb, 4) for tile in (120, 40))
    assert np.abs(whole.astype(int) - tiled).max() <= 1


@with_weights("upscale")
def test_the_slow_net_draws_more_detail() -> None:
    rgb = data.chelsea()[100:164, 130:194]
    fast, slow = (one(engine(id), asked(rgb, 4)).pixels for id in ("fast", "x4plus"))
    plain = cv2.resize(rgb, (256, 256), interpolation=cv2.INTER_LANCZOS4)

    def detail(pixels: np.ndarray) -> float:
        grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.float32)
        return float(np.abs(grey - cv2.GaussianBlur(grey, (0, 0), 2)).mean())

    assert detail(slow) > 1.1 * detail(plain) and detail(fast) > detail(plain)
    assert np.abs(means(rgb, 16) - means(slow, 64)).max() < 1


@with_weights("upscale")
@pytest.mark.parametrize("shape", [(1, 1), (3, 300), (40, 7)])
def test_tiny_pictures_are_pictures_too(shape: tuple[int, int]) -> None:
    rgb = np.full((*shape, 3), (200, 30, 90), np.uint8)
    assert np.abs(one(engine(), asked(rgb, 3)).pixels.reshape(-1, 3).mean(0) - (200, 30, 90)).max() < 1


@with_weights("upscale")
def test_progress_is_told_for_each_tile_and_a_stop_is_heard_between() -> None:
    stop, heard = Stop(), []
    rgb = cv2.resize(CUP, (1200, 800))
    began = 0.0
    with pytest.raises(Cancelled):
        for answer in engine().generate(asked(rgb, 4), stop):
            assert isinstance(answer, Progress)
            heard.append(answer)
            if answer.fraction > 0.2 and not stop.is_set():
                began = time.monotonic()
                threading.Timer(0.05, stop.set).start()
    assert time.monotonic() - began < 2
    shares = [progress.fraction for progress in heard]
    assert shares == sorted(shares) and len(set(shares)) > 3
    assert heard[-1].seconds_left is not None and heard[-1].stage == "Enlarging"


@with_weights("upscale")
def test_it_is_connected_by_itself_is_asked_by_default_and_answers_in_a_process_of_its_own() -> None:
    registry = Registry.found(ask=False)
    assert {"upscale/fast", "upscale/x4plus"} <= set(registry.names) and not registry.problems
    assert usual_engine(registry.engines) == "upscale/fast"
    worker = Worker(registry.path("upscale/fast"), idle_exit=0.2)
    try:
        for _ in range(2):  # the second after the process had gone with its memory
            (made,) = [a for a in worker.answers(asked(CUP[:80, :80]), Stop()) if isinstance(a, Candidate)]
            assert made.facts["model"] == FAST.file and made.price is not None and made.price.micros == 0
    finally:
        worker.close()


@with_weights("upscale")
def test_a_folder_does_as_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in weights("upscale").files:
        (tmp_path / file.name).write_bytes(weights("upscale").read(file.name))
    assert main(["connect", "upscale", "--folder", str(tmp_path), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["engines"] == ["upscale/fast", "upscale/x4plus"] and "seconds for a megapixel" in said["says"][0]
    assert one(engine("fast", str(tmp_path)), asked(CUP[:40, :40])).pixels.shape == (80, 80, 3)


@with_weights("upscale")
@pytest.mark.skipif(
    subprocess.run(["unshare", "-rn", "true"], check=False).returncode != 0, reason="no namespaces here"
)
def test_no_network_is_needed_and_what_is_transparent_stays_so(tmp_path: Path) -> None:
    alpha = np.zeros((120, 160), np.uint8)
    cv2.circle(alpha, (80, 60), 40, 255, -1)
    Image.fromarray(np.dstack((CUP[60:180, 220:380], alpha))).save(tmp_path / "cup.png")
    command = ["upscale", str(tmp_path / "cup.png"), "--factor", "3", "-o", str(tmp_path / "large.png"), "--json"]
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        ["unshare", "-rn", *APART, *command],
        env={**os.environ, "PYTHONPATH": path},
        check=True,
        capture_output=True,
        text=True,
    )
    assert json.loads(done.stdout)["engine"] == "upscale/fast"
    with Image.open(tmp_path / "large.png") as made:
        assert made.size == (480, 360) and made.mode == "RGBA"
        large = np.asarray(made)[..., 3]
    wanted = cv2.resize(alpha, (480, 360), interpolation=cv2.INTER_CUBIC)
    assert np.abs(large.astype(int) - wanted).mean() < 2


@without_weights("upscale")
def test_without_weights_it_is_said_how_to_get_them(capsys: pytest.CaptureFixture[str]) -> None:
    registry = Registry.found(ask=False)
    assert "upscale/fast" not in registry.names and usual_engine(registry.engines) == "builtin"
    error = failed(engine(), asked(CUP))
    assert FAST.file in error.message and "pip install 'patchboard[upscale]'" in error.advice
    assert main(["connect", "upscale"]) == 3
    assert "pip install 'patchboard[upscale]'" in capsys.readouterr().err
    assert main(["engines"]) == 0
    assert "pip install 'patchboard[upscale]'" in capsys.readouterr().out


def test_without_ncnn_it_is_said_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ncnn", None)
    error = failed(engine("fast", str(tmp_path)), asked(CUP))
    assert "ncnn" in error.message and "pip install 'patchboard[upscale]'" in error.advice


@pytest.mark.parametrize(("short", "said"), [(False, "is not the"), (True, "is broken: it ends after")])
def test_a_wrong_or_broken_file_is_not_run(tmp_path: Path, short: bool, said: str) -> None:
    for file in weights("upscale").files:
        (tmp_path / file.name).write_bytes(bytes(file.bytes - short))
    error = failed(engine("fast", str(tmp_path)), asked(CUP))
    assert isinstance(error, BadRequest) and said in error.message and "another folder" in error.advice


def test_a_model_for_it_on_this_computer_is_asked_before_others() -> None:
    painter, hosted, own = Painter(), Enlarger(), Enlarger(offline=True)
    own.name = "own"
    assert usual_engine([painter, hosted, own]) == "own"
    assert usual_engine([painter, hosted]) == "enlarger"
    assert usual_engine([painter]) == ""
