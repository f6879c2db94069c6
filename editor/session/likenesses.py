"""The likenesses of results: what was drawn of each, measured once and kept in the project."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

import cv2
import numpy as np

from editor.document.archive import Generation, Measure, Offer
from editor.engine.stop import Stop
from editor.pixels.decode import ImageRejected, decode
from editor.pixels.likeness import VERSION, Likeness, likeness
from editor.pixels.profiles import convert
from editor.project.archive import Archive
from editor.project.errors import ProjectError


def likenesses(
    archive: Archive,
    offers: Iterable[Offer],
    asked: Mapping[str, Generation],
    *,
    stop: Stop | None = None,
    heard: Callable[[float], object] = lambda _: None,
) -> dict[str, Likeness]:
    """By the offer's id, without those whose answer is lost or damaged; `asked` are their generations by id.

    Only what was not measured before is decoded; it is kept where the project can be written. `heard` is told how far
    it is, 0..1. Raises Cancelled once `stop` is set, ProjectError where the project cannot be read.
    """
    kept = {measure.id: measure for measure in archive.measures() if measure.version == VERSION}
    found: dict[str, Likeness] = {}
    new: list[Offer] = []
    for offer in offers:
        try:
            found[offer.id] = Likeness.unpacked(kept[offer.id].likeness)
        except (KeyError, ValueError):  # not measured, or damaged
            new.append(offer)
    for done, offer in enumerate(new):
        if stop is not None:
            stop.check()
        heard(done / len(new))
        try:
            picture = decode(archive.answer(offer.answer))
        except (LookupError, ImageRejected):
            continue
        pixels = convert(picture.pixels, picture.profile, b"")
        data = likeness(drawn(pixels, asked[offer.generation])).packed()
        with suppress(ProjectError):  # it is only read: next time it is measured again
            archive.measure(Measure(id=offer.id, version=VERSION, likeness=data))
        found[offer.id] = Likeness.unpacked(data)
    return found


def drawn(pixels: np.ndarray, generation: Generation) -> np.ndarray:
    """What the engine was to draw of its answer: all of it, or what was marked, the rest of its box transparent."""
    if generation.mask is None:
        return pixels
    try:
        mask = generation.mask.array()
    except (LookupError, ProjectError):  # damaged: the surroundings are measured too
        return pixels
    h, w = pixels.shape[:2]
    mask = cv2.resize(mask, (w, h), interpolation=cv2.INTER_LINEAR)
    rows, columns = np.flatnonzero(mask.max(1) >= 128), np.flatnonzero(mask.max(0) >= 128)
    if not len(rows):
        return pixels
    box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    alpha = mask[box] if pixels.shape[2] == 3 else np.minimum(mask[box], pixels[..., 3][box])
    return np.dstack([pixels[..., :3][box], alpha])
