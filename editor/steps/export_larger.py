"""Export made larger: a subject is composed in the pixels that it has, and an engine gives it those that it lacks."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
import numpy as np

from editor.document.archive import Generation
from editor.document.records import Document, Layer
from editor.engine.contract import Engine
from editor.engine.errors import BadRequest
from editor.pixels.geometry import Rect, Size
from editor.steps.enlarge import Goal, planned_size, refused
from editor.steps.export import Composing, Output, Rendered, Subject, area_of, composed, natural_size
from editor.steps.extent import is_shown, pictures, with_accepted
from editor.steps.fitting import fitting
from editor.steps.place import bounds


class Pixels(NamedTuple):
    """The size of a subject, and that in which the picture that covers most of it shows all of its own pixels.

    The second is never the smaller one: what lies over that picture would lose by it.
    """

    natural: Size
    dense: Size


class Larger(NamedTuple):
    """How a subject is made larger: in which size it is composed, and what is asked of an engine then; None where its
    pictures have as many pixels as are wanted."""

    composing: Composing
    generation: Generation | None


def pixels_of(document: Document, subject: Subject) -> Pixels:
    """How many a subject has. Raises ValueError where there is nothing to be seen."""
    natural = natural_size(document, subject)
    if subject.kind == "layer":
        return Pixels(natural, natural)
    area, _ = area_of(document, subject)
    ids = with_accepted(document, subject.ids) if subject.kind == "layers" else document.layers
    shown = [layer for layer in pictures(document, ids) if is_shown(document, layer)]

    def share(layer: Layer) -> tuple[int, float]:
        return bounds(document, layer).intersected(area).size.area, _density(document, layer)

    density = _density(document, max(shown, key=share)) if shown else 0.0
    w, h = round(area.w * density), round(area.h * density)
    return Pixels(natural, Size(w, h) if w > natural.w and h > natural.h else natural)


def stages(pixels: Pixels, goal: Goal, engine: Engine) -> tuple[Size, Size]:
    """The size in which a subject is composed, and that which it is to have: the same where no engine has to be asked.

    Raises BadRequest where the engine cannot do it, or where there is nothing to be gained.
    """
    to = goal.of(pixels.natural)
    refusal = refused(engine.abilities, pixels.natural, to)
    first = pixels.dense if pixels.dense.w < to.w and pixels.dense.h < to.h else to
    if not refusal and first != to:
        refusal = refused(engine.abilities, first, to)
    if refusal:
        raise BadRequest(refusal, "Choose another size, or another engine.")
    return first, to


def made_larger(document: Document, subject: Subject, output: Output, engine: Engine, *, made: float) -> Larger:
    """How a subject gets the size that `output.upscale` says. Raises ValueError and BadRequest."""
    assert output.upscale is not None, "it is to be made larger"
    first, to = stages(pixels_of(document, subject), output.upscale, engine)
    composing = composed(document, subject, msgspec.structs.replace(output, size=first, upscale=None))
    generation = None if first == to else planned_size(Rect(0, 0, *first), to, engine, made=made)
    return Larger(composing, generation)


def fitted(generation: Generation, picture: Rendered, answer: np.ndarray, stop: np.ndarray | None) -> Rendered:
    """What an engine answered, uint8 (h, w, 3 or 4), for a composed picture, as what goes into the file."""
    fit = fitting(generation, picture.pixels, answer, generation.recipe.seed)(stop=stop)
    return Rendered(fit.pixels, picture.profile, fit.report.messages)


def _density(document: Document, layer: Layer) -> float:
    """The pixels of a picture in a canvas pixel, a side."""
    scale = document.placed(layer).scale
    return 1 / scale if scale > 0 else 0.0
