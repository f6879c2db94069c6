"""A hand for the tests of tools: feeds pointers to a gesture, does its work at once and keeps what it told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from editor.document.records import Document, Layer
from editor.pixels.geometry import Affine, Size
from editor.pixels.tiles import Tiles
from editor.session.gesture import Become, Fill, Notice, Pointer, Preview, Runner, Select
from editor.steps.mask import active_mask, mask_values
from editor.tools.tool import Tool


class Outcome:
    """What came of a gesture: its document (None: nothing changed), previews, notices; `open` while it goes on."""

    def __init__(self) -> None:
        self.document: Document | None = None
        self.previews: list[Preview] = []
        self.notices: list[Notice] = []
        self.open = True

    def finish(self, document: Document | None) -> None:
        self.document, self.open = document, False

    @property
    def selected(self) -> frozenset[str] | None:
        return next((notice.ids for notice in reversed(self.notices) if isinstance(notice, Select)), None)

    @property
    def became(self) -> Tool | None:
        return next((notice.tool for notice in reversed(self.notices) if isinstance(notice, Become)), None)

    @property
    def fill(self) -> Fill | None:
        return next((notice for notice in reversed(self.notices) if isinstance(notice, Fill)), None)


class Keys(NamedTuple):
    shift: bool = False
    ctrl: bool = False
    alt: bool = False


NONE, SHIFT, CTRL, ALT = Keys(), Keys(shift=True), Keys(ctrl=True), Keys(alt=True)


def fed(
    tool: Tool,
    document: Document,
    pointers: Sequence[Pointer],
    target: str = "a",
    seen: Callable[[Preview], object] = lambda _preview: None,
) -> Outcome:
    """A gesture that hears these pointers, the first of which presses; cancelled where it goes on after the last.

    A preview is right until the next: `seen` is shown each while it is.
    """
    outcome = Outcome()
    runner = Runner(
        lambda preview: (outcome.previews.append(preview), seen(preview)),
        outcome.finish,
        _at_once,
        outcome.notices.append,
    )
    runner.start(tool.gesture(document, target, pointers[0]))
    for pointer in pointers[1:]:
        runner.send(pointer)
    goes_on = runner.active
    runner.cancel()
    outcome.open = goes_on
    return outcome


def _at_once(run: Callable[[], object], done: Callable[[object], object]) -> None:
    try:
        answer = run()
    except Exception as error:
        answer = error
    done(answer)


def drag(
    tool: Tool,
    document: Document,
    points: Sequence[tuple[float, float]],
    press: Keys = NONE,
    held: Keys | None = None,
    target: str = "a",
    seen: Callable[[Preview], object] = lambda _preview: None,
) -> Outcome:
    """A drag through canvas points, with keys held at the press and others (else the same) from then on."""
    later = press if held is None else held
    pointers = [Pointer("press", *points[0], 1.0, *press)]
    pointers += [Pointer("move", *point, 1.0, *later) for point in points[1:]]
    return fed(tool, document, [*pointers, Pointer("release", *points[-1], 1.0, *later)], target, seen)


def picture(id: str = "a", size: Size = Size(60, 40), placed: Affine = Affine(), **fields: object) -> Layer:  # noqa: B008
    """A grey layer."""
    pixels = Tiles.from_array(np.full((size.h, size.w, 3), 90, np.uint8))
    return Layer(id=id, name=id, pixels=pixels, transform=placed, **fields)  # type: ignore[arg-type]


def marks(document: Document | None, target: str = "a") -> np.ndarray:
    """The values of a layer's mask over all of the layer: uint8 (h, w)."""
    assert document is not None
    layer, mask = document.layers[target], active_mask(document, target)
    assert layer.pixels is not None
    size = layer.pixels.size
    return np.zeros((size.h, size.w), np.uint8) if mask is None else mask_values(mask, size.rect)
