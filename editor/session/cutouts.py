"""Backgrounds removed from layers: a request for each, what comes of all of them one undo step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from editor.document.ids import new_id
from editor.document.records import Document, Layer, LayerMask, changed
from editor.engine.contract import Candidate, Kind, Progress, Request
from editor.engine.errors import BadResult, EngineError
from editor.engine.registry import Registry
from editor.engine.stop import Stop
from editor.pixels.geometry import Rect, Size
from editor.session.job import Job
from editor.session.jobs import Jobs
from editor.session.session import Session
from editor.session.signal import Signal
from editor.steps.cut_out import cut_out, whole
from editor.steps.look import Look, flattened

KIND: Kind = "cutout"
Asking = Callable[[Request, Stop], Iterable[Progress | Candidate]]


class Ended(NamedTuple):
    """How a lot ended: the layers that were cut out, and what kept others, by their names."""

    cut: tuple[str, ...]
    failed: tuple[tuple[str, EngineError], ...]


class Cutouts:
    """One lot at a time. `progressed(done, total, fraction)` while it is made, `ended(Ended)` once it is committed.

    `look` flattens, on a job's thread.
    """

    def __init__(self, session: Session, jobs: Jobs, look: Callable[[Look], np.ndarray] = flattened) -> None:
        self._session, self._jobs, self._look = session, jobs, look
        self._lot: _Lot | None = None
        self.progressed: Signal[int, int, float] = Signal()
        self.ended: Signal[Ended] = Signal()

    @property
    def running(self) -> bool:
        return self._lot is not None

    def begin(self, engine: str, layers: Sequence[Layer], label: str) -> tuple[Job, ...]:
        """Remove the backgrounds of these pictures. A lot that is being made is given up.

        Raises LookupError where there is no such engine.
        """
        self.stop()
        lot = self._lot = _Lot(self._session.document, label, layers)
        for layer in layers:
            job = self._jobs.submit(
                engine,
                partial(self._prepared, lot.document, layer),
                partial(_kept, lot.document, layer),
                lane="background",
            )
            lot.open[job] = layer
            job.progressed.connect(partial(self._moved, lot))
            job.offered.connect(partial(self._offered, lot))
            job.ended.connect(partial(self._over, lot))
        self.progressed.emit(0, lot.total, 0.0)
        return tuple(lot.open)

    def stop(self) -> bool:
        """Give the lot up: nothing has happened. False where there is none."""
        lot, self._lot = self._lot, None
        for job in tuple(lot.open) if lot else ():
            job.cancel()
        return lot is not None

    def _prepared(self, document: Document, layer: Layer, _job: Job) -> Request:
        look, _ = whole(document, layer)
        return Request(id=new_id(), kind=KIND, size=look.size, image=self._look(look))

    def _moved(self, lot: _Lot, progress: Progress) -> None:
        if lot is self._lot:
            self.progressed.emit(lot.done, lot.total, (lot.done + progress.fraction) / lot.total)

    def _offered(self, lot: _Lot, _candidate: Candidate, masks: dict[str, LayerMask]) -> None:
        lot.masks.update(masks)

    def _over(self, lot: _Lot, job: Job) -> None:
        layer = lot.open.pop(job)
        if lot is not self._lot:
            return
        if job.error is not None:
            lot.failed[layer] = job.error
        self.progressed.emit(lot.done, lot.total, lot.done / lot.total)
        if not lot.open:
            self._lot = None
            self._session.commit(lot.label, _masked(lot, self._session.document))
            self.ended.emit(lot.end)


class _Lot:
    """What is made together, and the document that it was begun on."""

    def __init__(self, document: Document, label: str, layers: Sequence[Layer]) -> None:
        self.document, self.label, self.layers = document, label, tuple(layers)
        self.open: dict[Job, Layer] = {}
        self.masks: dict[str, LayerMask] = {}
        self.failed: dict[Layer, EngineError] = {}

    @property
    def total(self) -> int:
        return len(self.layers)

    @property
    def done(self) -> int:
        return self.total - len(self.open)

    @property
    def end(self) -> Ended:
        """In the order of the layers, whichever was made first."""
        cut = tuple(layer.id for layer in self.layers if layer not in self.failed)
        return Ended(cut, tuple((layer.name, self.failed[layer]) for layer in self.layers if layer in self.failed))


class Finding(NamedTuple):
    """Finds the object in a box of a picture; for any thread."""

    ask: Asking

    def __call__(self, image: np.ndarray, box: Rect) -> np.ndarray:
        """The mask uint8 (h, w) of what is in `box`, in uint8 (h, w, 4) sRGB. Raises ValueError where nothing is."""
        h, w = image.shape[:2]
        marked = np.zeros((h, w), np.uint8)
        marked[box.intersected(Rect(0, 0, w, h)).slices] = 255
        request = Request(id=new_id(), kind=KIND, size=Size(w, h), image=image, mask=marked)
        try:
            found = [answer for answer in self.ask(request, Stop()) if isinstance(answer, Candidate)]
        except EngineError as error:
            raise ValueError(f"{error.message.rstrip('.')}: {error.advice.rstrip('.')}") from error
        if not found or found[0].pixels.shape != (h, w, 4) or not found[0].pixels[..., 3].any():
            raise ValueError("nothing was found in the box: mark the object with a stroke of the mask brush")
        return np.ascontiguousarray(found[0].pixels[..., 3])


def engine_for(registry: Registry) -> str:
    """The engine that removes backgrounds. Raises BadRequest, with what to do, where there is none."""
    for engine in registry.engines:
        if KIND in engine.abilities.kinds:
            return engine.name
    raise registry.lacking(KIND)


def _kept(document: Document, layer: Layer, job: Job, candidate: Candidate) -> dict[str, LayerMask]:
    assert job.request is not None and job.request.image is not None, "it was prepared"
    try:
        return cut_out(document, layer, job.request.image, candidate.pixels)
    except ValueError as error:
        what, _, advice = str(error).partition(": ")
        raise BadResult(
            f"{what[:1].upper()}{what[1:]}.", f"{advice[:1].upper()}{advice[1:]}." if advice else ""
        ) from error


def _masked(lot: _Lot, document: Document) -> Document:
    """The document with the new masks on the layers that are still what they were."""
    return document.with_(
        *(
            changed(layer, mask=mask)
            for id, mask in lot.masks.items()
            if (layer := document.layers.get(id)) is not None and layer.pixels is lot.document.layers[id].pixels
        )
    )
