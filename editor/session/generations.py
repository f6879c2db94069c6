"""From a mask and words to candidates and an accepted layer, in an open project: asked, kept, fitted, shown, chosen."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence
from types import TracebackType

import msgspec

from editor.document.archive import Generation
from editor.document.order import arranged
from editor.document.records import Mask
from editor.engine.contract import Abilities, Engine, Progress
from editor.engine.errors import BadRequest, EngineError
from editor.engine.registry import Registry
from editor.engine.stop import Stop
from editor.pixels.geometry import Rect
from editor.project import queue
from editor.project.errors import read_only
from editor.session.accepting import Accepting, kept_picture
from editor.session.anchors import keep_versions
from editor.session.aside import Aside, here
from editor.session.book import Asked, Book
from editor.session.foreseen import Foreseeing, larger
from editor.session.jobs import Jobs
from editor.session.line import Lane
from editor.session.record import Ready, Record, Shown
from editor.session.session import Session
from editor.session.signal import Signal
from editor.session.spending import Overrun, Spending, refused
from editor.session.unanswered import charge_rest
from editor.steps.accept import target_of
from editor.steps.again import mask_of, rerun_of, wish_for, wish_of
from editor.steps.ask import Wish, foreseen_from_words, planned, planned_from_words, seen, with_guides
from editor.steps.enlarge import Goal, wanted_size
from editor.steps.mask import active_mask
from editor.steps.pins import Place, masked_place
from editor.steps.sent import requested

INTERACTIVE, BACKGROUND, FINAL = 1, 2, 3
"""Lanes of the queue: what somebody waits for goes first, then what a batch asks, then what was promoted."""


class Generations(Accepting):
    """Asks engines on behalf of one session. An answer is on disk before anybody hears of it.

    Signals, all on the session's thread: `asked(generation)`, `held(overrun)` when the budget does not allow what would
    be sent next, `begun(generation id)` when its turn has come,
    `progressed(generation id, progress)`, `answered(shown)`, `ended(generation id, error or None)`.
    """

    def __init__(
        self, session: Session, registry: Registry, jobs: Jobs, aside: Aside = here, *, strict: bool = False
    ) -> None:
        """`aside` does what is slow: in this process for the command line, in one of its own for a window.

        What the budget does not allow waits until there is more; where this is `strict`, it is refused.
        """
        super().__init__(session, aside)
        self.jobs = jobs
        self.spending = Spending(session.project.archive, jobs.release)
        self._strict = strict
        self.held: Signal[Overrun] = Signal()
        self.ahead = Foreseeing(session, registry)
        self.asked: Signal[Generation] = Signal()
        self.begun: Signal[str] = Signal()
        self.progressed: Signal[str, Progress] = Signal()
        self.answered: Signal[Shown] = Signal()
        self.ended: Signal[str, EngineError | None] = Signal()
        self._registry = registry
        self._asked = Book()

    def __enter__(self) -> Generations:
        return self

    def __exit__(self, _kind: type | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self.jobs.close()

    def ask(self, target: str, engine: str, wish: Wish, mask: Mask | None = None, *, lane: int = INTERACTIVE) -> str:
        """Send what `mask`, else the mask in use, marks on the layer `target` to an engine; the generation's id.

        The anchors that hold there and the references guide it, unless the wish says otherwise. What is in another
        `lane` than INTERACTIVE goes behind what somebody waits for, also when it is retried. Raises BadRequest where it
        cannot be asked, ProjectError where the project is read-only, since what was asked could not be kept,
        LookupError where there is no such engine, BillingError where the budget is strict and does not allow it.
        """
        asking, document = self._asking(engine), self.session.document
        layer, mask = document.layers.get(target), mask or active_mask(document, target)
        if layer is None or mask is None:
            raise BadRequest("Nothing is marked.", "Paint over what is to change first.")
        wish = self.ahead.guided(wish, masked_place(document, layer, mask, asking.abilities), engine)
        generation = planned(document, layer, mask, asking, wish, made=time.time())
        price = self.ahead.foreseen(layer, mask, engine, wish).price
        return self.send(msgspec.structs.replace(generation, price=price), lane)

    def ask_words(self, engine: str, wish: Wish, region: Rect, *, lane: int = INTERACTIVE) -> str:
        """Send words alone for a picture to be put at `region` of the canvas; the generation's id. Raises as `ask`."""
        asking, document = self._asking(engine), self.session.document
        wish = self.ahead.guided(wish, Place("generate" if wish.start is None else "image", region), engine)
        generation = planned_from_words(asking, wish, region, made=time.time())
        price = asking.price(foreseen_from_words(document, asking, wish, region))
        return self.send(msgspec.structs.replace(generation, price=price), lane)

    def ask_larger(
        self, target: str, engine: str, goal: Goal, words: str = "", seed: int = 0, *, lane: int = INTERACTIVE
    ) -> str:
        """Have the layer `target` made larger, with what was accepted onto it; the generation's id. Raises as `ask`."""
        asking, document = self._asking(engine), self.session.document
        if (layer := document.layers.get(target)) is None:
            raise BadRequest("That picture is no longer on the canvas.", "Undo its removal first.")
        return self.send(larger(document, layer, asking, goal, words, seed, made=time.time()), lane)

    def doubtful(self, id: str) -> bool:
        """Whether it may have been charged although its answer was lost: asking again may cost it twice."""
        generation = self.session.project.archive.generation(id)
        priced = generation.price is None or generation.price.micros > 0
        return generation.state == "unknown" and priced and not self.fetchable(id)

    def fetchable(self, id: str) -> bool:
        """Whether a provider took it and still has its answer: `retry` fetches that, and asks for nothing."""
        return bool(self._row(id).receipts)

    def retry(self, id: str, *, sure: bool = False) -> str:
        """Ask once more what failed or was interrupted, just as it was; the id of the generation that is made now.

        It is the same one, with the same key for the provider, unless some of it was answered: then another is asked
        for the rest, save where it is `fetchable`. Raises as `ask`, LookupError where there is no such generation, and
        BadRequest for one that is `doubtful`, unless it is wanted for `sure`.
        """
        archive = self.session.project.archive
        generation = archive.generation(id)
        if self.doubtful(id) and not sure:
            raise BadRequest(
                "Its answer was lost, and it may have been charged already.", "Look at the provider's bill first."
            )
        self._asking(generation.recipe.engine)
        came = len(archive.offers(id))
        if 0 < came < generation.recipe.count and not self.fetchable(id):
            self.dismiss(id)
            wish = wish_of(generation, generation.recipe.seed + came)
            rest = msgspec.structs.replace(wish, count=wish.count - came)
            return self.like(generation, generation.recipe.engine, rest, self.lane(id))
        return self.send(msgspec.structs.replace(generation, state="waiting", error="", advice=""))

    def dismiss(self, id: str) -> None:
        """Offer one that was interrupted no more; it stays in the history."""
        project = self.session.project
        with contextlib.suppress(LookupError):  # an older file has no row of it
            if (row := project.queue.get(id)).state == "unknown":
                project.queue.put(msgspec.structs.replace(row, state="cancelled", receipts=()))
                if row.receipts:
                    charge_rest(project, project.archive.generation(id), self.spending.pay)
                    self.spending.end(id)

    def _asking(self, engine: str) -> Engine:
        if self.session.project.read_only:
            raise read_only()
        return self._registry.engine(engine)

    def lane(self, id: str) -> int:
        """The lane that a generation was asked in, now or by an earlier process."""
        return (self._asked[id].record.row if id in self._asked else self._row(id)).lane

    def send(self, generation: Generation, lane: int | None = None) -> str:
        """Have a planned request answered when its turn comes; its id. Raises as `ask`."""
        id, project, target = generation.id, self.session.project, target_of(self.session.document, generation)
        row = self._row(id) if lane is None else queue.Job(id=id, generation=id, key=id, lane=lane)
        paid = bool(row.receipts)
        if self._strict and not paid and (over := self.spending.overrun(id, generation.price)) is not None:
            raise refused(over)
        profile = target.profile if target else b""
        row = msgspec.structs.replace(row, order=self._asked.behind(), state="waiting", lease=project.lease)
        ready, aside = self._preparing(generation), self._aside
        record = Record(project, generation, ready, profile, aside, row, self.spending)
        keep_versions(self.session, generation.recipe.anchors)
        record.line_up()
        where: Lane = "interactive" if row.lane == INTERACTIVE else "background"
        job = self.jobs.submit(
            generation.recipe.engine,
            record.prepare,
            record.keep,
            note=record.note,
            hold=record.hold,
            lane=where,
            allowed=lambda: paid or self.spending.begin(id, generation.price),
        )
        self._asked[id] = Asked(job, record, [])
        job.held.connect(lambda _job: self._held(generation))
        job.begun.connect(lambda _job: self.begun.emit(id))
        job.progressed.connect(lambda progress: self.progressed.emit(id, progress))
        job.offered.connect(lambda _candidate, shown: self._offered(id, shown))
        job.ended.connect(lambda job: self._asked.close(id, job))
        job.ended.connect(lambda job: self.ended.emit(id, job.error))
        self.asked.emit(generation)
        return id

    def _preparing(self, generation: Generation) -> Callable[[Stop], Ready]:
        """Makes what is sent: of the picture as it was when this was asked, the first time that it was answered."""
        document, engine = self.session.document, self._registry.engine(generation.recipe.engine)

        def ready(stop: Stop) -> Ready:
            image = None
            if generation.target:
                image = kept_picture(generation)
                image = seen(document, generation, lambda look: self._aside(look, stop)) if image is None else image
            whole = with_guides(document, generation, lambda look: self._aside(look, stop))
            request = requested(whole, image)
            return Ready(whole, request, engine.price(request), image)

        return ready

    def _row(self, id: str) -> queue.Job:
        """What the queue has of a generation, or is to have."""
        try:
            return self.session.project.queue.get(id)
        except LookupError:
            return queue.Job(id=id, generation=id, key=id)

    def arrange(self, ids: Sequence[str]) -> None:
        """Have those of these that wait begin in this order; it lasts."""
        waiting = [self._asked[id] for id in ids if id in self._asked and self._asked[id].job.state == "waiting"]
        orders = arranged([asked.record.row.order for asked in waiting])
        for asked, order in zip(waiting, orders, strict=True):
            if asked.record.row.order != order:
                asked.record.move(order)
        self.jobs.arrange([asked.job for asked in waiting])

    def again(self, generation: Generation, seed: int, *, lane: int = INTERACTIVE) -> str:
        """Ask the same of the same place once more, with another seed; the new generation's id. Raises as `ask`.

        The prompt and the references are those that were sent then.
        """
        return self.like(generation, generation.recipe.engine, wish_of(generation, seed), lane)

    def like(self, generation: Generation, engine: str, wish: Wish, lane: int = INTERACTIVE) -> str:
        """Ask an engine for the same kind of thing in the same place, as the document is now. Raises as `ask`."""
        if generation.recipe.kind == "upscale":
            goal = Goal(fill=wanted_size(generation.recipe))
            return self.ask_larger(generation.target, engine, goal, wish.words, wish.seed, lane=lane)
        if generation.target:
            return self.ask(generation.target, engine, wish, mask_of(generation), lane=lane)
        return self.ask_words(engine, wish, generation.region, lane=lane)

    def rerun(self, generation: Generation, wish: Wish | None = None, *, lane: int = INTERACTIVE) -> str:
        """Ask the same once more of the picture as it was then, to the seed; the new generation's id. Raises as `ask`.

        With a `wish`, which is composed already, that is asked instead, in the same place. An engine that gives the
        same for the same gives the same bytes.
        """
        wish = wish or wish_of(generation, generation.recipe.seed)
        engine = self._asking(generation.recipe.engine)
        return self.send(rerun_of(generation, engine, wish, made=time.time()), lane)

    def abilities(self, engine: str) -> Abilities:
        """Raises LookupError where there is no such engine."""
        return self._registry.engine(engine).abilities

    def promote(self, generation: Generation, engine: str, seed: int) -> str:
        """Ask another engine for the final of what was drafted, in the same place; the new generation's id.

        Words, anchors, colours, frame and edge are the same, and so is the seed where it means something there. One is
        asked for, in the lane FINAL. Raises as `ask`.
        """
        wish = wish_for(generation, seed, self.abilities(engine))
        return self.like(generation, engine, msgspec.structs.replace(wish, count=1, model=""), FINAL)

    def cancel(self, id: str) -> None:
        """Stop asking; candidates that are there already stay."""
        if asked := self._asked.get(id):
            asked.job.cancel()
            asked.record.withdraw()

    def shown(self, id: str) -> list[Shown]:
        """The candidates of a generation, until it is over and another is asked; then the archive has them."""
        return self._asked[id].shown if id in self._asked else []

    def wait(self, id: str) -> list[Shown]:
        """Block until a generation has ended. Raises what it failed with, LookupError where it is long over."""
        job = self.jobs.wait(self._asked[id].job)
        if job.error is not None:
            raise job.error
        return self.shown(id)

    def _held(self, generation: Generation) -> None:
        if (over := self.spending.overrun(generation.id, generation.price)) is not None:
            self.held.emit(over)

    def _offered(self, id: str, shown: Shown | None) -> None:
        if shown is not None:
            self._asked[id].shown.append(shown)
            self.answered.emit(shown)
