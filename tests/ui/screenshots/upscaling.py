"""Scenes of upscaling: the bar by a picture, and for a print."""

from __future__ import annotations

from collections.abc import Iterator

from tests.ui.screenshots.meadow import PHOTO
from tests.ui.screenshots.stage import Stage


def upscale(stage: Stage) -> Iterator[None]:
    """The photograph, to be made twice as large."""
    desk = stage.campaign()
    upscaling = desk.shell.upscaling
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
    upscaling.bar.far.button(5).click()
    stage.settle()
    yield
    upscaling.bar.far.button(0).click()
    upscaling.put_away()
