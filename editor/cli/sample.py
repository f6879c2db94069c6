"""`patchboard sample`: the main job on the sample photograph, in a project as the window would do it."""

from __future__ import annotations

import tempfile
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np

from editor.cli.console import Console
from editor.cli.sheet import Panel, sheet
from editor.document.ids import new_id
from editor.document.records import Frame, Layer
from editor.engine.contract import Progress
from editor.engine.registry import Registry
from editor.pixels.encode import encode
from editor.pixels.geometry import Rect, Size
from editor.pixels.mask_ops import ellipse, polygon
from editor.pixels.tiles import Tiles
from editor.project.project import Project
from editor.resources import resource
from editor.session.bring import bring
from editor.session.generations import Generations
from editor.session.jobs import Jobs
from editor.session.session import Session
from editor.steps.ask import Wish
from editor.steps.extend import border_mask, to_size
from editor.steps.gather import gathered
from editor.steps.mask import masked
from editor.steps.place import placed
from editor.steps.write import write

HEAD = (1966, 986, 420, 322)  # the small dandelion at the lower right: x, y, w, h in the photograph
STEM = ((2136.0, 1260.0), (2196.0, 1260.0), (2168.0, 1494.0), (2092.0, 1494.0))
PORTRAIT = Rect(170, 0, 1080, 1494)  # the part with the large one
STORY = Size(1080, 1920)
SEED = 3


def sample(options: Namespace, console: Console) -> None:
    """Repair and extend the sample photograph; PNG results, a sheet, and the project to open in the window."""
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        project = Project.create(Path(folder) / "sample.patchboard")
        session = Session(project)
        try:
            steps, files = _job(session, options.out, console)
            kept = _kept(project, options.out)
        finally:
            session.close()
    lines = [f"{seconds:7.2f} s  {what}" for what, seconds in steps]
    lines += ["", *(f"wrote {file}" for file in files), f"wrote {kept}" if kept else ""]
    lines += ["", f"To open it in the window, on a desktop: patchboard {options.out / 'sample.patchboard'}"]
    value = {"steps": [{"what": what, "seconds": round(s, 3)} for what, s in steps], "files": [str(f) for f in files]}
    console.answer(value, *lines)


def sample_project(out: Path) -> Path:
    """The project of the sample photograph for the window, made where it is not there yet."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / "sample.patchboard"
    if not path.exists():
        session = Session(Project.create(path))
        _brought(session)
        session.close()
    return path


def marked() -> np.ndarray:
    """The mask of the small dandelion, uint8 (1494, 2656)."""
    size = Size(2656, 1494)
    return np.maximum(ellipse(size, *HEAD), polygon(size, STEM))


def _job(session: Session, out: Path, console: Console) -> tuple[list[tuple[str, float]], list[Path]]:
    steps: list[tuple[str, float]] = []

    @contextmanager
    def step(what: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        steps.append((what, time.monotonic() - began))

    registry = Registry.found()
    jobs = Jobs(registry)
    with Generations(session, registry, jobs) as generations:
        generations.progressed.connect(lambda _id, progress: _draw(console, progress))
        jobs.warm("builtin")
        with step("brought in the photograph, 2656 x 1494"):
            photo = _brought(session)
        with step("masked the small dandelion"):
            session.commit("Mask", masked(session.document, photo.id, marked()))
        with step("filled it from its surroundings and accepted the result"):
            _accept_first(generations, photo.id, "remove the dandelion", console)
        with step("cut a portrait of 1080 x 1494 out of the repaired photograph"):
            repaired, _ = gathered(session.document, photo)
            portrait = _portrait(session, repaired)
        with step("extended it up and down to 1080 x 1920 and accepted the result"):
            region = to_size(portrait.pixels.size, STORY) if portrait.pixels else Rect(0, 0, 0, 0)
            border = border_mask(PORTRAIT.size, region)
            session.commit("Extend", masked(session.document, portrait.id, border, region.x, region.y))
            _accept_first(generations, portrait.id, "extend", console)
        with step("wrote the results and the sheet"):
            story, box = gathered(session.document, portrait)
            files = _written(session, photo, repaired, story, box, out)
    _prove(session, photo, repaired)
    return steps, files


def _brought(session: Session) -> Layer:
    layer = bring(session, [resource("sample", "dandelions.jpg")], at=(0, 0))[0]
    frame = Frame(id=new_id(), name="Story", rect=Rect(2760, 0, *STORY), pixels=STORY)
    session.commit("Add frame", session.document.with_(frame))
    return layer


def _portrait(session: Session, repaired: np.ndarray) -> Layer:
    cut = np.ascontiguousarray(repaired[PORTRAIT.slices])
    down = (STORY.h - PORTRAIT.h) // 2
    document, layer = placed(session.document, Tiles.from_array(cut), name="Portrait", at=(2760, down))
    session.commit("Cut portrait", document)
    return layer


def _accept_first(generations: Generations, target: str, words: str, console: Console) -> None:
    console.begin()
    generation = generations.ask(target, "builtin", Wish(words=words, seed=SEED))
    generations.accept(generations.wait(generation)[0])


def _written(
    session: Session, photo: Layer, repaired: np.ndarray, story: np.ndarray, box: Rect, out: Path
) -> list[Path]:
    assert photo.pixels is not None
    before = photo.pixels.array()
    edited = cv2.cvtColor(before, cv2.COLOR_RGBA2RGB)
    cv2.drawContours(
        edited, cv2.findContours(marked(), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0], -1, (79, 193, 216), 5
    )
    columns = [
        [
            Panel("Before: what is to go is outlined", edited),
            Panel("After: every pixel outside the outline as it was", repaired),
        ],
        [Panel(f"Portrait {PORTRAIT.w} x {PORTRAIT.h}", repaired[PORTRAIT.slices])],
        [Panel(f"Story {box.w} x {box.h}: sky and grass drawn on", story)],
    ]
    pictures = {"1-repaired.png": repaired, "2-story.png": story, "3-sheet.png": sheet(columns)}
    for name, pixels in pictures.items():
        write(out / name, encode(cv2.cvtColor(pixels, cv2.COLOR_RGBA2RGB) if pixels.shape[2] == 4 else pixels, "PNG"))
    return [out / name for name in pictures]


def _prove(session: Session, photo: Layer, repaired: np.ndarray) -> None:
    """The promise of the exact edit, checked on what was just made."""
    assert photo.pixels is not None
    outside = marked() == 0
    if not np.array_equal(photo.pixels.array()[outside], repaired[outside]):
        raise AssertionError("a pixel outside the mask changed")


def _kept(project: Project, out: Path) -> Path | None:
    """The project beside the results; one that is there already may hold somebody's work and stays."""
    path = out / "sample.patchboard"
    if path.exists():
        return None
    project.flush()
    project.backup(path)
    return path


def _draw(console: Console, progress: Progress) -> None:
    console.progress(progress.fraction, progress.stage)
