"""The whole road without a window: read, place, mask, ask, keep, fit, accept, killed, undone, flattened, written.

Read it from top to bottom to see how a picture goes through the program.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from editor.document.records import Document
from editor.engine.registry import Registry
from editor.pixels.decode import decode
from editor.pixels.encode import encode
from editor.pixels.geometry import Affine, Rect
from editor.pixels.mask_ops import ellipse
from editor.pixels.tiles import Tiles
from editor.project.project import Project
from editor.session.bring import bring
from editor.session.generations import Generations
from editor.session.jobs import Jobs
from editor.session.session import Session
from editor.steps.accept import accepted
from editor.steps.ask import Wish, asked
from editor.steps.extend import border_mask, by_border
from editor.steps.fitting import fitting
from editor.steps.flatten import flatten
from editor.steps.gather import gathered
from editor.steps.keep import kept
from editor.steps.mask import active_mask, masked
from editor.steps.place import placed
from editor.steps.read import read
from editor.steps.write import write

ROOT = Path(__file__).parents[1]
SPOT = (90, 60, 60, 45)  # x, y, width, height of what is to go


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photograph of 240 x 180."""
    path = tmp_path / "photo.png"
    with Image.open(ROOT / "tests" / "photographs" / "raccoon.jpg") as picture:
        picture.crop((300, 200, 540, 380)).save(path)
    return path


def test_each_stage_is_one_pure_function(photo: Path, tmp_path: Path) -> None:
    """Without a project: values go from stage to stage, and no stage changes what it was given."""
    picture = read(photo)
    document, layer = placed(Document(), Tiles.from_array(picture.pixels), name="photo", profile=picture.profile)
    marked = ellipse(Tiles.from_array(picture.pixels).size, *SPOT)
    document = masked(document, layer.id, marked)
    mask = active_mask(document, layer.id)
    assert mask is not None

    registry = Registry.found()
    engine = registry.engine("builtin")
    ask = asked(document, layer, mask, engine, Wish(words="remove it", seed=4), made=time.time())
    jobs = Jobs(registry)  # the engine answers in a process of its own
    try:
        candidates = []
        job = jobs.submit("builtin", ask.request, lambda _job, candidate: candidates.append(candidate))
        assert jobs.wait(job).error is None
    finally:
        jobs.close()

    offer, data = kept(candidates[0], ask.generation.id, made=time.time())
    fitted = fitting(ask.generation, ask.seen, decode(data).pixels, offer.seed)()
    assert fitted.report.trusted and fitted.report.outside_changed == 0
    after, accepted_layer = accepted(document, ask.generation, offer, fitted.pixels, fitted.alpha)
    assert set(after.layers) == {layer.id, accepted_layer.id} and not after.masks and document.masks

    assert layer.pixels is not None
    whole = flatten(after, layer.pixels.size, Affine())
    write(tmp_path / "out.png", encode(whole[..., :3], "PNG"))
    result = read(tmp_path / "out.png").pixels
    before = picture.pixels[..., :3]
    assert np.array_equal(result[marked == 0], before[marked == 0]), "outside the mask every pixel is as it was"
    assert (result[marked > 0] != before[marked > 0]).any(axis=-1).mean() > 0.9, "inside it is another picture"


def test_a_project_keeps_it_all_through_a_kill(photo: Path, tmp_path: Path) -> None:
    """The same road in a project: a process that accepts, says so and is killed; then reopened, undone, written."""
    path = tmp_path / "a.patchboard"
    Project.create(path).close()
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.test_path", str(path), str(photo)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "accepted\n"
    child.kill()  # SIGKILL: nothing of it can be tidied up
    child.wait()
    child.stdout.close()

    session = Session(Project.open(path))
    try:
        photo_layer = next(a for a in session.document.layers.values() if not a.onto)
        filled, box = gathered(session.document, photo_layer)
        assert box == Rect(0, -30, 240, 240), "filled, and extended up and down"
        assert [offer.choice for offer in session.project.archive.offers()] == ["accepted", "accepted"]

        assert session.undo() and session.undo() and session.undo(), "the extension, its mask, the fill"
        assert active_mask(session.document, photo_layer.id) is not None, "undo brings the mask back"
        plain, _ = gathered(session.document, photo_layer)
        assert np.array_equal(plain[..., :3], read(photo).pixels)
    finally:
        session.close()
    _written(filled, photo, tmp_path / "out.png")


def _written(filled: np.ndarray, photo: Path, out: Path) -> None:
    """The result as a file: the photograph bit for bit, but for the spot and what was drawn around it."""
    write(out, encode(filled[..., :3], out.suffix))
    result, before = read(out).pixels[30:210], read(photo).pixels
    outside = ellipse(Tiles.from_array(before).size, *SPOT) == 0
    assert np.array_equal(result[outside], before[outside]) and (result[~outside] != before[~outside]).any()


def _fill_extend_and_wait(path: Path, photo: Path) -> None:
    """What the killed process does: both edits on one photograph, and then nothing more."""
    session = Session(Project.open(path))
    registry = Registry.found()
    with Generations(session, registry, Jobs(registry)) as generations:
        layer = bring(session, [photo], at=(0, 0))[0]
        assert layer.pixels is not None
        size = layer.pixels.size
        session.commit("Mask", masked(session.document, layer.id, ellipse(size, *SPOT)))
        generations.accept(generations.wait(generations.ask(layer.id, "builtin", Wish(words="remove it")))[0])
        region = by_border(size, 0, 30, 0, 30)
        session.commit("Extend", masked(session.document, layer.id, border_mask(size, region), region.x, region.y))
        generations.accept(generations.wait(generations.ask(layer.id, "builtin", Wish(words="extend")))[0])
        assert session.project.flush()
        os.write(1, b"accepted\n")
        time.sleep(60)


if __name__ == "__main__":
    _fill_extend_and_wait(Path(sys.argv[1]), Path(sys.argv[2]))
