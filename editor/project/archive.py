"""What was asked, offered and paid: kept for ever, whatever undo and Compact do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import apsw
import msgspec

from editor.document.archive import AnchorVersion, Budget, Charge, Choice, Generation, Measure, Offer, version_id
from editor.document.codec import Codec
from editor.engine.contract import Price
from editor.project.blobs import ANSWER, Blobs, named
from editor.project.connection import Connection
from editor.project.entries import Entries
from editor.project.errors import explained
from editor.project.readers import Readers
from editor.project.store import TileStore
from editor.project.ticket import Ticket
from editor.project.tracking import Guided, Use, guided_by, guiding, uses
from editor.project.writer import Writer

T = TypeVar("T")


class Archive:
    """Every read sees what was added before it, written or not."""

    def __init__(self, readers: Readers, writer: Writer | None, blobs: Blobs, store: TileStore, codec: Codec) -> None:
        self._blobs, self._readers, self._writer = blobs, readers, writer
        self._generations = Entries(Generation, lambda record: record.target, readers, writer, store, codec)
        self._offers = Entries(Offer, lambda record: record.generation, readers, writer, store, codec)
        self._charges = Entries(Charge, lambda record: record.generation, readers, writer, store, codec)
        self._measures = Entries(Measure, lambda record: record.id, readers, writer, store, codec)
        self._budgets = Entries(Budget, lambda record: record.id, readers, writer, store, codec)
        self._versions = Entries(AnchorVersion, lambda record: record.anchor, readers, writer, store, codec)

    def add(self, generation: Generation) -> Ticket:
        return self._generations.put(generation)

    def update(self, generation: Generation) -> Ticket:
        """A later state of a generation that was added. Raises LookupError where it was not."""
        self._generations.get(generation.id)
        return self._generations.put(generation)

    def offer(self, offer: Offer, data: bytes) -> Ticket:
        """Keep a candidate and the answer's own bytes; `offer.answer` becomes their digest (`blobs.named`).

        Wait for the ticket before the candidate is shown: then nothing paid can be lost.
        """
        self._blobs.add(data, ANSWER)
        return self._offers.put(msgspec.structs.replace(offer, answer=named(data)))

    def choose(self, offer_id: str, choice: Choice) -> Ticket:
        """Raises LookupError where there is no such offer."""
        return self._offers.put(msgspec.structs.replace(self._offers.get(offer_id), choice=choice))

    def revise(self, offer: Offer) -> Ticket:
        """A later state of an offer, such as its report after fitting. Raises LookupError where it was not added."""
        held = self._offers.get(offer.id)
        return self._offers.put(msgspec.structs.replace(offer, answer=held.answer))

    def charge(self, charge: Charge, data: bytes = b"") -> Ticket:
        """Add a charge, with the bytes of an answer that is no usable picture; `charge.answer` becomes their digest."""
        if data:
            self._blobs.add(data, ANSWER)
            charge = msgspec.structs.replace(charge, answer=named(data))
        return self._charges.put(charge)

    def keep_version(self, version: AnchorVersion) -> Ticket:
        """Keep what an anchor said at one version; a version never changes."""
        return self._versions.put(version)

    def anchor_version(self, anchor: str, version: int) -> AnchorVersion:
        """Raises LookupError where it is not kept."""
        return self._versions.get(version_id(anchor, version))

    def anchor_versions(self, anchor: str | None = None) -> list[AnchorVersion]:
        """In the order they were made; of all anchors where none is named."""
        return self._versions.all(anchor)

    def anchor_uses(self) -> list[Use]:
        """What every version of every anchor guided, counted; quick for ten thousands of generations."""
        return self._told(uses)

    def guided_by(self, anchor: str) -> list[Guided]:
        """All that an anchor guided, the newest first."""
        return self._told(lambda db: guided_by(db, anchor))

    def guiding(self, generations: Iterable[str]) -> list[tuple[str, int, str]]:
        """What guided these: anchor, version and generation of each."""
        ids = [*generations]
        return self._told(lambda db: guiding(db, ids))

    def _told(self, ask: Callable[[Connection], T]) -> T:
        """What was added before counts, so it is written first."""
        try:
            if self._writer is not None:
                return self._writer.call(ask)
            with self._readers.lent() as db:
                return ask(db)
        except apsw.Error as error:
            raise explained(error, self._readers.path) from error

    def generation(self, id: str) -> Generation:
        """Raises LookupError where there is none."""
        return self._generations.get(id)

    def generations(self, target: str | None = None) -> list[Generation]:
        """In the order they were asked; only those of the layer `target` where one is named."""
        return self._generations.all(target)

    def get_offer(self, id: str) -> Offer:
        """Raises LookupError where there is none."""
        return self._offers.get(id)

    def offers(self, generation_id: str | None = None) -> list[Offer]:
        """In the order they arrived; all where no generation is named."""
        return self._offers.all(generation_id)

    def charges(self, generation_id: str | None = None) -> list[Charge]:
        return self._charges.all(generation_id)

    @property
    def budget(self) -> Price | None:
        """What may be spent in all; None where that is not limited."""
        return next((held.price for held in self._budgets.all()), None)

    def set_budget(self, price: Price | None) -> Ticket:
        return self._budgets.put(Budget(price=price))

    def answer(self, digest: bytes) -> bytes:
        """An answer's bytes as they were received. Raises LookupError where they are lost."""
        return self._blobs.get(digest)

    def measures(self) -> list[Measure]:
        """Of all offers that were measured."""
        return self._measures.all()

    def measure(self, measure: Measure) -> Ticket:
        """Keep what was measured of an offer. Raises ProjectError where the project is read-only."""
        return self._measures.put(measure)
