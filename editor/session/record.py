"""One generation's rows in the project, written from when it is asked: waiting, sent, answered and charged."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import msgspec
import numpy as np

from editor.document.archive import Charge, Generation, Offer, Settlement, State
from editor.document.ids import new_id
from editor.document.records import Layer
from editor.engine.contract import Candidate, Price, Receipt, Request
from editor.engine.errors import FINAL, BadResult, Blocked, Cancelled, EngineError, Expired, NetworkError
from editor.engine.stop import Stop
from editor.pixels.tiles import Tiles
from editor.project import queue
from editor.project.blobs import named
from editor.project.project import Project
from editor.project.ticket import Ticket
from editor.session.aside import Aside
from editor.session.job import Job, Outcome
from editor.session.spending import Spending
from editor.session.unanswered import charge_rest
from editor.steps.accept import brought
from editor.steps.fit import Fitted
from editor.steps.fitting import fitting
from editor.steps.keep import kept

PATIENCE = 60  # seconds that a disk may take
STATES: dict[Outcome, State] = {"answered": "answered", "failed": "failed", "cancelled": "cancelled"}


class Shown(msgspec.Struct, frozen=True, eq=False):
    """A candidate as it can be looked at and accepted."""

    generation: Generation
    offer: Offer
    fitted: Fitted
    layer: Layer  # what it becomes, not placed yet


class Ready(msgspec.Struct, frozen=True, eq=False):
    """A request, the generation that it is of, what it will cost, and the picture that it is about.

    That is uint8 (h, w, 4) over the region, or None. The references of the generation are frozen.
    """

    generation: Generation
    request: Request
    price: Price | None
    seen: np.ndarray | None


class Record:
    """On the session's thread: `line_up` before it is submitted, `move` and `withdraw` while it waits.

    On one job's thread: `prepare` before the call, `note` before and after it, `hold` per receipt, `keep` per answer.
    Whatever the last three write is on the disk when they return. What cannot be stored raises EngineError.
    """

    def __init__(
        self,
        project: Project,
        generation: Generation,
        ready: Callable[[Stop], Ready],
        profile: bytes,
        aside: Aside,
        row: queue.Job,
        spending: Spending,
    ) -> None:
        """`ready` makes what is sent; `profile` is the colour space of the target; `aside` does the fitting.

        `row` is where it stands in the queue; what it costs is told to `spending`.
        """
        self._project = project
        self._generation = generation
        self._ready = ready
        self._profile = profile
        self._aside = aside
        self._row = row
        self._spending = spending
        self._turn = threading.Lock()  # held while the row is changed
        self._seen: np.ndarray | None = None
        self._failed: EngineError | None = None
        self._fits = 0
        self._sent = False
        self._taken_up = bool(row.receipts)
        self._had: set[tuple[bytes, int]] = set()  # answers and seeds that had come of what is taken up
        self._charged = 0  # millionths
        self._began = time.monotonic()

    @property
    def row(self) -> queue.Job:
        """Where it stands in the queue."""
        return self._row

    def line_up(self) -> None:
        """Write down that it waits."""
        self._project.archive.add(self._generation)
        self._project.queue.put(self._row)

    def move(self, order: str) -> None:
        """Another place among those that wait; nothing happens once it was sent."""
        with self._turn:
            if self._row.state == "waiting":
                self._row = msgspec.structs.replace(self._row, order=order)
                self._project.queue.put(self._row)

    def withdraw(self) -> None:
        """Write down that it was cancelled before it was sent; nothing happens once it was."""
        with self._turn:
            if self._row.state == "waiting":
                if self._row.receipts:
                    charge_rest(self._project, self._generation, self._spending.pay)
                self._row = msgspec.structs.replace(self._row, receipts=())
                self._write("cancelled", None)

    def prepare(self, job: Job) -> Request:
        """Look at the picture and make the request of it."""
        ready = self._ready(job.stop)
        self._seen = ready.seen
        references, start = ready.generation.references, ready.generation.start
        self._generation = msgspec.structs.replace(
            self._generation, price=ready.price, references=references, start=start
        )
        self._spending.expect(self._generation.id, ready.price)
        if self._taken_up:
            archive, id = self._project.archive, self._generation.id
            self._had = {(offer.answer, offer.seed) for offer in archive.offers(id)}
            self._charged = sum(charge.price.micros for charge in archive.charges(id) if charge.price is not None)
        return msgspec.structs.replace(ready.request, receipts=self._row.receipts)

    def note(self, job: Job, outcome: Outcome, error: EngineError | None) -> None:
        """Write down how it stands; what the program's end left open is settled at the next start."""
        self._began = time.monotonic()
        if outcome == "left":
            return
        if outcome == "sent":
            self._begin(job)
            return
        with self._turn:
            held = error is not None and outcome == "failed" and self._under_way(error)
            if error is not None and held:
                error.advice, error.billed = f"{error.advice} Retry fetches it: nothing is asked for twice.", True
            else:
                self._row = msgspec.structs.replace(self._row, receipts=())
            written = self._write("unknown" if held or _lost(error) else STATES[outcome], error)
        if held:  # neither charged nor free in the budget until it is fetched or put away
            self._store(*written)
            return
        if error is not None and self._sent:
            written += self._unanswered(error)
        elif outcome == "answered" and self._lacks():
            written += charge_rest(self._project, self._generation, self._spending.pay)
        self._spending.end(self._generation.id)
        self._store(*written)
        if outcome == "answered" and self._failed is not None and not self._fits:
            raise self._failed

    def hold(self, receipt: Receipt) -> None:
        """Write down by what the provider finds it again; one without a task takes that of its call away."""
        with self._turn:
            others = tuple(other for other in self._row.receipts if other.number != receipt.number)
            self._row = msgspec.structs.replace(self._row, receipts=(*others, receipt) if receipt.task else others)
            ticket = self._project.queue.put(self._row)
        self._store(ticket)

    def keep(self, job: Job, candidate: Candidate) -> Shown | None:
        """The answer's own bytes and its charge are on the disk before it is looked at; then it is fitted, while what
        it was asked about is written.

        None where it is not to be shown: it came after a stop, or before a crash, or it cannot be fitted. What was
        answered, and paid, is kept all the same, and so is what comes after it.
        """
        seconds, self._began = time.monotonic() - self._began, time.monotonic()
        candidate = self._priced(candidate)
        offer, data = kept(candidate, self._generation.id, made=time.time(), seconds=seconds)
        if (named(data), offer.seed) in self._had:
            return None
        archive = self._project.archive
        written = [archive.offer(offer, data)]
        if candidate.price is not None and candidate.price.micros > 0:
            written.append(self._charge(candidate.price, "discarded" if job.stop.is_set() else "paid", offer.id))
        self._store(*written)
        seen = self._new_seen()
        try:
            fit = self._aside(fitting(self._generation, self._seen, candidate.pixels, candidate.seed), job.stop)
        except Cancelled:
            return None
        except EngineError as error:
            self._failed = error
            return None
        self._fits += 1
        offer = msgspec.structs.replace(archive.get_offer(offer.id), report=fit.report)
        archive.revise(offer)
        self._store(*seen)
        return shown(self._generation, offer, fit, self._profile)

    def _begin(self, job: Job) -> None:
        with self._turn:
            job.stop.check()  # it may have been withdrawn
            self._row = msgspec.structs.replace(self._row, tries=self._row.tries + 1)
            written = self._write("sent", None)
        self._store(*written)
        self._sent = True

    def _under_way(self, error: EngineError) -> bool:
        """Whether a provider still has some of it, which is fetched when it is retried."""
        return bool(self._row.receipts) and not (self._sent and isinstance(error, FINAL))

    def _lacks(self) -> bool:
        """Whether pictures of what was taken up came neither before nor after: the receipts of theirs were lost."""
        generation = self._generation
        return self._taken_up and len(self._project.archive.offers(generation.id)) < generation.recipe.count

    def _write(self, state: State, error: EngineError | None) -> list[Ticket]:
        message, advice = (error.message, error.advice) if error else ("", "")
        self._generation = msgspec.structs.replace(self._generation, state=state, error=message, advice=advice)
        self._row = msgspec.structs.replace(self._row, state=state)
        return [self._project.archive.update(self._generation), self._project.queue.put(self._row)]

    def _new_seen(self) -> list[Ticket]:
        """With the first answer, what it was asked about."""
        if self._seen is None or self._generation.seen is not None:
            return []
        self._generation = msgspec.structs.replace(self._generation, seen=Tiles.from_array(self._seen))
        return [self._project.archive.update(self._generation)]

    def _priced(self, candidate: Candidate) -> Candidate:
        """With its share of what was expected, where the provider does not say what it charged."""
        expected = self._generation.price
        if candidate.price is not None or expected is None:
            return candidate
        share = msgspec.structs.replace(expected, micros=expected.micros // self._generation.recipe.count)
        return msgspec.structs.replace(candidate, price=share)

    def _unanswered(self, error: EngineError) -> list[Ticket]:
        """What a call cost of which no more will come, or may have cost."""
        if isinstance(error, Cancelled) and not error.billed:
            return []
        if isinstance(error, Cancelled) or _lost(error):
            outcome: Settlement = "unknown"
        else:
            outcome = "refused" if isinstance(error, Blocked) else "failed"
        expected = self._generation.price
        if not error.billed:
            price = Price(0, expected.currency if expected else "USD", estimated=False)
        elif expected is not None:
            price = msgspec.structs.replace(expected, micros=max(0, expected.micros - self._charged))
        else:
            price = None
        return [self._charge(price, outcome, data=error.data if isinstance(error, BadResult) else b"")]

    def _charge(self, price: Price | None, outcome: Settlement, offer: str = "", data: bytes = b"") -> Ticket:
        self._charged += price.micros if price else 0
        charge = Charge(
            id=new_id(),
            generation=self._generation.id,
            made=time.time(),
            engine=self._generation.recipe.engine,
            price=price,
            outcome=outcome,
            offer=offer,
        )
        return self._spending.pay(charge, data)

    def _store(self, *tickets: Ticket) -> None:
        until = time.monotonic() + PATIENCE
        if not all(ticket.wait(max(0.0, until - time.monotonic())) for ticket in tickets):
            raise BadResult("The project could not be written.", "Make room on the disk; the answer is kept in memory.")


def shown(generation: Generation, offer: Offer, fit: Fitted, profile: bytes) -> Shown:
    """A fitted candidate with the layer that it becomes, in the colour space of an ICC profile."""
    return Shown(generation, offer, fit, brought(generation, offer, fit.pixels, fit.alpha, profile))


def _lost(error: EngineError | None) -> bool:
    """Whether an answer was lost that may have been charged."""
    return isinstance(error, NetworkError | Expired) and error.billed
