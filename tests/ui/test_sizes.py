"""One master to many sizes in a real window: chosen by words, made in frames, drawn behind, stopped and retried."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.document.records import Document, Layer
from editor.engine.contract import Engine, Progress
from editor.engine.errors import RateLimited
from editor.engine.registry import Entry, Registry
from editor.pixels.geometry import Affine, Size
from editor.pixels.resample import resize
from editor.pixels.tiles import Tiles
from editor.session.presets import presets
from editor.steps.extend import border_of, own_frame
from editor.steps.flatten import flatten
from editor.steps.mask import masked
from editor.ui.desk import Desk
from editor.ui.window import Window
from tests.engines.painter import Painter
from tests.steps.road import photograph
from tests.ui.desks import opened, shown

PHOTO = photograph()
H, W = PHOTO.shape[:2]
NAMES = ("Medium rectangle", "Half page", "Mobile interstitial", "Square")
SIZES = {preset.name: preset.size for preset in presets()}
Opener = Callable[..., Desk]


class Flaky(Painter):
    """Refuses until it recovers."""

    def __init__(self) -> None:
        super().__init__()
        self.broken = True

    def generate(self, request, stop):
        if self.broken:
            raise RateLimited("Rate limit reached.", "Free again in 40 s.")
        yield from super().generate(request, stop)


class Stuck(Painter):
    """Never answers."""

    def generate(self, request, stop):
        while True:
            yield Progress(0.3, "painting")
            stop.check()
            time.sleep(0.01)


def board(count: int) -> Document:
    layers = [
        Layer(
            id=f"p{n}",
            name=f"photo {n}",
            order=f"{n + 1}",
            pixels=Tiles.from_array(PHOTO),
            transform=Affine.translation(n * (W + 40), 0),
        )
        for n in range(count)
    ]
    return Document().with_(*layers)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opener]:
    """Opens a window on so many photographs, all of them selected."""
    windows: list[Window] = []

    def opener(count: int, *engines: Engine) -> Desk:
        if engines:
            monkeypatch.setattr(Registry, "found", lambda **_: Registry(Entry(engine, "nowhere") for engine in engines))
        window, made = opened(qtbot, tmp_path, board(count))
        windows.append(window)
        qtbot.waitUntil(made.canvas.isVisible)
        window.settings.remove("sizes")
        made.session.select(made.session.document.layers)
        return made

    yield opener
    for window in windows:
        window.close()


def tick(qtbot: QtBot, desk: Desk, *names: str) -> None:
    sheet = desk.shell.sheets.sizes
    for name in names:
        sheet.list.search.clear()
        qtbot.keyClicks(sheet.list.search, f"{name} {SIZES[name].w}x{SIZES[name].h}")
        qtbot.keyClick(sheet.list.search, Qt.Key.Key_Return)


def begun(qtbot: QtBot, desk: Desk, *names: str) -> None:
    """The sizes ticked, and made."""
    desk.shell.actions.run("generate.sizes")
    tick(qtbot, desk, *names)
    qtbot.keyClick(desk.shell.sheets.sizes.words, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(desk.session.document.frames), timeout=30_000)


def over(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: desk.sizing.batch.running == 0, timeout=120_000)


def drawn(desk: Desk) -> list[Layer]:
    """The versions around which something was accepted."""
    layers = desk.session.document.layers
    return [layers[layer.onto] for layer in layers.values() if layer.onto]


def test_three_pictures_in_four_sizes_are_made_in_frames_of_their_own(qtbot: QtBot, desk: Opener) -> None:
    made = desk(3)
    made.shell.actions.run("generate.sizes")
    sheet = made.shell.sheets.sizes
    assert not sheet.go.isEnabled() and sheet.sentence.text() == "Tick the sizes that are wanted."
    tick(qtbot, made, *NAMES)
    told = sheet.sentence.text()
    assert told.startswith("12 pictures from 3 masters; 12 need new borders; $0.00; about ")
    assert told.endswith("Mark what has to stay whole, and the rest may be cut.")
    qtbot.mouseClick(sheet.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(made.session.document.frames) == 12, timeout=30_000)
    over(qtbot, made)
    document = made.session.document
    assert made.sizing.batch.done == 12 and not made.sizing.batch.failed and len(drawn(made)) == 12
    rects = [frame.rect for frame in document.frames.values()]
    for place, rect in enumerate(rects):
        assert all(rect.intersected(other).empty for other in rects[:place])
    for layer in document.layers.values():
        if not layer.master:
            continue
        frame = own_frame(document, layer)
        assert frame is not None and layer.pixels is not None
        pixels = flatten(document, frame.rect.size, Affine.translation(-frame.rect.x, -frame.rect.y))
        assert pixels[..., 3].min() == 255, "the frame is full"
        left, top = layer.transform.e - frame.rect.x, layer.transform.f - frame.rect.y
        part = pixels[int(top) : int(top) + layer.pixels.size.h, int(left) : int(left) + layer.pixels.size.w]
        assert np.array_equal(part, resize(PHOTO, layer.pixels.size)), "the picture in it is exact"
    assert "12 extensions drawn and accepted." in made.shell.toast.words
    labels = {frame.name for frame in document.frames.values()}
    assert labels == {f"{name}, photo {n}" for name in NAMES for n in range(3)}
    archive = made.session.project.archive
    assert len(archive.generations()) == 12 == len(archive.offers()), "each can be opened again"
    for _ in range(13):
        made.session.undo()
    assert not made.session.document.frames and len(made.session.document.layers) == 3


def test_a_marked_subject_allows_cutting_and_that_is_said(qtbot: QtBot, desk: Opener) -> None:
    made = desk(1)
    (photo,) = made.session.document.layers.values()
    mask = np.zeros((H, W), np.uint8)
    mask[H // 3 : H // 2, W // 3 : W // 2] = 255
    made.session.commit("Mask", masked(made.session.document, photo.id, mask))
    made.shell.actions.run("generate.sizes")
    tick(qtbot, made, NAMES[0])
    assert made.shell.sheets.sizes.sentence.text().endswith("1 cut around what is marked")


def test_what_fits_by_scale_alone_asks_for_nothing(qtbot: QtBot, desk: Opener) -> None:
    made = desk(1)
    made.shell.actions.run("generate.sizes")
    sheet = made.shell.sheets.sizes
    qtbot.keyClicks(sheet.list.search, f"Half of it {W // 2}x{H // 2}")
    qtbot.keyClick(sheet.list.search, Qt.Key.Key_Return)
    assert sheet.sentence.text() == "1 picture from 1 master; none needs new borders"
    qtbot.mouseClick(sheet.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(made.session.document.frames), timeout=30_000)
    document = made.session.document
    assert next(iter(document.frames.values())).name == "Half of it" and not document.masks
    version = next(layer for layer in document.layers.values() if layer.master)
    assert version.pixels is not None and version.pixels.size == Size(W // 2, H // 2)
    assert not made.session.project.archive.generations()
    made.shell.actions.run("generate.sizes")
    assert [preset.name for preset in sheet.list.presets] == ["Half of it"], "as it was chosen the last time"
    sheet.close_sheet()
    made.sizes.remove(made.sizes.named("Half of it"))


def test_a_batch_is_stopped_and_what_came_stays(qtbot: QtBot, desk: Opener) -> None:
    made = desk(3)
    begun(qtbot, made, *NAMES)
    qtbot.waitUntil(lambda: made.sizing.batch.done > 0, timeout=60_000)
    made.shell.actions.run("generate.sizes-stop")
    over(qtbot, made)
    done = made.sizing.batch.done
    assert 0 < done < 12 and len(drawn(made)) == done
    layers = made.session.document.layers.values()
    hatched = [layer for layer in layers if layer.master and border_of(made.session.document, layer)]
    assert len(hatched) == 12 - done, "what is missing is still marked"


def test_what_fails_is_told_and_retried(qtbot: QtBot, desk: Opener) -> None:
    flaky = Flaky()
    made = desk(1, flaky)
    begun(qtbot, made, "Half page", "Square")
    over(qtbot, made)
    assert len(made.sizing.batch.failed) == 2 and not drawn(made)
    assert "2 failed: Rate limit reached." in made.shell.toast.words
    flaky.broken = False
    made.shell.actions.run("generate.sizes-retry")
    over(qtbot, made)
    assert made.sizing.batch.done == 2 and not made.sizing.batch.failed and len(drawn(made)) == 2


def test_nothing_is_accepted_under_a_hand_that_draws(qtbot: QtBot, desk: Opener) -> None:
    made = desk(1, Painter())
    begun_at = made.canvas.rect().center()
    qtbot.keyClick(made.canvas, "N")
    made.shell.actions.run("generate.sizes")
    tick(qtbot, made, "Square")
    qtbot.keyClick(made.shell.sheets.sizes.words, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(made.session.document.frames), timeout=30_000)
    qtbot.mousePress(made.canvas, Qt.MouseButton.LeftButton, pos=begun_at)
    assert made.canvas.gesturing
    qtbot.waitUntil(lambda: bool(made.session.project.archive.offers()), timeout=30_000)
    qtbot.wait(150)
    assert not drawn(made) and made.canvas.gesturing
    qtbot.keyClick(made.canvas, Qt.Key.Key_Escape)
    over(qtbot, made)
    assert len(drawn(made)) == 1


def test_what_was_cut_off_is_kept_and_accepted_once_it_is_retried(
    qtbot: QtBot, desk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = desk(1, Stuck())
    begun(qtbot, made, "Half page", "Square")
    path = made.session.project.path
    made.canvas.window().close()
    monkeypatch.setattr(Registry, "found", lambda **_: Registry([Entry(Painter(), "nowhere")]))
    window, again = shown(qtbot, path)
    assert len(again.session.project.queue.interrupted()) == 2 == len(again.sizing.batch.failed)
    assert len(again.session.document.frames) == 2 and not drawn(again)
    again.shell.actions.run("generate.sizes-retry")
    over(qtbot, again)
    assert len(drawn(again)) == 2 and not again.session.project.queue.interrupted()
    window.close()
