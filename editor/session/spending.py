"""What a project has spent and what is under way, held against its budget before anything is sent."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import NamedTuple

from editor.document.archive import Charge
from editor.engine.contract import Price
from editor.engine.errors import BillingError
from editor.project.archive import Archive
from editor.project.ticket import Ticket
from editor.session.money import amount


class Overrun(NamedTuple):
    """Why a generation is not sent: it would cost `next`, and `used` of the `budget` is spent or under way."""

    id: str
    next: Price
    used: Price
    budget: Price


class Spending:
    """Any thread may use it. What has no known price, or is paid in another currency than the budget's, is let go."""

    def __init__(self, archive: Archive, freed: Callable[[], object] = lambda: None) -> None:
        """`freed` is called, on any thread, when there may be money again for what was not allowed."""
        self._archive, self._freed = archive, freed
        self._turn = threading.RLock()
        self._budget = archive.budget
        self._spent: int | None = None  # millionths in the budget's currency; None: not added up yet
        self._under_way: dict[str, int] = {}  # what is still to be charged, by generation

    @property
    def budget(self) -> Price | None:
        return self._budget

    def limit(self, budget: Price | None) -> None:
        """Have another budget, or none. It is no part of the undo history. Raises ProjectError."""
        with self._turn:
            self._archive.set_budget(budget)
            self._budget, self._spent = budget, None
        self._freed()

    def overrun(self, id: str, price: Price | None) -> Overrun | None:
        """What stands against sending a generation of this price now; None where nothing does."""
        with self._turn:
            budget = self._budget
            if budget is None or price is None or not price.micros or price.currency != budget.currency:
                return None
            used = self._added_up(budget.currency)
            used += sum(micros for other, micros in self._under_way.items() if other != id)
            if used + price.micros <= budget.micros:
                return None
            return Overrun(id, price, Price(used, budget.currency), budget)

    def begin(self, id: str, price: Price | None) -> bool:
        """Whether a generation may be sent; from then on its price counts as under way."""
        with self._turn:
            if self.overrun(id, price) is not None:
                return False
            self.expect(id, price)
            return True

    def expect(self, id: str, price: Price | None) -> None:
        """Its price as it is known now, before it is sent."""
        with self._turn:
            counts = price is not None and self._budget is not None and price.currency == self._budget.currency
            self._under_way[id] = price.micros if price is not None and counts else 0

    def pay(self, charge: Charge, data: bytes = b"") -> Ticket:
        """Write a charge down, as `Archive.charge`: it is spent, and under way no more."""
        with self._turn:
            ticket = self._archive.charge(charge, data)
            price, budget = charge.price, self._budget
            if price is not None and budget is not None and price.currency == budget.currency:
                left = self._under_way.get(charge.generation, 0) - price.micros
                self._under_way[charge.generation] = max(0, left)
                if self._spent is not None:
                    self._spent += price.micros
            return ticket

    def end(self, id: str) -> None:
        """No more will be charged for it."""
        with self._turn:
            self._under_way.pop(id, None)
        self._freed()

    def _added_up(self, currency: str) -> int:
        if self._spent is None:
            prices = (charge.price for charge in self._archive.charges())
            self._spent = sum(price.micros for price in prices if price is not None and price.currency == currency)
        return self._spent


def refused(over: Overrun) -> BillingError:
    """The error that a request is which the budget does not allow."""
    return BillingError(
        f"The budget of {amount(over.budget)} does not allow it: {amount(over.used)} is spent or under way, and this"
        f" costs up to {amount(over.next)}.",
        "Raise or lift it first, with `patchboard budget`.",
    )
