"""The road from a mask to an accepted layer in a few lines, on a real photograph, for the tests of its steps."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image

from editor.document.archive import Generation
from editor.document.records import Document, Layer
from editor.engine.contract import Candidate, Engine
from editor.engine.stop import Stop
from editor.pixels.geometry import Affine
from editor.pixels.tiles import Tiles
from editor.steps.accept import accepted
from editor.steps.ask import Asked, Wish, asked
from editor.steps.fit import Fitted
from editor.steps.fitting import fitting
from editor.steps.keep import kept
from editor.steps.mask import active_mask, masked

RACCOON = Path(__file__).parents[1] / "photographs" / "raccoon.jpg"


class Done(NamedTuple):
    """A document with an accepted layer, and how it came to it."""

    document: Document
    layer: Layer
    generation: Generation
    fitted: Fitted


def photograph(w: int = 320, h: int = 240) -> np.ndarray:
    """A part of a photograph, opaque: uint8 (h, w, 4)."""
    with Image.open(RACCOON) as picture:
        return np.array(picture.crop((300, 200, 300 + w, 200 + h)).convert("RGBA"))


def board(pixels: np.ndarray, transform: Affine = Affine(), profile: bytes = b"") -> tuple[Document, Layer]:  # noqa: B008
    """A document with one layer."""
    layer = Layer(id="photo", name="photo", pixels=Tiles.from_array(pixels), transform=transform, profile=profile)
    return Document().with_(layer), layer


def box_mask(pixels: np.ndarray, x: int, y: int, w: int, h: int) -> np.ndarray:
    """uint8 of the picture's size, 255 in the box."""
    values = np.zeros(pixels.shape[:2], np.uint8)
    values[y : y + h, x : x + w] = 255
    return values


def ask(document: Document, layer: Layer, engine: Engine, wish: Wish = Wish()) -> Asked:  # noqa: B008
    """For what is masked on the layer."""
    mask = active_mask(document, layer.id)
    assert mask is not None
    return asked(document, layer, mask, engine, wish, made=0.0)


def filled(
    document: Document,
    layer: Layer,
    values: np.ndarray,
    engine: Engine,
    wish: Wish = Wish(),  # noqa: B008
    at: tuple[int, int] = (0, 0),
) -> Done:
    """Mask `values` (their corner at `at` in the layer's grid), ask, fit and accept the first candidate."""
    document = masked(document, layer.id, values, *at)
    sent = ask(document, layer, engine, wish)
    answers = engine.generate(sent.request, Stop())
    candidate = next(answer for answer in answers if isinstance(answer, Candidate))
    offer, _ = kept(candidate, sent.generation.id, made=0.0)
    fitted = fitting(sent.generation, sent.seen, candidate.pixels, candidate.seed)()
    after, new = accepted(document, sent.generation, offer, fitted.pixels, fitted.alpha)
    return Done(after, new, sent.generation, fitted)
