"""Restyling: by name and like a reference, by a strength, inside a mask alone; what to do where weights are missing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from skimage import data

from editor.cli.main import main
from editor.document.records import Document, Frame, Layer, changed
from editor.engine.contract import Candidate, Engine, Kind, Reference, Request
from editor.engine.errors import BadRequest, Cancelled
from editor.engine.plugin import provided
from editor.engine.provider import Connection
from editor.engine.registry import Registry
from editor.engine.stop import Stop
from editor.engine.worker import Worker
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.tiles import Tiles
from editor.project.project import Project
from editor.session.session import Session
from plugins import restyle as plugin
from plugins.restyle.styles import NAMES, named
from tests.learned import weights, with_weights, without_weights
from tests.plugins.asked import failed, one

ROOT = Path(__file__).parents[3]
FACE = np.ascontiguousarray(data.astronaut()[:300, 60:460])


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of connections of the test's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))


def engine(folder: str = "") -> Engine:
    (made,) = provided(plugin).engines(Connection(name="restyle", plugin="restyle", address=folder))
    return made


def asked(words: str = "", rgb: np.ndarray = FACE, mask: np.ndarray | None = None, **more: object) -> Request:
    image, size = np.dstack((rgb, np.full(rgb.shape[:2], 255, np.uint8))), Size(rgb.shape[1], rgb.shape[0])
    kind: Kind = "image" if mask is None else "inpaint"
    return Request(id="r", kind=kind, size=size, image=image, mask=mask, prompt=words, **more)  # type: ignore[arg-type]


def apart(one: np.ndarray, other: np.ndarray) -> float:
    """The mean difference of the colours of two pictures, pixel by pixel."""
    return float(np.abs(one[..., :3].astype(int) - other[..., :3]).mean())


def light(rgb: np.ndarray) -> np.ndarray:
    return cv2.GaussianBlur(cv2.cvtColor(np.ascontiguousarray(rgb[..., :3]), cv2.COLOR_RGB2GRAY), (0, 0), 4).ravel()


def test_words_name_styles() -> None:
    assert named("in the style of Stained Glass and wave").styles == (NAMES.index("stained glass"), NAMES.index("wave"))
    assert named("mosaic, with a dragon on it").understood == ("mosaic",)
    assert named("mosaic, with a dragon on it").ignored == ("with a dragon on it",)
    assert named("make it starry").ignored == ()
    assert named("a popular pop song").understood == ("pop",)
    assert not named("a dragon").styles and len(set(NAMES)) == 26


@with_weights("restyle")
def test_each_name_is_a_look_of_its_own_and_the_picture_is_still_that() -> None:
    made = {name: one(engine(), asked(name)).pixels for name in ("starry", "copper", "frost", "engraving")}
    looks = list(made.values())
    assert all(apart(first, second) > 20 for k, first in enumerate(looks) for second in looks[:k])
    assert all(np.corrcoef(light(FACE), light(pixels))[0, 1] > 0.5 for pixels in looks)
    assert made["starry"].shape == (300, 400, 4) and (made["starry"][..., 3] == 255).all()
    assert made["starry"][..., 2].mean() > FACE[..., 2].mean() - 10 > made["copper"][..., 2].mean(), "blue; not blue"


@with_weights("restyle")
def test_two_names_are_mixed_and_what_is_not_understood_is_said() -> None:
    mixed = one(engine(), asked("frost and copper with a dragon"))
    assert mixed.understood == ("frost", "copper") and mixed.ignored == ("with a dragon",)
    assert mixed.facts["styles"] == ["frost", "copper"]
    pure = [one(engine(), asked(name)).pixels for name in ("frost", "copper")]
    assert all(apart(mixed.pixels, pixels) < apart(*pure) for pixels in pure)


@with_weights("restyle")
def test_a_reference_gives_its_look_and_its_strength_counts() -> None:
    looks = [one(engine(), asked(name, data.coffee())).pixels for name in ("starry", "ember")]
    blue, red = (one(engine(), asked(references=(Reference(look),))).pixels for look in looks)
    assert blue[..., 2].mean() > blue[..., 0].mean() and red[..., 0].mean() > red[..., 2].mean() + 20
    faint = one(engine(), asked(references=(Reference(looks[1], strength=0.2),))).pixels
    assert apart(faint, red) > 10
    both = one(engine(), asked("wave", references=tuple(map(Reference, looks))))
    assert both.ignored == ("wave",) and apart(both.pixels, red) > 3 and apart(both.pixels, red) < apart(blue, red)


@with_weights("restyle")
def test_large_pictures_like_a_reference_are_sharp_and_have_no_seams() -> None:
    large, look = cv2.resize(FACE, (1024, 768)), one(engine(), asked("starry", data.coffee())).pixels
    made = one(engine(), asked(rgb=large, references=(Reference(look),))).pixels[..., :3]
    once = cv2.resize(cv2.resize(made, (384, 288), interpolation=cv2.INTER_AREA), (1024, 768))
    sharp, soft = (cv2.Laplacian(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), cv2.CV_32F).std() for rgb in (made, once))
    assert sharp > 1.5 * soft
    steps = np.abs(np.diff(made.astype(int), axis=1)).mean((0, 2))
    for edge in (213, 384, 427, 597, 640, 811):  # where tiles begin and end
        assert steps[edge - 2 : edge + 2].mean() < 1.3 * steps.mean()


@with_weights("restyle")
def test_a_strength_mixes() -> None:
    whole, half = (one(engine(), asked("wave", strength=strength)).pixels for strength in (1.0, 0.5))
    assert np.abs(half[..., :3] - (FACE / 2 + whole[..., :3] / 2)).max() <= 1
    assert (one(engine(), asked("wave", strength=0.0)).pixels[..., :3] == FACE).all()


@with_weights("restyle")
def test_outside_of_a_mask_nothing_changes_and_what_is_transparent_stays_so() -> None:
    mask = np.zeros(FACE.shape[:2], np.uint8)
    mask[100:200, 100:200] = 255
    wanted = asked("pop", mask=mask)
    wanted.image[:, 350:, 3], wanted.image[:, 340:350, 3] = 0, 90
    made = one(engine(), wanted).pixels
    assert (made[mask == 0] == wanted.image[mask == 0]).all()
    assert apart(made[100:200, 100:200], FACE[100:200, 100:200]) > 20


@with_weights("restyle")
@pytest.mark.parametrize("shape", [(32, 32), (33, 700), (1501, 2100)])
def test_pictures_of_any_size_keep_it(shape: tuple[int, int]) -> None:
    rgb = cv2.resize(FACE, shape[::-1])
    for more in ({"words": "mist"}, {"references": (Reference(FACE),)}):
        assert one(engine(), asked(rgb=rgb, **more)).pixels.shape == (*shape, 4)


@with_weights("restyle")
def test_through_the_command_line_all_outside_of_the_mask_is_as_it_was(tmp_path: Path) -> None:
    mask = np.zeros(FACE.shape[:2], np.uint8)
    cv2.circle(mask, (200, 150), 80, 255, -1)
    for name, pixels in (("face", FACE), ("mask", mask), ("look", data.coffee())):
        Image.fromarray(pixels).save(tmp_path / f"{name}.png")
    face, marked, look, out = (str(tmp_path / f"{name}.png") for name in ("face", "mask", "look", "out"))
    command = ["fill", face, "--mask", marked, "--engine", "restyle/styles", "-o", out, "--force"]
    for more in (["--prompt", "bricks"], ["--reference", look]):
        assert main([*command, *more]) == 0
        made = np.asarray(Image.open(out))
        assert (made[mask == 0] == FACE[mask == 0]).all() and apart(made[mask > 0], FACE[mask > 0]) > 10


@with_weights("restyle")
def test_it_is_connected_by_itself_and_answers_in_a_process_of_its_own() -> None:
    registry = Registry.found(ask=False)
    assert "restyle/styles" in registry.names and not registry.problems
    worker = Worker(registry.path("restyle/styles"), idle_exit=0.2)
    try:
        for _ in range(2):  # the second after the process had gone with its memory
            (made,) = [a for a in worker.answers(asked("wave"), Stop()) if isinstance(a, Candidate)]
            assert made.price is not None and made.price.micros == 0
    finally:
        worker.close()


@with_weights("restyle")
@pytest.mark.parametrize("more", [{"words": "wave"}, {"references": (Reference(FACE),)}], ids=["named", "like"])
def test_a_stop_is_heard_while_it_paints(more: dict) -> None:
    stop, made = Stop(), engine()
    made.warm()
    threading.Timer(0.15, stop.set).start()
    with pytest.raises(Cancelled):
        list(made.generate(asked(rgb=cv2.resize(FACE, (2000, 1500)), **more), stop))


@with_weights("restyle")
def test_a_folder_does_as_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in weights("restyle").files:
        (tmp_path / file.name).write_bytes(weights("restyle").read(file.name))
    assert main(["connect", "restyle", "--folder", str(tmp_path), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["engines"] == ["restyle/styles"] and "stained glass" in said["says"][0]
    assert one(engine(str(tmp_path)), asked("wave")).pixels.shape == (300, 400, 4)


@with_weights("restyle")
@pytest.mark.skipif(
    subprocess.run(["unshare", "-rn", "true"], check=False).returncode != 0, reason="no namespaces here"
)
def test_no_network_is_needed(tmp_path: Path) -> None:
    Image.fromarray(FACE).save(tmp_path / "face.png")
    script = "import sys; from editor.cli.main import main; sys.exit(main(sys.argv[1:]))"
    command = ["fill", str(tmp_path / "face.png"), "--whole", "--engine", "restyle/styles", "--prompt", "starry"]
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    subprocess.run(
        ["unshare", "-rn", sys.executable, "-c", script, *command, "-o", str(tmp_path / "made.png")],
        env={**os.environ, "PYTHONPATH": path},
        check=True,
    )
    with Image.open(tmp_path / "made.png") as made:
        assert apart(np.asarray(made), FACE) > 20


def test_where_no_style_is_named_or_shown_all_names_are_told() -> None:
    error = failed(engine(), asked("a dragon"))
    assert isinstance(error, BadRequest) and all(name in error.advice for name in NAMES) and "reference" in error.advice
    nothing = asked("wave", mask=np.zeros(FACE.shape[:2], np.uint8))
    assert "nothing to restyle" in failed(engine(), nothing).message


@without_weights("restyle")
def test_without_weights_it_is_said_how_to_get_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert "restyle/styles" not in Registry.found(ask=False).names
    error = failed(engine(), asked("wave"))
    assert "multistyle26.onnx" in error.message and "pip install 'patchboard[restyle]'" in error.advice
    assert main(["connect", "restyle"]) == 3
    assert "pip install 'patchboard[restyle]'" in capsys.readouterr().err


@pytest.mark.parametrize(("short", "said"), [(False, "is not the"), (True, "is broken: it ends after")])
def test_a_wrong_or_broken_file_is_not_run(tmp_path: Path, short: bool, said: str) -> None:
    for file in weights("restyle").files:
        (tmp_path / file.name).write_bytes(bytes(file.bytes - short))
    error = failed(engine(str(tmp_path)), asked("wave"))
    assert isinstance(error, BadRequest) and said in error.message and "another folder" in error.advice


@with_weights("restyle")
def test_a_frame_is_restyled_as_one_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Layer(
        id="whole", name="whole", pixels=Tiles.from_array(np.dstack((FACE, np.full(FACE.shape[:2], 255, np.uint8))))
    )
    with_sign = changed(whole, id="sign", order="Z", transform=Affine.scaling(0.2))
    session = Session(Project.create(tmp_path / "a.patchboard"))
    session.commit("Begin", Document().with_(whole, with_sign, Frame(id="f", name="Hero", rect=Rect(0, 0, 400, 300))))
    session.close()
    monkeypatch.chdir(tmp_path)
    assert main(["export", "a.patchboard", "--frame", "Hero", "-o", "before.png"]) == 0
    assert main(["fill", "a.patchboard", "--frame", "Hero", "--engine", "restyle/styles", "--prompt", "copper"]) == 0
    assert (
        main(["accept", "a.patchboard"]) == main(["export", "a.patchboard", "--frame", "Hero", "-o", "after.png"]) == 0
    )
    with Image.open("before.png") as before, Image.open("after.png") as after:
        was, now = np.array(before), np.array(after)
    assert was.shape == now.shape and apart(was, now) > 20
    assert np.corrcoef(light(was), light(now))[0, 1] > 0.5
