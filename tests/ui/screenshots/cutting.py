"""Scenes of cutting out: a picture without its background, Smart select without a net, and how one is got."""

from __future__ import annotations

from collections.abc import Iterator

import cv2

from editor.document.records import changed
from editor.pixels.geometry import Rect
from editor.pixels.select import grab_cut
from editor.session.cutouts import KIND
from editor.session.session import Session
from editor.steps.cut_out import cut_out, whole
from tests.ui.screenshots.meadow import PHOTO
from tests.ui.screenshots.stage import Stage

HEAD = Rect(330, 90, 890, 790)  # the large dandelion


def cut_out_layer(stage: Stage) -> Iterator[None]:
    """The photograph with all but a dandelion hidden by its layer mask."""
    session = stage.campaign().session
    before = session.document
    _cut(session)
    stage.settle()
    yield
    session.undo()
    assert session.document.layers.keys() == before.layers.keys()


def smart_select(stage: Stage) -> Iterator[None]:
    """The options bar says what is lacking."""
    stage.campaign()
    stage.press("W")
    stage.settle()
    yield
    stage.press("B")


def engines_weights(stage: Stage) -> Iterator[None]:
    """What the net needs, and the command."""
    shell = stage.campaign().shell
    shell.sheets.connect_engine()
    page = shell.sheets.settings.engines
    page.look_for(KIND)
    stage.until(lambda: page.form.title.text() == "Cut-out")
    yield
    shell.sheets.settings.close_sheet()


def _cut(session: Session) -> None:
    document = session.document
    layer = document.layers[PHOTO]
    sent = whole(document, layer)[0]()
    left = sent.copy()
    left[..., 3] = cv2.GaussianBlur(grab_cut(sent, HEAD), (0, 0), 2)
    masks = cut_out(document, layer, sent, left)
    session.commit(
        "Remove background", document.with_(*(changed(document.layers[i], mask=m) for i, m in masks.items()))
    )
