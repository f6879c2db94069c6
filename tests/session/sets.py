"""Projects that hold a series of results: each picture is the answer of a generation of its own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec
import numpy as np

from editor.document.archive import Choice, Generation, Offer, Recipe
from editor.pixels.geometry import Rect, Size
from editor.pixels.quick_png import quick_png
from editor.project.project import Project

NOON = 1_770_000_000.0


def add(
    project: Project,
    name: str,
    pixels: np.ndarray,
    *,
    made: float = NOON,
    anchors: tuple[str, ...] = (),
    choice: Choice = "offered",
    data: bytes = b"",
    version: str = "1",
    more: Iterable[np.ndarray] = (),
) -> None:
    """The generation g-NAME with one candidate o-NAME, and o-NAME-1 and so on for `more`."""
    size = Size(pixels.shape[1], pixels.shape[0])
    recipe = Recipe(
        engine="painter",
        version=version,
        kind="generate",
        size=size,
        words=name,
        anchors=tuple((anchor, 1) for anchor in anchors),
    )
    generation = Generation(id=f"g-{name}", made=made, recipe=recipe, region=Rect(0, 0, *size), state="answered")
    offer = Offer(id=f"o-{name}", generation=generation.id, made=made, seed=1, answer=b"", size=size, choice=choice)
    project.archive.add(generation)
    project.archive.offer(offer, data or quick_png(pixels))
    for number, other in enumerate(more, 1):
        another = msgspec.structs.replace(offer, id=f"{offer.id}-{number}", made=made + number)
        project.archive.offer(another, quick_png(other))


def series(path: Path, pictures: Iterable[np.ndarray]) -> Path:
    """A project of results named by their number, a minute apart."""
    project = Project.create(path)
    for number, pixels in enumerate(pictures, 1):
        add(project, str(number), pixels, made=NOON + 60 * number)
    project.close()
    return path
