"""The project in the pictures: a campaign about a meadow, of the photographs that come with the program and the tests.

In it: a picture with a mask in a frame called Hero, drafts of other sizes in frames of theirs, a mood board, a note.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image

from editor.document.records import Frame, LayerMask, Note, Setting, changed
from editor.engine.registry import Registry, plugin_paths
from editor.pixels.geometry import Affine, Rect
from editor.pixels.tiles import Tiles
from editor.project.project import Project
from editor.session.bring import bring
from editor.session.generations import Generations
from editor.session.jobs import Jobs
from editor.session.session import Session
from editor.steps import stacking
from editor.steps.ask import Wish
from editor.steps.mask import masked

ROOT = Path(__file__).parents[3]
DANDELIONS = ROOT / "resources/sample/dandelions.jpg"
RACCOON = ROOT / "tests/photographs/raccoon.jpg"
PHOTO = "photo"
WORDS = "a smaller, softer seed head on a short stem, same evening light"
REMOVED = "remove the small seed head"  # what the built-in engine understands


class Cut(NamedTuple):
    """A part of a photograph, and where on the board it is."""

    name: str
    of: Rect
    at: Rect
    from_: Path = DANDELIONS


MOOD = (
    Cut("raccoon", Rect(0, 0, 1024, 768), Rect(-745, 0, 654, 490), RACCOON),
    Cut("seed head, close", Rect(420, 140, 720, 540), Rect(-745, 503, 321, 241)),
    Cut("eyes", Rect(330, 130, 480, 360), Rect(-412, 503, 321, 241), RACCOON),
    Cut("stem", Rect(640, 560, 640, 860), Rect(-745, 757, 321, 430)),
    Cut("evening light", Rect(1560, 280, 480, 313), Rect(-412, 757, 321, 209)),
    Cut("leaves", Rect(0, 500, 400, 261), Rect(-412, 978, 321, 209), RACCOON),
    Cut("low sun", Rect(1000, 20, 1640, 664), Rect(-745, 1200, 654, 265)),
)
DRAFTS = (
    Cut("Billboard", Rect(0, 180, 2656, 685), Rect(1098, 2123, 970, 250)),
    Cut("Square draft", Rect(230, 80, 1000, 1000), Rect(455, 1665, 384, 384)),
    Cut("Story draft", Rect(410, 0, 840, 1494), Rect(0, 1665, 384, 683)),
)
SKY = Cut("Sky, cleaned", Rect(0, 0, 2656, 420), Rect(0, 0, 2656, 420))


def meadow(folder: Path, name: str = "Meadow campaign") -> Path:
    """The project file, made in the folder; one request in it was never sent."""
    path = folder / f"{name}.patchboard"
    session = Session(Project.create(path))
    mood = [_cut(session, folder, cut) for cut in MOOD]
    for draft in DRAFTS:
        _cut(session, folder, draft)
    (photo,) = bring(session, [DANDELIONS], at=(0, 0))
    document = session.document.without(photo).with_(changed(photo, id=PHOTO))
    document, _ = stacking.grouped(document, mood, "Mood board")
    frames = [Frame(id=cut.name, name=cut.name, rect=cut.at, order=f"{n}") for n, cut in enumerate(DRAFTS)]
    note = Note(
        id="note",
        name="Dusk, low sun, soft seeds",
        rect=Rect(-745, 1509, 654, 228),
        text="Dusk, low sun, soft seeds\nKeep the horizon above the upper third. No people.",
    )
    hero = Frame(id="hero", name="Hero", rect=Rect(0, 0, 2656, 1494), order="9")
    document = document.with_(*frames, hero, note, Setting(id="title", value=name))
    session.commit("Arrange", document)
    sky = _cut(session, folder, SKY)
    hides = np.zeros((420, 2656), np.uint8)
    hides[:300] = np.linspace(255, 0, 300)[:, None]
    session.commit(
        "Clean the sky",
        session.document.with_(
            changed(session.document.layers[sky], mask=LayerMask(Tiles.from_array(hides)), onto=PHOTO)
        ),
    )
    session.commit("Mask", masked(session.document, PHOTO, spot()))
    session.select([PHOTO])
    _unsent(session)
    session.close()
    return path


def spot() -> np.ndarray:
    """A small seed head of the photograph with its stem, soft at the edge: uint8, as large as the photograph."""
    y, x = np.ogrid[:1494, :2656]
    head = 1 - np.hypot((x - 2140) / 235, (y - 1120) / 205)
    stem = np.minimum(1 - np.abs(x - 2135) / 60, (1480 - y) / 400 + 0 * x)
    return (np.clip(20 * np.maximum(head, np.where(y > 1150, stem, -1)), 0, 1) * 255).astype(np.uint8)


def empty(folder: Path) -> Path:
    path = folder / "Untitled.patchboard"
    if not path.exists():
        Session(Project.create(path)).close()
    return path


def _cut(session: Session, folder: Path, cut: Cut) -> str:
    """The layer of a part of a photograph."""
    path = folder / f"{cut.name}.jpg"
    with Image.open(cut.from_) as picture:
        x, y, w, h = cut.of
        picture.crop((x, y, x + w, y + h)).save(path, quality=90)
    (layer,) = bring(session, [path], at=(cut.at.x, cut.at.y))
    place = Affine(cut.at.w / w, 0, 0, cut.at.h / h, cut.at.x, cut.at.y)
    session.commit("Place", session.document.with_(changed(layer, transform=place)))
    return layer.id


def _unsent(session: Session) -> None:
    """What was asked and not yet sent when the program ended."""
    registry = Registry.of(plugin_paths())
    jobs = Jobs(registry)
    jobs.pause()
    Generations(session, registry, jobs).ask(PHOTO, "builtin", Wish(words="a little warmer", seed=7))
    session.project.flush()
