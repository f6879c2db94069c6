"""Scenes of upscaling: the bar by a picture, and for a print; a frame that is made larger as it is exported."""

from __future__ import annotations

from collections.abc import Iterator

from tests.ui.screenshots.meadow import DRAFTS, PHOTO
from tests.ui.screenshots.stage import Stage

NET = "upscale/fast"


def upscale(stage: Stage) -> Iterator[None]:
    """The photograph, to be made twice as large, by the fast net where it is installed."""
    desk = stage.campaign()
    desk.connecting.refresh()
    upscaling = desk.shell.upscaling
    upscaling.bar.engines.choose(NET)
    desk.session.select({PHOTO})
    upscaling.ask()
    stage.settle()
    yield
    upscaling.put_away()


def upscale_print(stage: Stage) -> Iterator[None]:
    """The same for a print of A4."""
    desk = stage.campaign()
    upscaling = desk.shell.upscaling
    desk.session.select({PHOTO})
    upscaling.ask()
    upscaling.bar.large.far.button(5).click()
    stage.settle()
    yield
    upscaling.bar.large.far.button(0).click()
    upscaling.put_away()


def export_larger(stage: Stage) -> Iterator[None]:
    """A frame, to be made larger for its file."""
    desk = stage.campaign()
    desk.session.select({DRAFTS[1].name})
    desk.exporting.ask()
    sheet = desk.exporting.sheet
    stage.until(lambda: sheet.ready)
    sheet.form.upscale.click()
    sheet.form.large.far.button(5).click()
    stage.settle()
    yield
    sheet.form.large.far.button(0).click()
    sheet.close_sheet()
