"""Pictures dropped on the canvas with real events: files, folders, data, addresses; many of them, and hostile ones."""

from __future__ import annotations

import http.server
import itertools
import os
import struct
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from editor.document.records import Document, Frame, Layer, Note
from editor.pixels.geometry import Affine, Rect
from editor.steps.extent import Extent, extent
from editor.ui.desk import Desk
from tests.ui.desks import opened
from tests.ui.dropping import drop, of_files

LONG = 30_000


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    window, made = opened(qtbot, tmp_path)
    yield made
    window.close()


@pytest.fixture
def empty(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    window, made = opened(qtbot, tmp_path, Document().with_(Note(id="n", rect=Rect(0, 0, 9, 9))))
    yield made
    window.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """Serves the folder `served`."""
    folder = tmp_path / "served"
    folder.mkdir()

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: object) -> None:
            super().__init__(*args, directory=str(folder))  # type: ignore[arg-type]

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()
        thread.join()


def png(path: Path, w: int = 40, h: int = 30, shade: int = 90) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.full((h, w, 3), shade, np.uint8)).save(path)
    return path


def hostile(folder: Path) -> dict[str, Path]:
    """Files that are no good, each in its own way."""
    folder.mkdir()
    whole = png(folder / "whole.png", 200, 200).read_bytes()
    (folder / "whole.png").unlink()
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    huge = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    made = {
        "cut.png": whole[: len(whole) // 2],
        "huge.png": huge + struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT")),
        "text.png": b"this is no picture",
        "nothing.jpg": b"",
        "form.pdf": b"%PDF-1.7",
    }
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return {name: folder / name for name in made}


def middle(desk: Desk) -> QPoint:
    return desk.canvas.rect().center()


def count(desk: Desk) -> int:
    return len(desk.session.document.layers)


def boxes(desk: Desk) -> dict[str, Extent]:
    document = desk.session.document
    found = {layer.name: extent(document, [layer.id]) for layer in document.layers.values() if layer.pixels}
    return {name: box for name, box in found.items() if box}


def apart(desk: Desk) -> bool:
    return not any(a.meets(b) for a, b in itertools.combinations(boxes(desk).values(), 2))


def in_view(desk: Desk, ids: frozenset[str]) -> bool:
    box = extent(desk.session.document, ids)
    assert box is not None
    x, y = desk.canvas.view.to_widget.apply(box.left, box.top)
    right, bottom = desk.canvas.view.to_widget.apply(box.right, box.bottom)
    return min(x, y) >= -1 and right <= desk.canvas.width() + 1 and bottom <= desk.canvas.height() + 1


def test_a_file_dropped_on_nothing_comes_where_it_is_dropped(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    at = QPoint(100, desk.canvas.height() - 100)
    x, y = desk.canvas.view.to_canvas(at.x(), at.y())
    assert drop(desk.canvas, of_files([png(tmp_path / "new.png")]), at)
    qtbot.waitUntil(lambda: count(desk) == 5, timeout=LONG)
    box = boxes(desk)["new"]
    assert box.centre == (pytest.approx(x, abs=1), pytest.approx(y, abs=1)) and apart(desk)
    assert len(desk.session.selection) == 1 and not desk.shell.toast.words


def test_one_dropped_on_a_picture_comes_beside_it(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    px, py = desk.canvas.view.to_widget.apply(40, 30)
    drop(desk.canvas, of_files([png(tmp_path / "new.png")]), QPoint(round(px), round(py)))
    qtbot.waitUntil(lambda: count(desk) == 5, timeout=LONG)
    assert apart(desk) and in_view(desk, desk.session.selection)


def test_one_dropped_into_a_frame_comes_into_it(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    desk.session.commit("Frame", desk.session.document.with_(Frame(id="f", rect=Rect(0, 200, 300, 200))))
    desk.canvas.fit()
    px, py = desk.canvas.view.to_widget.apply(150, 300)
    drop(desk.canvas, of_files([png(tmp_path / "new.png")]), QPoint(round(px), round(py)))
    qtbot.waitUntil(lambda: count(desk) == 5, timeout=LONG)
    frame, box = desk.session.document.frames["f"].rect, boxes(desk)["new"]
    assert frame.x <= box.left and box.right <= frame.right and frame.y <= box.top and box.bottom <= frame.bottom


def test_fifty_with_hostile_ones_among_them_in_one_step(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    good = [png(tmp_path / f"p{n:02}.png", 20 + 7 * (n % 9), 20 + 5 * (n % 7), n) for n in range(45)]
    bad = hostile(tmp_path / "bad")
    before, steps = desk.session.document, len(desk.session.history.heads)
    assert drop(desk.canvas, of_files([*good[:20], *bad.values(), *good[20:]]), middle(desk))
    qtbot.waitUntil(lambda: count(desk) == 4 + 45, timeout=LONG)
    assert apart(desk) and in_view(desk, desk.session.selection)
    around = extent(desk.session.document, desk.session.selection)
    assert around is not None and 0.4 < around.w / around.h < 2.5, "as a block, not as a row"
    words = desk.shell.toast.words
    assert words.startswith("45 of 50 pictures came in.")
    assert all(name in words for name in bad), words
    assert "cut off" in words and "smaller" in words and "empty" in words and "can be opened" in words
    assert len(desk.session.history.heads) == steps + 1
    desk.session.undo()
    assert desk.session.document.layers.keys() == before.layers.keys()
    desk.session.redo()
    assert count(desk) == 49


@pytest.fixture
def locked(tmp_path: Path, desk: Desk) -> Iterator[Path]:
    """A file that may not be read, also where the tests run as root, to whom every file is open."""
    path, before = png(tmp_path / "locked.png"), os.geteuid()
    path.chmod(0)
    if before == 0:
        os.seteuid(65534)
    yield path
    os.seteuid(before)


def test_a_file_that_may_not_be_read_is_named(qtbot: QtBot, desk: Desk, locked: Path) -> None:
    drop(desk.canvas, of_files([locked]), middle(desk))
    qtbot.waitUntil(lambda: "may not read" in desk.shell.toast.words, timeout=LONG)
    assert "Change its rights" in desk.shell.toast.words


def test_a_file_that_is_gone_by_the_time_is_named(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    before = desk.session.document
    drop(desk.canvas, of_files([tmp_path / "gone.png"]), middle(desk))
    qtbot.waitUntil(lambda: "gone.png" in desk.shell.toast.words, timeout=LONG)
    assert "There is no file" in desk.shell.toast.words and desk.session.document is before


def test_a_folder_stands_for_the_pictures_in_it(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "shoot"
    for name in ("b.png", "deep/a.png", ".hidden/c.png"):
        png(folder / name)
    (folder / "remarks.txt").write_text("no picture")
    drop(desk.canvas, of_files([folder]), middle(desk))
    qtbot.waitUntil(lambda: count(desk) == 6, timeout=LONG)
    assert {"a", "b"} <= boxes(desk).keys() and "c" not in boxes(desk) and not desk.shell.toast.words
    (tmp_path / "bare").mkdir()
    drop(desk.canvas, of_files([tmp_path / "bare"]), middle(desk))
    qtbot.waitUntil(lambda: "no pictures in this folder" in desk.shell.toast.words, timeout=LONG)


def test_a_picture_from_a_browser_keeps_its_bytes_its_name_and_its_address(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    data = png(tmp_path / "x.png", 33, 22).read_bytes()
    mime = QMimeData()
    mime.setData("image/png", data)
    mime.setUrls([QUrl("https://example.com/art/sea%20side.png?w=33")])
    assert drop(desk.canvas, mime, middle(desk))
    qtbot.waitUntil(lambda: count(desk) == 5, timeout=LONG)
    (layer,) = (desk.session.document.layers[id] for id in desk.session.selection)
    assert layer.name == "sea side" and layer.origin.address == "https://example.com/art/sea%20side.png?w=33"
    assert layer.pixels is not None and layer.pixels.base is not None
    assert desk.session.project.original(layer.pixels.base.digest) == data


def test_image_data_without_a_file_comes_in(qtbot: QtBot, desk: Desk) -> None:
    image = QImage(31, 17, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    mime = QMimeData()
    mime.setImageData(image)
    assert drop(desk.canvas, mime, middle(desk))
    qtbot.waitUntil(lambda: count(desk) == 5, timeout=LONG)
    (layer,) = (desk.session.document.layers[id] for id in desk.session.selection)
    assert layer.pixels is not None and layer.pixels.size == (31, 17)
    assert layer.pixels.array()[5, 5].tolist() == [255, 0, 0, 255]


def test_an_address_is_fetched_also_out_of_a_page(qtbot: QtBot, desk: Desk, tmp_path: Path, server: str) -> None:
    png(tmp_path / "served" / "cat.png", 12, 34)
    mime = QMimeData()
    mime.setUrls([QUrl(f"{server}/a page around it")])
    mime.setHtml(f'<a href="{server}/page"><img alt="" src="{server}/cat.png?a=1&amp;b=2"></a>')
    assert drop(desk.canvas, mime, middle(desk))
    qtbot.waitUntil(lambda: count(desk) == 5, timeout=LONG)
    (layer,) = (desk.session.document.layers[id] for id in desk.session.selection)
    assert layer.name == "cat" and layer.origin.address == f"{server}/cat.png?a=1&b=2"
    mime.setHtml(f'<img src="{server}/none.png">')
    drop(desk.canvas, mime, middle(desk))
    qtbot.waitUntil(lambda: "404" in desk.shell.toast.words, timeout=LONG)
    assert "drop the file" in desk.shell.toast.words and count(desk) == 5


def test_what_is_no_picture_is_not_taken(desk: Desk) -> None:
    mime = QMimeData()
    mime.setText("just words")
    assert not drop(desk.canvas, mime, middle(desk))


def test_escape_while_they_are_read_brings_nothing(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    before = desk.session.document
    drop(desk.canvas, of_files([png(tmp_path / f"{n}.png") for n in range(20)]), middle(desk))
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Escape)
    drop(desk.canvas, of_files([png(tmp_path / "last.png")]), middle(desk))
    qtbot.waitUntil(lambda: count(desk) == 5, timeout=LONG)
    assert "last" in boxes(desk) and desk.session.history.undo_label == "Import"
    desk.session.undo()
    assert desk.session.document.layers.keys() == before.layers.keys()


def test_a_long_list_of_bad_ones_fits_the_canvas(qtbot: QtBot, empty: Desk, tmp_path: Path) -> None:
    bad = [tmp_path / f"{n} {'long name ' * 6}.png" for n in range(9)]
    for path in bad:
        path.write_bytes(b"no")
    drop(empty.canvas, of_files(bad), middle(empty))
    toast = empty.shell.toast
    qtbot.waitUntil(lambda: "And 5 more" in toast.words, timeout=LONG)
    assert empty.canvas.rect().contains(toast.geometry())
    assert all(path.name in toast.words for path in bad)


def test_what_lies_turned_or_in_a_group_is_not_covered_either(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    document = desk.session.document
    turned = Affine.rotation(30).then(Affine.translation(90, 20))
    layer = document.layers["low"]
    desk.session.commit("Turn", document.with_(Layer(id="t", name="t", transform=turned, pixels=layer.pixels)))
    for n in range(6):
        drop(desk.canvas, of_files([png(tmp_path / f"n{n}.png", 60, 60)]), middle(desk))
        qtbot.waitUntil(lambda n=n: count(desk) == 6 + n, timeout=LONG)
    fresh = [box for name, box in boxes(desk).items() if name.startswith("n")]
    rest = [box for name, box in boxes(desk).items() if not name.startswith("n")]
    assert not any(a.meets(b) for a in fresh for b in rest)
    assert not any(a.meets(b) for a, b in itertools.combinations(fresh, 2))
