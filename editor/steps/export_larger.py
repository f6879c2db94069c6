"""Export made larger: a subject is composed in the pixels that it has, and an engine gives it those that it lacks."""

from __future__ import annotations

from collections.abc import Sequence
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
from editor.steps.extent import groups, is_shown, with_accepted
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


def pixels_of(document: Document, subjects: Sequence[Subject]) -> list[Pixels]:
    """How many each subject has. Raises ValueError where there is nothing to be seen."""
    pictures = [_Shown.of(document, layer) for layer in document.layers.values() if _shows(document, layer)]
    return [_pixels(document, subject, pictures) for subject in subjects]


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


def made_larger(
    document: Document, subject: Subject, output: Output, pixels: Pixels, engine: Engine, *, made: float
) -> Larger:
    """How a subject that has so many pixels gets the size that `output.upscale` says. Raises ValueError, BadRequest."""
    assert output.upscale is not None, "it is to be made larger"
    first, to = stages(pixels, output.upscale, engine)
    composing = composed(document, subject, msgspec.structs.replace(output, size=first, upscale=None))
    generation = None if first == to else planned_size(Rect(0, 0, *first), to, engine, made=made)
    return Larger(composing, generation)


def fitted(generation: Generation, picture: Rendered, answer: np.ndarray, stop: np.ndarray | None) -> Rendered:
    """What an engine answered, uint8 (h, w, 3 or 4), for a composed picture, as what goes into the file."""
    fit = fitting(generation, picture.pixels, answer, generation.recipe.seed)(stop=stop)
    return Rendered(fit.pixels, picture.profile, fit.report.messages)


class _Shown(NamedTuple):
    """A picture in view: the canvas pixels that it covers, and how many of its own are in one of these, a side."""

    id: str
    box: Rect
    density: float

    @classmethod
    def of(cls, document: Document, layer: Layer) -> _Shown:
        scale = document.placed(layer).scale
        return cls(layer.id, bounds(document, layer), 1 / scale if scale > 0 else 0.0)


def _shows(document: Document, layer: Layer) -> bool:
    return layer.pixels is not None and is_shown(document, layer)


def _pixels(document: Document, subject: Subject, pictures: Sequence[_Shown]) -> Pixels:
    if subject.kind == "layer":
        natural = natural_size(document, subject)
        return Pixels(natural, natural)
    area, natural = area_of(document, subject)
    if subject.kind == "layers":
        ids = with_accepted(document, subject.ids)
        pictures = [
            one for one in pictures if ids & {one.id, *(a.id for a in groups(document, document.layers[one.id]))}
        ]

    def share(one: _Shown) -> tuple[int, float]:
        return one.box.intersected(area).size.area, one.density

    density = max(pictures, key=share).density if pictures else 0.0
    w, h = round(area.w * density), round(area.h * density)
    return Pixels(natural, Size(w, h) if w > natural.w and h > natural.h else natural)
