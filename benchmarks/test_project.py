"""The project file beside what it cannot do without: writing the same bytes, decoding the same mips, the files alone.

One board of 500 photographs of 12 megapixels, more than 1 GB. Goals: a stroke over 6 tiles is durable within 4 times
a plain write and fsync of its blobs; the board is opened to the pixels of a full view within 2 times decoding the
mips for it (CPU time of the whole process); a project of 100 photographs is at most 1.15 times as large as their files.
"""

from __future__ import annotations

import ctypes
import gc
import math
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import TypeVar

import cv2
import numpy as np
import pytest

from editor.document.changes import changes
from editor.document.records import Document, Layer, Mask, changed
from editor.pixels.brush import Brush, Stroke, painted
from editor.pixels.display import displayed
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.tiles import SIDE, SMALL, Tile, Tiles
from editor.project.far import View, decoded
from editor.project.project import Project
from editor.project.rows import pictures
from editor.project.store import reduced
from editor.session.bring import bring
from editor.session.session import Session
from editor.steps.flatten import flatten
from editor.steps.place import GAP, bounds

QtCore, QtGui = pytest.importorskip("PySide6.QtCore"), pytest.importorskip("PySide6.QtGui")

PHOTOGRAPH = Size(4000, 3000)
GRAIN = 3.3  # standard deviation of the noise, levels of 255
SOURCES = (Path("resources/sample/dandelions.jpg"), Path("tests/photographs/raccoon.jpg"))
LAYERS, COLUMNS = 500, 25
VIEW = Size(1920, 1080)
PAUSE = 0.05  # seconds before each stroke and each plain write
FORMS = (QtGui.QImage.Format.Format_ARGB32_Premultiplied, QtGui.QImage.Format.Format_RGB32)  # by opaque
Say = Callable[[str], None]
T = TypeVar("T")


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    def printed(line: str) -> None:
        with capsys.disabled():
            print(f"\n{line}", end="")

    return printed


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    made = tmp_path_factory.mktemp("project")
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def photographs(folder: Path) -> list[Path]:
    """100 JPEG files, quality 90: parts of two photographs, some mirrored, each with grain of its own."""
    rng = np.random.default_rng(1)
    w, h = PHOTOGRAPH
    grain = cv2.GaussianBlur(rng.standard_normal((h + 400, w + 400, 3), np.float32), (0, 0), 0.7)
    grain = np.rint(grain * (GRAIN / grain.std())).astype(np.int16)
    found = []
    for number in range(100):
        picture = cv2.imread(str(SOURCES[number % 2]))
        part = int(min(picture.shape[0], picture.shape[1] * h / w) * rng.uniform(0.6, 1))
        y, x = (int(rng.integers(0, n + 1)) for n in (picture.shape[0] - part, picture.shape[1] - part * w // h))
        pixels = cv2.resize(picture[y : y + part, x : x + part * w // h], PHOTOGRAPH, interpolation=cv2.INTER_CUBIC)
        dy, dx = rng.integers(0, 400, 2)
        pixels = cv2.add(pixels[:, :: rng.choice((-1, 1))], grain[dy : dy + h, dx : dx + w], dtype=cv2.CV_8U)
        found.append(folder / f"{number:03}.jpg")
        cv2.imwrite(str(found[-1]), pixels, [cv2.IMWRITE_JPEG_QUALITY, 90])
    return found


@pytest.fixture(scope="module")
def board(folder: Path, photographs: list[Path]) -> Path:
    """500 photographs in 25 columns; the same picture five times, in files that differ by a comment."""
    path = folder / "board.patchboard"
    session = Session(Project.create(path))
    document = session.document
    for number in range(LAYERS):
        data, comment = photographs[number % 100].read_bytes(), f"{number:06}".encode()
        data = data[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + data[2:]
        y, x = divmod(number, COLUMNS)
        document = document.with_(
            Layer(
                id=f"{number:03}",
                order=f"{number:03}V",
                transform=Affine.translation(x * (PHOTOGRAPH.w + GAP), y * (PHOTOGRAPH.h + GAP)),
                pixels=Tiles.from_source(session.project.add_original(data)),
            )
        )
        if number % 50 == 49:
            session.commit("Import", document)
            make_far_views(document.layers.values())
            assert session.project.flush()
    session.close()
    assert path.stat().st_size > 1e9
    os.sync()  # or it would be written while others are timed
    return path


def make_far_views(layers: Iterable[Layer]) -> None:
    """As the window does when it shows them; otherwise a thread makes them in its own time."""
    for layer in layers:
        assert layer.pixels is not None
        layer.pixels.crop(Rect(0, 0, 1, 1), SMALL)


def test_the_size_of_photographs(folder: Path, photographs: list[Path], say: Say) -> None:
    path = folder / "photographs.patchboard"
    session = Session(Project.create(path))
    make_far_views(bring(session, photographs))
    session.close()
    files, size = sum(file.stat().st_size for file in photographs), path.stat().st_size
    path.unlink()
    say(f"100 photographs of 12 MP: {size / 1e6:.1f} MB, files {files / 1e6:.1f} MB; {size / files:.3f} (goal 1.15)")


def test_opening(board: Path, say: Say) -> None:
    """From the path to 1920 x 1080 pixels with all layers in them, one thread, beside decoding their mips alone.

    The window draws display tiles; `flatten`, for the command line, has no goal here.
    """
    mips = stored_mips(board)
    for name, show, goal in (("drawn", drawn, " (goal 2)"), ("flattened", flattened, "")):
        own, alone = [], []
        for _ in range(9):
            took, project = cpu(lambda show=show: opened(board, show))
            own.append(took)
            project.close()
            del project
            alone.append(cpu(lambda: [decoded(mip) for mip in mips])[0])
        a, b = median(own), median(alone)
        say(f"500 layers opened and {name}: {a:.0f} ms CPU, mips decoded {b:.0f} ms; {a / b:.2f} times{goal}")


def cpu(action: Callable[[], T]) -> tuple[float, T]:
    """Milliseconds of all threads of this process, and what came of it.

    Before it the heap is given back, so that each has to get the memory for the pixels that it makes.
    """
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)
    began = time.process_time()
    result = action()
    return (time.process_time() - began) * 1e3, result


def opened(path: Path, show: Callable[[Document], object]) -> Project:
    project = Project.open(path)
    show(project.document)
    return project


def fitted(document: Document) -> Affine:
    """From the canvas to the view, all layers in it."""
    box = Rect(0, 0, 0, 0)
    for layer in document.layers.values():
        box = box.united(bounds(document, layer))
    return Affine.translation(-box.x, -box.y).then(Affine.scaling(min(VIEW.w / box.w, VIEW.h / box.h)))


def level_of(scale: float) -> int:
    """The smallest mip that is still as large as what is shown."""
    return math.floor(-math.log2(scale))


def drawn(document: Document) -> QtGui.QImage:
    """Every layer as a picture for the screen, drawn by the painter: what the canvas does."""
    canvas = fitted(document)
    target = QtGui.QImage(*VIEW, QtGui.QImage.Format.Format_ARGB32_Premultiplied)
    target.fill(0)
    with QtGui.QPainter(target) as painter:
        painter.setRenderHint(QtGui.QPainter.RenderHint.SmoothPixmapTransform)
        for layer in document.layers.values():
            assert layer.pixels is not None
            placed = document.placed(layer).then(canvas)
            level = level_of(placed.scale)
            picture = displayed(layer.pixels.crop(layer.pixels.level_size(level).rect, level))
            h, w = picture.pixels.shape[:2]
            image = QtGui.QImage(picture.pixels.data, w, h, w * 4, FORMS[picture.opaque])
            painter.setTransform(QtGui.QTransform(*placed))
            painter.drawImage(QtCore.QRectF(0, 0, *layer.pixels.size), image)
    return target


def flattened(document: Document) -> np.ndarray:
    return flatten(document, VIEW, fitted(document))


def stored_mips(path: Path) -> list[View]:
    """What the file holds for the view."""
    project = Project.open(path)
    level = level_of(fitted(project.document).scale)
    with project._readers.lent() as db:
        found = db.rows("SELECT codec, data FROM mip WHERE level = ?", level)
    project.close()
    assert len(found) == LAYERS
    return [(codec, data) for codec, data in found]


@pytest.mark.parametrize("target", ["mask", "picture"])
def test_a_stroke_is_durable(board: Path, say: Say, target: str) -> None:
    """From commit to the call that says that it is on the disk; beside it a new file with the stroke's blobs.

    The last of the file, since it paints on the board.
    """
    project = Project.open(board)
    session, saved = Session(project), threading.Event()
    session.commit("Mask", session.document.with_(Mask(id="mask", target="000", tiles=Tiles(PHOTOGRAPH, channels=1))))
    project.flush()
    project.on_saved = lambda _: saved.set()
    own, plain, packing, blobs = [], [], [], [b""]
    for number in range(25):
        after = stroked(session.document, target, number)
        new = new_tiles(session.document, after)
        packing.append(timed(lambda new=new: blobs.append(packed(project, new))))
        time.sleep(PAUSE)
        saved.clear()
        own.append(timed(lambda after=after: (session.commit("Stroke", after), saved.wait())))
        time.sleep(PAUSE)
        plain.append(timed(lambda: written(board.with_name("plain"), blobs[-1])))
        board.with_name("plain").unlink()
    session.close()
    a, b, c = median(own), median(plain), median(packing)
    size = sum(map(len, blobs)) / 25e3
    say(
        f"stroke on a {target}, 6 tiles, {size:.0f} kB: {a:.2f} ms ({c:.2f} of it to name and pack them alone),"
        f" write + fsync {b:.2f} ms; {a / b:.1f} times (goal 4)"
    )


def timed(action: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1e3


def stroked(document: Document, target: str, number: int) -> Document:
    """The document after a wave of the brush over 3 x 2 tiles that no other number touches."""
    y, x = divmod(number, 5)
    left, top = x * 3 * SIDE, y * 2 * SIDE
    paint = Stroke(Brush(60), PHOTOGRAPH.rect)
    for step in range(60):
        paint.move(left + 50 + 11 * step, top + 256 + 150 * math.sin(step / 6))
    paint.finish()
    if target == "mask":
        mask = document.masks["mask"]
        tiles = mask.tiles.edited(paint.box, lambda under: painted(under, paint, paint.box))
        return document.with_(changed(mask, tiles=tiles))
    layer = document.layers["000"]
    assert layer.pixels is not None
    alpha = paint.buffer[..., None] / np.float32(255)
    colour = np.array([200, 40, 60, 255], np.float32)
    pixels = layer.pixels.edited(paint.box, lambda under: np.rint(under + (colour - under) * alpha).astype(np.uint8))
    return document.with_(changed(layer, pixels=pixels))


def new_tiles(before: Document, after: Document) -> list[Tile]:
    records = (change.after for change in changes(before, after))
    new = [tile for record in records for tiles in pictures(record) for tile in tiles if not tile.stored]
    assert len(new) == 6
    return new


def packed(project: Project, tiles: list[Tile]) -> bytes:
    """All that the file will hold of the tiles, with the work to name and to pack them."""
    assert all(Tile.of(tile.pixels).digest for tile in tiles)
    pack = project._packer.packed
    return b"".join(pack(tile.pixels)[1] + pack(reduced(tile.pixels))[1] for tile in tiles)


def written(path: Path, data: bytes) -> None:
    """Put the bytes into a new file, durably."""
    with path.open("wb", buffering=0) as file:
        file.write(data)
        os.fsync(file.fileno())
