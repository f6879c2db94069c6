"""A project with its document, edited the way a session does it: the least that the tests of the file need."""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import msgspec
import numpy as np

from editor.document.archive import Charge, Generation, Offer, Recipe
from editor.document.changes import Step, applied, changes
from editor.document.records import Document, Layer, Mask
from editor.engine.contract import Price
from editor.pixels.geometry import Rect, Size
from editor.pixels.tiles import Tiles
from editor.project.project import Project
from editor.project.rows import pictures
from editor.project.ticket import Ticket

PHOTOGRAPHS = [Path("resources/sample/dandelions.jpg"), Path("tests/photographs/raccoon.jpg")]


class Board:
    """Commits, undo and redo over a project; `state` names a document by its content."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.document = project.document
        self.announce: Callable[[Document, int], object] = lambda *_: None  # before anything is handed to the project

    def commit(self, after: Document, label: str = "edit") -> Ticket:
        differ = changes(self.document, after)
        step = Step(self.project.next_step, self.project.pointer, label, time.time(), differ)
        self._move(after, step.id)
        return self.project.save(differ, step.id, step)

    def put(self, layer: Layer) -> Ticket:
        return self.commit(msgspec.structs.replace(self.document, layers={**self.document.layers, layer.id: layer}))

    def undo(self) -> Ticket | None:
        heads = {head.id: head for head in self.project.steps()}
        head = heads.get(self.project.pointer)
        if head is None:
            return None
        back = tuple(change.reversed for change in self.project.step(head.id).changes)
        self._move(applied(self.document, back), head.parent)
        return self.project.save(back, head.parent)

    def redo(self) -> Ticket | None:
        children = [head.id for head in self.project.steps() if head.parent == self.project.pointer]
        if not children:
            return None
        step = self.project.step(max(children))
        self._move(applied(self.document, step.changes), step.id)
        return self.project.save(step.changes, step.id)

    def _move(self, document: Document, pointer: int) -> None:
        self.document = document
        self.announce(document, pointer)


def state(document: Document) -> str:
    """Equal for documents whose records and pixels are equal; reads every pixel."""
    total = hashlib.blake2b(digest_size=8)
    for id, layer in sorted(document.layers.items()):
        total.update(f"{id} {layer.name} {layer.opacity} {layer.transform}".encode())
        for tiles in pictures(layer):
            total.update(tiles.array().tobytes())
    for id, mask in sorted(document.masks.items()):
        total.update(id.encode() + mask.tiles.array().tobytes())
    return total.hexdigest()


def noise(seed: int, w: int, h: int, channels: int = 4) -> np.ndarray:
    """Soft random pixels, so that they compress a little, as pictures do."""
    rng = np.random.default_rng(seed)
    small = rng.integers(0, 256, (h // 8 + 2, w // 8 + 2, channels), np.uint8)
    large = cv2.resize(small, (w, h), interpolation=cv2.INTER_LINEAR)
    return large[..., 0] if channels == 1 and large.ndim == 3 else large


def picture(id: str, seed: int, w: int = 300, h: int = 280, opacity: float = 1.0) -> Layer:
    return Layer(id=id, pixels=Tiles.from_array(noise(seed, w, h)), opacity=opacity)


def edit(board: Board, random: random.Random) -> Ticket | None:
    """One random edit, undo or redo."""
    document, choice = board.document, random.random()
    if choice < 0.15:
        return board.undo()
    if choice < 0.22:
        return board.redo()
    layers = dict(document.layers)
    if choice < 0.4 or not layers:
        id = f"layer {random.randrange(10**9)}"
        layers[id] = picture(id, random.randrange(10**6), random.randrange(1, 600), random.randrange(1, 600))
    elif choice < 0.48:
        del layers[random.choice(list(layers))]
    elif choice < 0.56:
        mask = Mask(
            id=f"mask {random.randrange(5)}", target="", tiles=Tiles(Size(500, 400), 1).filled(stroke(random), 255)
        )
        return board.commit(msgspec.structs.replace(document, masks={**document.masks, mask.id: mask}))
    elif choice < 0.66:
        layer = layers[random.choice(list(layers))]
        layers[layer.id] = msgspec.structs.replace(layer, opacity=random.random())
    else:
        layer = layers[random.choice(list(layers))]
        assert layer.pixels is not None
        where = stroke(random)
        pixels = layer.pixels.pasted(where.x, where.y, noise(random.randrange(10**6), where.w, where.h))
        layers[layer.id] = msgspec.structs.replace(layer, pixels=pixels)
    return board.commit(msgspec.structs.replace(document, layers=layers))


def stroke(random: random.Random) -> Rect:
    return Rect(
        random.randrange(-50, 400), random.randrange(-50, 300), random.randrange(1, 200), random.randrange(1, 200)
    )


def generation(id: str, target: str = "", mask: Tiles | None = None) -> Generation:
    recipe = Recipe(engine="builtin", version="1", kind="inpaint", size=Size(64, 64), prompt="a red door", seed=7)
    return Generation(id=id, made=time.time(), recipe=recipe, region=Rect(0, 0, 64, 64), target=target, mask=mask)


def offer(id: str, generation: str) -> Offer:
    return Offer(id=id, generation=generation, made=time.time(), seed=7, answer=b"", size=Size(64, 64))


def charge(id: str, generation: str, micros: int = 40_000) -> Charge:
    return Charge(
        id=id, generation=generation, made=time.time(), engine="builtin", price=Price(micros, estimated=False)
    )
