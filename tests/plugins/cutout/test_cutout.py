"""Cutting out: with the weights subjects are found, whole and in a box; without them it is said what to do."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from skimage import data

from editor.cli.main import main
from editor.engine.contract import Candidate, Request
from editor.engine.errors import BadRequest, Cancelled
from editor.engine.plugin import provided
from editor.engine.provider import Connection
from editor.engine.registry import Registry
from editor.engine.stop import Stop
from editor.engine.worker import Worker
from editor.pixels.geometry import Size
from plugins import cutout as plugin
from plugins.cutout import net
from plugins.cutout.net import load
from tests.learned import weights, with_weights, without_weights
from tests.plugins.asked import failed, one
from tests.plugins.cutout.boxes import ON, finding, overlap, photographs, selected

ROOT = Path(__file__).parents[3]
APART = shutil.which("unshare") and not subprocess.run(["unshare", "-rn", "true"], check=False).returncode


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of connections of the test's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))


def engine(folder: str = "") -> object:
    (made,) = provided(plugin).engines(Connection(name="cutout", plugin="cutout", address=folder))
    return made


def asked(rgb: np.ndarray, mask: np.ndarray | None = None) -> Request:
    image = np.dstack((rgb, np.full(rgb.shape[:2], 255, np.uint8)))
    return Request(id="r", kind="cutout", size=Size(rgb.shape[1], rgb.shape[0]), image=image, mask=mask)


def boxed(shape: tuple[int, ...], x: int, y: int, w: int, h: int) -> np.ndarray:
    mask = np.zeros(shape[:2], np.uint8)
    mask[y : y + h, x : x + w] = 255
    return mask


@with_weights("cutout")
def test_the_background_goes_and_the_subject_stays() -> None:
    pixels = one(engine(), asked(data.coffee())).pixels
    alpha = pixels[..., 3]
    assert pixels.shape == (400, 600, 4)
    assert alpha[60:180, 220:360].mean() > 250, "the cup"
    assert alpha[:40, :120].mean() < 5 and alpha[350:, 520:].mean() < 5, "the table"
    assert (pixels[..., :3][alpha == 255] == data.coffee()[alpha == 255]).all()


@with_weights("cutout")
def test_in_a_box_the_object_is_found_and_nothing_outside_of_it() -> None:
    rgb = data.rocket()
    mask = boxed(rgb.shape, 290, 120, 70, 300)
    alpha = one(engine(), asked(rgb, mask)).pixels[..., 3]
    assert not alpha[mask == 0].any()
    assert alpha[180:380, 318:332].mean() > 200, "the rocket"
    assert alpha[130:400, 292:302].mean() < 20, "the sky"


@with_weights("cutout")
def test_boxes_on_photographs_mark_what_was_drawn_round_by_hand() -> None:
    find, pictures = finding(load(weights("cutout"), "")), photographs()
    shares = [
        overlap(selected(pictures[name], drawn, find), drawn.mask(pictures[name].shape))
        for name, boxes in ON.items()
        for drawn in boxes
    ]
    assert len(shares) == 5 and np.median(shares) >= 0.9 and min(shares) > 0.7, shares


@with_weights("cutout")
def test_what_was_transparent_stays_so() -> None:
    wanted = asked(data.coffee())
    wanted.image[:, :300, 3] = 0
    assert not one(engine(), wanted).pixels[:, :300, 3].any()


@with_weights("cutout")
def test_a_picture_of_nothing_says_so() -> None:
    error = failed(engine(), asked(np.full((300, 400, 3), 120, np.uint8)))
    assert isinstance(error, BadRequest) and "stands out" in error.message and "Smart select" in error.advice


@with_weights("cutout")
def test_it_is_connected_by_itself_and_answers_in_a_process_of_its_own() -> None:
    registry = Registry.found(ask=False)
    assert "cutout/u2netp" in registry.names and not registry.problems
    others = set(multiprocessing.active_children())
    worker = Worker(registry.path("cutout/u2netp"), idle_exit=0.2)
    try:
        for _ in range(2):  # the second after the process had gone with its memory
            (made,) = [a for a in worker.answers(asked(data.coffee()), Stop()) if isinstance(a, Candidate)]
            assert made.facts["model"] == "u2netp.onnx" and made.price is not None and made.price.micros == 0
            until = time.monotonic() + 20
            while set(multiprocessing.active_children()) - others and time.monotonic() < until:
                time.sleep(0.01)
            assert not set(multiprocessing.active_children()) - others, "its memory is given back"
    finally:
        worker.close()


@with_weights("cutout")
def test_a_warm_one_has_looked_once_since_that_takes_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[tuple[int, ...]] = []
    before = net.seen

    def seen(session: object, rgb: np.ndarray, options: object) -> np.ndarray:
        looked.append(rgb.shape)
        return before(session, rgb, options)

    monkeypatch.setattr(net, "seen", seen)
    made = engine()
    made.warm()
    assert len(looked) == 1
    one(made, asked(data.coffee()))
    assert len(looked) == 2


@with_weights("cutout")
def test_a_stop_is_heard() -> None:
    stop = Stop()
    stop.set()
    with pytest.raises(Cancelled):
        list(engine().generate(asked(data.coffee()), stop))


@with_weights("cutout")
def test_a_folder_does_as_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "u2netp.onnx").write_bytes(weights("cutout").read("u2netp.onnx"))
    assert main(["connect", "cutout", "--folder", str(tmp_path), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["engines"] == ["cutout/u2netp"] and "removes backgrounds" in said["says"][0]
    assert one(engine(str(tmp_path)), asked(data.coffee())).pixels[..., 3].any()


@with_weights("cutout")
@pytest.mark.skipif(
    subprocess.run(["unshare", "-rn", "true"], check=False).returncode != 0, reason="no namespaces here"
)
def test_no_network_is_needed(tmp_path: Path) -> None:
    Image.fromarray(data.coffee()).save(tmp_path / "cup.png")
    script = "import sys; from editor.cli.main import main; sys.exit(main(sys.argv[1:]))"
    command = ["cutout", str(tmp_path / "cup.png"), "-o", str(tmp_path / "cut.png")]
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    subprocess.run(
        ["unshare", "-rn", sys.executable, "-c", script, *command], env={**os.environ, "PYTHONPATH": path}, check=True
    )
    with Image.open(tmp_path / "cut.png") as made:
        assert made.mode == "RGBA" and made.getextrema()[3] == (0, 255)


@without_weights("cutout")
def test_without_weights_it_is_said_how_to_get_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert "cutout/u2netp" not in Registry.found(ask=False).names
    error = failed(engine(), asked(data.coffee()))
    assert "u2netp.onnx" in error.message and "pip install 'patchboard[cutout]'" in error.advice
    assert main(["connect", "cutout"]) == 3
    assert "pip install 'patchboard[cutout]'" in capsys.readouterr().err
    assert main(["engines"]) == 0
    assert "pip install 'patchboard[cutout]'" in capsys.readouterr().out


def test_a_wrong_file_is_not_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "u2netp.onnx").write_bytes(bytes(weights("cutout").file("u2netp.onnx").bytes))
    assert "is not the u2netp.onnx that is known here" in failed(engine(str(tmp_path)), asked(data.coffee())).message
    assert main(["connect", "cutout", "--folder", str(tmp_path)]) == 3
    said = capsys.readouterr().err
    assert "is not the u2netp.onnx" in said and "choose another folder" in said
