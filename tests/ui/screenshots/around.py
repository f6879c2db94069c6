"""Scenes of what is around the canvas: welcome, queue, history, sheets, toast."""

from __future__ import annotations

from collections.abc import Iterator

from editor.steps.ask import Wish
from tests.ui.screenshots.meadow import PHOTO
from tests.ui.screenshots.stage import Stage
from tests.ui.screenshots.studio import Studio


def welcome_first(stage: Stage) -> Iterator[None]:
    """Nothing was open before."""
    stage.welcome(recent=False)
    yield


def welcome(stage: Stage) -> Iterator[None]:
    stage.welcome(recent=True)
    yield


def empty_board(stage: Stage) -> Iterator[None]:
    stage.nothing()
    yield


def queue(stage: Stage) -> Iterator[None]:
    """One runs, one is held, one failed, one was cut off when the program ended."""
    desk, studio = stage.campaign(), stage.studio
    ask = desk.generations.ask
    studio.full = True
    refused = ask(PHOTO, Studio.name, Wish(words="a little wind", seed=3))
    stage.until(lambda: desk.queue[refused].state == "failed")
    studio.full = False
    first = ask(PHOTO, Studio.name, Wish(words="taller", count=4))
    stage.until(lambda: desk.queue[first].progress > 0)
    desk.queue.pause()
    second = ask(PHOTO, Studio.name, Wish(words="", count=2))
    desk.shell.toggle_queue()
    yield
    desk.shell.toggle_queue()
    for id in (first, second, refused):
        desk.queue.cancel(id)
    desk.queue.resume()
    stage.until(lambda: not any(entry.open for entry in desk.queue.entries))


def history(stage: Stage) -> Iterator[None]:
    desk = stage.campaign()
    desk.history.show_asked()
    yield


def steps(stage: Stage) -> Iterator[None]:
    desk = stage.campaign()
    desk.history.show_asked()
    desk.history.tabs.setCurrentIndex(1)
    yield
    desk.history.tabs.setCurrentIndex(0)
    desk.canvas.setFocus()


def palette(stage: Stage) -> Iterator[None]:
    sheet = stage.campaign().shell.sheets.palette
    sheet.ask()
    sheet.query.setText("mask")
    yield
    sheet.close_sheet()


def keys(stage: Stage) -> Iterator[None]:
    shell = stage.campaign().shell
    shell.sheets.show_keys()
    yield
    shell.sheets.keys.close_sheet()


def settings(stage: Stage) -> Iterator[None]:
    shell = stage.campaign().shell
    shell.sheets.show_settings()
    yield
    _sheet(shell.sheets.settings).close_sheet()


def settings_keys(stage: Stage) -> Iterator[None]:
    shell = stage.campaign().shell
    shell.sheets.change_keys()
    yield
    _sheet(shell.sheets.settings).close_sheet()


def toast(stage: Stage) -> Iterator[None]:
    shell = stage.campaign().shell
    shell.toast.say("3 pictures written to Meadow campaign.", "Open folder", lambda: None, stays=True)
    yield
    shell.toast.hide()


def tucked(stage: Stage) -> Iterator[None]:
    """All is put away but the canvas and what floats on it."""
    shell = stage.campaign().shell
    shell.toggle_panels()
    yield
    shell.toggle_panels()


def _sheet(made):
    assert made is not None
    return made
