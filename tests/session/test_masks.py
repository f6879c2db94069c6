"""The last mask of a picture, found in the archive after it was spent."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from editor.project.project import Project
from editor.session.masks import last_mask
from editor.session.session import Session
from editor.steps.ask import Wish, planned
from editor.steps.mask import active_mask, masked
from tests.engines.redrawing import Redrawing
from tests.steps.road import board, box_mask, photograph


def test_the_newest_request_on_the_picture_counts(tmp_path: Path) -> None:
    session = Session(Project.create(tmp_path / "a.patchboard"))
    pixels = photograph()
    document, layer = board(pixels)
    assert last_mask(session, layer.id)[0] is None
    for x in (20, 100):
        marked = masked(document, layer.id, box_mask(pixels, x, 60, 40, 30))
        mask = active_mask(marked, layer.id)
        assert mask is not None
        session.project.archive.add(planned(marked, layer, mask, Redrawing(), Wish(), made=0.0))
    values, box = last_mask(session, layer.id)
    assert values is not None
    whole = np.zeros(pixels.shape[:2], np.uint8)
    whole[box.slices] = values
    assert np.array_equal(whole, box_mask(pixels, 100, 60, 40, 30))
    session.close()
