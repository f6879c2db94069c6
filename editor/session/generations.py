"""From a mask and words to candidates and an accepted layer, in an open project: asked, kept, fitted, shown, chosen."""

from __future__ import annotations

import time
from types import TracebackType

import msgspec
import numpy as np

from editor.document.archive import Generation, Offer, State
from editor.document.records import Document, Layer, Mask
from editor.engine.contract import Candidate, Engine, Progress
from editor.engine.errors import BadRequest, BadResult, EngineError
from editor.engine.registry import Registry
from editor.pixels.decode import decode
from editor.pixels.geometry import Rect
from editor.project.errors import read_only
from editor.project.project import Project
from editor.project.ticket import Ticket
from editor.session.job import Job, Outcome
from editor.session.jobs import Jobs
from editor.session.session import Session
from editor.session.signal import Signal
from editor.steps.accept import brought, put, target_of
from editor.steps.ask import Asked, Wish, asked, asked_from_words, seen
from editor.steps.fit import Fitted, fitting
from editor.steps.keep import kept
from editor.steps.mask import active_mask

STATES: dict[Outcome, State] = {"sent": "sent", "answered": "answered", "failed": "failed", "cancelled": "cancelled"}


class Shown(msgspec.Struct, frozen=True, eq=False):
    """A candidate as it can be looked at and accepted."""

    generation: Generation
    offer: Offer
    fitted: Fitted
    layer: Layer  # what it becomes, not placed yet


class Generations:
    """Asks engines on behalf of one session. An answer is on disk before anybody hears of it.

    Signals, all on the session's thread: `progressed(generation id, progress)`, `answered(shown)` and
    `ended(generation id, error or None)`.
    """

    def __init__(self, session: Session, registry: Registry, jobs: Jobs) -> None:
        self.session = session
        self.jobs = jobs
        self.progressed: Signal[str, Progress] = Signal()
        self.answered: Signal[Shown] = Signal()
        self.ended: Signal[str, EngineError | None] = Signal()
        self._registry = registry
        self._jobs: dict[str, Job] = {}
        self._shown: dict[str, list[Shown]] = {}

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
        ask = asked(document, layer, mask, asking, wish, made=time.time())
        return self._send(engine, ask, layer.profile)

    def ask_words(self, engine: str, wish: Wish, region: Rect) -> str:
        """Send words alone for a picture to be put at `region` of the canvas; the generation's id. Raises as `ask`."""
        return self._send(engine, asked_from_words(self._asking(engine), wish, region, made=time.time()), b"")

    def _asking(self, engine: str) -> Engine:
        if self.session.project.read_only:
            raise read_only()
        return self._registry.engine(engine)

    def _send(self, engine: str, ask: Asked, profile: bytes) -> str:
        id, row = ask.generation.id, _Row(self.session.project, ask.generation, ask.seen, profile)
        job = self.jobs.submit(engine, ask.request, row.keep, note=row.note)
        self._jobs[id], self._shown[id] = job, []
        job.progressed.connect(lambda progress: self.progressed.emit(id, progress))
        job.offered.connect(lambda _candidate, shown: self._offered(id, shown))
        job.ended.connect(lambda job: self.ended.emit(id, job.error))
        return id

    def cancel(self, id: str) -> None:
        """Stop asking; candidates that are there already stay."""
        if job := self._jobs.get(id):
            job.cancel()

    def shown(self, id: str) -> list[Shown]:
        """The candidates of a generation that were heard of since it was asked."""
        return self._shown.get(id, [])

    def wait(self, id: str) -> list[Shown]:
        """Block until a generation has ended. Raises what it failed with."""
        job = self.jobs.wait(self._jobs[id])
        if job.error is not None:
            raise job.error
        return self.shown(id)

    def reopened(self, offer: Offer, *, follow: bool = False) -> Shown:
        """A kept candidate, fitted to the document as it is now. Raises BadRequest where its target is gone."""
        archive = self.session.project.archive
        generation = archive.generation(offer.generation)
        pixels = decode(archive.answer(offer.answer)).pixels
        target = target_of(self.session.document, generation)
        original = seen(self.session.document, generation) if target else None
        fit = fitting(generation, original, pixels, offer.seed, follow=follow)()
        return _shown(generation, offer, fit, target.profile if target else b"")

    def preview(self, shown: Shown) -> Document:
        """The document as it would be with this candidate accepted. Raises BadRequest where its target is gone."""
        return put(self.session.document, shown.generation, shown.layer)

    def accept(self, shown: Shown, *, anyway: bool = False) -> Layer:
        """Make a candidate a layer: one undo step.

        Raises BadResult, with what fit found, for one that is not trusted, unless it is wanted `anyway`; BadRequest
        where its target is gone.
        """
        report = shown.fitted.report
        if not (report.trusted or anyway):
            raise BadResult(" ".join(report.messages), "Ask again, or accept it anyway.")
        after = self.preview(shown)
        self.session.commit("Accept", after)
        self.session.project.archive.choose(shown.offer.id, "accepted")
        return after.layers[shown.layer.id]

    def _offered(self, id: str, shown: Shown) -> None:
        self._shown[id].append(shown)
        self.answered.emit(shown)


class _Row:
    """One generation's row in the archive, written from the job's thread: before the call, per answer, at the end."""

    def __init__(self, project: Project, generation: Generation, original: np.ndarray | None, profile: bytes) -> None:
        self._project = project
        self._generation = generation
        self._original = original
        self._profile = profile
        self._began = time.monotonic()

    def note(self, _job: Job, outcome: Outcome, error: EngineError | None) -> None:
        self._began = time.monotonic()
        state = msgspec.structs.replace(
            self._generation,
            state=STATES[outcome],
            error=error.message if error else "",
            advice=error.advice if error else "",
        )
        self._stored(self._project.archive.add(state) if outcome == "sent" else self._project.archive.update(state))

    def keep(self, _job: Job, candidate: Candidate) -> Shown:
        """The answer's own bytes are durable before it is looked at; then it is fitted and what was found is kept."""
        seconds, self._began = time.monotonic() - self._began, time.monotonic()
        offer, data = kept(candidate, self._generation.id, made=time.time(), seconds=seconds)
        archive = self._project.archive
        self._stored(archive.offer(offer, data))
        fit = fitting(self._generation, self._original, candidate.pixels, candidate.seed)()
        offer = msgspec.structs.replace(archive.get_offer(offer.id), report=fit.report)
        archive.revise(offer)
        return _shown(self._generation, offer, fit, self._profile)

    def _stored(self, ticket: Ticket) -> None:
        if not ticket.wait(60):
            raise BadResult("The project could not be written.", "Make room on the disk; the answer is kept in memory.")


def _shown(generation: Generation, offer: Offer, fit: Fitted, profile: bytes) -> Shown:
    return Shown(generation, offer, fit, brought(generation, offer, fit.pixels, fit.alpha, profile))
