"""From a mask and words to candidates and an accepted layer, in an open project: asked, kept, fitted, shown, chosen."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import NamedTuple

import numpy as np

from editor.document.archive import Generation, Offer
from editor.document.records import Document, Layer, Mask, changed
from editor.engine.contract import Engine, Kind, Price, Progress
from editor.engine.errors import BadRequest, BadResult, EngineError
from editor.engine.registry import Registry
from editor.engine.stop import Stop
from editor.pixels.decode import decode
from editor.pixels.geometry import Rect
from editor.project.errors import ProjectError, read_only
from editor.session.aside import Aside, here
from editor.session.job import Job
from editor.session.jobs import Jobs
from editor.session.record import Ready, Record, Shown, shown
from editor.session.session import Session
from editor.session.signal import Signal
from editor.steps.accept import put, target_of
from editor.steps.again import mask_of, wish_of
from editor.steps.ask import Wish, asked_from_words, foreseen, planned, requested, seen
from editor.steps.fit import fitting
from editor.steps.mask import active_mask


class Generations:
    """Asks engines on behalf of one session. An answer is on disk before anybody hears of it.

    Signals, all on the session's thread: `progressed(generation id, progress)`, `answered(shown)` and
    `ended(generation id, error or None)`.
    """

    def __init__(self, session: Session, registry: Registry, jobs: Jobs, aside: Aside = here) -> None:
        """`aside` does what is slow: in this process for the command line, in one of its own for a window."""
        self.session = session
        self.jobs = jobs
        self.progressed: Signal[str, Progress] = Signal()
        self.answered: Signal[Shown] = Signal()
        self.ended: Signal[str, EngineError | None] = Signal()
        self._registry = registry
        self._aside = aside
        self._asked: dict[str, _Asked] = {}

    def __enter__(self) -> Generations:
        return self

    def __exit__(self, _kind: type | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self.jobs.close()

    def ask(self, target: str, engine: str, wish: Wish, mask: Mask | None = None) -> str:
        """Send what `mask`, else the mask in use, marks on the layer `target` to an engine; the generation's id.

        Raises BadRequest where it cannot be asked, ProjectError where the project is read-only, since what was asked
        could not be kept, LookupError where there is no such engine.
        """
        asking, document = self._asking(engine), self.session.document
        layer, mask = document.layers.get(target), mask or active_mask(document, target)
        if layer is None or mask is None:
            raise BadRequest("Nothing is marked.", "Paint over what is to change first.")
        generation = planned(document, layer, mask, asking, wish, made=time.time())

        def ready(stop: Stop) -> Ready:
            image = seen(document, generation, lambda look: self._aside(look, stop))
            request = requested(generation, wish, image)
            return Ready(request, asking.price(request), image)

        return self._send(generation, ready, layer.profile)

    def ask_words(self, engine: str, wish: Wish, region: Rect) -> str:
        """Send words alone for a picture to be put at `region` of the canvas; the generation's id. Raises as `ask`."""
        asking = self._asking(engine)
        ask = asked_from_words(asking, wish, region, made=time.time())
        return self._send(ask.generation, lambda _stop: Ready(ask.request, asking.price(ask.request), None), b"")

    def _asking(self, engine: str) -> Engine:
        if self.session.project.read_only:
            raise read_only()
        return self._registry.engine(engine)

    def _send(self, generation: Generation, ready: Callable[[Stop], Ready], profile: bytes) -> str:
        id = generation.id
        record = Record(self.session.project, generation, ready, profile, self._aside)
        job = self.jobs.submit(generation.recipe.engine, record.prepare, record.keep, note=record.note)
        self._asked = {id: asked for id, asked in self._asked.items() if not asked.job.over}
        self._asked[id] = _Asked(job, [])
        job.progressed.connect(lambda progress: self.progressed.emit(id, progress))
        job.offered.connect(lambda _candidate, shown: self._offered(id, shown))
        job.ended.connect(lambda job: self.ended.emit(id, job.error))
        return id

    def foreseen(self, target: Layer, mask: Mask, engine: str, wish: Wish) -> Foreseen:
        """What asking this would mean. Raises BadRequest, LookupError as `ask`."""
        found = self._registry.engine(engine)
        request = foreseen(target, mask, found, wish)
        try:
            return Foreseen(request.kind, found.price(request))
        except Exception:  # an engine's own fault, which is told where it matters
            return Foreseen(request.kind, None)

    def again(self, generation: Generation, seed: int) -> str:
        """Ask the same of the same place once more, with another seed; the new generation's id. Raises as `ask`.

        What guided it besides words and colours was other pictures: they are not kept, and not sent again.
        """
        return self.ask(generation.target, generation.recipe.engine, wish_of(generation, seed), mask_of(generation))

    def cancel(self, id: str) -> None:
        """Stop asking; candidates that are there already stay."""
        if asked := self._asked.get(id):
            asked.job.cancel()

    def shown(self, id: str) -> list[Shown]:
        """The candidates of a generation, until it is over and another is asked; then the archive has them."""
        return self._asked[id].shown if id in self._asked else []

    def wait(self, id: str) -> list[Shown]:
        """Block until a generation has ended. Raises what it failed with, LookupError where it is long over."""
        job = self.jobs.wait(self._asked[id].job)
        if job.error is not None:
            raise job.error
        return self.shown(id)

    def reopened(self, offer: Offer, *, follow: bool = False) -> Shown:
        """A kept candidate, fitted again to the picture that it was asked about; blocks until that is done.

        That picture is kept with the first answer, so it gives the same fit whatever became of the document; where a
        damaged file lost it, the picture as it is now is taken. Raises BadRequest where the target is gone.
        """
        archive, document = self.session.project.archive, self.session.document
        generation = archive.generation(offer.generation)
        target = target_of(document, generation)
        pixels = decode(archive.answer(offer.answer)).pixels
        original = _kept_picture(generation)
        if original is None and target is not None:
            original = seen(document, generation, lambda look: self._aside(look, Stop()))
        fit = self._aside(fitting(generation, original, pixels, offer.seed, follow=follow), Stop())
        return shown(generation, offer, fit, target.profile if target else b"")

    def preview(self, shown: Shown) -> Document:
        """The document as it would be with this candidate accepted. Raises BadRequest where its target is gone."""
        return put(self.session.document, shown.generation, shown.layer)

    def accept(self, shown: Shown, *, anyway: bool = False, label: str = "Accept") -> Layer:
        """Make a candidate a layer: one undo step, called `label`.

        Raises BadResult, with what fit found, for one that is not trusted, unless it is wanted `anyway`; BadRequest
        where its target is gone.
        """
        report = shown.fitted.report
        if not (report.trusted or anyway):
            raise BadResult(" ".join(report.messages), "Ask again, or accept it anyway.")
        after = self.preview(shown)
        self.session.commit(label, after)
        self.session.project.archive.choose(shown.offer.id, "accepted")
        return after.layers[shown.layer.id]

    def keep_aside(self, shown: Shown) -> Layer:
        """Make a candidate a hidden layer, whatever is thought of it: one undo step; the mask stays in use.

        Raises BadRequest where its target is gone.
        """
        placed = self.preview(shown).layers[shown.layer.id]
        layer = changed(placed, visible=False)
        self.session.commit("Keep aside", self.session.document.with_(layer))
        self.session.project.archive.choose(shown.offer.id, "kept")
        return layer

    def _offered(self, id: str, shown: Shown | None) -> None:
        if shown is not None:
            self._asked[id].shown.append(shown)
            self.answered.emit(shown)


def _kept_picture(generation: Generation) -> np.ndarray | None:
    try:
        return None if generation.seen is None else generation.seen.array()
    except (LookupError, ProjectError):
        return None


class Foreseen(NamedTuple):
    """What a request would be: its kind, and what it would cost at most, None where nobody knows."""

    kind: Kind
    price: Price | None


class _Asked(NamedTuple):
    """A job of this process, and what it has brought so far."""

    job: Job
    shown: list[Shown]
