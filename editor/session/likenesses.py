"""The likenesses of results: what was drawn of each, measured once and kept in the project."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

import cv2
import numpy as np

from editor.document.archive import Generation, Measure, Offer
from editor.engine.embedder import Embedder
from editor.engine.embedding import Embedding
from editor.engine.stop import Stop
from editor.pixels.decode import ImageRejected, decode
from editor.pixels.likeness import VERSION, Likeness, likeness
from editor.pixels.profiles import convert
from editor.project.archive import Archive
from editor.project.errors import ProjectError
from editor.session.aside import Aside, here


def likenesses(
    archive: Archive,
    offers: Iterable[Offer],
    asked: Mapping[str, Generation],
    *,
    embedder: Embedder | None = None,
    aside: Aside = here,
    stop: Stop | None = None,
    heard: Callable[[float], object] = lambda _: None,
) -> dict[str, Likeness]:
    """By the offer's id, without those whose answer is lost or damaged; `asked` are their generations by id.

    Only what was not measured before is decoded; it is kept where the project can be written. An `embedder` runs
    `aside`. `heard` is told how far it is, 0..1. Raises Cancelled once `stop` is set, ProjectError where the project
    cannot be read, BadRequest where the embedder's file cannot be used.
    """
    kept = {measure.id: measure.likeness for measure in archive.measures() if measure.version == VERSION}
    found: dict[str, Likeness] = {}
    new: list[Offer] = []
    for offer in offers:
        try:
            known = Likeness.unpacked(kept[offer.id])
            if embedder is not None:
                known = known._replace(vector=np.frombuffer(kept[_key(offer, embedder)], "<f2").astype(np.float32))
            found[offer.id] = known
        except (KeyError, ValueError):  # not measured, or damaged
            new.append(offer)
    stop = stop or Stop()
    for done, offer in enumerate(new):
        stop.check()
        heard(done / len(new))
        try:
            picture = decode(archive.answer(offer.answer))
        except (LookupError, ImageRejected):
            continue
        pixels = convert(picture.pixels, picture.profile, b"")
        own = drawn(pixels, asked[offer.generation])
        data = likeness(own).packed()
        measures = {offer.id: data}
        found[offer.id] = Likeness.unpacked(data)
        if embedder is not None:
            vector = aside(Embedding(embedder, own), stop)
            measures[_key(offer, embedder)] = vector.astype("<f2").tobytes()
            found[offer.id] = found[offer.id]._replace(vector=vector)
        with suppress(ProjectError):  # it is only read: next time it is measured again
            for id, measured in measures.items():
                archive.measure(Measure(id=id, version=VERSION, likeness=measured))
    return found


def _key(offer: Offer, embedder: Embedder) -> str:
    """What the vector of an offer is kept under."""
    return f"{offer.id} {embedder.digest}"


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
