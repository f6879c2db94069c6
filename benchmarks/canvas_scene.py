"""The scene that the canvas is measured on: 1000 layers of 1024 x 1024 in a project, some turned and translucent."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from editor.document.order import spread
from editor.document.records import Document, Layer
from editor.pixels.geometry import Affine, Size
from editor.pixels.tiles import Tiles
from editor.project.project import Project
from editor.session.session import Session

SIDE = 1024
PICTURES = 24  # cut from the photographs; every layer has a file and small views of its own
SOURCES = (Path("resources/sample/dandelions.jpg"), Path("tests/photographs/raccoon.jpg"))
STEP = 1060  # canvas pixels from one layer to the next, before each is moved by chance


def encoded() -> list[bytes]:
    """24 JPEG files of 1024 x 1024, parts of two photographs."""
    rng = np.random.default_rng(24)
    found = []
    for number in range(PICTURES):
        picture = cv2.imread(str(SOURCES[number % 2]))
        assert picture is not None, "run it from the root of the checkout"
        side = int(min(picture.shape[:2]) * rng.uniform(0.6, 1))
        y, x = (int(rng.integers(0, n - side + 1)) for n in picture.shape[:2])
        pixels = cv2.resize(picture[y : y + side, x : x + side], (SIDE, SIDE), interpolation=cv2.INTER_AREA)
        found.append(cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes())
    return found


def placed(index: int, columns: int, rng: np.random.Generator) -> Affine:
    """On a grid, off by chance; one in five is turned, so that neighbours overlap."""
    y, x = divmod(index, columns)
    dx, dy = rng.integers(-60, 61, 2)
    where = Affine.translation(float(x * STEP + dx), float(y * STEP + dy))
    if index % 5:
        return where
    turn = Affine.translation(-SIDE / 2, -SIDE / 2).then(Affine.rotation(float(rng.uniform(-25, 25))))
    return turn.then(Affine.translation(SIDE / 2, SIDE / 2)).then(where)


def made(path: Path, count: int = 1000) -> None:
    """A project file with the scene, its far views stored."""
    rng, files = np.random.default_rng(7), encoded()
    session = Session(Project.create(path))
    columns = round((count * 16 / 9) ** 0.5)
    document: Document = session.document
    layers = []
    for index, order in enumerate(spread(count)):
        data, comment = files[index % PICTURES], f"{index:06}".encode()
        data = data[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + data[2:]
        tiles = Tiles.from_source(session.project.add_original(data, f"{index}.jpg"))
        tiles.crop(Size(8, 8).rect, 4)
        opacity = 0.6 if index % 7 == 0 else 1.0
        layers.append(
            Layer(
                id=f"{index:05}",
                name=f"Layer {index}",
                order=order,
                transform=placed(index, columns, rng),
                opacity=opacity,
                pixels=tiles,
            )
        )
    session.commit("Scene", document.with_(*layers))
    session.project.flush()
    session.close()
