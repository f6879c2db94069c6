"""The ledger of a project: every call and what it cost, summed up by engine, anchor or day; currencies stay apart."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterable, Sequence
from typing import Literal, get_args

import msgspec

from editor.document.archive import Charge, Generation, Offer
from editor.engine.contract import Price
from editor.project.archive import Archive

Outcome = Literal["accepted", "open", "discarded", "failed", "refused", "unknown"]
"""What became of money: a candidate in use; one that may still be chosen, or was passed over; a call that failed or
was refused; one of which the answer was lost."""
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
By = Literal["engine", "anchor", "day"]
COLUMNS = ("time", "engine", "anchors", "request", "candidate", "outcome", "amount", "currency", "estimated", "words")


class Entry(msgspec.Struct, frozen=True):
    """One candidate, or one call without any. `price` is None where nobody knows it."""

    made: float
    generation: str
    engine: str
    outcome: Outcome
    price: Price | None
    offer: str = ""
    anchors: tuple[str, ...] = ()  # their ids
    words: str = ""

    @property
    def day(self) -> str:
        return time.strftime("%Y-%m-%d", time.localtime(self.made))


class Sum(msgspec.Struct, frozen=True):
    """The money of one group in one currency, in millionths by outcome; `estimated` is how much of it is not certain.

    `key` is the group: an engine's name, an anchor's id or a day; empty for all. Where no price is known, `currency`
    is empty.
    """

    key: str
    currency: str
    requests: int
    candidates: int
    accepted: int
    micros: dict[Outcome, int]
    estimated: int

    @property
    def paid(self) -> Price | None:
        """All of it."""
        return self._price(sum(self.micros.values()))

    def of(self, outcome: Outcome) -> Price | None:
        return self._price(self.micros[outcome])

    @property
    def waste(self) -> float | None:
        """The share that bought nothing of use, 0..1, of what is decided; None where nothing is."""
        used = self.micros["accepted"]
        decided = sum(self.micros.values()) - self.micros["open"]
        return (decided - used) / decided if decided else None

    @property
    def each(self) -> Price | None:
        """What an accepted candidate cost, all that was paid on the way to it included; None where none is."""
        return self._price(round(sum(self.micros.values()) / self.accepted)) if self.accepted else None

    def _price(self, micros: int) -> Price | None:
        return Price(micros, self.currency, estimated=self.estimated > 0) if self.currency else None


def entries(archive: Archive) -> list[Entry]:
    """All that was asked and is over, by time. From any thread."""
    asked = {generation.id: generation for generation in archive.generations()}
    offers, charges = archive.offers(), archive.charges()
    settled = {offer.generation for offer in offers if _used(offer)}
    charged = {charge.offer: charge for charge in charges}
    found = [_of_call(charge, asked.get(charge.generation)) for charge in charges if not charge.offer]
    for offer in offers:
        generation = asked.get(offer.generation)
        passed = offer.generation in settled
        found.append(_of_candidate(offer, charged.get(offer.id), generation, passed=passed))
    return sorted(found, key=lambda entry: entry.made)


def sums(found: Iterable[Entry], by: By | None = None) -> list[Sum]:
    """One of each group and currency, the most money first, days the newest first; of everything where `by` is None.

    What several anchors guided counts for each of them.
    """
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in found:
        for key in _keys(entry, by):
            groups.setdefault((key, entry.price.currency if entry.price else ""), []).append(entry)
    made = [_sum(key, currency, group) for (key, currency), group in groups.items()]
    made.sort(key=lambda one: (-sum(one.micros.values()), one.key))
    return sorted(made, key=lambda one: one.key, reverse=True) if by == "day" else made


def table(found: Iterable[Entry], names: dict[str, str]) -> str:
    """As CSV, a line for each entry; `names` are those of anchors, by id."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in found:
        price = entry.price
        writer.writerow(
            (
                time.strftime("%Y-%m-%dT%H:%M:%S%z", time.localtime(entry.made)),
                _inert(entry.engine),
                _inert(", ".join(names.get(id, id) for id in entry.anchors)),
                entry.generation,
                entry.offer,
                entry.outcome,
                f"{price.micros / 1e6:.6f}" if price else "",
                price.currency if price else "",
                ("yes" if price.estimated and price.micros else "no") if price else "",
                _inert(entry.words),
            )
        )
    return out.getvalue()


def _of_call(charge: Charge, generation: Generation | None) -> Entry:
    outcome: Outcome = "open" if charge.outcome == "paid" else charge.outcome
    return Entry(charge.made, charge.generation, charge.engine, outcome, charge.price, "", *_asked(generation))


def _of_candidate(offer: Offer, charge: Charge | None, generation: Generation | None, *, passed: bool) -> Entry:
    if _used(offer):
        outcome: Outcome = "accepted"
    elif passed or offer.choice == "rejected" or (charge is not None and charge.outcome == "discarded"):
        outcome = "discarded"
    else:
        outcome = "open"
    engine = generation.recipe.engine if generation else charge.engine if charge else ""
    price = charge.price if charge else offer.price
    return Entry(offer.made, offer.generation, engine, outcome, price, offer.id, *_asked(generation))


def _asked(generation: Generation | None) -> tuple[tuple[str, ...], str]:
    """The anchors that guided it, and its words."""
    if generation is None:
        return (), ""
    return tuple(id for id, _ in generation.recipe.anchors), generation.recipe.words


def _used(offer: Offer) -> bool:
    return offer.choice in ("accepted", "kept")


def _keys(entry: Entry, by: By | None) -> Sequence[str]:
    if by == "anchor":
        return entry.anchors or ("",)
    return {"engine": (entry.engine,), "day": (entry.day,), None: ("",)}[by]


def _sum(key: str, currency: str, group: list[Entry]) -> Sum:
    micros: dict[Outcome, int] = dict.fromkeys(OUTCOMES, 0)
    estimated = 0
    for entry in group:
        if entry.price is not None:
            micros[entry.outcome] += entry.price.micros
            estimated += entry.price.micros * entry.price.estimated
    return Sum(
        key,
        currency,
        requests=len({entry.generation for entry in group}),
        candidates=sum(bool(entry.offer) for entry in group),
        accepted=sum(entry.outcome == "accepted" for entry in group),
        micros=micros,
        estimated=estimated,
    )


def _inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
